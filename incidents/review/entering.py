"""Records that a person enters."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from incidents.access import Act
from incidents.editable import plain
from incidents.models import Changeset, Claim, Incident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.correcting import typed
from incidents.review.refusals import demand
from incidents.review.rules import check


@transaction.atomic
def add_claim(
    *, incident: Incident, by: User, reason: str = "", changeset: Changeset | None = None, **values: Any
) -> Claim:
    """A figure entered by a person, without words of a report behind it."""
    demand(by, Act.CORRECT)
    claim = Claim(incident=incident, **{name: typed("claim", name, value) for name, value in values.items()})
    check(claim)
    claim.save()
    with act(by=by, kind="enter", title=f"Entered claim #{claim.pk}", reason=reason, within=changeset) as one_act:
        log.keep(claim, "itself", None, plain(claim.kind), by=by, reason=reason, changeset=one_act)
        log.keep(claim, "withdrawn", True, False, by=by, reason=reason, changeset=one_act)
    return claim
