"""Which of the parser's rules editors overturn most, field by field, with examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from incidents.models import Correction, Evidence

JUDGED = ("confirmed", "disputed")
# Of each kind of record: the evidence's link to it, and where its incident's status stands.
LINKS: Mapping[str, tuple[str, str]] = {
    "incident": ("incident", "incident__status"), "claim": ("claim", "claim__incident__status"),
    "participant": ("participant", "participant__incident__status"), "statement": ("statement", ""), "report": ("about_report", ""),
}  # fmt: skip
Key = tuple[str, str, str]  # kind of record, field, rule


@dataclass(frozen=True, slots=True)
class Example:
    """A value of the rule that a person overturned, with the words it was read from where they still stand."""

    correction: Correction
    words: str = ""
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How one rule fares in one field. `confirmed` values stand in incidents that a person confirmed as they were read."""

    kind: str
    field: str
    rule: str
    made: int
    confirmed: int
    overturned: int
    examples: tuple[Example, ...] = ()

    @property
    def share(self) -> float:
        """Overturned, of all values that a person has judged; 0 to 1."""
        return self.overturned / (self.overturned + self.confirmed)


def overturning() -> QuerySet[Correction]:
    """Corrections by a person that replaced what a rule had read, and that were not taken back."""
    taken_back = Correction.objects.filter(undoes=OuterRef("pk"))
    theirs = Correction.objects.filter(by__isnull=False, undoes=None, follows=None).exclude(rule="")
    return theirs.filter(~Exists(taken_back))


def overturned_rules(*, field: str = "", examples: int = 3) -> list[RuleRecord]:
    """The most often overturned first; equals by their share of the judged, then by name."""
    counted = overturning().values("record_kind", "field", "rule").annotate(n=Count("record_id", distinct=True))
    if field:
        counted = counted.filter(field=field)
    found = {(row["record_kind"], row["field"], row["rule"]): row["n"] for row in counted.order_by()}
    made = _made(found)
    rows = [RuleRecord(*key, max(made[key][0], n), made[key][1], n) for key, n in found.items()]
    rows.sort(key=lambda row: (-row.overturned, -row.share, row.kind, row.field, row.rule))
    return [replace(row, examples=_examples(row, examples)) for row in rows] if examples else rows


def _made(keys: Iterable[Key]) -> dict[Key, tuple[int, int]]:
    """For each rule and field: how many records hold a value of it, and how many of those a person confirmed as it was."""
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_kind[key[0]].append(key)
    found: dict[Key, tuple[int, int]] = {key: (0, 0) for keys_of in by_kind.values() for key in keys_of}
    for kind, some in by_kind.items():
        for row in _counted(kind, some):
            key = (kind, row["field"], row["rule"])
            if key in found:
                found[key] = row["made"], row["confirmed"]
    return found


def _counted(kind: str, keys: list[Key]) -> QuerySet[Any]:
    link, status = LINKS[kind]
    corrected = overturning().filter(record_kind=kind, record_id=OuterRef(f"{link}_id"), field=OuterRef("field"))
    held = Evidence.objects.filter(
        **{f"{link}__isnull": False}, rule__in={key[2] for key in keys}, field__in={key[1] for key in keys}
    )
    judged = Q(**{f"{status}__in": JUDGED}) if status else Q(pk=None)
    as_read = held.annotate(is_corrected=Exists(corrected)).order_by()
    return as_read.values("field", "rule").annotate(
        made=Count(link, distinct=True), confirmed=Count(link, distinct=True, filter=judged & Q(is_corrected=False))
    )


def _examples(row: RuleRecord, most: int) -> tuple[Example, ...]:
    theirs = overturning().filter(record_kind=row.kind, field=row.field, rule=row.rule)
    return tuple(_example(one, row) for one in theirs.select_related("by").order_by("-pk")[:most])


def _example(correction: Correction, row: RuleRecord) -> Example:
    link, _status = LINKS[row.kind]
    mine = (
        Evidence.objects.filter(**{link: correction.record_id}, field=row.field).filter(rule=row.rule).order_by("start")
    )
    words = mine.first()
    return Example(correction, words.words, words.report_id) if words else Example(correction)
