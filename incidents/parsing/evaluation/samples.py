"""A text with its gold, and what came of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from incidents.parsing.document import Document
from incidents.parsing.evaluation.scores import Sheet

Reading = dict[str, Any]  # the codebook's JSON form, goldform.as_gold
Stretch = tuple[int, int]  # half-open, in code points of the text


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    document: Document
    gold: Any  # in the form of its set


@dataclass(frozen=True, slots=True)
class Outcome:
    sheet: Sheet
    misses: tuple[str, ...] = ()
