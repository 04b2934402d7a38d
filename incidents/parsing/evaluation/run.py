"""Reads every text of a gold set once, and keeps the figures: scores, misses, reports a second, memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from incidents.parsing.document import Document
from incidents.parsing.evaluation.samples import Outcome, Sample
from incidents.parsing.evaluation.scores import Row, rows
from incidents.parsing.evaluation.sets import GoldSet
from incidents.parsing.goldform import as_gold
from incidents.parsing.pipeline import parse, warm

PAGE_KB = resource.getpagesize() // 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """What reading cost. `cpu_seconds` leaves out loading the model, which happens once a worker."""

    reports: int
    cpu_seconds: float
    resident_mb: float

    @property
    def per_core(self) -> float:
        """Reports a second and core."""
        return self.reports / self.cpu_seconds if self.cpu_seconds else 0.0

    def in_words(self) -> str:
        return f"{self.reports} reports, {self.per_core:.1f} reports/s per core, {self.resident_mb:.0f} MB resident"


@dataclass(frozen=True, slots=True)
class Run:
    names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    pace: Pace

    def rows(self) -> Sequence[Row]:
        return tuple(rows([outcome.sheet for outcome in self.outcomes]))


def resident_mb() -> float:
    """What this process holds in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KB / 1024


def timed(documents: Iterable[Document], use: Callable[[Document, dict[str, object]], None]) -> Pace:
    """Reads each document, hands its reading in JSON form to `use`, and times the reading alone."""
    count, seconds, highest = 0, 0.0, 0.0
    for document in documents:
        warm(document)
        begun = time.process_time()
        reading = parse(document)
        seconds += time.process_time() - begun
        count += 1
        highest = max(highest, resident_mb())
        use(document, as_gold(reading, ""))
    return Pace(count, seconds, highest)


def evaluated(gold_set: GoldSet, samples: Sequence[Sample]) -> Run:
    outcomes: list[Outcome] = []
    waiting = iter(samples)
    pace = timed(
        (sample.document for sample in samples),
        lambda _document, read: outcomes.append(gold_set.score(next(waiting), read)),
    )
    return Run(tuple(sample.name for sample in samples), tuple(outcomes), pace)
