"""Months, weekdays and ranges of days: arithmetic on plain dates, which no change of clocks can touch."""

from __future__ import annotations

import calendar
import datetime as dt

MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # fmt: skip
WEEKDAYS = (
    {name.lower(): number for number, name in enumerate(calendar.day_name)}
    | {name.lower(): number for number, name in enumerate(calendar.day_abbr)}
    | {"tues": 1, "weds": 2, "thurs": 3}
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

DAY = dt.timedelta(days=1)


def month_number(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def day_in(year: int, month: int, day: int) -> dt.date | None:
    """The date, None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_before(day: dt.date, back: int = 1) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 - back
    return months // 12, months % 12 + 1


def months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    """First and last day of a stretch of months of one year."""
    return dt.date(year, first, 1), last_of_month(year, last)


def last_weekday(number: int, today: dt.date) -> dt.date:
    """The last such weekday, today included (codebook 3)."""
    return today - dt.timedelta(days=(today.weekday() - number) % 7)


def last_such_day(month: int, day: int, today: dt.date, slack: int = 31) -> dt.date | None:
    """The day and month in the year that makes it past or at most `slack` days ahead: wires announce, but not a year ahead."""
    latest = (today + dt.timedelta(days=slack)).year
    for year in range(latest, latest - 6, -1):
        found = day_in(year, month, day)
        if found and found <= today + dt.timedelta(days=slack):
            return found
    return None


def precision(first: dt.date, last: dt.date) -> int:
    """UCDP's date_prec of a range: 1 day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    days = (last - first).days + 1
    if days <= 1:
        return 1
    if days <= 6:
        return 2
    if days <= 7:
        return 3
    return 4 if days <= 31 else 5


def as_edtf(first: dt.date, last: dt.date) -> str:
    """The stretch in the exchange form: one day, a whole month or year by its name, else an interval."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == last_of_month(first.year, first.month):
        return f"{first:%Y-%m}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04}"
    return f"{first.isoformat()}/{last.isoformat()}"


def in_words(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"
