"""One incident that was two: claims and reports taken out into a new one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from incidents import homes
from incidents.access import Act
from incidents.editable import EDITABLE
from incidents.models import About, Changeset, Claim, Incident, Participant, Report, ReportIncident, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.refusals import Refused, demand
from incidents.review.rules import refuse_merged

Row = Claim | ReportIncident | About
COPIED = (*EDITABLE["incident"], "geometry", "radius_km", "crossing_point", "confidence", "parser_version")


@transaction.atomic
def split(
    *, incident: Incident, by: User, claims: Sequence[Claim] = (), reports: Sequence[Report] = (), reason: str = "",
    changeset: Changeset | None = None,
) -> Incident:  # fmt: skip
    """A new incident like this one, with these claims, and with these reports and all that they claim and quote."""
    demand(by, Act.CORRECT)
    held: Incident = log.locked(incident)
    refuse_merged(held)
    rows = _rows(held, claims, reports)
    title = f"Split #{held.pk}"
    with act(by=by, kind="split", title=title, reason=reason, within=changeset) as one_act:
        made = _copy(held, by, reason, one_act)
        for row in rows:
            _move(row, made, by, one_act)
        _link_reports(made, [row for row in rows if isinstance(row, Claim)], held, by, one_act)
        log.save(held, "split")
        log.keep(held, "split", None, made.pk, by=by, reason=reason, changeset=one_act)
    return made


def _rows(held: Incident, claims: Sequence[Claim], reports: Sequence[Report]) -> list[Row]:
    """What moves: all of it the incident's, and not all that it has."""
    if not claims and not reports:
        raise Refused("claims: choose the claims or reports that tell of another incident.", "claims")
    mine = Claim.objects.filter(incident=held)
    chosen = mine.filter(pk__in=[one.pk for one in claims]) | mine.filter(report__in=reports)
    links = ReportIncident.objects.filter(incident=held, report__in=reports)
    if len({one.pk for one in claims} - {one.pk for one in chosen}) or len(links) < len(set(reports)):
        raise Refused("claims: these are not this incident's.", "claims")
    if reports and not ReportIncident.objects.filter(incident=held).exclude(report__in=reports).exists():
        raise Refused("reports: at least one report has to stay with the incident.", "reports")
    said = About.objects.filter(incident=held, statement__report__in=reports)
    return [row for rows in (chosen, links, said) for row in log.still(rows)]


def _copy(held: Incident, by: User, reason: str, one_act: Changeset) -> Incident:
    made = Incident.objects.create(
        **{name: getattr(held, name) for name in COPIED}, status="in_review", split_from=held
    )
    log.keep(made, "itself", None, held.pk, by=by, reason=reason, changeset=one_act)
    log.keep(made, "status", "withdrawn", "in_review", by=by, reason=reason, changeset=one_act)
    for part in Participant.objects.filter(incident=held):
        copy = Participant.objects.create(incident=made, actor_id=part.actor_id, role=part.role)
        log.keep(copy, "itself", None, part.pk, by=by, changeset=one_act)
    return made


def _move(row: Row, to: Incident, by: User, one_act: Changeset) -> None:
    before = homes.stands_in(row)
    homes.move(row, to)
    log.save(row, "incident")
    log.keep(row, "incident", before, to.pk, by=by, changeset=one_act)


def _link_reports(made: Incident, claims: Sequence[Claim], held: Incident, by: User, one_act: Changeset) -> None:
    """The reports that make the claims tell of the new incident too, in the role that they have for the old one."""
    told = set(ReportIncident.objects.filter(incident=made).values_list("report_id", flat=True))
    for report in {claim.report_id for claim in claims if claim.report_id} - told:
        old = ReportIncident.objects.filter(incident=held, report=report).first()
        link = ReportIncident.objects.create(incident=made, report_id=report, role=old.role if old else "primary")
        log.keep(link, "itself", None, made.pk, by=by, changeset=one_act)
