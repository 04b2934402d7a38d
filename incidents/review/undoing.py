"""Taking back: one change of one field, or a whole act, exactly as it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from incidents import homes
from incidents.access import Act
from incidents.models import Changeset, Correction, Incident, User
from incidents.named import locate
from incidents.review import bulk, log, parts, words
from incidents.review.changesets import act, held_tip
from incidents.review.correcting import typed
from incidents.review.refusals import Refused, demand
from incidents.review.rules import check
from incidents.review.status import STATUS_ACTS
from incidents.review.tagging import set_tags

# Said of a record for its readers; its value stands elsewhere.
TOLD = frozenset({"itself", "merged", "split", "participant"})
WHOLE = frozenset({"status", "withdrawn"})  # whether a record counts at all


@transaction.atomic
def undo(*, correction: Correction, by: User) -> Correction:
    """Set the field back to what it was before this correction, and with it the fields that had followed.

    Only the newest change of a field can be undone.
    """
    demand(by, Act.CORRECT)
    whole = _standing(correction.changeset)
    log.hold([correction, *_following(correction)])
    if not log.is_newest(correction):
        raise Refused("This field was changed again since; undo the newer change first.", correction.field)
    mine = [correction, *_following(correction)]
    if whole and whole.corrections.count() != len(mine):
        whole = None
    title = f"Took back {log.named(correction.field)} of {correction.record_kind} #{correction.record_id}"
    with act(by=by, kind="undo", title=title, undoes=whole) as one_act:
        first, *others = _take_back(mine, by, one_act)
        for one in others:
            one.follows = first
            one.save(update_fields=["follows"])
    return first


def _standing(changeset: Changeset | None) -> Changeset | None:
    """The act, held, where it was never taken back."""
    return changeset if changeset and held_tip(changeset) == (changeset, True) else None


def _following(correction: Correction) -> list[Correction]:
    """What the change had dragged along and nobody changed since."""
    found = [one for one in correction.followers.order_by("id") if one.field in TOLD or log.is_newest(one)]
    return found + [later for one in found for later in _following(one)]


@transaction.atomic
def undo_changeset(*, changeset: Changeset, by: User) -> Changeset:
    """Take a whole act back, exactly; of an act that was undone and redone, the redoing.

    Refused, and nothing done, where one of its fields was changed since.
    """
    demand(by, Act.CORRECT)
    last, stands = held_tip(changeset)
    if not stands:
        raise Refused("This was undone already.")
    mine = list(last.corrections.order_by("id"))
    log.hold(mine)
    _refuse_if_changed_since(mine)
    with act(by=by, kind="undo", title=f"Undid: {changeset.title}", undoes=last) as one_act:
        if bulk.is_wide(mine):
            bulk.take_back(mine, by, one_act)
        else:
            _take_back(mine, by, one_act)
    return one_act


def _refuse_if_changed_since(mine: Sequence[Correction]) -> None:
    """By one question for each kind and field, however many records the act changed. What was undone since is no change."""
    newest = {(one.record_kind, one.field, one.record_id): one for one in mine if one.field not in TOLD}
    for kind, field in sorted({key[:2] for key in newest}):
        ids = [pk for a_kind, a_field, pk in newest if (a_kind, a_field) == (kind, field)]
        since = Correction.objects.filter(record_kind=kind, field=field, record_id__in=ids, pk__gt=mine[0].pk)
        for later in since.select_related("by").order_by("record_id", "-pk").distinct("record_id"):
            ours = newest[kind, field, later.record_id]
            if later.pk > ours.pk and not (later.undoes_id and later.after == ours.after):
                who = later.by or f"parser {later.parser_version}"
                raise Refused(
                    f"{log.named(field)} of {kind} #{later.record_id} was changed since, by {who}; undo that first.",
                    field,
                )


ORDER = list(log.MODELS)


def _take_back(corrections: Sequence[Correction], by: User, one_act: Changeset) -> list[Correction]:
    """Each record once, in the order of locks; the newest change of it first."""
    made: dict[int, Correction] = {}
    ordered = sorted(corrections, key=lambda one: (ORDER.index(one.record_kind), one.record_id, -one.pk))
    for (kind, pk), group in groupby(ordered, key=lambda one: (one.record_kind, one.record_id)):
        for one in _record_back(kind, pk, list(group), by, one_act):
            made[one.undoes_id] = one
    return [made[one.pk] for one in corrections if one.pk in made]


def _record_back(kind: str, pk: int, group: list[Correction], by: User, one_act: Changeset) -> Iterator[Correction]:
    """A participant put back or taken out is changed before or after, not meanwhile."""
    for is_whole, part in groupby(group, key=lambda one: one.field == parts.FIELD):
        if is_whole:
            for one in part:
                parts.set_part(pk, one.before)
                yield _kept(log.MODELS[kind](pk=pk), one, by, one_act)
        else:
            yield from _set_back_all(_held(kind, pk), list(part), by, one_act)


def _held(kind: str, pk: int) -> Any:
    held = log.MODELS[kind]._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
    if held is None:
        raise Refused(f"The {kind} #{pk} is no longer there.")
    return held


def _set_back_all(held: Any, group: list[Correction], by: User, one_act: Changeset) -> list[Correction]:
    if any(one.field == "itself" for one in group):
        group = [one for one in group if one.field in WHOLE]  # what was entered is withdrawn with all its values
    if not group:
        return []
    for one in group:
        _set_back(held, one, by)
    if isinstance(held, Incident):
        locate(held)
    check(held)
    log.save(held, group[0].field)
    for one in group:
        if following := AFTERWARDS.get(one.field):
            following(held, one)
    return [_kept(held, one, by, one_act) for one in group]


def _kept(held: Any, one: Correction, by: User, one_act: Changeset) -> Correction:
    return log.keep(held, one.field, one.after, one.before, by=by, reason="undone", changeset=one_act, undoes=one)


def _set_back(held: Any, correction: Correction, by: User) -> None:
    if correction.field in TOLD:
        return
    if correction.field.startswith(words.PREFIX):
        words.set_words(held, correction.field, correction.before)
    elif special := SPECIAL.get(correction.field):
        special(held, correction.before, by)
    elif isinstance(held._meta.get_field(correction.field), models.CharField | models.TextField):
        setattr(held, correction.field, correction.before)  # letter by letter, as no form would
    else:
        setattr(held, correction.field, typed(correction.record_kind, correction.field, correction.before))


def _status(held: Any, status: Any, by: User) -> None:
    demand(by, STATUS_ACTS[status])
    held.status = status


def _withdrawn(held: Any, is_gone: Any, by: User) -> None:
    held.withdrawn_at = timezone.now() if is_gone else None


def _tags(held: Any, names: Any, by: User) -> None:
    set_tags([held.pk], names)


def _verdict(held: Any, verdict: Any, by: User) -> None:
    held.verdict = verdict
    held.judged_by, held.judged_at = (by, timezone.now()) if verdict else (None, None)


def _merged_into(held: Any, target: Any, by: User) -> None:
    held.merged_into = Incident.objects.get(pk=target) if target else None
    if held.merged_into and held.merged_into.survivor.pk == held.pk:
        raise Refused(f"#{target} is merged into #{held.pk} now; unmerge it first.", "merged_into")


def _regroup(held: Any, correction: Correction) -> None:
    """The rows follow the merge, or its end."""
    if held.merged_into is None:
        homes.give_back(held)
        homes.gather(Incident.objects.get(pk=correction.after).survivor)
    else:
        homes.gather(held.survivor)


def _incident(held: Any, target: Any, by: User) -> None:
    homes.move(held, Incident.objects.get(pk=target))


def _rejoin(held: Any, correction: Correction) -> None:
    homes.gather(held.incident.survivor)


# Fields that no form sets: how each takes a value of the history.
SPECIAL: dict[str, Callable[[Any, Any, User], None]] = {
    "status": _status,
    "withdrawn": _withdrawn,
    "tags": _tags,
    "verdict": _verdict,
    "merged_into": _merged_into,
    "incident": _incident,
}
# What else moves once the record is saved.
AFTERWARDS: dict[str, Callable[[Any, Correction], None]] = {"merged_into": _regroup, "incident": _rejoin}
