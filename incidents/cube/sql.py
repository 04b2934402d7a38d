"""The answers as SQL gives them: the truth, and what serves while the columns load or are turned off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from django.contrib.gis.db.models import Extent
from django.db import connection
from django.db.models import F, FloatField, Q, QuerySet
from django.db.models.expressions import RawSQL

from incidents.cube import codes
from incidents.cube.answers import (
    DECIMALS,
    FACETS,
    Cells,
    Dots,
    Facets,
    Grid,
    Histogram,
    Mark,
    Order,
    Page,
    SectionSum,
    Totals,
)
from incidents.cube.figures import figures_sql
from incidents.cube.people import groups, summed
from incidents.cube.question import Box, Question
from incidents.cube.rows import first_of, intersects, rows
from incidents.cube.stretches import Stretch
from incidents.models import Border, Incident, TwinSuggestion

Row = tuple[Any, ...]
TABLE = Incident._meta.db_table
POINT = "GeometryType(geometry) = 'POINT'"
ORDERS = {
    Order.NEWEST: (F("date_start").desc(nulls_last=True), "-id"),
    Order.OLDEST: (F("date_start").asc(nulls_last=True), "-id"),
    Order.UNSURE: (F("confidence").asc(nulls_last=True), "-id"),
    Order.PEOPLE: (F("people").desc(nulls_last=True), "-id"),
}


def _asked(sql: str, *params: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _chosen(held: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """A common table `chosen` of these rows, and its parameters; also where nothing is told of what is asked."""
    query = held.order_by().values("id").query
    sql, params = query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return f"WITH chosen AS (SELECT * FROM {TABLE} WHERE id IN ({sql})) ", params


def _at_points(question: Question, view: Box) -> QuerySet[Incident]:
    return rows(question).filter(intersects(view)).extra(where=[POINT])


def _families(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts by event type as counts by family."""
    found: dict[str, int] = defaultdict(int)
    for event_type, n in counts:
        found[codes.FAMILIES[codes.family_number(event_type)]] += n
    return dict(found)


