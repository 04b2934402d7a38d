"""Dates and numbers of a report in a language whose events cannot be read yet, by the words of its calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from incidents.parsing.document import Frame
from incidents.parsing.drafts import Count, When
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.calendar_words import CalendarWords
from incidents.parsing.stages.calendar import DAY, day_in, in_words, last_such_day, last_weekday, months
from incidents.parsing.tongue import Parsed

_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b")
_YEAR = range(1900, 2100)
Found = tuple[re.Match[str], When, str]  # the words, the value, the rule


def read_dates(parsed: Sequence[Parsed], frame: Frame, words: CalendarWords) -> tuple[Mention[When], ...]:
    """Days, months with a year, weekdays and words such as "yesterday", sorted; the last two need the report's own day."""
    mentions: list[Mention[When]] = []
    for one in parsed:
        reached = 0
        for match, when, rule in sorted(_found(one.text, frame.report_date, words), key=_longest_first):
            if match.start() < reached:
                continue
            reached = match.end()
            at = one.passage.span.start
            span = Span(at + match.start(), at + match.end())
            end = f" to {in_words(when.last)}" if when.last != when.first else ""
            mentions.append(Mention(when, span, rule, f"“{match[0]}” → {in_words(when.first)}{end}"))
    return tuple(sorted(mentions, key=lambda m: m.span))


def _longest_first(found: Found) -> tuple[int, int]:
    return found[0].start(), -found[0].end()


def _found(text: str, today: dt.date | None, words: CalendarWords) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        yield from _day(match, day_in(*(int(part) for part in match.groups())), "date.iso")
    for match in _DOTTED.finditer(text):
        day, month, year = (int(part) for part in match.groups())
        yield from _day(match, day_in(year, month, day), "date.numbers")
    dated = list(words.dated.finditer(text))
    for match in dated:
        yield from _day(match, _dated(match, today, words), "date.month_day")
    ends = {match.end() for match in dated}
    for match in words.monthly.finditer(text):
        if match.end() in ends:  # "31 February 2021" is neither a day nor the month
            continue
        month = _number(match["month"], words.months) + 1
        yield match, When(*months(int(match["year"]), month, month), 4), "date.month"
    if today is not None:
        yield from _near(text, today, words)


def _near(text: str, today: dt.date, words: CalendarWords) -> Iterator[Found]:
    for match in words.weekday.finditer(text):
        yield from _day(match, last_weekday(_number(match["weekday"], words.weekdays), today), "date.weekday")
    for match in words.near.finditer(text):
        distance = next(distance for name, distance in words.days if name.fullmatch(match["near"]))
        yield from _day(match, today + distance * DAY, "date.relative")


def _day(match: re.Match[str], day: dt.date | None, rule: str) -> Iterator[Found]:
    if day is not None:
        yield match, When(day, day, 1), rule


def _dated(match: re.Match[str], today: dt.date | None, words: CalendarWords) -> dt.date | None:
    month, day = _number(match["month"], words.months) + 1, int(match["day"])
    if match["year"]:
        return day_in(int(match["year"]), month, day)
    return last_such_day(month, day, today) if today else None


def _number(name: str, names: Sequence[re.Pattern[str]]) -> int:
    return next(number for number, one in enumerate(names) if one.fullmatch(name))


def read_numbers(parsed: Sequence[Parsed], dates: Sequence[Span], words: CalendarWords) -> tuple[Mention[Count], ...]:
    """Figures in digits, parted by thousands as the language does; no year, nothing inside a date."""
    mentions: list[Mention[Count]] = []
    for one in parsed:
        at = one.passage.span.start
        for match in words.figure.finditer(one.text):
            span = Span(at + match.start(), at + match.end())
            value = int(re.sub(r"\D", "", match[0]))
            if any(span.touches(date) for date in dates) or (len(match[0]) == 4 and value in _YEAR):
                continue
            mentions.append(Mention(Count(value, value), span, "number.digits", f"“{match[0]}”"))
    return tuple(mentions)
