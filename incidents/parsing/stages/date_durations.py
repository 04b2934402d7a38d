"""Dates that say how long: "for four straight days", "between Thursday and Saturday", "the first three months of this year"."""

from __future__ import annotations

import datetime as dt
import re

from incidents.parsing.stages.calendar import DAY, WEEKDAY, WEEKDAYS, last_of_month, last_weekday
from incidents.parsing.stages.date_words import (
    COUNT,
    ORDINAL,
    ORDINALS,
    YEAR,
    Found,
    Rule,
    Seen,
    days_in,
    number,
    stretch,
)

_HAS_BEEN = re.compile(r"\b(?:has|have|['’]ve)\b[^,;:.]*$", re.I)
# What is done for a time that begins with it: "has been extended for two weeks".
_SET = re.compile(
    r"\b(?:extend|suspend|jail|sentenc|ban|imprison|agree|order|impos|clos|seal|shut|postpon|deploy)\w*[^,;:.]*$", re.I
)
_BEEN_SO = re.compile(r"\b(?:been|remained|stayed|lain) (?:\w+ ){0,2}(?:closed|sealed|shut|suspended|deployed)\b", re.I)
_LONGEST = 3660  # days


def _for_days(seen: Seen) -> Found | None:
    """ "has shelled them for four straight days", "shut for nearly a year": the days that end with the report's."""
    count, unit = number(seen.group("n")), seen.group("unit")
    if not (seen.group("straight") or seen.group("row")) and not _goes_on(seen):
        return None
    days = days_in(count, unit) + (unit == "hour")
    return stretch(seen, seen.today - (max(2, min(days, _LONGEST)) - 1) * DAY, seen.today, lasted=True)


def _goes_on(seen: Seen) -> bool:
    """The perfect tense reaches up to now; what is set for a time does not."""
    start = seen.match.start()
    before = _HAS_BEEN.search(seen.match.string[max(0, start - 90) : start])
    if before is None:
        return False
    return bool(_BEEN_SO.search(before[0]) or seen.group("nearly")) or not _SET.search(before[0])


def _nth_day_on(seen: Seen) -> Found | None:
    """ "for a third day on Sunday": the stretch that ends with that day."""
    nth = seen.group("nth")
    count = ORDINALS.get(nth) or int(nth.rstrip("stndrh"))
    last = last_weekday(WEEKDAYS[seen.group("weekday")], seen.today)
    return stretch(seen, last - (count - 1) * DAY, last, lasted=True) if 1 < count < 100 else None


def _weekdays(seen: Seen) -> Found | None:
    """ "between Thursday and Saturday": the last such stretch that is over."""
    last = last_weekday(WEEKDAYS[seen.group("weekday2")], seen.today)
    first = last_weekday(WEEKDAYS[seen.group("weekday")], last)
    if seen.is_to_come() or first == last:
        return None
    return stretch(seen, first, last, lasted=seen.words.lower().startswith("from"))


def _within(seen: Seen) -> Found | None:
    """ "in the space of 48 hours": they end with the day named last."""
    last = min(seen.memory.day or seen.today, seen.today)
    days = days_in(number(seen.group("n")), seen.group("unit"))
    return stretch(seen, last - (max(2, days) - 1) * DAY, last)


def _first_months(seen: Seen) -> Found | None:
    """ "in the first three months of this year"; "the first" stretch is over or goes on until the report's day."""
    count = number(seen.group("n"))
    year = int(seen.match["year"]) if seen.group("year") else seen.today.year - (seen.group("which") == "last")
    if not 1 <= count <= 12:
        return None
    first, last = dt.date(year, 1, 1), last_of_month(year, count)
    return stretch(seen, first, min(last, seen.today), lasted=True) if first <= seen.today else None


_NEARLY = r"(?P<nearly>nearly |almost |more than |over |at least |about |some |around |roughly )?"
_NTH = rf"(?P<nth>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))"

RULES: tuple[Rule, ...] = (
    ("date.for_days", rf"\b[Ff]or {_NEARLY}(?:the )?{COUNT} (?P<straight>straight |consecutive |successive )?(?P<unit>hour|day|night|week|month|year)s?\b(?P<row> (?:running|in a row))?(?! ago)", _for_days),
    ("date.nth_day_on", rf"\b(?:for|on) (?:the |a )?{_NTH} (?:straight |consecutive |successive )?(?:day|night)(?: running| in a row)?,? (?:on )?(?P<weekday>{WEEKDAY})\b", _nth_day_on),
    ("date.weekdays", rf"\b(?:[Ff]rom|[Bb]etween) (?P<weekday>{WEEKDAY})(?: (?:morning|afternoon|evening|night))? (?:and|to|through|until) (?P<weekday2>{WEEKDAY})\b", _weekdays),
    ("date.within", rf"\b(?:in|within|over) the (?:space|course|span) of (?:just |only |less than )?{COUNT} (?P<unit>hour|day|week)s?\b", _within),
    ("date.first_months", rf"\b(?:[Ii]n |[Oo]ver |[Dd]uring |[Ff]or )?the first {COUNT} months of (?:(?P<which>this|last|the) year|(?P<year>{YEAR}))\b", _first_months),
)  # fmt: skip
