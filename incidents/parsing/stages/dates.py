"""Days that the text names or implies, resolved against the report's own day, with the reason in words (codebook 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.calendar import (
    DAY,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    day_in,
    in_words,
    last_of_month,
    last_such_day,
    last_weekday,
    month_before,
    month_number,
    precision,
)
from incidents.parsing.tongue import Parsed

Found = tuple[When, str]  # the value, and why in words
Read = Callable[[re.Match[str], dt.date, "Memory"], "Found | None"]


@dataclass(slots=True)
class Memory:
    """What relative forms of a narrative lean on: the day named last, and the year named last."""

    day: dt.date | None = None
    year: int | None = None


_PARTS = {
    "early hours": "early_hours", "dawn": "early_hours", "before dawn": "early_hours", "predawn": "early_hours",
    "pre-dawn": "early_hours", "after midnight": "early_hours", "morning": "morning", "midday": "afternoon",
    "noon": "afternoon", "afternoon": "afternoon", "evening": "evening", "dusk": "evening", "night": "night",
    "overnight": "night", "midnight": "night", "tonight": "night",
}  # fmt: skip
_PART = r"(?:early hours|(?:early |late |mid-?)?(?:morning|afternoon|evening|night)|midday|noon|dawn|dusk|midnight|overnight)"
_BEFORE = r"(?:(?:in |during )?the (?P<pre>early hours|small hours|morning|afternoon|evening|night) (?:of|on) |(?P<pre2>overnight|early|late|at dawn on|before dawn on) (?:on )?)?"
_AFTER = rf"(?:,? (?:in the )?(?P<post>{_PART}))?"
_SINCE = r"(?P<since>[Ss]ince |[Ff]rom |[Uu]ntil |[Bb]y |[Bb]efore |[Aa]fter )?"
_NUMBER = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "several": 7, "few": 3}  # fmt: skip
_COUNT = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few)"
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_THIRD = r"(?:(?P<third>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?(?:end|beginning|start|middle) of|at the (?:end|beginning|start) of)[ -])"


def _part(match: re.Match[str]) -> str:
    groups = match.groupdict()
    words = (
        (groups.get("pre") or groups.get("pre2") or groups.get("post") or "")
        .lower()
        .replace(" on", "")
        .removeprefix("at ")
    )
    if words in ("early hours", "small hours", "dawn", "before dawn"):
        return "early_hours"
    if words == "overnight":
        return "night"
    return next((code for name, code in _PARTS.items() if words.endswith(name)), "")


def _since(match: re.Match[str], first: dt.date, last: dt.date, today: dt.date) -> When | None:
    """ "since Friday" lasts until the report's day; "until Friday" says nothing of its start."""
    word = (match.groupdict().get("since") or "").strip().lower()
    if word == "since" and first <= today:
        return When(first, today, precision(first, today), lasted=True)
    return None


def _exact(match: re.Match[str], day: dt.date | None, why: str, today: dt.date) -> Found | None:
    if day is None:
        return None
    since = _since(match, day, day, today)
    return (since, why) if since else (When(day, day, 1, _part(match)), why)


