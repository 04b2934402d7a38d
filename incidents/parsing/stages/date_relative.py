"""Dates that count from the report's day or from the day named last."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from incidents.parsing.drafts import When
from incidents.parsing.stages.calendar import (
    DAY,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    in_words,
    last_of_month,
    last_weekday,
    month_before,
    precision,
)
from incidents.parsing.stages.date_stretches import narrowed
from incidents.parsing.stages.date_words import (
    AFTER,
    BEFORE,
    COUNT,
    ORDINAL,
    ORDINALS,
    SINCE,
    THIRD,
    UNIT_DAYS,
    Found,
    Rule,
    Seen,
    days_in,
    exactly,
    named_part,
    number,
    stretch,
)

_TEN_YEARS = 3660
_OF_EVENT = re.compile(r" (?!(?:that|which|this)\b)[\w“\"]")


def _weekday(seen: Seen) -> Found | None:
    """The last such day, the report's day included (codebook 3); what is still to come means the next one."""
    wanted, which, today = WEEKDAYS[seen.group("weekday")], seen.group("which"), seen.today
    day, why = last_weekday(wanted, today), f": the last one on or before the report's day, {in_words(today)}"
    if seen.group("of_week"):
        monday = today - today.weekday() * DAY - 7 * DAY * ("last" in seen.group("of_week"))
        day, why = monday + wanted * DAY, f": of the week from {in_words(monday)}"
    elif which in ("next", "this coming", "coming") or (not which and not seen.is_since() and seen.is_to_come()):
        day = day if day == today and not which else day + 7 * DAY
        why = f": the next one, for the report of {in_words(today)} speaks of what is to come"
    elif which in ("last", "past") and day == today:
        day, why = day - 7 * DAY, f": the one before the report's day, {in_words(today)}"
    return exactly(seen, day, seen.told(day, why=why))


def _today(seen: Seen) -> Found | None:
    words = seen.words.lower()
    step = -1 if "yesterday" in words or "last night" in words else 1 if "tomorrow" in words else 0
    step *= 2 if "the day" in words else 1
    day = seen.today + step * DAY
    if seen.is_since():
        return exactly(seen, day, seen.told(day))
    return When(day, day, 1, named_part(words)), seen.told(day, why=", counted from the report's day")


def _overnight(seen: Seen) -> Found | None:
    when, why = stretch(seen, seen.today - DAY, seen.today)
    return replace(when, part_of_day="night"), why


def _ago(seen: Seen) -> Found | None:
    count, unit, how = number(seen.group("n")), seen.group("unit"), seen.group("how")
    base = seen.memory.day if how in ("earlier", "before", "later", "after") and seen.memory.day else seen.today
    sign = 1 if how in ("later", "after") else -1
    if how in ("after", "before") and _OF_EVENT.match(seen.match.string, seen.match.end()):
        sign = -sign  # "sent troops, four days after rebels took the town": the town fell four days before
    if unit in UNIT_DAYS:
        day = base + sign * count * UNIT_DAYS[unit] * DAY
        span = 0 if unit == "day" else 3
        last = min(day + span * DAY, max(seen.today, day))
        return stretch(seen, day - span * DAY, last, edtf=day.isoformat(), why=f", counted from {in_words(base)}")
    year, month = month_before(base, -sign * count * (12 if unit == "year" else 1))
    if unit == "year":
        return stretch(seen, dt.date(year, 1, 1), dt.date(year, 12, 31), edtf=f"{year:04}")
    return stretch(seen, dt.date(year, month, 1), last_of_month(year, month), edtf=f"{year:04}-{month:02}")


def _past_days(seen: Seen) -> Found | None:
    """ "in the last three days" includes the report's day (codebook 10)."""
    count, unit = number(seen.group("n") or "one"), seen.group("unit")
    days = days_in(count, unit)
    days = max(2, days + 1) if unit == "hour" else days  # they began on the day before
    return stretch(seen, seen.today - (min(days, _TEN_YEARS) - 1) * DAY, seen.today, lasted=True)


