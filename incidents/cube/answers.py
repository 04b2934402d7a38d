"""What the read model can be asked, and the form of its answers: the same from columns in memory and from SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from incidents.cube import codes
from incidents.cube.kept import Kept
from incidents.cube.question import Box, Question
from incidents.cube.stretches import Stretch

DECIMALS = 3  # of a figure
FACETS = ("event_type", "family", "border", "direction", "country", "status", "modality", "where_prec")
ALL_FACETS = (*FACETS, "date_prec", "part_of_day", "lasted")


class Order(StrEnum):
    """Rows without the value come last; equal ones by number, the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UNSURE = "unsure"
    PEOPLE = "people"  # the most first, by the least that the figure says


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of the list ends: the value that it is ordered by, and the row's number."""

    value: float | None  # days since 1970, confidence, or people
    id: int


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """One entry a bucket of the stretch: incidents that may have happened in it, and those that surely did."""

    stretch: Stretch
    n: npt.NDArray[np.int64]  # (buckets, event types); one column for all types where they were not asked for
    certain: npt.NDArray[np.int64]  # as n
    people: npt.NDArray[np.float64]  # the least number of people of what did happen, likely twins once
    uncertain: int  # incidents that fit in no single bucket

    def summed(self) -> Histogram:
        return self._by(lambda counts: counts.sum(axis=1, keepdims=True))

    def by_family(self) -> Histogram:
        """With a column a family in place of the types."""
        belongs = codes.FAMILY_OF_TYPE[: len(codes.COLUMNS), None] == np.arange(len(codes.FAMILIES))
        return self._by(lambda counts: counts @ belongs)

    def _by(self, grouped: Callable[[npt.NDArray[np.int64]], npt.NDArray[np.int64]]) -> Histogram:
        return replace(self, n=grouped(self.n), certain=grouped(self.certain))


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of the web mercator map, `across` of them around the world; counted from 180° west, 85.05° north."""

    across: int


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Squares of the grid with incidents in them, row by row. A square's spot is the mean of its points."""

    column: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    n: npt.NDArray[np.int64]
    family: npt.NDArray[np.int64]  # index of the most frequent one
    vague: npt.NDArray[np.float64]  # share known only within a radius

    def only(self, those: npt.NDArray[np.bool_]) -> Cells:
        parts = (self.column, self.row, self.lon, self.lat, self.n, self.family, self.vague)
        return Cells(*(part[those] for part in parts))


@dataclass(frozen=True, slots=True)
class SectionSum:
    """Incidents known only as a border's section, in one direction. People: of what did happen; None is an open end."""

    border: str
    from_country: str
    to_country: str
    n: int
    low: float | None
    high: float | None
    days: int
    nights: int
    families: dict[str, int]
    types: dict[str, int]
    unreal: int
    ids: tuple[int, ...]  # the newest


@dataclass(frozen=True, slots=True)
class Dots:
    """One entry an incident that stands at a point; days since 1970, NO_DAY where there is none."""

    lon: npt.NDArray[np.float32]
    lat: npt.NDArray[np.float32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    id: npt.NDArray[np.uint32]
    type: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, slots=True)
class Page:
    """Numbers of incidents in order; `after` is empty on the last page."""

    ids: tuple[int, ...]
    after: Mark | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """`dated` spans the first and last day of any incident."""

    n: int
    no_place: int
    no_date: int
    dated: tuple[date, date] | None = None


Facets = dict[str, list[tuple[str, int]]]


class Answers(Protocol):
    kept: Kept | None  # what was made of incidents, as long as they do not change; None: nobody would notice a change

    def totals(self, question: Question) -> Totals: ...

    def twins(self, ids: Collection[int], sums: Mapping[int, str] | None = None) -> dict[int, int]:
        """For each the smallest number of its group: those that are suggested or judged to be the same, all of them of `ids`, and of one sum where `sums` names each one's."""
        ...

    def in_view(self, question: Question, view: Box) -> int:
        """Incidents that stand at a point inside the view."""
        ...

    def bounds(self, question: Question) -> Box | None:
        """The least box round all that has a place; None where nothing has one."""
        ...

    def page(self, question: Question, order: Order, limit: int, after: Mark | None = None) -> Page: ...

    def marks(self, question: Question, view: Box) -> tuple[int, ...]:
        """Numbers of the incidents that stand at a point inside the view."""
        ...

    def dots(self, question: Question, view: Box) -> Dots: ...

    def cells(self, question: Question, view: Box, grid: Grid) -> Cells:
        """The sum of n is `in_view`."""
        ...

    def sections(self, question: Question, borders: frozenset[str] | None = None) -> tuple[SectionSum, ...]:
        """Of these borders; None: of all."""
        ...

    def histogram(self, question: Question, stretch: Stretch, *, people: bool = True, types: bool = True) -> Histogram:
        """By overlap; the period of the question is asked as well."""
        ...

    def facets(self, question: Question, names: tuple[str, ...] = FACETS) -> Facets:
        """Each counted under all other words of the question; the most frequent first."""
        ...
