"""Setting one field of one record."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import EDITABLE, plain
from incidents.models import Changeset, Correction, Incident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.log import KINDS, Record
from incidents.review.refusals import Conflict, Refused, demand
from incidents.review.rules import FOLLOWERS, check, settle


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


@transaction.atomic
def correct(
    *, record: Record, field: str, value: Any, by: User, reason: str = "", expected_version: int | None = None,
    changeset: Changeset | None = None,
) -> Correction | None:  # fmt: skip
    """Set one field; None when it had that value already. Raises Refused or, on a stale version, Conflict."""
    demand(by, Act.CORRECT)
    kind = KINDS[type(record)]
    held = log.locked(record)
    new = typed(kind, field, value)
    before, after = plain(getattr(held, field)), plain(new)
    if before == after:
        return None
    if expected_version is not None and changed_since(kind, held, field, expected_version):
        raise Conflict(field, before, after, held.version)
    followers = {name: plain(getattr(held, name)) for name in FOLLOWERS.get(field, ()) if isinstance(held, Incident)}
    setattr(held, field, new)
    settle(held, field)
    check(held)
    title = f"Changed {field.replace('_', ' ')} of {kind} #{held.pk}"
    with act(by=by, kind="correct", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, field)
        made = log.keep(held, field, before, after, by=by, reason=reason, changeset=one_act)
        for name, old in followers.items():
            if (now := plain(getattr(held, name))) != old:
                log.keep(held, name, old, now, by=by, reason=f"follows {field}", changeset=one_act, follows=made)
    return made


def changed_since(kind: str, held: Any, field: str, version: int) -> bool:
    """True when this very field was changed after the version that the person saw."""
    changes = Correction.objects.filter(record_kind=kind, record_id=held.pk, field=field)
    return changes.filter(version__gt=version).exists()
