"""Facets: how many rows each further choice would leave, counted under all the other choices in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, QueryDict

from incidents.views.paging import LOOK

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    query: str  # the query string that chooses it, or drops it again
    family: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


def facet_of(
    query: QueryDict, name: str, label: str, counts: Iterable[tuple[Any, int]], words: Mapping[str, str] | Callable[[str], str],
    families: Mapping[str, str] | None = None,
) -> Facet:  # fmt: skip
    """`counts` are values with their number, the most frequent first; `words` are the labels of the values."""
    rest = query.copy()
    for dropped in (name, *(word for word in LOOK if word not in ("sort", "column"))):
        rest.pop(dropped, None)
    chosen = query.getlist(name)
    called = words if callable(words) else lambda value: words.get(value, value)
    found = [(str(value), n) for value, n in counts if value not in (None, "")]
    held = [pair for pair in found if pair[0] in chosen] + [pair for pair in found if pair[0] not in chosen and pair[1]]
    rows = [_choice(rest, name, value, n, chosen, called(value), (families or {}).get(value, "")) for value, n in held]
    return Facet(name, label, rows[:LONGEST])


def _choice(rest: QueryDict, name: str, value: str, n: int, chosen: Sequence[str], label: str, family: str) -> Choice:
    query = rest.copy()
    if value not in chosen:
        query[name] = value
    return Choice(value, label, n, value in chosen, query.urlencode(), family)


def facet(
    request: HttpRequest, name: str, label: str, column: str, filtered: Callable[[QueryDict], Any], words: dict[str, str]
) -> Facet:  # fmt: skip
    """`filtered` gives the rows under a query; `column` is counted in them."""
    rest = request.GET.copy()
    rest.pop(name, None)
    rows = filtered(rest).order_by().values_list(column)
    counts = rows.annotate(n=Count("pk", distinct=True)).order_by("-n", column)
    return facet_of(request.GET, name, label, counts[: LONGEST * 3], words)
