"""Setting several fields of one record as one act: a figure with both ends, a stretch of days, a place with its precision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import plain
from incidents.models import Changeset, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import changed_since, typed
from incidents.review.log import KINDS, Record
from incidents.review.refusals import Conflict, demand
from incidents.review.rules import FOLLOWERS, check, settle


@transaction.atomic
def correct_several(
    *, record: Record, values: Mapping[str, Any], by: User, reason: str = "", expected_version: int | None = None,
    changeset: Changeset | None = None,
) -> Changeset | None:  # fmt: skip
    """Set these fields together, so that none is checked against another's old value; None when all had their values already.

    Raises Refused or, where one of them was changed after the expected version, Conflict.
    """
    demand(by, Act.CORRECT)
    kind, held = KINDS[type(record)], log.locked(record)
    new = {name: typed(kind, name, value) for name, value in values.items()}
    changed = [name for name, value in new.items() if plain(getattr(held, name)) != plain(value)]
    if not changed:
        return None
    for name in changed:
        if expected_version is not None and changed_since(kind, held, name, expected_version):
            raise Conflict(name, plain(getattr(held, name)), plain(new[name]), held.version)
    followed_by = {name: leader for leader in changed for name in FOLLOWERS.get(leader, ()) if hasattr(held, name)}
    before = {name: plain(getattr(held, name)) for name in (*changed, *followed_by)}
    _set(held, changed, new)
    check(held)
    title = f"Changed {', '.join(name.replace('_', ' ') for name in changed)} of {kind} #{held.pk}"
    with act(by=by, kind="correct", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, changed[0])
        made = {
            name: log.keep(held, name, before[name], plain(new[name]), by=by, reason=reason, changeset=one_act)
            for name in changed
        }
        for name, leader in followed_by.items():
            if name not in made and (now := plain(getattr(held, name))) != before[name]:
                log.keep(held, name, before[name], now, by=by, reason=f"follows {leader}", changeset=one_act, follows=made[leader])  # fmt: skip
    return one_act


def _set(held: Any, changed: list[str], new: Mapping[str, Any]) -> None:
    """Each field, what follows it, and then the given values once more: they go before what would follow."""
    for name in changed:
        setattr(held, name, new[name])
    for name in changed:
        settle(held, name)
    for name, value in new.items():
        setattr(held, name, value)
