"""Days that the text names or implies, resolved against the report's own day, with the reason in words (codebook 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages import date_absolute, date_durations, date_relative, date_stretches
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.date_words import Memory, Read, Seen

if TYPE_CHECKING:  # a form's days are read without the language model
    from incidents.parsing.tongue import Parsed

_RULES: tuple[tuple[str, re.Pattern[str], Read], ...] = tuple(
    (name, re.compile(pattern), read)
    for name, pattern, read in (
        *date_absolute.RULES,
        *date_stretches.RULES,
        *date_relative.RULES,
        *date_durations.RULES,
    )
)
# Named in passing ("the 2006 war", "at 1800 GMT"): a time, but no day of an event.
_ASIDE = frozenset(
    ["date.year_aside", "date.clock_aside", "date.day_aside", "date.month_bare", "date.quarter", "date.decade"]
)
# Reports without a day of their own are read as if from here; what then falls near here was counted from it.
_NOWHERE = dt.date(9000, 6, 15)
_BEFORE_NOWHERE = 3000
_ONE_STORY = 300  # years


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    end: int
    when: When
    rule: str
    why: str


def _in_passage(text: str, today: dt.date, memory: Memory) -> Iterator[_Reading]:
    """Non-overlapping readings in the order of the text, the longest of those that start together."""
    found = [
        (m.start() + len(m[0]) - len(m[0].lstrip()), m.end(), name, m, read)
        for name, rule, read in _RULES
        for m in rule.finditer(text)
    ]
    reached = -1
    for start, end, name, match, read in sorted(found, key=lambda f: (f[0], -f[1], f[2] in _ASIDE)):
        if start < reached:
            continue
        reading = read(Seen(match, today, memory))
        if reading is None:
            continue
        when, why = reading
        reached = end
        if name not in _ASIDE:
            _remember(when, today, memory)
        yield _Reading(start, end, when, name, why)


def _remember(when: When, today: dt.date, memory: Memory) -> None:
    """What the next relative form may count from; a narrative does not wander through the ages."""
    if abs(when.first.year - today.year) > _ONE_STORY and today != _NOWHERE:
        return
    memory.day = when.first if when.prec == 1 else memory.day
    memory.year = when.first.year


def read_dates(parsed: Sequence[Parsed], frame: Frame) -> tuple[Mention[When], ...]:
    """Every date of the passages, sorted; only dates with a year where the report has no day of its own."""
    found = (m for m in _all_dates(parsed, frame) if not _is_open(m.value, frame.report_date))
    return tuple(sorted(found, key=lambda m: m.span))


def open_days(parsed: Sequence[Parsed], frame: Frame) -> tuple[Span, ...]:
    """The words of days that nobody can tell, since the report has no day of its own to count from."""
    if frame.report_date is not None:
        return ()
    return tuple(m.span for m in firm(_all_dates(parsed, frame)) if _is_open(m.value, None))


def _is_open(when: When, report_day: dt.date | None) -> bool:
    return report_day is None and when.last.year >= _BEFORE_NOWHERE


def _all_dates(parsed: Sequence[Parsed], frame: Frame) -> Iterator[Mention[When]]:
    today, memory = frame.report_date or _NOWHERE, Memory()
    for one in parsed:
        at = one.passage.span.start
        for reading in _in_passage(one.doc.text, today, memory):
            yield Mention(reading.when, Span(at + reading.start, at + reading.end), reading.rule, reading.why)


def first_date_in(words: str, report_day: dt.date | None) -> When | None:
    """The first date of a few words that a person chose, counted from the report's day."""
    found = next(_in_passage(words, report_day or _NOWHERE, Memory()), None)
    return None if found is None or _is_open(found.when, report_day) else found.when


def firm(dates: Iterable[Mention[When]]) -> tuple[Mention[When], ...]:
    """The dates that an event may have; the others are named in passing."""
    return tuple(mention for mention in dates if mention.rule not in _ASIDE)


def with_report_day(dates: Sequence[Mention[When]], frame: Frame) -> tuple[Mention[When], ...]:
    """The dates of the text and the one that its head or dateline carries."""
    span, day = frame.report_date_span, frame.report_date
    if span is None or day is None or any(span.touches(mention.span) for mention in dates):
        return tuple(dates)
    own = Mention(When(day, day, 1), span, "date.report", frame.report_date_reason)
    return tuple(sorted((own, *dates), key=lambda m: m.span))


def default_when(frame: Frame) -> When | None:
    """No time given but plainly current: the seven days that end with the report's day (codebook 10)."""
    if frame.report_date is None:
        return None
    return When(frame.report_date - 6 * DAY, frame.report_date, 3)
