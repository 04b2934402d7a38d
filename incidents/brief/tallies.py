"""What a brief counts: what it rests on, and its incidents by type beside those of earlier periods."""

from __future__ import annotations

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from incidents.brief import content
from incidents.brief.asked import Asked, Past
from incidents.cube.answers import Answers, Facets
from incidents.cube.question import Question
from incidents.cube.rows import rows
from incidents.models import ReportIncident
from incidents.parsing.knowledge.event_types import load_event_types


def basis_of(asked: Asked, facets: Facets) -> content.Basis:
    links = ReportIncident.objects.filter(incident__in=rows(asked.now).order_by().values("pk"))
    counts = links.aggregate(reports=Count("report", distinct=True), sources=Count("report__source", distinct=True))
    status = dict(facets["status"])
    confirmed, machine = status.get("confirmed", 0), status.get("machine", 0)
    return content.Basis(
        asked.n, counts["reports"], counts["sources"], confirmed, machine, asked.n - confirmed - machine
    )


def counts_of(ask: Answers, asked: Asked, facets: Facets) -> tuple[content.Count, ...]:
    """By type, the most frequent first."""
    kinds = {kind.code: kind for kind in load_event_types()}
    before, year = _by_type(ask, asked.before), _by_type(ask, asked.year)
    wanted = asked.now.event_type
    return tuple(
        content.Count(
            kinds[code].label, kinds[code].family, n, _number(before, code), _number(year, code), _list(asked.now, asked, code),
            _list(asked.before and asked.before.question, asked, code), _list(asked.year and asked.year.question, asked, code),
        )
        for code, n in facets["event_type"] if not wanted or code in wanted
    )  # fmt: skip


def _by_type(ask: Answers, past: Past | None) -> dict[str, int] | None:
    """None where nothing of those days is known."""
    if past is None or not past.is_known:
        return None
    return dict(ask.facets(past.question.without("event_type"))["event_type"])


def _number(by_type: dict[str, int] | None, code: str) -> int | None:
    return None if by_type is None else by_type.get(code, 0)


def _list(question: Question | None, asked: Asked, code: str) -> str:
    """The list that a count of this type adds up to."""
    if question is None:
        return ""
    query = QueryDict(asked.query, mutable=True)
    query["event_type"] = code
    if question.first and question.last:
        query["from"], query["to"] = question.first.isoformat(), question.last.isoformat()
    return f"{reverse('incident-list')}?{query.urlencode()}"