def _nth_day(seen: Seen) -> Found | None:
    """ "for the third day": the day itself is the third; "for a third month" began with the first of the month two before."""
    count = ORDINALS.get(seen.group("nth")) or int(seen.group("nth").rstrip("stndrh"))
    if not 1 < count < 1000:
        return None
    if seen.group("unit") == "month":
        year, month = month_before(seen.today, count - 1)
        return stretch(seen, dt.date(year, month, 1), seen.today, lasted=True)
    days = (count - 1) * UNIT_DAYS.get(seen.group("unit"), 1)
    return stretch(seen, seen.today - days * DAY, seen.today, lasted=True)


def _unit_of(seen: Seen, unit: str, step: int) -> tuple[dt.date, dt.date, str]:
    """The calendar week, month or year that lies `step` units from the report's day."""
    today = seen.today
    if unit == "week":
        monday = today - today.weekday() * DAY + 7 * step * DAY
        return monday, monday + 6 * DAY, f"{monday.isoformat()}/{(monday + 6 * DAY).isoformat()}"
    if unit == "month":
        year, month = month_before(today, -step)
        return dt.date(year, month, 1), last_of_month(year, month), f"{year:04}-{month:02}"
    year = today.year + step
    return dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year}"


def _calendar_unit(seen: Seen) -> Found | None:
    """ "last week", "late last month", "next year": calendar units."""
    which = seen.group("which")
    step = {"this": 0, "the current": 0, "next": 1, "the coming": 1, "the following": 1}.get(which, -1)
    first, last, edtf = _unit_of(seen, seen.group("unit"), step)
    first, last = narrowed(first, last, seen.group("third"))
    if step == 0 and first <= seen.today and not seen.is_to_come():
        last = min(last, seen.today)
    return stretch(seen, first, last, edtf=edtf) if first <= last else None


def _earlier(seen: Seen) -> Found | None:
    unit = seen.group("unit")
    if unit in ("day", "today"):
        return exactly(seen, seen.today, seen.told(seen.today, why=", the report's day"))
    first, last, edtf = _unit_of(seen, unit, 0)
    if seen.words.lower().startswith("later"):
        return stretch(seen, seen.today, last, edtf=edtf)
    if unit == "week":
        # Wires begin their week on Sunday or Monday, and on a Monday mean the week before: the seven days before today.
        return stretch(seen, seen.today - 7 * DAY, seen.today - DAY, edtf=edtf)
    return stretch(seen, first, seen.today, edtf=edtf)


def _next_day(seen: Seen) -> Found | None:
    if seen.memory.day is None:
        return None
    words = seen.words.lower()
    step = -1 if "previous" in words or "before" in words else 0 if "same" in words or "that" in words else 1
    day = seen.memory.day + step * DAY
    return exactly(seen, day, seen.told(day, why=f", counted from {in_words(seen.memory.day)}"))


def _since_then(seen: Seen) -> Found | None:
    first = seen.memory.day
    return stretch(seen, first, seen.today, lasted=True) if first is not None and first < seen.today else None


def _weekend(seen: Seen) -> Found | None:
    sunday = last_weekday(6, seen.today)
    if "next" in seen.words or seen.is_to_come():
        sunday += 7 * DAY * (sunday < seen.today)
    if seen.is_since() and sunday <= seen.today:
        return stretch(seen, sunday - DAY, seen.today, lasted=True)
    return stretch(seen, sunday - DAY, sunday)


def _recent(seen: Seen) -> Found | None:
    days = {"week": 28, "month": 90}.get(seen.group("unit"), 7)
    first = seen.today - (days - 1) * DAY
    return When(first, seen.today, 3 if days == 7 else precision(first, seen.today)), seen.told(
        first, seen.today, ": the days that end with the report's day"
    )


def _week_long(seen: Seen) -> Found | None:
    return stretch(seen, seen.today - seen.today.weekday() * DAY, seen.today, lasted=True)


