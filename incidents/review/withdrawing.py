"""Taking a claim or a statement out of the count; it stays in the history."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from incidents.access import Act
from incidents.models import Changeset, Claim, Correction, Statement, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.refusals import Refused, demand, demand_reason


@transaction.atomic
def withdraw(*, record: Claim | Statement, by: User, reason: str, changeset: Changeset | None = None) -> Correction:
    """The record no longer counts, for a reason that stands in its history."""
    demand(by, Act.CORRECT)
    demand_reason(reason)
    held = log.locked(record)
    if held.withdrawn_at is not None:
        raise Refused("It is withdrawn already.", "withdrawn")
    held.withdrawn_at = timezone.now()
    title = f"Withdrew {log.KINDS[type(record)]} #{held.pk}"
    with act(by=by, kind="withdraw", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, "withdrawn")
        return log.keep(held, "withdrawn", False, True, by=by, reason=reason, changeset=one_act)
