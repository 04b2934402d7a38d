"""What records rest on: words of reports, or the person who set a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q
from django.urls import reverse

from incidents.brief.facts import Ground, Grounds, Told
from incidents.models import Correction, Evidence, Report
from incidents.models.evidence import BY_A_PERSON
from incidents.templatetags.border import range_words

LONGEST_PRONOUN = 4  # letters: "they" stands for a name and says none
OWNERS = ("incident", "claim", "participant", "statement")
By = Mapping[tuple[str, int], Mapping[str, Grounds]]  # kind and number of a record → field → grounds


def told_reports(ids: Iterable[int]) -> dict[int, Told]:
    rows = (
        Report.objects.filter(pk__in=set(ids))
        .select_related("source")
        .only("headline", "published_on", "language", "source__name")
    )
    return {
        one.pk: Told(
            one.pk, one.headline or f"Report {one.pk}", str(one.source or "source not named"),
            range_words(one.published_on, one.published_on) if one.published_on else "no date",
            reverse("report", args=[one.pk]), one.language,
        )
        for one in rows
    }  # fmt: skip


def standing(keys: Mapping[str, Collection[int]]) -> list[Correction]:
    """The newest change of each field, where a person made it and it was not undone."""
    of = Q(pk=None)
    for kind, ids in keys.items():
        of |= Q(record_kind=kind, record_id__in=ids)
    rows = Correction.objects.filter(of).select_related("by").order_by("id")
    newest = {(one.record_kind, one.record_id, one.field): one for one in rows}
    return [one for one in newest.values() if one.by_id and one.undoes_id is None]


def grounded(evidence: Iterable[Evidence], people: Iterable[Correction], merged: Mapping[int, int] = {}) -> By:
    """By record and field; where a person set the value, the machine's words no longer stand behind it."""
    entered = {(one.record_kind, one.record_id, one.field): one for one in people}
    found: dict[tuple[str, int], dict[str, Grounds]] = defaultdict(dict)
    for one in evidence:
        kind = next(name for name in OWNERS if getattr(one, f"{name}_id"))
        number = getattr(one, f"{kind}_id")
        key = (kind, merged.get(number, number) if kind == "incident" else number)
        if (*key, one.field) not in entered or one.rule == BY_A_PERSON:
            found[key][one.field] = (*found[key].get(one.field, ()), words_of(one))
    for (kind, number, name), change in entered.items():
        if not found[kind, number].get(name):
            found[kind, number][name] = (_entered(kind, number, change),)
    return found


def words_of(one: Evidence) -> Ground:
    path = f"{reverse('report', args=[one.report_id])}#e{one.pk}"
    return Ground(one.words, evidence=one.pk, report=one.report_id, start=one.start, end=one.end, path=path)


def _entered(kind: str, number: int, change: Correction) -> Ground:
    words = (
        f"{change.field.replace('_', ' ')} entered by {change.by}, {range_words(change.at.date(), change.at.date())}"
    )
    path = reverse("versions", args=[number]) if kind == "incident" else ""
    return Ground(words + (f": {change.reason}" if change.reason else ""), correction=change.pk, path=path)


def claim_grounds(ids: Collection[int]) -> tuple[dict[int, Grounds], dict[int, Told]]:
    """What these claims rest on, by claim, and the reports."""
    evidence = list(
        Evidence.objects.filter(claim__in=ids, field__in=("itself", "low", "high")).order_by(
            "report_id", "start", "end", "id"
        )
    )
    grounds = grounded(evidence, standing({"claim": ids}))
    found = {}
    for pk in ids:
        by = grounds.get(("claim", pk), {})
        found[pk] = by.get("itself") or by.get("low") or by.get("high") or ()
    return found, told_reports(one.report_id for one in evidence)