def _clock(seen: Seen) -> Found | None:
    """A time of day alone belongs to the day named last, else to the report's."""
    day = seen.memory.day or seen.today
    return When(day, day, 1), seen.told(day, why=": a time of the day in question")


def _the_day(seen: Seen) -> Found | None:
    day = seen.memory.day or seen.today
    return When(day, day, 1), seen.told(day, why=": the day in question")


RULES: tuple[Rule, ...] = (
    (
        "date.weekday",
        rf"{SINCE}\b{BEFORE}(?P<which>[Ll]ast |past |[Nn]ext |[Tt]his coming |coming |[Tt]his )?(?<!Black )(?<!Bloody )(?<!Good )(?<!Palm )(?<!Easter )(?<!Ash )"
        rf"\b(?P<weekday>{WEEKDAY})\b(?!s\b){AFTER}(?P<of_week> (?:of )?(?:last|this) week)?",
        _weekday,
    ),
    ("date.today", r"(?P<since>[Ss]ince )?\b(?:[Tt]he day (?:before yesterday|after tomorrow)|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Ee]arlier today|[Ll]ate yesterday)(?: (?:morning|afternoon|evening|night))?\b", _today),
    ("date.overnight", r"\b(?:[Dd]uring the night|[Oo]vernight)\b(?! (?:of\b|stay|bus|train|curfew|accommodation|guest|shelter))", _overnight),
    ("date.ago", rf"\b{COUNT} (?P<unit>day|week|fortnight|month|year)s? (?P<how>ago|earlier|before|later|after)\b", _ago),
    ("date.past_days", rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or|[Oo]f) the (?:past|last|previous) (?:{COUNT} )?(?P<unit>hour|day|week|month|year|decade)s?\b", _past_days),
    ("date.nth_day", rf"\b(?:for|on|entered (?:its|their|a)|into (?:its|their|a)|in (?:its|their|a)) ?(?:the |a )?(?P<nth>{ORDINAL}|\d{{1,3}}(?:st|nd|rd|th)) (?:straight |consecutive |successive )?(?P<unit>day|night|week|month)\b(?: running| in a row)?(?! of|,? (?:on )?(?:{WEEKDAY}|today|yesterday|{MONTH}))", _nth_day),
    ("date.calendar_unit", rf"\b{THIRD}?(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he previous|[Tt]he current|[Tt]he coming|[Tt]he following) (?P<unit>week|month|year)\b", _calendar_unit),
    ("date.earlier", r"\b(?:[Ee]arlier|[Ll]ater) (?:this |in the |on the same |that )?(?P<unit>day|today|week|month|year)\b", _earlier),
    ("date.next_day", r"\b(?:[Tt]he (?:next|following|previous|same) day|[Tt]he day (?:before|after)|[Oo]n (?:the same|that) day|[Tt]hat (?:same )?day)\b(?! (?:yesterday|tomorrow))", _next_day),
    ("date.since_then", r"\b[Ss]ince then\b", _since_then),
    ("date.weekend", r"(?P<since>[Ss]ince )?\b(?:[Oo]ver |[Aa]t |[Dd]uring )?(?:the |a |this |last |next )?weekend\b", _weekend),
    ("date.week_long", r"\b(?:[Tt]hroughout|[Dd]uring|[Aa]ll) the week\b", _week_long),
    ("date.recent", r"\b(?:[Rr]ecently|[Ii]n recent (?:day|(?P<unit>week|month))s|[Ii]n the past few days)\b", _recent),
    ("date.clock_aside", r"\b(?:\d{1,2}[:.]\d\d|\d{4})(?: hours)? ?(?:GMT|UTC|local time|[A-Z]{1,2}[SD]T)\b(?: \(\d{1,2}:?\d\d ?(?:GMT|UTC)\))?", _clock),
    ("date.day_aside", r"\b(?:[Oo]n|[Ff]or|[Dd]uring|[Oo]f|in|[Ee]nded) the day\b(?! (?:before|after|of|when|that))", _the_day),
)  # fmt: skip
