"""Which of the parser's rules editors overturn most."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.access import Act
from incidents.learning.rules import Example, RuleRecord, overturned_rules, overturning
from incidents.views.doors import requires
from incidents.views.facts import label_of
from incidents.views.wording import value_words

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ExampleView:
    example: Example
    before: str
    after: str


def _worded(row: RuleRecord) -> list[ExampleView]:
    said = [(one, one.correction.before, one.correction.after) for one in row.examples]
    return [ExampleView(one, *(value_words(row.kind, row.field, v) for v in (old, new))) for one, old, new in said]


@require_GET
@requires(Act.CORRECT)
def rules(request: HttpRequest) -> HttpResponse:
    """By how often their values were overturned; one field of the address alone."""
    field = request.GET.get("field", "")
    rows = overturned_rules(field=field)
    names = sorted(set(overturning().values_list("field", flat=True)))
    context = {
        "rows": [(row, label_of(row.field), _worded(row)) for row in rows[:SHOWN]], "shown": SHOWN, "total": len(rows),
        "overturned": sum(row.overturned for row in rows), "field": field, "fields": [(name, label_of(name)) for name in names],
    }  # fmt: skip
    return render(request, "incidents/rules.html", context)