class SqlAnswers:
    kept = None

    def totals(self, question: Question) -> Totals:
        common, params = _chosen(rows(question))
        ((n, placed, dated, first, last),) = _asked(
            common + "SELECT count(*), count(geometry), count(date_start), min(date_start), max(coalesce(date_end,"
            " date_start)) FROM chosen", *params,
        )  # fmt: skip
        return Totals(n, n - placed, n - dated, (first, last) if dated else None)

    def twins(self, ids: Collection[int], sums: Mapping[int, str] | None = None) -> dict[int, int]:
        pairs = _pairs(Incident.objects.filter(pk__in=ids))
        found = groups(((a, b) for a, b in pairs if not sums or sums[a] == sums[b]), set(ids))
        return {pk: found.get(pk, pk) for pk in ids}

    def in_view(self, question: Question, view: Box) -> int:
        return _at_points(question, view).count()

    def bounds(self, question: Question) -> Box | None:
        extent = rows(question).aggregate(extent=Extent("geometry"))["extent"]
        return Box(*extent) if extent else None

    def page(self, question: Question, order: Order, limit: int, after: Mark | None = None) -> Page:
        field = FIELDS.get(order, "date_start")
        held = rows(question)
        if order is Order.PEOPLE:
            held = held.annotate(people=RawSQL(PEOPLE, (), FloatField()))
        held = held.order_by(*ORDERS[order])
        found = first_of(held.values_list("id", field), _beyond(order, field, after) if after else [Q()], limit + 1)
        if len(found) <= limit:
            return Page(tuple(pk for pk, _ in found))
        number, value = found[limit - 1]
        return Page(tuple(pk for pk, _ in found[:limit]), Mark(_plain(value), number))

    def marks(self, question: Question, view: Box) -> tuple[int, ...]:
        return tuple(_at_points(question, view).order_by("id").values_list("id", flat=True))

    def dots(self, question: Question, view: Box) -> Dots:
        common, params = _chosen(_at_points(question, view))
        epoch = "date '1970-01-01'"
        found = _asked(
            common + f"SELECT ST_X(geometry), ST_Y(geometry), date_start - {epoch}, date_end - {epoch}, id, event_type,"
            " coalesce(radius_km, 0) <> 0 FROM chosen ORDER BY id", *params,
        )  # fmt: skip
        lon, lat, first, last, ids, types, circles = zip(*found, strict=True) if found else ((),) * 7
        return Dots(
            np.array(lon, np.float32), np.array(lat, np.float32), _days(first), _days(last), np.array(ids, np.uint32),
            np.array([codes.type_number(one) for one in types], np.uint8),
            np.where(np.array(circles, bool), codes.CIRCLE, codes.POINT).astype(np.uint8),
        )  # fmt: skip

    def cells(self, question: Question, view: Box, grid: Grid) -> Cells:
        common, params = _chosen(_at_points(question, view))
        found = _asked(
            common + f"SELECT floor(least((x + 180) / 360, {codes.BELOW_ONE}) * %s)::int AS col, floor({MERCATOR} * %s)::int AS line,"
            " event_type, count(*), sum(x), sum(y), count(*) FILTER (WHERE coalesce(radius_km, 0) <> 0)"
            " FROM (SELECT *, ST_X(geometry) AS x, ST_Y(geometry) AS y FROM chosen) AS placed GROUP BY 1, 2, 3",
            *params, grid.across, grid.across,
        )  # fmt: skip
        return _cells(found)

    def sections(self, question: Question, borders: frozenset[str] | None = None) -> tuple[SectionSum, ...]:
        held = rows(question) if borders is None else rows(question).filter(border__in=borders)
        held = held.filter(geometry__isnull=False, border__isnull=False).extra(where=[f"NOT {POINT}"])
        columns = (
            "border_id", "from_country", "to_country", "event_type", "modality", "date_start", "part_of_day", "id",
        )  # fmt: skip
        figures = self._figures(held)
        pairs = _pairs(held)
        by_way: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for one in held.order_by(*ORDERS[Order.NEWEST]).values_list(*columns):
            by_way[one[:3]].append(one[3:])
        return tuple(_section(*way, found, figures, pairs) for way, found in sorted(by_way.items()))

    def _figures(self, held: QuerySet[Any]) -> dict[int, tuple[float | None, float | None]]:
        """Figures that count people, by incident."""
        common, params = _chosen(held)
        sql = figures_sql(" AND incident_id IN (SELECT id FROM chosen)")
        return {pk: (low, high) for pk, people, low, high in _asked(common + sql, *params) if people}

    def histogram(self, question: Question, stretch: Stretch, *, people: bool = True, types: bool = True) -> Histogram:
        held = rows(question).filter(date_start__isnull=False).between(stretch.first, stretch.last)  # type: ignore[attr-defined]
        common, params = _chosen(held)
        days, first, last = [codes.day_of(day) for day in stretch.starts], stretch.first, stretch.last
        found = _asked(
            common + "SELECT width_bucket(greatest(date_start, %s), %s::date[]) - 1,"
            " width_bucket(least(date_end, %s), %s::date[]) - 1, event_type, count(*),"
            " count(*) FILTER (WHERE date_start >= %s AND date_end <= %s) FROM chosen GROUP BY 1, 2, 3",
            *params, first, days, last, days, first, last,
        )  # fmt: skip
        told = _histogram(stretch, found, self._people(held, stretch) if people else {})
        return told if types else told.summed()

    def _people(self, held: QuerySet[Any], stretch: Stretch) -> dict[int, float]:
        done = held.filter(modality="actual")
        figures, pairs = self._figures(done), _pairs(done)
        in_bucket: dict[int, list[tuple[int, float | None, float | None]]] = defaultdict(list)
        for pk, start, end in done.filter(pk__in=list(figures)).values_list("id", "date_start", "date_end"):
            for bucket in range(stretch.bucket(start), stretch.bucket(end) + 1):
                in_bucket[bucket].append((pk, *figures[pk]))
        return {bucket: summed(found, pairs).low or 0.0 for bucket, found in in_bucket.items()}

    def facets(self, question: Question, names: tuple[str, ...] = FACETS) -> Facets:
        return {name: _ranked(self._facet(question.without(name), name)) for name in names}

    def _facet(self, question: Question, name: str) -> dict[str, int]:
        held = rows(question)
        if name == "country":
            return _countries(held)
        if name == "direction":
            ways = held.exclude(from_country="").exclude(to_country="")
            return {f"{a}>{b}": n for a, b, n in _counted(ways, "from_country", "to_country")}
        if name == "family":
            return _families(_counted(held, "event_type"))
        found = _counted(held, "border_id" if name == "border" else name)
        return {_word(value): n for value, n in found if value not in (None, "")}


FIELDS = {Order.UNSURE: "confidence", Order.PEOPLE: "people"}
PEOPLE = f"(SELECT low FROM ({figures_sql(f' AND incident_id = {TABLE}.id')}) AS figure WHERE is_people)"
MERCATOR = (
    f"least(greatest(0.5 - ln(tan(pi() / 4 + radians(least(greatest(y, -{codes.MERCATOR_EDGE}), {codes.MERCATOR_EDGE})) / 2))"
    f" / (2 * pi()), 0), {codes.BELOW_ONE})"
)


