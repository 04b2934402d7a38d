"""Where the rows of merged incidents are: shown with the survivor, and back at home when the merge is taken back.

Claims, participants and the links to reports and statements move; one that the survivor has an equal of stays at home.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Coalesce

from incidents.models import About, Claim, Incident, Participant, ReportIncident

HOUSED: tuple[type[models.Model], ...] = (Claim, Participant, ReportIncident, About)
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
    for model, keys in EQUAL.items():
        taken = set(model._default_manager.filter(incident=survivor).values_list(*keys))
        for row in model._default_manager.filter(incident__in=others).order_by("pk"):
            if (equal := tuple(getattr(row, key) for key in keys)) not in taken:
                taken.add(equal)
                _place(row, survivor.pk, row.home_id or row.incident_id)


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
