"""What an editor should look at next: uncertainty × impact.

    score = (1 - confidence) × ln(e + people) × (1, or 0.5 where reports only recall it as background)

`people` is the highest figure that a claim gives of people, parts of a total aside; without one an incident counts as an
incident. So a thing that the machine is sure of waits behind one that it is not, a thousand people weigh about 2.5 times
as much as five, and what is only recalled waits behind the news. The database computes it (`bw_urgency`, migration 0010)
whenever an incident, a claim or a report's role changes, and keeps it in `Urgency`, which holds the waiting incidents only.
"""

from __future__ import annotations

import datetime as dt
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from incidents.filters import IncidentFilter
from incidents.keyset import Keyset, stretch
from incidents.models import Assignment, Correction, Incident, ReportIncident, Urgency, User

ORDER = Keyset(("-score", "-incident_id"))
WORDS = ("border", "event_type", "source", "status", "assigned", "q")  # by which the queue is narrowed
MANY = 1000  # further than that nobody counts
# A pause longer than that is not the time that a decision took.
PAUSE = dt.timedelta(minutes=5)
_RECENT = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """The waiting incidents that match the words; `errors` tells of words that cannot be read, which then ask for nothing."""

    rows: QuerySet[Urgency]
    errors: tuple[str, ...] = ()

    def next(self, after: Incident | None = None, most: int = 1) -> list[int]:
        """The most urgent ones, or those that follow an incident's place, whether or not it still waits."""
        cursor = _place(after) if after else ""
        return [one.incident_id for one in stretch(self.rows, ORDER, most, after=cursor).rows]

    def left(self) -> int:
        """How many wait; MANY + 1 stands for any larger number."""
        return self.rows.order_by()[: MANY + 1].count()


def queue_of(query: QueryDict, user: Any) -> Queue:
    """The queue as the words of an address narrow it."""
    waiting = Urgency.objects.all()
    asked = QueryDict(mutable=True)
    for name in WORDS:
        asked.setlist(name, [value for value in query.getlist(name) if value])
    if not any(asked.getlist(name) for name in WORDS):
        return Queue(waiting)
    chosen = IncidentFilter(asked, Incident.objects.visible_to(user))
    if not chosen.form.is_valid():
        return Queue(waiting, tuple(str(error) for errors in chosen.form.errors.values() for error in errors))
    kept = _assigned(_from_source(chosen.qs, asked.get("source", "")), asked.get("assigned", ""), user)
    return Queue(waiting.filter(incident__in=kept.order_by().values("pk")))


def _from_source(incidents: QuerySet[Incident], words: str) -> QuerySet[Incident]:
    """Those that a report of such a source tells of."""
    told = ReportIncident.objects.filter(incident=OuterRef("pk"), report__source__name__icontains=words)
    return incidents.filter(Exists(told)) if words else incidents


def _assigned(incidents: QuerySet[Incident], words: str, user: Any) -> QuerySet[Incident]:
    """Those that the user is to look at ("me"), or nobody in particular ("nobody"), by themselves or by a report of theirs."""
    if words not in ("me", "nobody"):
        return incidents
    given = Assignment.objects.filter(ended_at=None, **({"to": user} if words == "me" else {}))
    mine = Q(pk__in=given.exclude(incident=None).values("incident")) | Q(
        pk__in=ReportIncident.objects.filter(report__in=given.exclude(report=None).values("report")).values("incident")
    )
    return incidents.filter(mine if words == "me" else ~mine)


def _place(incident: Incident) -> str:
    held = Urgency.objects.filter(pk=incident.pk).first()
    return ORDER.cursor(held) if held else ""


def median_seconds(user: User) -> float | None:
    """How long the person's decisions took of late: the middle of the times between one and the next; None before the second."""
    decided = Correction.objects.filter(by=user, record_kind="incident", field="status", undoes=None)
    times = list(decided.order_by("-id").values_list("at", flat=True)[:_RECENT])
    gaps = [later - earlier for later, earlier in pairwise(times) if later - earlier < PAUSE]
    return statistics.median(gap.total_seconds() for gap in gaps) if gaps else None
