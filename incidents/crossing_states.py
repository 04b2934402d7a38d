"""Whether a border's crossing points are open or closed, since when, and who says so: the last that was reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from incidents.models import Border, CrossingPoint, Evidence, Incident, Statement

STATES = {"border_closure": "closed", "border_reopening": "open"}
WHOLE_SECTION = 5  # codebook: known as a stretch of border


@dataclass(frozen=True, slots=True)
class State:
    """What the last report of it says; `of_border`: said of the whole border, not of this point."""

    word: str  # closed, open
    incident: Incident
    of_border: bool
    who: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Crossing:
    point: CrossingPoint
    state: State | None  # None: nothing was reported


def crossings_of(border: Border, until: date | None = None) -> tuple[State | None, list[Crossing]]:
    """The state of the border as a whole, and of each of its points: what was said last of it or of the whole, by that day."""
    told = [one for one in _closures(border) if until is None or (one.date_start and one.date_start <= until)]
    whole = [one for one in told if _is_whole(one)]
    of_border = _state(whole[-1], of_border=True) if whole else None
    return of_border, [Crossing(point, _of_point(point, told)) for point in border.crossing_points.all()]


def _closures(border: Border) -> Iterable[Incident]:
    """In the order in which they happened; what is only planned, supposed or denied changes no state."""
    rows = Incident.objects.current().filter(
        border=border, modality="actual", event_type__in=STATES, date_start__isnull=False
    )
    said = Statement.objects.current().select_related("speaker").order_by("position")
    words = Evidence.objects.filter(Q(field="event_type") | Q(field="itself")).select_related("report__source")
    return (
        rows.defer("geometry")
        .order_by("date_start", "id")
        .prefetch_related(
            Prefetch("statements", said), Prefetch("evidence", words.order_by("report__published_on", "field"))
        )
    )


def _is_whole(one: Incident) -> bool:
    return one.crossing_point_id is None and (one.place_id is None or one.where_prec == WHOLE_SECTION)


def _of_point(point: CrossingPoint, told: list[Incident]) -> State | None:
    about = [one for one in told if one.crossing_point_id == point.pk or _is_whole(one)]
    return _state(about[-1], of_border=about[-1].crossing_point_id is None) if about else None


def _state(one: Incident, *, of_border: bool) -> State:
    evidence = next(iter(one.evidence.all()), None)
    return State(STATES[one.event_type], one, of_border, _who(one, evidence), evidence)


def _who(one: Incident, evidence: Evidence | None) -> str:
    """Speakers who said so; else the source in its own voice."""
    names = dict.fromkeys(said.speaker.name for said in one.statements.all() if said.speaker)
    if names:
        return ", ".join(list(names)[:3])
    source = evidence.report.source if evidence else None
    return str(source) if source else ""
