"""Which rows of the columns a question asks for: the same words as `rows.py` says in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from incidents.cube import codes
from incidents.cube.question import Box, Question
from incidents.cube.rows import types_of
from incidents.cube.table import Rows, Table

Mask = npt.NDArray[np.bool_]


def chosen(table: Table, question: Question) -> Rows:
    """Of any status and modality: `judged` does the rest."""
    rows = table.everything
    for box in _boxes(question):
        rows = table.intersecting(box) if rows is table.everything else rows[np.isin(rows, table.intersecting(box))]
    return _of(table, rows, question)


def chosen_of_points(table: Table, rows: Rows, question: Question) -> Rows:
    """The same of rows that all stand at points."""
    for box in _boxes(question):
        rows = rows[_inside(box, table.columns["x"][rows], table.columns["y"][rows])]
    return _of(table, rows, question)


def _boxes(question: Question) -> Iterator[Box]:
    yield from filter(None, (question.view, question.box))


def _inside(box: Box, x: Any, y: Any) -> Mask:
    found = [(x >= half.west) & (x <= half.east) for half in box.halves()]
    return np.logical_or.reduce(found) & (y >= box.south) & (y <= box.north)


def _of(table: Table, rows: Rows, question: Question) -> Rows:
    if question.told is not None:
        told = np.zeros(table.size + 1, np.bool_)  # the last one: not here
        told[table.rows_of(np.fromiter(question.told, np.int64))] = True
        told[-1] = False
        rows = rows[told[rows]]
    return _kept(table, rows, _conditions(table, question))


def judged(table: Table, rows: Rows, question: Question) -> Rows:
    """Of the rows those whose status and modality the question wants."""
    allowed = wanted(question).ravel()
    return rows if allowed.all() else rows[allowed[table.columns["judgement"][rows]]]


def _kept(table: Table, rows: Rows, conditions: Iterator[tuple[tuple[str, ...], Any]]) -> Rows:
    for names, keeps in conditions:
        if rows is table.everything:  # whole columns are read three times as fast as chosen rows of them
            rows = np.flatnonzero(keeps(*(table[name] for name in names)) & table.alive[: table.size])
        else:
            rows = rows[keeps(*(table.columns[name][rows] for name in names))]
    return rows


def _lookup(known: tuple[str, ...], wanted: Any) -> Mask:
    """For each code whether it is wanted."""
    found = np.zeros(codes.UNKNOWN + 1, np.bool_)
    found[[known.index(word) for word in wanted if word in known]] = True
    return found


def _one_of(name: str, allowed: Mask) -> tuple[tuple[str, ...], Any]:
    return (name,), lambda values: allowed[values]


def _equal(name: str, value: int) -> tuple[tuple[str, ...], Any]:
    return (name,), lambda values: values == value


def _conditions(table: Table, q: Question) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The narrowest first, so that the rest has less to look at."""
    yield from _when(q)
    if q.border:
        yield _equal("border", table.borders.codes.index(q.border) if q.border in table.borders.codes else -2)
    if q.direction:
        yield _equal("from_country", codes.country_number(q.direction[0]))
        yield _equal("to_country", codes.country_number(q.direction[1]))
    if q.from_country:
        yield _equal("from_country", codes.country_number(q.from_country))
    if q.to_country:
        yield _equal("to_country", codes.country_number(q.to_country))
    if q.country:
        yield ("border", "from_country", "to_country"), _on_a_side(table, codes.country_number(q.country))
    if q.event_type:
        yield _one_of("event_type", _lookup(codes.TYPES, q.event_type))
    if q.family:
        yield _one_of("event_type", _lookup(codes.TYPES, types_of(q.family)))
    if q.where_prec:
        yield ("where_prec",), lambda values: np.isin(values, list(q.where_prec))
    if q.date_prec:
        yield ("date_prec",), lambda values: np.isin(values, list(q.date_prec))
    if q.part_of_day:
        yield _one_of("part_of_day", _lookup(codes.PARTS_OF_DAY, q.part_of_day))
    if q.lasted is not None:
        yield _equal("lasted", q.lasted)
    if q.where:
        yield ("kind",), lambda kind: (kind == codes.NONE) == (q.where == "none")
    if q.when:
        yield ("first",), lambda first: (first == codes.NO_DAY) == (q.when == "none")
    if q.least_confidence is not None:
        yield ("confidence",), lambda confidence: confidence >= q.least_confidence


def wanted(q: Question) -> Mask:
    """(modalities, statuses): whether the question wants what is judged so."""
    modality = status = np.ones(codes.UNKNOWN + 1, np.bool_)
    if q.status and not q.status.issuperset(codes.STATUSES):
        status = _lookup(codes.STATUSES, q.status)
    if q.hides:
        status = status & ~_lookup(codes.STATUSES, q.hides)
    if q.modalities and not q.modalities.issuperset(codes.MODALITIES):
        modality = _lookup(codes.MODALITIES, q.modalities)
    return modality[:, None] & status


def _on_a_side(table: Table, country: int) -> Any:
    of_border = np.append((table.borders.sides == country).any(axis=1), False)  # the last one: no border
    return lambda border, start, end: of_border[border] | (start == country) | (end == country)


def _when(q: Question) -> Iterator[tuple[tuple[str, ...], Any]]:
    """As the records' own `between()`; a missing day is in no period."""
    if not (q.first or q.last):
        if q.certain_only:
            yield _equal("date_prec", 1)
        return
    if q.first:
        yield ("first" if q.certain_only else "last",), _from(q.first)
    if q.last:
        yield ("last" if q.certain_only else "first",), _until(q.last)


def _from(day: date) -> Any:
    number = codes.day_number(day)
    return lambda days: (days >= number) & (days != codes.NO_DAY)


def _until(day: date) -> Any:
    number = codes.day_number(day)
    return lambda days: days <= number
