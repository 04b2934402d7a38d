"""Incidents and statements as rows of a file: some thousand at a time, so that a million take no more memory than a page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Case, F, FloatField, Func, Model, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.urls import reverse

from incidents import ledger
from incidents.exports.table import Geometry, Row, Words
from incidents.models import Border, Claim, Incident, Participant, ReportIncident, Statement, choices
from incidents.templatetags.border import direction_words, when_words

BATCH = 1_000
FINE = 0.01  # degrees that the line of a border may stray: about a kilometre
DECIMALS = 5  # about a metre
INCIDENT_COLUMNS = (
    "id", "event_type", "modality", "status", "date_start", "date_end", "date_prec", "part_of_day", "lasted", "border", "from_country",
    "to_country", "place", "where_prec", "latitude", "longitude", "radius_km", "figure", "figure_low", "figure_high", "figure_kind", "figure_unit",
    "actors", "reports", "reported_on", "confidence", "changed_at", "address",
)  # fmt: skip
INCIDENT_FIELDS = (
    "id", "event_type", "modality", "status", "date_start", "date_end", "date_prec", "part_of_day", "lasted", "border_id", "from_country",
    "to_country", "place_name", "where_prec", "radius_km", "confidence", "changed", "shape", "lon", "lat", "reported_on",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "id", "report", "source", "published_on", "speaker", "speaker_country", "affiliation", "cue", "kind", "content", "said_on", "medium",
    "incidents", "address",
)  # fmt: skip
Absolute = Callable[[str], str]


def incident_rows(incidents: QuerySet[Incident], absolute: Absolute) -> Iterator[Row]:
    """In the order of the QuerySet; all as they stood at one moment."""
    shape = Func(F("geometry"), function="GeometryType", output_field=TextField())
    told = incidents.annotate(
        shape=shape,
        lon=_coordinate("ST_X"),
        lat=_coordinate("ST_Y"),
        reported_on=F("index__reported_on"),
        changed=Cast("updated_at", TextField()),  # read by Python three times as fast as by the driver
    )
    labels, sections, address = dict(choices.event_types()), _Sections(), absolute(reverse("incident-list"))
    for batch in _batches(told.values_list(*INCIDENT_FIELDS, named=True)):
        ids = [one.id for one in batch]
        claims, actors, reports = _claims(ids), _actors(ids), _reports(ids)
        for one in batch:
            told_of = (claims.get(one.id, ()), actors.get(one.id, ()), reports.get(one.id, ()))
            yield _incident(one, *told_of, labels, f"{address}{one.id}/", _geometry(one, sections))


def _coordinate(function: str) -> Case:
    spot = Func(F("geometry"), function=function, output_field=FloatField())
    return Case(When(shape="POINT", then=spot), output_field=FloatField(null=True))


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """By a cursor of the database in one transaction, which ends when nobody reads on."""
    with transaction.atomic():
        found = rows.iterator(chunk_size=BATCH)
        while batch := list(islice(found, BATCH)):
            yield batch


def _incident(
    one: Any, claims: Iterable[Any], actors: Iterable[str], reports: Iterable[int], labels: dict[str, str], link: str, where: Geometry | None
) -> Row:  # fmt: skip
    figure = ledger.figure_of(claims)
    spot = (round(one.lat, DECIMALS), round(one.lon, DECIMALS)) if one.lon is not None else (None, None)
    changed = dt.datetime.fromisoformat(one.changed)
    values = (
        one.id, one.event_type, one.modality, one.status, one.date_start, one.date_end, one.date_prec, one.part_of_day, one.lasted,
        one.border_id, one.from_country, one.to_country, one.place_name, one.where_prec, *spot, one.radius_km, figure.words, figure.low,
        figure.high, figure.kind, figure.unit, tuple(actors), tuple(reports), one.reported_on, one.confidence,
        changed.isoformat(timespec="seconds"), link,
    )  # fmt: skip
    return Row(one.id, link, changed, values, lambda: _words(one, figure, labels), one.event_type, where)


def _words(one: Any, figure: ledger.Figure, labels: dict[str, str]) -> Words:
    label = labels.get(one.event_type, one.event_type)
    summary = [label, when_words(one), direction_words(one), one.place_name, f"{figure.words} {figure.unit}".strip()]
    title = [label, one.place_name or one.border_id, when_words(one)]
    return Words(", ".join(filter(None, title)), " · ".join(filter(None, summary)))


def _of(model: type[Model], ids: list[int], *fields: str, order: str = "id") -> QuerySet[Any, Any]:
    """Rows of these incidents; a list is one parameter, where `__in` makes a thousand of it."""
    mine = model._default_manager.extra(where=[f"{model._meta.db_table}.incident_id = ANY(%s)"], params=[ids])
    return mine.order_by(order).values_list("incident_id", *fields, named=True)


def _claims(ids: list[int]) -> dict[int, list[Any]]:
    names = ("kind", "low", "high", "comparator", "basis", "unit", "attributed_to_id", "report_id")
    return _grouped((claim.incident_id, claim) for claim in _of(Claim, ids, *names).filter(withdrawn_at=None))


def _actors(ids: list[int]) -> dict[int, list[str]]:
    parts = _of(Participant, ids, "role", "actor__name")
    return _grouped((incident, f"{name} ({role})") for incident, role, name in parts)


def _reports(ids: list[int]) -> dict[int, list[int]]:
    return _grouped(_of(ReportIncident, ids, "report_id", order="report_id"))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


class _Sections(dict[str, Geometry]):
    """The lines of borders by code, to about a kilometre, each read once."""

    def __missing__(self, code: str) -> Geometry:
        line = Border.objects.get(code=code).section.simplify(FINE)
        parts = [line] if line.geom_type == "LineString" else list(line)
        lines = [[(round(x, 4), round(y, 4)) for x, y in part.coords] for part in parts]
        self[code] = {"type": "MultiLineString", "coordinates": lines}
        return self[code]


def _geometry(one: Any, sections: _Sections) -> Geometry | None:
    if one.lon is not None:
        return {"type": "Point", "coordinates": (round(one.lon, DECIMALS), round(one.lat, DECIMALS))}
    return sections[one.border_id] if one.shape and one.border_id else None


def statement_rows(statements: QuerySet[Statement], absolute: Absolute) -> Iterator[Row]:
    told = statements.select_related("speaker", "report__source", "report").only(
        *(field.attname for field in Statement._meta.concrete_fields), "speaker__name", "speaker__country", "report__published_on",
        "report__source__name", "report__received_at", "report__parsed_at",
    )  # fmt: skip
    for batch in _batches(told):
        about = _grouped(
            Statement.about.through.objects.filter(statement__in=[one.pk for one in batch])
            .order_by("incident_id")
            .values_list("statement_id", "incident_id")
        )
        for one in batch:
            yield _statement(one, about.get(one.pk, ()), absolute)


def _statement(one: Statement, about: Iterable[int], absolute: Absolute) -> Row:
    report, speaker = one.report, one.speaker
    name, source = (speaker.name if speaker else ""), (report.source.name if report.source else "")
    link = absolute(reverse("report", args=[report.pk])) + f"#statement{one.pk}"
    values = (
        one.pk, report.pk, source, report.published_on, name, speaker.country if speaker else "", one.affiliation, one.cue, one.kind,
        one.content, one.date, one.medium, tuple(about), link,
    )  # fmt: skip
    words = Words(f"{name or 'not named'} {one.cue}", one.content)
    return Row(one.pk, link, report.parsed_at or report.received_at, values, lambda: words, one.kind)
