"""Days that name their place in the calendar: by number, by month, as a feast, from one to another."""

from __future__ import annotations

import datetime as dt

from incidents.parsing.drafts import When
from incidents.parsing.stages.calendar import (
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    day_in,
    in_words,
    last_such_day,
    month_number,
    precision,
)
from incidents.parsing.stages.date_words import (
    AFTER,
    BEFORE,
    SINCE,
    YEAR,
    Found,
    Rule,
    Seen,
    exactly,
    named_part,
    stretch,
)

_YEAR_AHEAD = 366
_FEASTS = {"christmas day": (12, 25), "christmas eve": (12, 24), "new year's eve": (12, 31), "new year's day": (1, 1)}


def _iso(seen: Seen) -> Found | None:
    day = day_in(int(seen.match["y"]), int(seen.match["m"]), int(seen.match["d"]))
    return exactly(seen, day, f"“{seen.words}” is a date as it stands") if day else None


def _day_and_month(seen: Seen) -> Found | None:
    month, number = month_number(seen.match["month"]), int(seen.match["day"])
    year = seen.group("year")
    slack = 0 if seen.is_since() else _YEAR_AHEAD if not year and seen.is_to_come() else 31
    day = day_in(int(year), month, number) if year else last_such_day(month, number, seen.today, slack)
    if day is None:
        return None
    why = seen.told(day, why="" if year else ": the last such day up to a month ahead")
    if seen.group("day2"):
        return _two_days(seen, day)
    weekday = seen.group("weekday")
    if weekday and WEEKDAYS[weekday] != day.weekday():
        why += f"; the text calls it a {weekday.capitalize()}, which it was not"
    return exactly(seen, day, why)


def _two_days(seen: Seen, day: dt.date) -> Found | None:
    """ "July 3-4", "from July 3 to 9": the stretch; a night between two days is one night."""
    last = day_in(day.year, day.month, int(seen.match["day2"]))
    if last is None or last < day:
        return None
    lasted = seen.words.lower().startswith(("from", "between")) or " to " in seen.words
    part = named_part(seen.group("pre") or seen.group("post"))
    return When(day, last, precision(day, last), part, lasted=lasted), seen.told(day, last)


def _range(seen: Seen) -> Found | None:
    """ "from June 30 to July 2", "28 August – 3 September 2015"."""
    last_year = int(seen.match["year"]) if seen.group("year") else None
    last_month, last_day = month_number(seen.match["month2"]), int(seen.match["day2"])
    last = day_in(last_year, last_month, last_day) if last_year else last_such_day(last_month, last_day, seen.today)
    if last is None:
        return None
    month = month_number(seen.match["month"])
    year = int(seen.match["year1"]) if seen.group("year1") else last.year - (month > last.month)
    first = day_in(year, month, int(seen.match["day"]))
    return stretch(seen, first, last, lasted=True) if first and first < last else None


def _feast(seen: Seen) -> Found | None:
    month, number = _FEASTS[seen.words.lower().replace("’", "'")]
    day = last_such_day(month, number, seen.today)
    return exactly(seen, day, seen.told(day)) if day else None


def _day_of_month(seen: Seen) -> Found | None:
    """ "on the 5th": the last such day."""
    number = int(seen.match["day"])
    for back in range(3):
        months_ago = seen.today.year * 12 + seen.today.month - 1 - back
        day = day_in(months_ago // 12, months_ago % 12 + 1, number)
        if day and day <= seen.today:
            return exactly(seen, day, seen.told(day, why=f": the last such day on or before {in_words(seen.today)}"))
    return None


def _numeric(seen: Seen) -> Found | None:
    """ "25/12/2015" or "12/25/2015": read where only one order is possible."""
    a, b = int(seen.match["a"]), int(seen.match["b"])
    if (a > 12) == (b > 12) and a != b:
        return None
    day = day_in(int(seen.match["year"]), *((b, a) if a > 12 else (a, b)))
    return exactly(seen, day, seen.told(day)) if day else None


_DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?(?P<day2>\d{1,2})(?:st|nd|rd|th)?)?"
_NAMED_DAY = rf"(?:(?P<weekday>{WEEKDAY})(?:,? |,? \())?"
_OF_YEAR = rf"(?:,? (?P<year>{YEAR}))?"
_FIRST_YEAR = rf"(?:,? (?P<year1>{YEAR}),?)?"
_NO_COUNT = r"(?!\d|,\d|%| ?(?:people|troops|soldiers|percent|per cent|civilians|migrants|refugees))"
_D, _D2 = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?"
_M, _M2 = rf"(?P<month>{MONTH})", rf"(?P<month2>{MONTH})"
_TO = r"(?: to | and | through | until | till | ?[-–—] ?)"

RULES: tuple[Rule, ...] = (
    ("date.iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    ("date.range", rf"\b(?:[Ff]rom |[Bb]etween )?{_M} {_D}{_FIRST_YEAR}{_TO}{_M2} {_D2}(?!\d|,\d){_OF_YEAR}\b", _range),
    ("date.range", rf"\b(?:[Ff]rom |[Bb]etween )?{_D} {_M}{_FIRST_YEAR}{_TO}{_D2} {_M2}{_OF_YEAR}\b", _range),
    ("date.day_month", rf"{SINCE}(?:[Bb]etween )?\b{BEFORE}{_NAMED_DAY}{_DAYS} (?:of )?{_M}{_OF_YEAR}\b{AFTER}", _day_and_month),
    ("date.month_day", rf"{SINCE}(?:[Bb]etween )?\b{BEFORE}{_NAMED_DAY}{_M}\s{_DAYS}{_NO_COUNT}{_OF_YEAR}\b{AFTER}", _day_and_month),
    ("date.numeric", rf"\b(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<year>{YEAR})\b", _numeric),
    ("date.day_of_month", r"\b[Oo]n the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?= ?[,.;)]| and | of this month|$)(?: of this month)?", _day_of_month),
    ("date.feast", r"\b(?:[Cc]hristmas (?:Day|Eve)|[Nn]ew [Yy]ear['’]s (?:Day|Eve))\b", _feast),
)  # fmt: skip
