"""What the report's page is made of: the text with its marks, and beside it a card for every record read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.models import Correction, Evidence, Incident, Report, Statement
from incidents.templatetags.border import when_words
from incidents.views import facts
from incidents.views.coverage import Coverage, coverage
from incidents.views.facts import Fact
from incidents.views.mapdata import on_map, with_figures
from incidents.views.marking import Note, Paragraph, mark


@dataclass(frozen=True, slots=True)
class IncidentCard:
    number: int
    incident: Incident
    facts: list[Fact]
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class StatementCard:
    statement: Statement
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class ReportPage:
    about: list[Fact]
    incidents: list[IncidentCard]
    statements: list[StatementCard]
    paragraphs: list[Paragraph]
    starts_with_headline: bool
    share: int  # per cent of the text that something rests on
    coverage: Coverage
    shapes: dict[str, Any]  # for the small map


def read(report: Report) -> ReportPage:
    evidence = _current(report)
    incidents = _incident_cards(report, evidence)
    statements = report.statements.filter(withdrawn_at=None).select_related("speaker").order_by("position", "id")
    cards = [StatementCard(one, facts.of_statement(one, evidence)) for one in statements]
    corrections = Correction.objects.filter(record_kind="report", record_id=report.pk).select_related("by")
    about = facts.of_report(report, evidence, corrections)
    where = facts.anchors([*about, *(f for card in (*incidents, *cards) for f in card.facts)])
    paragraphs = mark(report.text, evidence, where)
    _annotate(paragraphs, incidents, cards)
    first = "".join(s.words for s in paragraphs[0].stretches).strip() if paragraphs else ""
    return ReportPage(
        about,
        incidents,
        cards,
        paragraphs,
        starts_with_headline=bool(first) and first == report.headline.strip(),
        share=_share(report.text, evidence),
        coverage=coverage(report.text, evidence),
        shapes=on_map(card.incident for card in incidents),
    )


def _current(report: Report) -> list[Evidence]:
    """The report's evidence, without that of records which were withdrawn since."""
    related = ("incident", "claim__incident", "participant__incident", "participant__actor", "statement")
    return [e for e in Evidence.objects.filter(report=report).select_related(*related) if not _is_gone(e)]


def _is_gone(evidence: Evidence) -> bool:
    if evidence.incident:
        return bool(evidence.incident.status == "withdrawn")
    if evidence.claim:
        return evidence.claim.withdrawn_at is not None or evidence.claim.incident.status == "withdrawn"
    if evidence.participant:
        return bool(evidence.participant.incident.status == "withdrawn")
    return evidence.statement is not None and evidence.statement.withdrawn_at is not None


def _incident_cards(report: Report, evidence: Sequence[Evidence]) -> list[IncidentCard]:
    rows = (
        report.incidents.exclude(status="withdrawn")
        .select_related("border")
        .prefetch_related("participants__actor", "report_links", "claims__report__source")
    )
    held = with_figures(rows)
    mine: dict[int, list[Evidence]] = {incident.pk: [] for incident in held}
    for one in evidence:
        record = one.claim or one.participant
        told = one.incident or (record.incident if record else None)
        key = told.survivor.pk if told else None
        if key in mine:
            mine[key].append(one)
    held.sort(key=lambda incident: min((e.start for e in mine[incident.pk] if e.field == "itself"), default=0))
    changed = facts.standing_of(held)
    cards = []
    for number, incident in enumerate(held, 1):
        found = mine[incident.pk]
        claims = [
            claim for claim in incident.claims.all() if claim.withdrawn_at is None and claim.report_id == report.pk
        ]
        shown = [
            *facts.of_incident(incident, found, changed[incident.pk]),
            *(facts.of_claim(claim, found) for claim in claims),
        ]
        told = [fact for fact in shown if fact.value != "—" or fact.quotes]
        cards.append(IncidentCard(number, incident, told, found))
    return cards


def _annotate(
    paragraphs: Sequence[Paragraph], incidents: Iterable[IncidentCard], statements: Iterable[StatementCard]
) -> None:
    """Say in the margin what each paragraph became."""
    for card in incidents:
        start = min((e.start for e in card.evidence if e.field == "itself"), default=None)
        figure = card.incident.figure.words  # type: ignore[attr-defined]
        sub = " · ".join(filter(None, (figure, when_words(card.incident))))
        note = Note(
            f"#incident{card.incident.pk}",
            card.incident.family,
            f"{card.number} {card.incident.get_event_type_display()}",
            sub,
        )  # type: ignore[attr-defined]
        _add(paragraphs, start, note)
    for said in statements:
        one = said.statement
        speaker = one.speaker.name if one.speaker else "not named"
        _add(paragraphs, one.position, Note(f"#statement{one.pk}", "talk", speaker, one.cue))


def _add(paragraphs: Sequence[Paragraph], position: int | None, note: Note) -> None:
    for paragraph in paragraphs:
        if position is not None and paragraph.start <= position < paragraph.end:
            paragraph.notes.append(note)
            return


def _share(text: str, evidence: Iterable[Evidence]) -> int:
    covered = bytearray(len(text))
    for one in evidence:
        covered[one.start : one.end] = b"\x01" * (min(one.end, len(text)) - one.start)
    letters = [index for index, letter in enumerate(text) if not letter.isspace()]
    return round(100 * sum(covered[index] for index in letters) / len(letters)) if letters else 0
