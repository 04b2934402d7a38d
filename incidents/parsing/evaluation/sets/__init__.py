"""Gold sets, one module each, found by listing this folder: NAME, is_it(folder), samples(folder), score(sample, read)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from incidents.parsing.evaluation.samples import Outcome, Reading, Sample


class GoldSet(Protocol):
    """What a module of this folder offers."""

    NAME: str

    def is_it(self, folder: Path) -> bool:
        """True when the folder holds this set, told by its files."""

    def samples(self, folder: Path) -> Iterator[Sample]:
        """The texts with their gold."""

    def score(self, sample: Sample, read: Reading) -> Outcome:
        """The tallies of one text and its misses in words."""


def gold_sets() -> Iterator[GoldSet]:
    for module in pkgutil.iter_modules(__path__):
        yield cast(GoldSet, importlib.import_module(f"{__name__}.{module.name}"))


def recognised(folder: Path) -> GoldSet | None:
    """The set that the folder holds, None if it is none of ours."""
    return next((one for one in gold_sets() if one.is_it(folder)), None)
