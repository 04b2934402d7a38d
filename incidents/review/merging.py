"""Two incidents that are one: what merging them would give, the merge, and the two again as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q

from incidents import homes
from incidents.access import Act
from incidents.editable import EDITABLE, plain
from incidents.models import (
    Changeset,
    Claim,
    Correction,
    Incident,
    Participant,
    ReportIncident,
    Statement,
    TwinSuggestion,
    User,
)
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import correct_all
from incidents.review.refusals import Refused, demand
from incidents.review.rules import refuse_merged
from incidents.review.twins import judge_twin
from incidents.review.undoing import undo

# Fields that mean something only with each other come from one incident, unless a person chooses otherwise.
TOGETHER = (
    ("date_start", "date_end", "date_prec", "part_of_day", "lasted"),
    ("border", "from_country", "to_country"),
    ("place", "place_name", "where_prec"),
)
Choices = Mapping[str, int]  # which incident's value each field takes


@dataclass(frozen=True, slots=True)
class Side:
    """One incident's value of a field."""

    incident: int
    value: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One field: what each incident says, and whose value would stand."""

    field: str
    sides: tuple[Side, ...]
    chosen: int

    @property
    def differs(self) -> bool:
        return len({side.value for side in self.sides}) > 1

    @property
    def value(self) -> Any:
        return next(side.value for side in self.sides if side.incident == self.chosen)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would make: fields with their choices, claims side by side, and all else united."""

    survivor: Incident
    others: tuple[Incident, ...]
    choices: tuple[Choice, ...]
    claims: tuple[Claim, ...]
    reports: tuple[ReportIncident, ...]
    participants: tuple[Participant, ...]
    statements: tuple[Statement, ...]

    @property
    def differing(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.differs)


def merge_preview(*, survivor: Incident, others: Sequence[Incident], choices: Choices | None = None) -> MergePreview:
    """The outcome before it is written; a field the survivor leaves empty takes the first value there is."""
    _refuse_unfit(survivor, others)
    sides = [survivor, *others]
    parts = [*survivor.participants.select_related("actor"), *homes.joining(survivor, others)]
    links: dict[int, ReportIncident] = {}
    for link in ReportIncident.objects.filter(incident__in=sides).select_related("report__source"):
        links.setdefault(link.report_id, link)
    return MergePreview(
        survivor=survivor,
        others=tuple(others),
        choices=tuple(_choice(field, sides, choices or {}) for field in EDITABLE["incident"]),
        claims=tuple(Claim.objects.filter(incident__in=sides).select_related("attributed_to", "report__source")),
        reports=tuple(links.values()),
        participants=tuple(parts),
        statements=tuple(Statement.objects.current().filter(about__in=sides).distinct()),
    )


def _choice(field: str, incidents: Sequence[Incident], given: Choices) -> Choice:
    sides = tuple(Side(one.pk, plain(getattr(one, field))) for one in incidents)
    group = next((group for group in TOGETHER if field in group), (field,))
    told = (one.pk for one in incidents if any(getattr(one, name) for name in group))
    asked = (given[name] for name in (field, *group) if given.get(name) in {side.incident for side in sides})
    return Choice(field, sides, next(chain(asked, told), sides[0].incident))


@transaction.atomic
def merge(
    *, survivor: Incident, others: Sequence[Incident], by: User, reason: str = "", choices: Choices | None = None,
    changeset: Changeset | None = None,
) -> Incident:  # fmt: skip
    """The others become part of the survivor: their rows stand with it, each chosen field takes that one's value."""
    demand(by, Act.CORRECT)
    held = _locked([survivor, *others])
    survivor, others = held[survivor.pk], [held[one.pk] for one in others]
    preview = merge_preview(survivor=survivor, others=others, choices=choices)
    names = ", ".join(f"#{one.pk}" for one in others)
    title = f"Merged {names} into #{survivor.pk}"
    with act(by=by, kind="merge", title=title, reason=reason, within=changeset) as one_act:
        log.save(survivor, "merged")
        made = {one.pk: _join(survivor, one, by, reason, one_act) for one in others}
        homes.gather(survivor)
        _choose(preview, made, by, one_act)
        _judge_same(survivor, others, made, by, one_act)
    survivor.refresh_from_db()
    return survivor


def unmerge(*, incident: Incident, by: User) -> Incident:
    """The incident stands alone again and both are as they were, with what people changed of either since."""
    merged = Correction.objects.filter(record_kind="incident", record_id=incident.pk, field="merged_into").first()
    if merged is None or merged.after is None:
        raise Refused(f"#{incident.pk} is not merged into another incident.", "merged_into")
    undo(correction=merged, by=by)
    incident.refresh_from_db()
    return incident


def _locked(incidents: Sequence[Incident]) -> dict[int, Incident]:
    """These and all that were merged into them before, held in the order of their numbers."""
    pks = {member.pk for one in incidents for member in one.members()}
    held = Incident.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {one.pk: one for one in held}


def _refuse_unfit(survivor: Incident, others: Sequence[Incident]) -> None:
    if not others:
        raise Refused("others: choose at least one incident to merge.", "others")
    if survivor.pk in {one.pk for one in others} or len({one.pk for one in others}) < len(others):
        raise Refused("others: an incident is not merged with itself.", "others")
    for one in (survivor, *others):
        refuse_merged(one)


def _join(survivor: Incident, other: Incident, by: User, reason: str, one_act: Changeset) -> Correction:
    other.merged_into = survivor
    log.save(other, "merged_into")
    made = log.keep(other, "merged_into", None, survivor.pk, by=by, reason=reason, changeset=one_act)
    log.keep(survivor, "merged", None, other.pk, by=by, reason=reason, changeset=one_act, follows=made)
    return made


def _choose(preview: MergePreview, made: Mapping[int, Correction], by: User, one_act: Changeset) -> None:
    """The values that others bring; each goes again when its incident is unmerged."""
    brought = [choice for choice in preview.differing if choice.chosen in made]
    values = {choice.field: choice.value for choice in brought}
    source = {choice.field: made[choice.chosen] for choice in brought}
    for one in correct_all(record=preview.survivor, values=values, by=by, changeset=one_act):
        one.follows, one.reason = source[one.field], f"from #{source[one.field].record_id}"
        one.save(update_fields=["follows", "reason"])


def _judge_same(
    survivor: Incident, others: Iterable[Incident], made: Mapping[int, Correction], by: User, one_act: Changeset
) -> None:
    for other in others:
        pair = Q(first=survivor, second=other) | Q(first=other, second=survivor)
        for twin in TwinSuggestion.objects.filter(pair).exclude(verdict="same"):
            judge_twin(twin=twin, verdict="same", by=by, changeset=one_act)
            told = one_act.corrections.filter(record_kind="twin", record_id=twin.pk)
            told.update(follows=made[other.pk])