def _beyond(order: Order, field: str, after: Mark) -> list[Q]:
    """Rows after the mark, one stretch of the index after the other: of the same value, further on, without a value."""
    if after.value is None:
        return [Q(**{field: None}, pk__lt=after.id)]
    value: Any = codes.day_of(int(after.value)) if field == "date_start" else after.value
    further = "lt" if order in (Order.NEWEST, Order.PEOPLE) else "gt"
    return [Q(**{field: value}, pk__lt=after.id), Q(**{f"{field}__{further}": value}), Q(**{field: None})]


def _plain(value: date | float | None) -> float | None:
    return codes.day_number(value) if isinstance(value, date) else value


def _days(found: Iterable[int | None]) -> Any:
    return np.array([codes.NO_DAY if one is None else one for one in found], np.int32)


def _pairs(held: QuerySet[Any]) -> list[tuple[int, int]]:
    within = held.order_by().values("pk")
    alike = TwinSuggestion.objects.filter(verdict__in=("", "same"), first__in=within, second__in=within)
    return list(alike.values_list("first_id", "second_id"))


def _cells(found: list[Row]) -> Cells:
    """Rows of (column, row, event type, how many, sums of lon and lat, how many within a radius)."""
    held: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for column, row, *rest in found:
        held[row, column].append(tuple(rest))
    keys = sorted(held)
    n, lon, lat, vague = (np.array([sum(part[at] for part in held[key]) for key in keys]) for at in (1, 2, 3, 4))
    families = [Counter(_families((part[0], part[1]) for part in held[key])) for key in keys]
    family = [
        min(map(codes.FAMILIES.index, one), key=lambda at, one=one: (-one[codes.FAMILIES[at]], at)) for one in families
    ]
    columns, rows_ = (np.array([key[at] for key in keys], np.int64) for at in (1, 0))
    return Cells(columns, rows_, lon / n, lat / n, n, np.array(family, np.int64), vague / n)


def _section(
    border: str, start: str, end: str, found: list[Row], figures: dict[int, Any], pairs: list[tuple[int, int]]
) -> SectionSum:
    done = [one for one in found if one[1] == "actual"]
    total = summed(((one[4], *figures[one[4]]) for one in done if one[4] in figures), pairs)
    days = {one[2] for one in found if one[2]}
    nights = {one[2] for one in found if one[2] and one[3] in codes.NIGHTLY}
    return SectionSum(
        border, start, end, n=len(found), low=total.low, high=total.high, days=len(days), nights=len(nights),
        families=_families((one[0], 1) for one in found), types=dict(Counter(one[0] for one in found)), unreal=len(found) - len(done), ids=tuple(one[4] for one in found[:5]),
    )  # fmt: skip


def _histogram(stretch: Stretch, found: list[Row], people: dict[int, float]) -> Histogram:
    """Rows of (first bucket, last bucket, event type, how many, how many of them wholly inside the stretch)."""
    steps, certain = (np.zeros((len(stretch) + 1, len(codes.COLUMNS)), np.int64) for _ in range(2))
    for at, to, event_type, n, inside in found:
        column = codes.column_number(event_type)
        steps[at, column] += n
        steps[to + 1, column] -= n
        certain[at, column] += inside if at == to else 0
    least = np.round([people.get(at, 0.0) for at in range(len(stretch))], DECIMALS)
    uncertain = sum(one[3] for one in found) - int(certain.sum())
    return Histogram(stretch, np.cumsum(steps, axis=0)[:-1], certain[:-1], least, uncertain)


def _counted(held: QuerySet[Any], *fields: str) -> list[Row]:
    common, params = _chosen(held)
    names = ", ".join(fields)
    return _asked(f"{common} SELECT {names}, count(*) FROM chosen GROUP BY {names}", *params)


def _countries(held: QuerySet[Any]) -> dict[str, int]:
    """An incident counts once for each country of its border and its direction."""
    common, params = _chosen(held)
    sql = f"""{common} SELECT country, count(*) FROM (
        SELECT DISTINCT chosen.id, country FROM chosen LEFT JOIN {Border._meta.db_table} b ON b.code = chosen.border_id,
        unnest(ARRAY[from_country, to_country, b.country_a, b.country_b]) AS country WHERE country <> '') AS sides
        GROUP BY country"""
    return dict(_asked(sql, *params))


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ranked(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
