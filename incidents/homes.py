"""Where the rows of merged incidents are: shown with the survivor, and back at home when the merge is taken back.

Claims, participants and the links to reports and statements move; one that the survivor has an equal of stays at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models.functions import Coalesce

from incidents.held import read_as, removed_parts
from incidents.models import About, Claim, Incident, Participant, ReportIncident

HOUSED: tuple[type[models.Model], ...] = (Claim, Participant, ReportIncident, About)
Part = tuple[str, str]  # actor and role
# By what two rows of one incident are equal; claims are kept side by side.
EQUAL: dict[type[models.Model], tuple[str, ...]] = {
    Participant: ("actor_id", "role"), ReportIncident: ("report_id",), About: ("statement_id",),
}  # fmt: skip


def gather(survivor: Incident) -> None:
    """Every row of the incidents merged into this one now stands with it."""
    others = survivor.members()[1:]
    if not others:
        return
    Claim.objects.filter(incident__in=others).update(home=Coalesce("home", "incident"), incident=survivor)
    for row in joining(survivor, others):
        _place(row, survivor.pk, row.home_id or row.incident_id)
    for model in (ReportIncident, About):
        taken = set(model._default_manager.filter(incident=survivor).values_list(*EQUAL[model]))
        for row in model._default_manager.filter(incident__in=others).order_by("pk"):
            if (equal := tuple(getattr(row, key) for key in EQUAL[model])) not in taken:
                taken.add(equal)
                _place(row, survivor.pk, row.home_id or row.incident_id)


def joining(survivor: Incident, others: Sequence[Incident]) -> list[Participant]:
    """Who of the others' participants the survivor has not: one that a person took out of any of them stays out."""
    taken = set(standing_for(survivor))
    for one in (survivor, *others):
        taken |= removed_parts(one)
    found: dict[Part, Participant] = {}
    for row in Participant.objects.filter(incident__in=others).select_related("actor").order_by("pk"):
        found.setdefault((row.actor.typed, row.role), row)
    return [row for part, row in found.items() if part not in taken]


def standing_for(incident: Incident) -> dict[Part, Participant]:
    """Its participants by whom they are, and by whom they were read as before a person changed that: an equal one of a merged incident stays behind them."""
    held = list(Participant.objects.filter(incident=incident).select_related("actor").order_by("pk"))
    return {read_as(row): row for row in held} | {(row.actor.typed, row.role): row for row in held}


def give_back(incident: Incident) -> None:
    """The rows of an incident that is no longer merged, and of those merged into it, leave the survivor."""
    members = incident.members()
    for model in HOUSED:
        away = model._default_manager.filter(home__in=members).exclude(incident__in=members)
        for row in away.order_by("pk"):
            home = None if row.home_id == incident.pk else row.home_id
            # A person has made it equal to one that had stayed: then it is the survivor's own.
            at = row.incident_id if _equals(row, incident) else incident.pk
            _place(row, at, home if at == incident.pk else None)


def send_home(guests: Iterable[Participant | ReportIncident | About]) -> None:
    """Rows shown here through a merge make room for equal ones of the incident's own."""
    for row in guests:
        if row.home_id:
            _place(row, row.home_id, None)


def move(row: Claim | Participant | ReportIncident | About, to: Incident) -> None:
    """A person puts the row with another incident; the machine finds it there when it reads its report again."""
    owner = row.read_for_id or row.home_id or row.incident_id
    row.read_for_id = None if owner == to.pk else owner
    row.incident, row.home = to, None


def stands_in(row: Claim | Participant | ReportIncident | About) -> int:
    """The number of the incident whose own it is, merged or not."""
    return row.home_id or row.incident_id


def _place(row: models.Model, incident: int, home: int | None) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(incident=incident, home=home)


def _equals(row: models.Model, incident: Incident) -> bool:
    keys = EQUAL.get(type(row))
    if keys is None:
        return False
    same = {key: getattr(row, key) for key in keys}
    return type(row)._default_manager.filter(incident=incident, **same).exists()
