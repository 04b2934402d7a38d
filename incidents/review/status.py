"""Where an incident stands: confirmed, disputed, rejected, withdrawn, or open again."""

from __future__ import annotations

from django.db import transaction

from incidents.access import Act
from incidents.models import Changeset, Correction, Incident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.refusals import Refused, demand, demand_reason
from incidents.review.rules import refuse_merged

STATUS_ACTS = {
    "machine": Act.CORRECT,
    "in_review": Act.CORRECT,
    "confirmed": Act.CONFIRM,
    "disputed": Act.CONFIRM,
    "rejected": Act.CORRECT,
    "withdrawn": Act.CORRECT,
}
VERBS = {
    "machine": "Reopened", "in_review": "Took into review", "confirmed": "Confirmed", "disputed": "Disputed",
    "rejected": "Rejected", "withdrawn": "Withdrew",
}  # fmt: skip


@transaction.atomic
def set_status(
    *, incident: Incident, status: str, by: User, reason: str = "", changeset: Changeset | None = None
) -> Correction | None:
    """Confirm, dispute, reject, withdraw or reopen an incident; None when it stood so already."""
    if status not in STATUS_ACTS:
        raise Refused(f"status: give one of {', '.join(STATUS_ACTS)}.", "status")
    demand(by, STATUS_ACTS[status])
    if status in ("rejected", "withdrawn"):
        demand_reason(reason)
    held = log.locked(incident)
    refuse_merged(held)
    if held.status == status:
        return None
    before, held.status = held.status, status
    title = f"{VERBS[status]} incident #{held.pk}"
    with act(by=by, kind="status", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, "status")
        return log.keep(held, "status", before, status, by=by, reason=reason, changeset=one_act)
