"""Setting fields of one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import EDITABLE, plain
from incidents.models import Changeset, Correction, Incident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.log import KINDS, Record
from incidents.review.refusals import Conflict, Refused, demand
from incidents.review.rules import FOLLOWERS, check, refuse_merged, settle


def typed(kind: str, field: str, value: Any) -> Any:
    """What a person typed as the field's value. Refused where it cannot be one."""
    if field not in EDITABLE[kind]:
        raise Refused(f"{field} of a {kind} cannot be changed; one can change {', '.join(EDITABLE[kind])}.", field)
    given = "" if value is None else ("true" if value is True else "false" if value is False else str(value))
    if "\x00" in given:
        raise Refused(f"{field}: zero bytes are no text.", field)
    try:
        return EDITABLE[kind][field](given)
    except ValueError as problem:
        raise Refused(f"{field}: {problem}.", field) from problem


def correct(
    *, record: Record, field: str, value: Any, by: User, reason: str = "", expected_version: int | None = None,
    changeset: Changeset | None = None,
) -> Correction | None:  # fmt: skip
    """Set one field; None when it had that value already. Raises Refused or, on a stale version, Conflict."""
    made = correct_all(
        record=record, values={field: value}, by=by, reason=reason, expected_version=expected_version, changeset=changeset
    )  # fmt: skip
    return made[0] if made else None


@transaction.atomic
def correct_all(
    *, record: Record, values: Mapping[str, Any], by: User, reason: str = "", expected_version: int | None = None,
    changeset: Changeset | None = None,
) -> list[Correction]:  # fmt: skip
    """Set several fields of one record as one act and one version; the corrections of those that changed, in their order.

    Raises Refused or, where one of them was changed after `expected_version`, Conflict; then nothing is set.
    """
    demand(by, Act.CORRECT)
    kind = KINDS[type(record)]
    held = log.locked(record)
    refuse_merged(held)
    new = {field: typed(kind, field, value) for field, value in values.items()}
    before = _told(held)
    changed = [field for field, value in new.items() if plain(value) != before[field]]
    if not changed:
        return []
    _set(held, new)
    _refuse_overtaken(held, before, expected_version)
    check(held)
    title = f"Changed {' and '.join(map(log.named, changed))} of {log.called(held)}"
    with act(by=by, kind="correct", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, changed[0])
        return _kept(held, changed, before, by, reason, one_act)


def correct_several(
    *, record: Record, values: Mapping[str, Any], by: User, reason: str = "", expected_version: int | None = None
) -> Changeset | None:
    """The same as an act to be shown and undone; None when all had their values already."""
    made = correct_all(record=record, values=values, by=by, reason=reason, expected_version=expected_version)
    return made[0].changeset if made else None


def _told(held: Any) -> dict[str, Any]:
    """Every field that a person may set, as the history keeps it."""
    return {field: plain(getattr(held, field)) for field in EDITABLE[KINDS[type(held)]]}


def _refuse_overtaken(held: Any, before: Mapping[str, Any], version: int | None) -> None:
    """A conflict where a field that is set, or dragged along, was changed after the version that the person saw."""
    if version is None:
        return
    yours = {field: value for field, value in _told(held).items() if value != before[field]}
    since = Correction.objects.filter(record_kind=KINDS[type(held)], record_id=held.pk, version__gt=version)
    overtaken = set(since.filter(field__in=yours).values_list("field", flat=True))
    for field, value in yours.items():
        if field in overtaken:
            raise Conflict(field, before[field], value, held.version)


def _set(held: Any, values: Mapping[str, Any]) -> None:
    """The values, and what follows from them in fields that none was given for."""
    for field, value in values.items():
        setattr(held, field, value)
    for field in values:
        settle(held, field)
    for field, value in values.items():
        setattr(held, field, value)


def _kept(
    held: Any, changed: list[str], before: Mapping[str, Any], by: User, reason: str, one_act: Changeset
) -> list[Correction]:
    now = _told(held)
    rules = log.rules_of(held, [field for field in now if now[field] != before[field]])

    def keep(field: str, why: str, **more: Any) -> Correction:
        told = {"by": by, "reason": why, "changeset": one_act, "rule": rules.get(field, ""), **more}
        return log.keep(held, field, before[field], now[field], **told)

    made = {field: keep(field, reason) for field in changed}
    for field in changed if isinstance(held, Incident) else ():
        for name in FOLLOWERS.get(field, ()):
            if name not in made and now[name] != before[name]:
                keep(name, f"follows {field}", follows=made[field])
    return list(made.values())
