"""Sums over rows of the columns: by section, by stretch of time, by facet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

from incidents.cube import codes
from incidents.cube.answers import DECIMALS, Cells, Grid, Histogram, SectionSum
from incidents.cube.stretches import Stretch
from incidents.cube.table import Rows, Table
from incidents.cube.twins import labelled, least_over_time, least_sums, linked
from incidents.parsing.knowledge import codes as codebook

Counts = npt.NDArray[np.int64]
NEWEST = 5


def _by_family(groups: Counts, types: npt.NDArray[np.uint8], many: int) -> Counts:
    """(groups, families)"""
    families = len(codes.FAMILIES)
    counted = np.bincount(groups * families + codes.FAMILY_OF_TYPE[types], minlength=many * families)
    return counted.reshape(-1, families)


def _by_type(groups: Counts, types: npt.NDArray[np.uint8], many: int) -> Counts:
    """(groups, event types)"""
    columns = len(codes.COLUMNS)
    column = np.minimum(types, len(codes.TYPES))
    return np.bincount(groups * columns + column, minlength=many * columns).reshape(-1, columns)


def _together(groups: Counts, _types: npt.NDArray[np.uint8], many: int) -> Counts:
    """(groups, 1)"""
    return np.bincount(groups, minlength=many).reshape(-1, 1)


def _named(counts: Counts, names: tuple[str, ...]) -> list[dict[str, int]]:
    """For each group how many of each name, where there are any; from all groups at once, for there may be thousands."""
    found: list[dict[str, int]] = [{} for _ in counts]
    group, column = np.nonzero(counts)
    for at, name, n in zip(group.tolist(), column.tolist(), counts[group, column].tolist(), strict=True):
        found[at][names[name]] = n
    return found


def section_sums(table: Table, rows: Rows) -> tuple[SectionSum, ...]:
    """Rows of sections, the newest first, summed by border and direction."""
    columns = {name: table.columns[name][rows] for name in ("way", "event_type", "id")}
    used = _used(np.bincount(columns["way"], minlength=len(table.ways)))
    many, number = len(used), np.zeros(len(table.ways), np.int64)
    number[used] = np.arange(many)
    keys, group = table.ways[used], number[columns["way"]]
    n = np.bincount(group, minlength=many)
    families = _named(_by_family(group, columns["event_type"], many), codes.FAMILIES)
    wide = codes.UNKNOWN + 1
    types = np.bincount(group * wide + columns["event_type"], minlength=many * wide).reshape(many, wide)
    named = _named(types[:, :-1], codes.TYPES)
    done = table.columns["modality"][rows] == codes.ACTUAL
    low, high = _people(table, rows, group, done, many)
    nightly = codes.IS_NIGHTLY[table.columns["part_of_day"][rows]]
    days, nights = (_days(table, rows[some], group[some], many) for some in (slice(None), nightly))
    unreal = n - np.bincount(group[done], minlength=many)
    newest = np.split(columns["id"][np.argsort(group, kind="stable")], np.cumsum(n)[:-1])
    found = [
        SectionSum(
            table.borders.codes[(key >> 32) - 1], codes.country_of((key >> 16) & 0xFFFF), codes.country_of(key & 0xFFFF),
            int(n[at]), low[at], high[at], int(days[at]), int(nights[at]), families[at], named[at], int(unreal[at]),
            tuple(newest[at][:NEWEST].tolist()),
        )
        for at, key in enumerate(keys.tolist())
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.border, one.from_country, one.to_country)))


def _days(table: Table, rows: Rows, group: Counts, many: int) -> Counts:
    """How many different first days each group has."""
    first = table.columns["first"][rows]
    dated = first != codes.NO_DAY
    pairs = np.unique((group[dated] << 32) | (first[dated].astype(np.int64) + 2**31))
    return np.bincount(pairs >> 32, minlength=many)


def _people(
    table: Table, rows: Rows, group: Counts, done: npt.NDArray[np.bool_], many: int
) -> tuple[list[float | None], list[float | None]]:
    """Least and greatest number of people of what was done, by group; None: no figure, or an open end."""
    figured = done & table.columns["people"][rows]
    group = group[figured]
    labels = labelled(linked(table, rows[figured], group), len(group))
    low, high = (table.columns[name][rows[figured]] for name in ("low", "high"))
    least = least_sums(group, labels, np.nan_to_num(low), many)
    most = -least_sums(group, labels, -np.nan_to_num(high), many)
    some = np.bincount(group, minlength=many) > 0
    closed = some & (np.bincount(group[np.isnan(high)], minlength=many) == 0)
    return _or_none(least, some), _or_none(most, closed)


def _or_none(values: npt.NDArray[np.float64], given: npt.NDArray[np.bool_]) -> list[float | None]:
    return [round(float(value), DECIMALS) if is_given else None for value, is_given in zip(values, given, strict=True)]


MOST_IN_A_ROW = 2**20  # squares of a table of all; beyond it only those with incidents are counted


def cells(table: Table, rows: Rows, grid: Grid) -> Cells:
    """The squares that the rows, which all stand at points, lie in."""
    x, y, down, types, kind = (table.columns[name][rows] for name in ("x", "y", "down", "event_type", "kind"))
    column = (np.minimum((x + 180) / 360, codes.BELOW_ONE) * grid.across).astype(np.int64)
    row = (down * grid.across).astype(np.int64)
    keys, at = _numbered(column, row, grid.across)
    n = np.bincount(at, minlength=len(keys))
    lon, lat, vague = (np.bincount(at, what, len(keys)) / n for what in (x, y, kind == codes.CIRCLE))
    return Cells(
        keys % grid.across, keys // grid.across, lon, lat, n, _by_family(at, types, len(keys)).argmax(axis=1), vague
    )


def _numbered(column: Counts, row: Counts, across: int) -> tuple[Counts, Counts]:
    """The squares in order, and for each point the number of its square."""
    if not len(column):
        return column, row
    west, north = int(column.min()), int(row.min())
    wide = int(column.max()) - west + 1
    local = (row - north) * wide + column - west
    many = (int(row.max()) - north + 1) * wide
    if many > MOST_IN_A_ROW:
        keys, at = np.unique(row * across + column, return_inverse=True)
        return keys, at
    used = np.flatnonzero(np.bincount(local, minlength=many))
    number = np.zeros(many, np.int64)
    number[used] = np.arange(len(used))
    return (used // wide + north) * across + used % wide + west, number[local]


def histogram(table: Table, rows: Rows, stretch: Stretch, with_people: bool, with_types: bool) -> Histogram:
    begins, ends = codes.day_number(stretch.first), codes.day_number(stretch.last)
    first, last = table.columns["first"][rows], table.columns["last"][rows]
    within = (first <= ends) & (last >= begins) & (last != codes.NO_DAY)
    rows, first, last = rows[within], first[within], last[within]
    at, to = np.maximum(first, begins) - begins, np.minimum(last, ends) - begins
    if stretch.unit != "day":
        bucket_of = np.repeat(np.arange(len(stretch)), np.diff(np.append(stretch.starts, ends + 1)))
        at, to = bucket_of[at], bucket_of[to]
    many, types = len(stretch), table.columns["event_type"][rows]
    counted = _by_type if with_types else _together
    n = np.cumsum(counted(at, types, many + 1) - counted(to + 1, types, many + 1), axis=0)[:-1]
    sure = (at == to) & (first >= begins) & (last <= ends)
    certain = counted(at[sure], types[sure], many)
    people = _people_over_time(table, rows, at, to, many) if with_people else np.zeros(many)
    return Histogram(stretch, n, certain, people, uncertain=len(rows) - int(sure.sum()))


def _people_over_time(table: Table, rows: Rows, at: Counts, to: Counts, many: int) -> npt.NDArray[np.float64]:
    """Least number of people in each bucket, of what was done; likely twins in one bucket count once there."""
    counted = (table.columns["modality"][rows] == codes.ACTUAL) & table.columns["people"][rows]
    rows = rows[counted]
    low = np.nan_to_num(table.columns["low"][rows])
    return np.round(least_over_time(linked(table, rows), at[counted], to[counted], low, many), DECIMALS)


def facets(table: Table, rows: Rows, names: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """Of each facet the values, the most frequent first, those of the same number by name. Facets of one column are counted together."""
    counted: dict[str, list[tuple[str, int]]] = {}
    if not WAYS.keys().isdisjoint(names):
        n = np.bincount(table.columns["way"][rows], minlength=len(table.ways))
        used = _used(n)
        counted |= {name: WAYS[name](table, table.ways[used], n[used]) for name in WAYS.keys() & set(names)}
    if not {"event_type", "family"}.isdisjoint(names):
        n = np.bincount(table.columns["event_type"][rows], minlength=codes.UNKNOWN + 1)
        families = np.bincount(codes.FAMILY_OF_TYPE, n, len(codes.FAMILIES))
        counted |= {"event_type": words(n, codes.TYPES), "family": words(families, codes.FAMILIES)}
    for name in set(names) - counted.keys():
        counted[name] = words(np.bincount(table.columns[name][rows]), WORDS[name])
    return {name: ranked(counted[name]) for name in names}


def ranked(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def judgements(table: Table, rows: Rows) -> Counts:
    """(modalities, statuses): how many are judged so."""
    wide = codes.UNKNOWN + 1
    return np.bincount(table.columns["judgement"][rows], minlength=wide * wide).reshape(wide, wide)


WORDS = {
    "status": codes.STATUSES, "modality": codes.MODALITIES, "part_of_day": codes.PARTS_OF_DAY,
    "where_prec": ("", *map(str, codebook.WHERE_PRECISIONS)), "date_prec": ("", *map(str, codebook.DATE_PRECISIONS)), "lasted": ("false", "true"),
}  # fmt: skip


def words(counted: npt.NDArray[Any], names: tuple[str, ...]) -> list[tuple[str, int]]:
    """Counts of each word but the empty one, which stands for no value."""
    return [(names[at], int(counted[at])) for at in _used(counted[: len(names)]).tolist() if names[at]]


def _borders(table: Table, ways: Counts, n: Counts) -> list[tuple[str, int]]:
    return words(np.bincount(ways >> 32, n), ("", *table.borders.codes))


def _countries(table: Table, ways: Counts, n: Counts) -> list[tuple[str, int]]:
    """An incident counts once for each country of its border and its direction."""
    a, b = np.vstack([[0, 0], table.borders.sides])[ways >> 32].T
    start, end = _ends(ways)
    start = np.where((start == a) | (start == b), 0, start)
    end = np.where((end == a) | (end == b) | (end == start), 0, end)
    counted = sum(np.bincount(some, n, codes.COUNTRIES) for some in (a, b, start, end))
    return [(codes.country_of(number), int(counted[number])) for number in _used(counted).tolist() if number]


def _directions(_table: Table, ways: Counts, n: Counts) -> list[tuple[str, int]]:
    start, end = _ends(ways)
    both = (start > 0) & (end > 0)
    pairs, at = np.unique(ways[both] & 0xFFFFFFFF, return_inverse=True)
    names = [f"{codes.country_of(pair >> 16)}>{codes.country_of(pair & 0xFFFF)}" for pair in pairs.tolist()]
    return list(zip(names, np.bincount(at, n[both], len(pairs)).astype(np.int64).tolist(), strict=True))


def _ends(ways: Counts) -> tuple[Counts, Counts]:
    return (ways >> 16) & 0xFFFF, ways & 0xFFFF


WAYS = {"border": _borders, "country": _countries, "direction": _directions}


def _used(counted: Any) -> Counts:
    """Where there is a count; looking for what is true is quicker by far than looking for what is not 0."""
    return np.flatnonzero(counted != 0)
