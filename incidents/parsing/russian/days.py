"""From the words of a Russian date to its first and last possible day, and why: one function for each form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from incidents.parsing.drafts import When
from incidents.parsing.russian.calendar import month_number, part_of_day, weekday_number
from incidents.parsing.stages.calendar import (
    DAY,
    day_in,
    in_words,
    last_of_month,
    last_such_day,
    last_weekday,
    month_before,
    precision,
)

Found = tuple[When, str]  # the value, and why in words
UNDATED = dt.date(9000, 1, 1)  # stands in for the day of a report that has none: what leans on it is dropped
_NUMBERS = (
    ("полтор", 1), ("одн", 1), ("один", 1), ("дв", 2), ("тре", 3), ("три", 3), ("четыр", 4), ("пят", 5), ("шест", 6), ("сем", 7),
    ("вос", 8), ("девят", 9), ("десят", 10), ("нескол", 7), ("пару", 2), ("втор", 2), ("трет", 3), ("четв", 4),
)  # fmt: skip
_SEASONS = {"зимой": 12, "весной": 3, "летом": 6, "осенью": 9}


@dataclass(slots=True)
class Memory:
    """What relative forms lean on: the day named last, and the last one written with its year."""

    day: dt.date | None = None
    full: dt.date | None = None


def _number(words: str | None) -> int:
    low = (words or "1").lower()
    return int(low) if low.isdigit() else next((n for stem, n in _NUMBERS if low.startswith(stem)), 1)


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").lower().strip()


def _span(first: dt.date, last: dt.date, *, lasted: bool = False) -> Found:
    when = When(first, last, precision(first, last), lasted=lasted)
    return when, in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def _part(match: re.Match[str]) -> str:
    words = _group(match, "pre") or _group(match, "post")
    if part := part_of_day(words):
        return part
    before = _group(match, "in")
    if before == "в ночь на":
        return "early_hours"  # the night that ends on the named day: of that day it is the first hours
    return {
        "вечер": "evening",
        "утро": "morning",
        "с утра": "morning",
        "с ночи": "early_hours",
        "к утру": "morning",
    }.get(before, "")


def _day(match: re.Match[str], day: dt.date, today: dt.date, why: str = "") -> Found:
    """The one day; «с понедельника» lasts until the report's day."""
    if _group(match, "in") in ("с", "со", "начиная с", "с утра", "с ночи") and day <= today < UNDATED:
        when, words = _span(day, today, lasted=True)
        return when, f"from {words}"
    return When(day, day, 1, _part(match)), f"{in_words(day)}{why}"


def _dated(year: str, month: int, day: int, today: dt.date, memory: Memory) -> dt.date | None:
    if year:
        memory.full = day_in(int(year), month, day) or memory.full
        return day_in(int(year), month, day)
    if today != UNDATED:
        return last_such_day(month, day, today)
    near = memory.full
    if near is None:
        return None
    found = [d for y in (near.year - 1, near.year, near.year + 1) if (d := day_in(y, month, day))]
    return min(found, key=lambda d: abs(d - near)) if found else None


