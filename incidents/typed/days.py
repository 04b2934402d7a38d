"""Days as a person types them, with their precision: "3 Jul 2021", "July 2021", "3-5 Jul", "4" for the same month's fourth."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from incidents.parsing.stages.calendar import (
    MONTH,
    WEEKDAYS,
    day_in,
    last_weekday,
    month_number,
    months,
    precision,
)
from incidents.parsing.stages.date_words import named_part

WITHIN, THROUGHOUT = "some time in", "throughout"
FORMS = 'give days as "3 Jul 2021", "3-5 Jul", "29 Jun - 5 Jul", "July 2021", "2021" or 2021-07-03'
_DASH = r" ?[-–—] ?"
_PART = re.compile(
    r"[, ]+(?:in the |at |on |of )?((?:early|small) hours|morning|afternoon|evening|night|dawn|noon)$", re.I
)
_YEAR = r"(?:,? (?P<year>\d{4}))?"
_ISO = re.compile(r"(?P<first>\d{4}-\d\d-\d\d)(?:(?:\.\.|/| to )(?P<last>\d{4}-\d\d-\d\d))?")
_DAYS = re.compile(rf"(?P<day>\d{{1,2}})(?:{_DASH}(?P<day2>\d{{1,2}}))? (?P<month>{MONTH}){_YEAR}", re.I)
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:{_DASH}(?P<day2>\d{{1,2}}))?{_YEAR}", re.I)
_TWO = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?: (?P<year1>\d{{4}}))?(?:{_DASH}| to )(?P<day2>\d{{1,2}}) (?P<month2>{MONTH}){_YEAR}",
    re.I,
)
_WHOLE_MONTH = re.compile(rf"(?P<month>{MONTH})(?: (?P<year>\d{{4}}))?", re.I)
_BARE = re.compile(rf"(?P<day>\d{{1,2}})(?:{_DASH}(?P<day2>\d{{1,2}}))?")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day; None where what was typed leaves a field as it was."""

    first: dt.date | None
    last: dt.date | None
    part_of_day: str | None = ""
    lasted: bool | None = None

    @property
    def prec(self) -> int | None:
        return precision(self.first, self.last) if self.first and self.last else None


def read_days(typed: str, near: dt.date) -> Days:
    """What is typed, as days. `near` lends its month and year to what leaves them out; a weekday is the last one up to it."""
    words = re.sub(r"\s+", " ", typed.strip())
    if not words or words.lower() in ("no date", "unknown", "—", "-"):
        return Days(None, None, "", False)
    lasted = True if words.lower().startswith(THROUGHOUT) else False if words.lower().startswith(WITHIN) else None
    words = re.sub(rf"^(?:{WITHIN}|{THROUGHOUT}) ", "", words, flags=re.I)
    part = _PART.search(words)
    bare = words[: part.start()] if part else words
    first, last = _ends(bare, near)
    kept = None if _BARE.fullmatch(bare) and not part else named_part(part[1].lower()) if part else ""
    return Days(first, last, kept, False if first == last else lasted)


def _ends(words: str, near: dt.date) -> tuple[dt.date, dt.date]:
    for pattern, read in (
        (_ISO, _iso),
        (_TWO, _two),
        (_DAYS, _days),
        (_MONTH_FIRST, _days),
        (_WHOLE_MONTH, _month),
        (_BARE, _bare),
    ):
        if match := pattern.fullmatch(words):
            found = read(match, near)
            if found and found[0] <= found[1]:
                return found
            raise ValueError("the calendar has no such day" if not found else "the last day is before the first")
    if words.lower() in WEEKDAYS:
        day = last_weekday(WEEKDAYS[words.lower()], near)
        return day, day
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return dt.date(int(words), 1, 1), dt.date(int(words), 12, 31)
    raise ValueError(FORMS)


Ends = tuple[dt.date, dt.date] | None


def _ended(first: dt.date | None, last: dt.date | None) -> Ends:
    return (first, last) if first and last else None


def _iso(match: re.Match[str], _near: dt.date) -> Ends:
    try:
        return dt.date.fromisoformat(match["first"]), dt.date.fromisoformat(match["last"] or match["first"])
    except ValueError:
        return None


def _days(match: re.Match[str], near: dt.date) -> Ends:
    year, month = int(match["year"] or near.year), month_number(match["month"])
    return _ended(day_in(year, month, int(match["day"])), day_in(year, month, int(match["day2"] or match["day"])))


def _two(match: re.Match[str], near: dt.date) -> Ends:
    """The year stands once where it is the same; a stretch over New Year begins in the year before."""
    year, month, month2 = int(match["year"] or near.year), month_number(match["month"]), month_number(match["month2"])
    year1 = int(match["year1"]) if match["year1"] else year - (month > month2)
    return _ended(day_in(year1, month, int(match["day"])), day_in(year, month2, int(match["day2"])))


def _month(match: re.Match[str], near: dt.date) -> Ends:
    month = month_number(match["month"])
    return months(int(match["year"] or near.year), month, month)


def _bare(match: re.Match[str], near: dt.date) -> Ends:
    days = [day_in(near.year, near.month, int(day)) for day in (match["day"], match["day2"] or match["day"])]
    return _ended(days[0], days[1])
