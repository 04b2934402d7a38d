"""The answers from the columns in memory: equal to those of SQL, a hundred times as fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import Geometry

from incidents.cube import codes
from incidents.cube.answers import (
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
from incidents.cube.choosing import chosen, chosen_of_points, judged, wanted
from incidents.cube.counting import WORDS, cells, facets, histogram, judgements, ranked, section_sums, words
from incidents.cube.kept import Kept
from incidents.cube.loading import Raw
from incidents.cube.question import Box, Question
from incidents.cube.remembered import Remembered, remembered
from incidents.cube.stretches import Stretch
from incidents.cube.table import Rows, Table
from incidents.cube.twins import labelled, linked

SIGN = {Order.NEWEST: 1.0, Order.OLDEST: -1.0, Order.UNSURE: -1.0, Order.PEOPLE: 1.0}
JUDGED_AWAY = {"status": 0, "modality": 1}  # the axis of a table of judgements that the facet sums up
JUDGED = JUDGED_AWAY.keys()
KEPT_CHOICES = 8  # a picture asks many things of the same few sets
KEPT_VIEWS = 2  # each of up to a million rows; a picture asks for one of them three times
KEPT_ANSWERS = 128
KEPT_PAGES = 1024  # totals, and the numbers of a page: many programs ask again and again, and each asks the same
KEPT_GRIDS = 96  # of a thousand squares each: every tile of zoom 3, and some that are looked at


class ColumnAnswers:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.remembered = Remembered()
        self.kept = Kept()

    def put(self, raw: Raw, asked: Collection[int], shapes: dict[int, Geometry], pairs: npt.NDArray[np.int64]) -> None:
        """The present state of the incidents `asked` for."""
        self.table.put(raw, asked, shapes, pairs)
        self.remembered.forget()
        self.kept.forget(asked)

    @remembered(KEPT_CHOICES)
    def _rows(self, question: Question) -> Rows:
        return judged(self.table, self._unjudged(question.of_any_judgement()), question)

    @remembered(KEPT_CHOICES)
    def _unjudged(self, question: Question) -> Rows:
        return chosen(self.table, question)

    def _of(self, rows: Rows, *names: str) -> list[npt.NDArray[Any]]:
        return [self.table.columns[name][rows] for name in names]

    @remembered(KEPT_VIEWS)
    def _at_points(self, question: Question, view: Box) -> Rows:
        """From whichever is less to look at: what the view holds, or what is chosen already."""
        if view.is_world:
            rows = self._rows(question)
            (kind,) = self._of(rows, "kind")
            return rows[(kind == codes.POINT) | (kind == codes.CIRCLE)]
        inside, held = self.table.at_points(view), self.remembered.known("_rows", question)
        if held is None or len(held) > len(inside):
            return judged(self.table, chosen_of_points(self.table, inside, question), question)
        is_inside = np.zeros(self.table.size, np.bool_)
        is_inside[inside] = True
        return held[is_inside[held]]

    @remembered(KEPT_PAGES)
    def totals(self, question: Question) -> Totals:
        rows = self._rows(question)
        kind, first, last = self._of(rows, "kind", "first", "last")
        dated = first != codes.NO_DAY
        if not dated.all():
            first, last = first[dated], last[dated]
        span = (int(first.min()), int(np.where(last == codes.NO_DAY, first, last).max())) if len(first) else None
        days = (codes.day_of(span[0]), codes.day_of(span[1])) if span else None
        return Totals(len(rows), int((kind == codes.NONE).sum()), len(rows) - len(first), days)

    def twins(self, ids: Collection[int], sums: Mapping[int, str] | None = None) -> dict[int, int]:
        wanted = np.sort(np.fromiter(ids, np.int64))
        rows = self.table.rows_of(wanted)
        wanted, rows = wanted[rows >= 0], rows[rows >= 0]
        of = np.unique([sums[pk] for pk in wanted.tolist()], return_inverse=True)[1] if sums else None
        labels = labelled(linked(self.table, rows, of), len(rows))
        _, first, at = np.unique(labels, return_index=True, return_inverse=True)
        known = dict(zip(wanted.tolist(), wanted[first][at].tolist(), strict=True))
        return {pk: known.get(pk, pk) for pk in ids}

    @remembered(KEPT_ANSWERS)
    def bounds(self, question: Question) -> Box | None:
        rows = self._rows(question)
        x, y, kind, border, ids = self._of(rows, "x", "y", "kind", "border", "id")
        lines = self.table.borders.tree.geometries[np.unique(border[kind == codes.SECTION])]
        others = [self.table.shapes[int(pk)] for pk in ids[kind == codes.OTHER]]
        found = [*shapely.bounds([*lines, *others]).reshape(-1, 4)]
        edges = [reduce(values) for reduce in (np.fmin.reduce, np.fmax.reduce) for values in (x, y)] if len(x) else []
        if edges and not np.isnan(edges).any():
            found.append(np.array(edges))
        if not found:
            return None
        every = np.array(found)
        return Box(*every[:, :2].min(axis=0).tolist(), *every[:, 2:].max(axis=0).tolist())

    @remembered(KEPT_ANSWERS)
    def in_view(self, question: Question, view: Box) -> int:
        return len(self._at_points(question, view))

    @remembered(KEPT_ANSWERS)
    def marks(self, question: Question, view: Box) -> tuple[int, ...]:
        return tuple(np.sort(self.table.columns["id"][self._at_points(question, view)]).tolist())

    @remembered(KEPT_PAGES)
    def page(self, question: Question, order: Order, limit: int, after: Mark | None = None) -> Page:
        rows = self._rows(question)
        values = self._ordered_by(rows, order)
        (ids,) = self._of(rows, "id")
        if after is not None:
            mark = -np.inf if after.value is None else after.value * SIGN[order]
            beyond = (values < mark) | ((values == mark) & (ids < after.id))
            values, ids = values[beyond], ids[beyond]
        if len(ids) > limit + 1:
            near = values >= _least_of_best(values, limit + 1)
            values, ids = values[near], ids[near]
        best = np.lexsort((ids, values))[::-1][: limit + 1]
        found = tuple(ids[best[:limit]].tolist())
        if len(best) <= limit:
            return Page(found)
        value = float(values[best[limit - 1]])
        return Page(found, Mark(_value(value, order), found[-1]))

    def _ordered_by(self, rows: Rows, order: Order) -> npt.NDArray[np.float64]:
        """Greater comes first."""
        if order is Order.UNSURE:
            return -self.table.columns["confidence"][rows]
        if order is Order.PEOPLE:
            low, people = self._of(rows, "low", "people")
            return np.where(people & ~np.isnan(low), low, -np.inf)
        (days,) = self._of(rows, "first")
        return np.where(days == codes.NO_DAY, -np.inf, days if order is Order.NEWEST else -days.astype(np.float64))

    def dots(self, question: Question, view: Box) -> Dots:
        rows = self._at_points(question, view)
        rows = rows[np.argsort(self.table.columns["id"][rows])]
        x, y, first, last, ids, types, kind = self._of(rows, "x", "y", "first", "last", "id", "event_type", "kind")
        return Dots(
            x.astype(np.float32), y.astype(np.float32), first, last, ids.astype(np.uint32), types, kind,
        )  # fmt: skip

    @remembered(KEPT_GRIDS)
    def cells(self, question: Question, view: Box, grid: Grid) -> Cells:
        return cells(self.table, self._at_points(question, view), grid)

    @remembered(KEPT_ANSWERS)
    def sections(self, question: Question, borders: frozenset[str] | None = None) -> tuple[SectionSum, ...]:
        rows = self._rows(question)
        kind, border = self._of(rows, "kind", "border")
        asked = self.table.borders.of(borders)[border]
        return section_sums(self.table, self._newest_first(rows[(kind >= codes.SECTION) & asked]))

    def _newest_first(self, rows: Rows) -> Rows:
        return rows[np.lexsort((self.table.columns["id"][rows], self._ordered_by(rows, Order.NEWEST)))[::-1]]

    @remembered(KEPT_ANSWERS)
    def histogram(self, question: Question, stretch: Stretch, *, people: bool = True, types: bool = True) -> Histogram:
        return histogram(self.table, self._rows(question), stretch, people, types)

    @remembered(KEPT_ANSWERS)
    def facets(self, question: Question, names: tuple[str, ...] = FACETS) -> Facets:
        by_question: dict[Question, list[str]] = defaultdict(list)
        for name in names:
            if name not in JUDGED:
                by_question[question.without(name)].append(name)
        found = self._judged_facets(question, JUDGED & set(names))
        for one, some in by_question.items():
            found |= facets(self.table, self._rows(one), some)
        return {name: found[name] for name in names}

    def _judged_facets(self, question: Question, names: Collection[str]) -> Facets:
        """Of all that is chosen, whatever its judgement, one table answers both."""
        counted = judgements(self.table, self._unjudged(question.of_any_judgement()))
        told = {name: (counted * wanted(question.without(name))).sum(axis=JUDGED_AWAY[name]) for name in names}
        return {name: ranked(words(n, WORDS[name])) for name, n in told.items()}


def _least_of_best(values: npt.NDArray[np.float64], many: int) -> float:
    """No more than the value that so many reach; close to it. The greatest of each of many stretches tell it at a glance."""
    wide = max(1, len(values) // (8 * many))
    tops = values[: len(values) // wide * wide].reshape(-1, wide).max(axis=1)
    return float(np.partition(tops, len(tops) - many)[len(tops) - many])


def _value(value: float, order: Order) -> float | None:
    """What the row itself holds, from what it is ordered by."""
    if np.isinf(value):
        return None
    return value * SIGN[order]
