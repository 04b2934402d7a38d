"""Months, weekdays and days of languages whose events cannot be read yet, one file `languages/CODE/calendar.toml` each."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "languages"
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """`months` and `weekdays` are patterns of their names in order; `days` are words such as "yesterday" with their distance from today."""

    months: tuple[re.Pattern[str], ...]
    weekdays: tuple[re.Pattern[str], ...]
    days: tuple[tuple[re.Pattern[str], int], ...]
    dated: re.Pattern[str]  # day, month, year where there is one
    monthly: re.Pattern[str]  # month and year
    weekday: re.Pattern[str]
    near: re.Pattern[str]
    figure: re.Pattern[str]  # digits, in groups of three as the language parts them


@functools.cache
def load_calendar_words(folder: Path = FOLDER) -> Mapping[str, CalendarWords]:
    """By language code (ISO 639-1)."""
    return {path.parent.name: _words(path) for path in sorted(folder.glob("*/calendar.toml"))}


def examples(path: Path) -> list[dict[str, object]]:
    """The file's own examples: text, words and the day or days that they name as seen from 5 July 2021, a Monday."""
    found: list[dict[str, object]] = tomllib.loads(path.read_text(encoding="utf-8"))["examples"]
    return found


def _words(path: Path) -> CalendarWords:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    joint, mark = table.get("joint", r"\s"), table.get("day_mark", "")
    month, weekday, near = (_any(table[name]) for name in ("months", "weekdays", "days"))
    return CalendarWords(
        months=tuple(map(_word, table["months"])),
        weekdays=tuple(map(_word, table["weekdays"])),
        days=tuple((_word(name), distance) for name, distance in table["days"].items()),
        dated=_word(rf"(?P<day>\d{{1,2}}){mark}{joint}(?P<month>{month})(?:,?{joint}(?P<year>{_YEAR}))?"),
        monthly=_word(rf"(?P<month>{month}){joint}(?P<year>{_YEAR})"),
        weekday=_word(rf"(?P<weekday>{weekday})"),
        near=_word(rf"(?P<near>{near})"),
        figure=re.compile(
            rf"(?<![\w.,/:-])(?:\d{{1,3}}(?:{table['thousands']}\d{{3}})+|\d{{1,6}})(?![\w/:-]|[.,]\d|\s?%)"
        ),
    )


def _any(names: list[str] | dict[str, int]) -> str:
    return "|".join(f"(?:{name})" for name in names)


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.I)
