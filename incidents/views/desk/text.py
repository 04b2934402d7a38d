"""The report's text on the desk: the incident's words under the mark of the field they feed, all others under a faint one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.models import Evidence, Incident, Report
from incidents.views.desk.fields import READ_FROM, Row, fits
from incidents.views.marking import Paragraph, mark

# In the order in which marks lie below the words; "apart" is what other records of the report rest on.
FAMILIES = ("what", "who", "count", "when", "where", "way", "said", "apart")
_OF_FIELD = {
    field: ("where" if name == "border" else name) for name, (fields, _) in READ_FROM.items() for field in fields
}


def family_of(one: Evidence, incident: Incident) -> str:
    """Which field of the incident the words feed."""
    if one.incident_id == incident.pk:
        return _OF_FIELD.get(one.field, "what")
    if one.claim_id and one.claim.incident_id == incident.pk:  # type: ignore[union-attr]
        return "count"
    if one.participant_id and one.participant.incident_id == incident.pk:  # type: ignore[union-attr]
        return "who"
    return "apart"


def marked(report: Report, incident: Incident, rows: Iterable[Row], about: set[int]) -> list[Paragraph]:
    """`about` are the statements about the incident; their words count as its own."""
    related = ("claim", "participant", "report")
    held = [
        one for one in Evidence.objects.filter(report=report).select_related(*related) if _is_shown(one) and fits(one)
    ]
    anchors = {pk: row.id for row in rows for pk in row.ids}

    def named(cover: Sequence[Evidence]) -> tuple[str, ...]:
        names = {"said" if one.statement_id in about else family_of(one, incident) for one in cover}
        return tuple([name for name in FAMILIES if name in names][:3])

    return mark(report.text, held, anchors, named)


def _is_shown(one: Evidence) -> bool:
    return one.about_report_id is None