def _absolute(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    groups = match.groupdict()
    month, number = month_number(groups["month"]), int(groups["day"])
    year = groups.get("year")
    day = day_in(int(year), month, number) if year else last_such_day(month, number, today)
    if day is None:
        return None
    words = f"“{match[0].strip()}” → {in_words(day)}" + ("" if year else ": the last such day up to a month ahead")
    if groups.get("day2"):
        last = day_in(day.year, month, int(groups["day2"]))
        if last is None or last < day:
            return None
        kept = "from" in match[0].lower()[:5] or " to " in match[0]
        return When(
            day, last, precision(day, last), lasted=kept
        ), f"“{match[0].strip()}” → {in_words(day)} to {in_words(last)}"
    weekday = groups.get("weekday")
    if weekday and WEEKDAYS[weekday.lower()] != day.weekday():
        words += f"; the text calls it a {weekday}, which it was not"
    return _exact(match, day, words, today)


def _iso(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    day = day_in(int(match["y"]), int(match["m"]), int(match["d"]))
    return _exact(match, day, f"“{match[0]}” is a date as it stands", today)


def _weekday(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    number = WEEKDAYS[match["weekday"].lower()]
    which = (match.groupdict().get("which") or "").lower().strip()
    day = last_weekday(number, today)
    why = f"last {match['weekday']} on or before the report's day, {in_words(today)}"
    if which in ("next", "this coming", "coming"):
        day, why = day + 7 * DAY, f"the {match['weekday']} after the report's day, {in_words(today)}"
    elif which in ("last", "past") and day == today:
        day, why = day - 7 * DAY, f"the {match['weekday']} before the report's day, {in_words(today)}"
    return _exact(match, day, f"“{match['weekday']}” → {in_words(day)}: {why}", today)


def _today(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    words = match[0].lower()
    step = -1 if "yesterday" in words or words.startswith("last night") else 1 if "tomorrow" in words else 0
    part = next((code for name, code in _PARTS.items() if name in words), "")
    day = today + step * DAY
    return When(day, day, 1, part), f"“{match[0]}” → {in_words(day)}, counted from the report's day"


def _overnight(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    first = today - DAY
    return When(first, today, 2, "night"), f"“{match[0]}” → the night from {in_words(first)} to {in_words(today)}"


def _ago(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    count = _NUMBER.get(match["n"].lower()) or int(match["n"])
    unit, how = match["unit"].lower(), match["how"].lower()
    base = memory.day if how in ("earlier", "before", "later", "after") and memory.day else today
    sign = 1 if how in ("later", "after") else -1
    if unit in _UNIT_DAYS:
        day = base + sign * count * _UNIT_DAYS[unit] * DAY
        span = 0 if unit == "day" else 3
        first, last = day - span * DAY, min(day + span * DAY, max(today, day))
        return When(
            first, last, precision(first, last)
        ), f"“{match[0]}” → {in_words(day)}, counted from {in_words(base)}"
    months = count * (12 if unit == "year" else 1)
    year, month = month_before(base, months if sign < 0 else -months)
    first, last = (
        (dt.date(year, 1, 1), dt.date(year, 12, 31))
        if unit == "year"
        else (dt.date(year, month, 1), last_of_month(year, month))
    )
    return When(first, last, precision(first, last)), f"“{match[0]}” → {in_words(first)} to {in_words(last)}"


def _past_days(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    count = _NUMBER.get((match["n"] or "one").lower()) or int(match["n"])
    unit = match["unit"].lower()
    if unit == "hour":
        days = max(2, -(-count // 24) + 1)
    elif unit == "month":
        days = 30 * count
    elif unit == "year":
        days = 365 * count
    else:
        days = count * _UNIT_DAYS[unit]
    first = today - (min(days, 3660) - 1) * DAY
    return When(
        first, today, precision(first, today), lasted=True
    ), f"“{match[0]}” → {in_words(first)} to {in_words(today)}"


def _last_unit(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    third = (match.groupdict().get("third") or "").lower()
    if unit == "week":
        monday = today - today.weekday() * DAY
        first, last = (monday - 7 * DAY, monday - DAY) if which != "this" else (monday, today)
    elif unit == "month":
        year, month = month_before(today) if which != "this" else (today.year, today.month)
        first, last = _narrowed(dt.date(year, month, 1), last_of_month(year, month), third)
        last = min(last, today)
    else:
        year = today.year - (which != "this")
        first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)
    if first > last:
        return None
    return When(first, last, precision(first, last)), f"“{match[0]}” → {in_words(first)} to {in_words(last)}"


def _earlier(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    unit = match["unit"].lower()
    if unit in ("day", "today"):
        return When(today, today, 1), f"“{match[0]}” → the report's day, {in_words(today)}"
    first = {"week": today - today.weekday() * DAY, "month": today.replace(day=1), "year": dt.date(today.year, 1, 1)}[
        unit
    ]
    last = today
    if unit == "week":
        last = today - DAY
        first = first if first <= last else today - 7 * DAY
    return When(first, last, precision(first, last)), f"“{match[0]}” → {in_words(first)} to {in_words(last)}"


def _narrowed(first: dt.date, last: dt.date, third: str) -> tuple[dt.date, dt.date]:
    """ "late" or "the end of" a month is its last third, "early" its first (codebook 10)."""
    if not third:
        return first, last
    if "early" in third or "beginning" in third or "start" in third:
        return first, first.replace(day=10)
    if "mid" in third:
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def _month(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    groups = match.groupdict()
    month = month_number(groups["month"])
    year = int(groups["year"]) if groups.get("year") else today.year - (month > today.month)
    if groups.get("last_year"):
        year = today.year - 1
    first, last = _narrowed(dt.date(year, month, 1), last_of_month(year, month), (groups.get("third") or "").lower())
    if (groups.get("since") or "").strip().lower() == "since":
        return When(
            first, today, precision(first, today), lasted=True
        ), f"“{match[0].strip()}” → from {in_words(first)} on"
    last = min(last, today) if first <= today else last
    return When(first, last, precision(first, last)), f"“{match[0].strip()}” → {in_words(first)} to {in_words(last)}"


def _year(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    year = int(match["year"])
    if not 1900 <= year <= today.year + 1:
        return None
    memory.year = year
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if (match["since"] or "").strip().lower() == "since":
        return When(first, today, 5, lasted=True), f"“{match[0]}” → from {year} on"
    return When(first, min(last, max(today, first)), 5), f"“{match[0]}” → the year {year}"


def _that_year(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    if memory.year is None:
        return None
    first, last = dt.date(memory.year, 1, 1), dt.date(memory.year, 12, 31)
    return When(first, min(last, today), 5), f"“{match[0]}” → {memory.year}, the year named before"


def _next_day(match: re.Match[str], today: dt.date, memory: Memory) -> Found | None:
    if memory.day is None:
        return None
    words = match[0].lower()
    step = -1 if "previous" in words or "before" in words else 0 if "same" in words else 1
    day = memory.day + step * DAY
    return When(day, day, 1), f"“{match[0]}” → {in_words(day)}, counted from {in_words(memory.day)}"


def _weekend(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    sunday = last_weekday(6, today)
    return When(sunday - DAY, sunday, 2), f"“{match[0]}” → {in_words(sunday - DAY)} and {in_words(sunday)}"


def _recent(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    first = today - 6 * DAY
    return When(first, today, 3), f"“{match[0]}” → the seven days that end with the report's day"


def _week_long(match: re.Match[str], today: dt.date, _memory: Memory) -> Found | None:
    monday = today - today.weekday() * DAY
    return When(
        monday, today, precision(monday, today), lasted=True
    ), f"“{match[0]}” → {in_words(monday)} to {in_words(today)}"


_RULES: tuple[tuple[str, re.Pattern[str], Read], ...] = tuple(
    (name, re.compile(pattern), read)
    for name, pattern, read in (
        ("date.iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        ("date.day_month", rf"{_SINCE}\b{_BEFORE}(?:(?P<weekday>{WEEKDAY}),? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?(?P<day2>\d{{1,2}}))? (?:of )?(?P<month>{MONTH})(?:,? (?P<year>(?:19|20)\d\d))?\b{_AFTER}", _absolute),
        ("date.month_day", rf"{_SINCE}\b{_BEFORE}(?:(?P<weekday>{WEEKDAY}),? )?(?P<month>{MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?(?P<day2>\d{{1,2}}))?(?!\d|,\d|%| ?(?:people|troops|soldiers|percent))(?:,? (?P<year>(?:19|20)\d\d))?\b{_AFTER}", _absolute),
        ("date.weekday", rf"{_SINCE}\b{_BEFORE}(?P<which>last |past |next |this coming |coming |this )?\b(?P<weekday>{WEEKDAY})\b(?!s\b){_AFTER}", _weekday),
        ("date.today", r"\b(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Ee]arlier today|[Ll]ate yesterday)(?: (?:morning|afternoon|evening|night))?\b", _today),
        ("date.overnight", r"\b[Oo]vernight\b(?! (?:stay|bus|train))", _overnight),
        ("date.ago", rf"\b{_COUNT} (?P<unit>day|week|fortnight|month|year)s? (?P<how>ago|earlier|before|later|after)\b", _ago),
        ("date.past_days", rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or) the (?:past|last|previous) (?:{_COUNT} )?(?P<unit>hour|day|week|month|year)s?\b", _past_days),
        ("date.last_unit", rf"\b{_THIRD}?(?P<which>last|this|the previous) (?P<unit>week|month|year)\b", _last_unit),
        ("date.earlier", r"\b[Ee]arlier (?:this |in the |on the same )?(?P<unit>day|today|week|month|year)\b", _earlier),
        ("date.month", rf"(?:(?P<since>[Ss]ince )|\b(?:[Ii]n|[Dd]uring|[Ss]ince|[Oo]f|[Ll]ast|[Tt]his|[Uu]ntil|[Bb]y) )(?:the )?{_THIRD}?(?P<month>{MONTH})(?! \d)(?:,? (?P<year>(?:19|20)\d\d))?(?P<last_year> last year)?\b", _month),
        ("date.month", rf"\b{_THIRD}(?P<month>{MONTH})(?! \d)(?:,? (?P<year>(?:19|20)\d\d))?(?P<last_year> last year)?\b", _month),
        ("date.month", rf"\b(?P<month>{MONTH}) (?P<year>(?:19|20)\d\d)\b", _month),
        ("date.month", r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)(?P<last_year> last year)\b", _month),
        ("date.month_own", r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)(?=['’]s\b)", _month),
        ("date.year", r"(?:(?P<since>[Ss]ince )|\b(?:[Ii]n|[Dd]uring|of) )(?:the year )?(?P<year>(?:19|20)\d\d)\b(?![-\d])", _year),
        ("date.that_year", r"\b(?:that|the) same year\b", _that_year),
        ("date.next_day", r"\b(?:[Tt]he (?:next|following|previous|same) day|[Tt]he day before|on the same day)\b", _next_day),
        ("date.weekend", r"\b(?:[Oo]ver |[Aa]t |[Dd]uring )?(?:the |a |this |last )?weekend\b", _weekend),
        ("date.week_long", r"\b(?:[Tt]hroughout|[Dd]uring|[Aa]ll) the week\b", _week_long),
        ("date.recent", r"\b(?:[Rr]ecently|[Ii]n recent days|[Ii]n the past few days)\b", _recent),
    )
)  # fmt: skip


def _in_passage(text: str, today: dt.date, memory: Memory) -> Iterator[tuple[int, int, When, str, str]]:
    """Non-overlapping readings in the order of the text, the longest of those that start together."""
    found = [
        (m.start() + len(m[0]) - len(m[0].lstrip()), -m.end(), name, m, read)
        for name, rule, read in _RULES
        for m in rule.finditer(text)
    ]
    end = -1
    for start, minus_end, name, match, read in sorted(found, key=lambda f: (f[0], f[1])):
        if start < end:
            continue
        reading = read(match, today, memory)
        if reading is None:
            continue
        when, why = reading
        end = -minus_end
        if when.prec == 1:
            memory.day = when.first
        memory.year = when.first.year
        yield start, end, when, name, why


def read_dates(parsed: Sequence[Parsed], frame: Frame) -> tuple[Mention[When], ...]:
    """Every date of the passages, sorted; only dates with a year where the report has no day of its own."""
    today = frame.report_date
    memory = Memory()
    mentions: list[Mention[When]] = []
    for one in parsed:
        text, at = one.doc.text, one.passage.span.start
        if today is None:
            anchor = dt.date(9000, 1, 1)
            readings = [r for r in _in_passage(text, anchor, memory) if r[2].last.year < 3000]
        else:
            readings = list(_in_passage(text, today, memory))
        mentions += [Mention(when, Span(at + s, at + e), rule, why) for s, e, when, rule, why in readings]
    return tuple(sorted(mentions, key=lambda m: m.span))


def default_when(frame: Frame) -> When | None:
    """No time given but plainly current: the seven days that end with the report's day (codebook 10)."""
    if frame.report_date is None:
        return None
    return When(frame.report_date - 6 * DAY, frame.report_date, 3)


def on(day: dt.date, like: When | None = None) -> When:
    """The exact day, with the part of day of another reading."""
    return replace(like, first=day, last=day, prec=1) if like else When(day, day, 1)
