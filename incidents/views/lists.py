"""The lists that have a page, files and feeds: which rows a query chooses, in which orders they come, which columns a file has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import QueryDict

from incidents.cube.question import Scope
from incidents.cube.rows import rows as rows_of
from incidents.exports.table import Row
from incidents.filters import IncidentFilter, StatementFilter, problems_of
from incidents.flat import INCIDENT_COLUMNS, STATEMENT_COLUMNS, Absolute, incident_rows, statement_rows
from incidents.keyset import Keyset
from incidents.models import Statement, User
from incidents.past.asking import Unanswerable, moment_in, refuse_too_far
from incidents.past.moment import as_of, one_moment
from incidents.views.evidence_rows import EVIDENCE_COLUMNS, evidence_of, evidence_rows

Asker = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a query; none where a word of it cannot be read, and `errors` says why."""

    rows: QuerySet[Any]
    filter: Any
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """`page` is the name of the address that shows it; the first order is the usual one."""

    name: str
    noun: str
    page: str
    choose: Callable[[Asker, QueryDict], Chosen]
    orders: Mapping[str, Keyset]
    latest: str  # the field that says when a row changed last, for feeds
    columns: tuple[str, ...]
    written: Callable[[QuerySet[Any], Absolute], Iterator[Row]]
    has_past: bool = True  # as_of can be asked

    def rows_of(self, rows: QuerySet[Any], at: dt.datetime | None, absolute: Absolute) -> Iterator[Row]:
        """The rows as a file has them, of now or of the time; all of one moment of the database, however long it is read."""
        with one_moment(), as_of(at, seconds=0) if at else nullcontext():
            yield from self.written(rows, absolute)

    def moment(self, query: QueryDict) -> dt.datetime | None:
        """The time that a file of the query is of; None for now. Raises Unanswerable."""
        if "as_of" in query and not self.has_past:
            raise Unanswerable("as_of", "What records rest on is kept for the present alone; leave it out.")
        at = moment_in(query)
        if at is not None:
            refuse_too_far(at)
        return at

    def of_now(self, query: QueryDict) -> list[str]:
        """What a page of the list, which shows the present, says where another time is asked for."""
        asks = "as_of: This page shows the present. What was known then is in its files and in the API."
        return [asks] if "as_of" in query else []

    def order(self, asked: str) -> str:
        return asked if asked in self.orders else next(iter(self.orders))


def _incidents(scope: Scope) -> Callable[[Asker, QueryDict], Chosen]:
    def choose(asker: Asker, query: QueryDict) -> Chosen:
        chosen = IncidentFilter(query)
        if not chosen.is_valid():
            return _refused(chosen)
        return Chosen(rows_of(chosen.question(scope)).visible_to(asker).defer("geometry"), chosen)  # type: ignore[attr-defined]

    return choose


def _statements(asker: Asker, query: QueryDict) -> Chosen:
    chosen = StatementFilter(query, queryset=Statement.objects.visible_to(asker).current())
    return Chosen(chosen.qs, chosen) if chosen.is_valid() else _refused(chosen)


def _evidence(asker: Asker, query: QueryDict) -> Chosen:
    """What the incidents of the query rest on."""
    chosen = INCIDENTS.choose(asker, query)
    return Chosen(evidence_of(chosen.rows), chosen.filter, chosen.errors)


def _refused(chosen: Any) -> Chosen:
    model = chosen.queryset.model
    return Chosen(model.objects.none(), chosen, problems_of(chosen))


INCIDENT_ORDERS = {
    "newest": Keyset(("-date_start", "-id")),
    "oldest": Keyset(("date_start", "-id")),
    "reported": Keyset(("-index__reported_on", "-index__incident_id")),
    "reported_first": Keyset(("index__reported_on", "-index__incident_id")),
    "unsure": Keyset(("confidence", "-id")),
    "sure": Keyset(("-confidence", "-id")),
    "changed": Keyset(("-updated_at", "-id")),
}
STATEMENT_ORDERS = {
    "reported": Keyset(("-index__reported_on", "-index__statement_id")),
    "reported_first": Keyset(("index__reported_on", "-index__statement_id")),
    "said": Keyset(("-date", "-id")),
    "said_first": Keyset(("date", "-id")),
}
INCIDENTS = Listed(
    "incidents", "incident", "incident-list", _incidents(Scope.LIST), INCIDENT_ORDERS, "updated_at", INCIDENT_COLUMNS, incident_rows
)  # fmt: skip
MAP = Listed(
    "map",
    "incident",
    "dashboard",
    _incidents(Scope.MAP),
    INCIDENT_ORDERS,
    "updated_at",
    INCIDENT_COLUMNS,
    incident_rows,
)
STATEMENTS = Listed(
    "statements", "statement", "statement-list", _statements, STATEMENT_ORDERS, "id", STATEMENT_COLUMNS, statement_rows
)  # fmt: skip
EVIDENCE = Listed(
    "evidence", "annotation", "incident-list", _evidence, {"number": Keyset(("id",))}, "id", EVIDENCE_COLUMNS, evidence_rows, has_past=False
)  # fmt: skip
LISTS = {one.name: one for one in (INCIDENTS, MAP, STATEMENTS, EVIDENCE)}