def by_numbers(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    day = _dated(match["year"], int(match["m"]), int(match["d"]), today, memory)
    return (When(day, day, 1), in_words(day)) if day else None


def date_of(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    year = _group(match, "year")
    day = _dated(year, month_number(match["name"]), int(match["d"]), today, memory)
    if day is None:
        return None
    named = _group(match, "wd")
    doubt = "; the text's weekday is another" if named and weekday_number(named) != day.weekday() else ""
    return _day(match, day, today, ("" if year else ", the last such day up to a month ahead") + doubt)


def night_between(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    if "first" in match.groupdict():
        last: dt.date | None = last_weekday(weekday_number(match["second"]), today)
    else:
        last = _dated(_group(match, "year"), month_number(match["name2"]), int(match["d2"]), today, memory)
    if last is None:
        return None
    when, why = _span(last - DAY, last)
    return replace(when, part_of_day="night"), f"the night from {why}"


def range_of(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    month = month_number(match["name2"])
    last = _dated(_group(match, "year"), month, int(match["d2"]), today, memory)
    if last is None:
        return None
    name = match.groupdict().get("name1")
    begins = month_number(name) if name else month
    first = day_in(last.year - (begins > month), begins, int(match["d1"]))
    if first is None or first > last:
        return None
    return _span(first, last, lasted="how" in match.groupdict())


def weekday(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    number, which = weekday_number(match["wd"]), _group(match, "which")
    if not (_group(match, "in") or which or _group(match, "pre")) and not match["wd"][0].isupper():
        return None
    if re.match(
        r"по (?:понедельник|вторник|сред|четверг|пятниц|суббот|воскрес)\w*(?:ам|ям)\b", match[0].strip().lower()
    ):
        return None
    day = last_weekday(number, today)
    why = f", the last such weekday on or before {in_words(today)}"
    if which.startswith(("следующ", "ближайш")):
        day, why = day + 7 * DAY, f", the next after {in_words(today)}"
    elif which.startswith(("прошл", "минувш", "предыдущ")) and day == today:
        day = day - 7 * DAY
    if _group(match, "in") == "до":
        day, why = day + 7 * DAY, f", the next after {in_words(today)}"
    return _day(match, day, today, why)


def relative(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    word = _group(match, "word")
    if "ночью" in word or "ночь" in word:
        when, why = _span(today - DAY, today)
        return replace(when, part_of_day="night"), f"the night from {why}"
    steps = (("позавчера", -2), ("вчера", -1), ("накануне", -1), ("послезавтра", 2), ("завтра", 1), ("сегодня", 0))
    day = today + next(n for stem, n in steps if word.startswith(stem)) * DAY
    return _day(match, day, today, ", counted from the report's day")


def at_part(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    """«Утром» alone: of the day named last, else of the report's day."""
    part = part_of_day(match["post"])
    day = memory.day or today
    if part == "night" and memory.day is None:
        when, why = _span(today - DAY, today)
        return replace(when, part_of_day="night"), f"the night from {why}"
    return When(
        day, day, 1, part
    ), f"{in_words(day)}, {'the day named before' if memory.day else 'the day of the report'}"


def next_day(match: re.Match[str], _today: dt.date, memory: Memory) -> Found | None:
    if memory.day is None:
        return None
    word = _group(match, "word")
    step = 0 if "тот же" in word or "этот же" in word else 1 if "следующий" in word or "другой" in word else -1
    day = memory.day + step * DAY
    return When(day, day, 1), f"{in_words(day)}, counted from {in_words(memory.day)}"


def _unit_days(unit: str) -> int:
    return 7 if unit.startswith("недел") else 1 if unit.startswith(("дн", "ден", "сут")) else 0


def ago(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    count, unit, how = _number(match.groupdict().get("n")), match["unit"].lower(), _group(match, "how")
    if unit.startswith("час"):
        return None
    back = "назад" in how
    base = today if back or memory.day is None else memory.day
    if how == "через" and memory.day is None:
        return None
    sign = 1 if how in ("спустя", "через") else -1
    if days := _unit_days(unit):
        day = base + sign * count * days * DAY
        slack = 3 if days == 7 or _group(match, "n").startswith("нескол") else 0
        when, why = _span(day - slack * DAY, min(day + slack * DAY, max(today, day)))
        return when, f"{why}, counted from {in_words(base)}"
    years = unit.startswith(("год", "лет"))
    year, month = month_before(base, -sign * count * (12 if years else 1))
    return (
        _span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        if years
        else _span(dt.date(year, month, 1), last_of_month(year, month))
    )


def past_days(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    count, unit = _number(match.groupdict().get("n")), match["unit"].lower()
    days = count * (
        _unit_days(unit) or (30 if unit.startswith("мес") else 365 if unit.startswith(("год", "лет")) else 0)
    )
    if unit.startswith("час"):
        days = -(-count // 24)
    if unit.startswith("сут"):
        days += 1
    return _span(today - (min(max(days, 1), 3660) - 1) * DAY, today, lasted=True)


def _narrowed(first: dt.date, last: dt.date, third: str) -> tuple[dt.date, dt.date]:
    """«Конец» of a month is its last third, «начало» its first (codebook 10)."""
    if third.startswith("нач"):
        return first, first.replace(day=10)
    if third.startswith("сер"):
        return first.replace(day=11), first.replace(day=20)
    if third.startswith("кон"):
        return first.replace(day=21), last
    if third.startswith("перв"):
        return first, first.replace(day=15)
    return (first.replace(day=16), last) if third.startswith("втор") else (first, last)


def last_unit(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    which, unit, third = _group(match, "which"), match["unit"].lower(), _group(match, "third")
    step = 1 if which.startswith("след") else -1 if which.startswith(("прош", "минув", "преды")) else 0
    if unit.startswith("недел"):
        monday = today - today.weekday() * DAY + 7 * step * DAY
        return _span(monday, today if step == 0 else monday + 6 * DAY)
    if unit.startswith("мес"):
        year, month = month_before(today, -step)
        first, last = _narrowed(dt.date(year, month, 1), last_of_month(year, month), third)
    else:
        first, last = dt.date(today.year + step, 1, 1), dt.date(today.year + step, 12, 31)
    last = last if step > 0 else min(last, today)
    return _span(first, last) if first <= last else None


def by_month(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    before, third, year = _group(match, "in"), _group(match, "third"), _group(match, "year")
    if not (before or third or year):
        return None
    month = month_number(match["name"])
    if year:
        number = int(year)
    elif today == UNDATED:
        if memory.full is None:
            return None
        number = memory.full.year
    else:
        number = today.year - (month > today.month)
        if _group(match, "which").startswith("прош"):
            number = today.year - 1
    first, last = _narrowed(dt.date(number, month, 1), last_of_month(number, month), third)
    if before == "с" and first <= today < UNDATED:
        return _span(first, today, lasted=True)
    return _span(first, min(last, today) if first <= today else last)


def beginning_of_year(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    year = int(match["year"]) if match["year"] else today.year
    return _span(dt.date(year, 1, 1), max(today, dt.date(year, 1, 1)), lasted=True)


def by_season(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    month = _SEASONS[_group(match, "word")]
    if match["year"]:
        year = int(match["year"])
    else:
        year = today.year - 1 if _group(match, "which").startswith("прош") else today.year - (month > today.month)
    first = dt.date(year - (month == 12 and bool(match["year"])), month, 1)
    end_year, end_month = month_before(first, -2)
    last = last_of_month(end_year, end_month)
    return _span(first, min(last, max(today, first)))


def by_year(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    year = int(match["year"])
    if today != UNDATED and year > today.year + 1:
        return None
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if _group(match, "in") == "с" and first <= today < UNDATED:
        return When(first, today, 5, lasted=True), f"from {year} on"
    return When(first, min(last, max(today, first)), 5), f"the year {year}"


def in_a_row(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    return _span(today - (_number(match["n"]) - 1) * DAY, today, lasted=True)


def weekend(_match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    sunday = last_weekday(6, today)
    return _span(sunday - DAY, sunday)


def recent(_match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    return When(today - 6 * DAY, today, 3), "the seven days that end with the report's day"
