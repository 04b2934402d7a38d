"""One act over many incidents: seen before it is done, written by sets, refused ones listed with their reasons, undone as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from incidents.access import Act
from incidents.models import Changeset, Correction, Incident, Tag, User
from incidents.models import choices as tables
from incidents.review.changesets import act
from incidents.review.log import keep_many, rules_behind
from incidents.review.refusals import Refused, demand, demand_reason
from incidents.review.rules import check
from incidents.review.status import STATUS_ACTS
from incidents.review.tagging import names_of, set_tags

MOST = 20_000  # incidents of one act
BATCH = 2_000
READ = (
    "event_type", "date_start", "date_end", "status", "confidence", "merged_into", "version", "from_country", "to_country",
    "border__country_a", "border__country_b", "border__name",
)  # fmt: skip
CLOSED = {"rejected": "it was rejected; reopen it first", "withdrawn": "it was withdrawn; reopen it first"}


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to each. field: status, event_type, tag or untag; `least` leaves out what the machine is less sure of."""

    field: str
    value: str
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do: these would change, these are so already, these are not sure enough, these are refused and why."""

    would: tuple[int, ...]
    same: int
    unsure: int
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Done:
    changeset: Changeset | None
    changed: int
    refused: tuple[tuple[int, str], ...]


def outlook(chosen: QuerySet[Incident], change: Change) -> Outlook:
    """What doing it now would do; nothing is written. Refused where the change itself makes no sense."""
    _check_change(change)
    return _outlook(_rows(chosen), change)


@transaction.atomic
def change_many(chosen: QuerySet[Incident], change: Change, *, by: User, reason: str = "") -> Done:
    """Do it to all of them that can take it, as one changeset."""
    _demand(change, by, reason)
    _check_change(change)
    found = _outlook(_rows(chosen).select_for_update(no_key=True, of=("self",)), change)
    if not found.would:
        return Done(None, 0, found.refused)
    with act(by=by, kind="bulk", title=_title(change, len(found.would)), reason=reason) as one_act:
        _write(found.would, change, by, reason, one_act)
    return Done(one_act, len(found.would), found.refused)


def _demand(change: Change, by: User, reason: str) -> None:
    demand(by, Act.BULK)
    if change.field == "status":
        demand(by, STATUS_ACTS.get(change.value, Act.CORRECT))
    if change.field == "status" and change.value in CLOSED:
        demand_reason(reason)


def _check_change(change: Change) -> None:
    allowed = {"status": list(STATUS_ACTS), "event_type": [code for code, _label in tables.event_types()]}
    if change.field in allowed and change.value not in allowed[change.field]:
        raise Refused(f"{change.field}: give one of {', '.join(allowed[change.field])}.", change.field)
    if change.field in ("tag", "untag") and not 0 < len(change.value.strip()) <= 60:
        raise Refused("tag: give a word or two, at most 60 letters.", "tag")
    if change.field not in (*allowed, "tag", "untag"):
        raise Refused("Choose what is to be done.", "act")


def _rows(chosen: QuerySet[Incident]) -> QuerySet[Incident]:
    """Each chosen incident once, in the order of locks, without its geometry."""
    held = Incident.objects.filter(pk__in=chosen.order_by().values("pk"))
    return held.select_related("border").only(*READ).order_by("pk")


def _outlook(rows: QuerySet[Incident], change: Change) -> Outlook:
    held = list(rows[: MOST + 1])
    if len(held) > MOST:
        raise Refused(f"At most {MOST:,} incidents in one act; narrow the list down.", "act")
    tagged = _tagged(change)
    would, refused, same, unsure = [], [], 0, 0
    for one in held:
        if _is_so(one, change, tagged):
            same += 1
        elif change.least is not None and one.confidence < change.least:
            unsure += 1
        elif why := _why_not(one, change):
            refused.append((one.pk, why))
        else:
            would.append(one.pk)
    return Outlook(tuple(would), same, unsure, tuple(refused))


def _tagged(change: Change) -> Collection[int]:
    if change.field not in ("tag", "untag"):
        return ()
    return set(Incident.objects.filter(tags__name__iexact=change.value.strip()).values_list("pk", flat=True))


def _is_so(one: Incident, change: Change, tagged: Collection[int]) -> bool:
    if change.field in ("tag", "untag"):
        return (one.pk in tagged) == (change.field == "tag")
    return bool(getattr(one, change.field) == change.value)


def _why_not(one: Incident, change: Change) -> str:
    """Why this incident cannot take the change, in words; empty where it can."""
    if one.merged_into_id:
        return f"it was merged into #{one.merged_into_id}"
    if change.field == "status" and change.value in ("confirmed", "disputed"):
        return CLOSED.get(one.status, "") or _contradiction(one)
    return ""


def _contradiction(one: Incident) -> str:
    try:
        check(one)
    except Refused as refused:
        return str(refused)
    return ""


def _title(change: Change, n: int) -> str:
    """ "Set status to Confirmed of 8,120 incidents", "Tagged 2 incidents: winter"."""
    many, tag = f"{n:,} incident{'s' if n != 1 else ''}", change.value.strip()
    if change.field in ("tag", "untag"):
        return f"{'Tagged' if change.field == 'tag' else 'Took the tag off'} {many}: {tag}"
    name, table = ("status", tables.statuses()) if change.field == "status" else ("type", tables.event_types())
    return f"Set {name} to {dict(table)[change.value]} of {many}"


def _write(ids: Collection[int], change: Change, by: User, reason: str, one_act: Changeset) -> None:
    if change.field in ("tag", "untag"):
        _write_tags(ids, change, by, reason, one_act)
        return
    before = dict(Incident.objects.filter(pk__in=ids).values_list("pk", change.field))
    rules = rules_behind("incident", ids, change.field)
    _next_version(ids, **{change.field: change.value})
    keep_many(
        ((pk, before[pk], change.value, {"rule": rules.get(pk, "")}) for pk in ids), change.field, by, reason, one_act
    )


def _write_tags(ids: Collection[int], change: Change, by: User, reason: str, one_act: Changeset) -> None:
    tag, before = Tag.named(change.value.strip()), names_of(ids)
    through = Incident.tags.through
    if change.field == "tag":
        through.objects.bulk_create([through(incident_id=pk, tag=tag) for pk in ids], batch_size=BATCH)
    else:
        through.objects.filter(tag=tag, incident__in=ids).delete()
    after = names_of(ids)
    _next_version(ids)
    keep_many(((pk, before[pk], after[pk], {}) for pk in ids), "tags", by, reason, one_act)


def _next_version(ids: Collection[int], **values: Any) -> None:
    Incident.objects.filter(pk__in=ids).update(version=F("version") + 1, updated_at=timezone.now(), **values)


def is_wide(corrections: Collection[Correction]) -> bool:
    """True where one field of many incidents was changed, so that sets can take it back."""
    kinds = {(one.record_kind, one.field) for one in corrections}
    return (
        len(corrections) > 1
        and len(kinds) == 1
        and kinds <= {("incident", f) for f in ("status", "event_type", "tags")}
    )


def take_back(corrections: Collection[Correction], by: User, one_act: Changeset) -> None:
    """Each incident's field as it was before; the caller holds them, and saw that none was changed since."""
    field = next(iter(corrections)).field
    for value, some in _by_value(corrections):
        if field == "tags":
            set_tags(some, value)
            _next_version(some)
        else:
            if field == "status":
                demand(by, STATUS_ACTS[value])
            _next_version(some, **{field: value})
    keep_many(((c.record_id, c.after, c.before, {"undoes": c}) for c in corrections), field, by, "undone", one_act)


def _by_value(corrections: Iterable[Correction]) -> Iterator[tuple[Any, list[int]]]:
    """The incidents of each value that they go back to."""
    found: dict[str, tuple[Any, list[int]]] = {}
    for one in corrections:
        found.setdefault(repr(one.before), (one.before, []))[1].append(one.record_id)
    yield from found.values()
