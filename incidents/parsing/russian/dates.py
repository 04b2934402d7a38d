"""Days that a Russian text names or implies, resolved against the report's own day, with the reason in words (codebook 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.russian.calendar import MONTH, PART, WEEKDAY
from incidents.parsing.russian.days import (
    UNDATED,
    Found,
    Memory,
    ago,
    at_part,
    beginning_of_year,
    by_month,
    by_numbers,
    by_season,
    by_year,
    date_of,
    in_a_row,
    last_unit,
    next_day,
    night_between,
    past_days,
    range_of,
    recent,
    relative,
    weekday,
    weekend,
)
from incidents.parsing.tongue import Parsed

Read = Callable[[re.Match[str], dt.date, Memory], "Found | None"]

_YEAR = r"(?:\s(?P<year>(?:19|20)\d\d)(?:\s*(?:года|году|год|гг?\.))?)?"
_HOUR = r"(?:,? (?:около |примерно |в )?(?:в )?\d{1,2}[:.]\d{2}(?: (?:по местному времени|мск|по Москве))?)?"
_BEFORE = rf"(?:(?P<pre>{PART}),? (?:в |во )?)?"
_AFTER = rf"(?:,? (?P<post>{PART}))?"
_IN = r"(?P<in>в ночь на |с ночи |с утра |начиная с |со |с |до |к |по |во |в |на |от |после |вечер |утро |день )?"
_WHICH = r"(?P<which>прошл\w+ |минувш\w+ |предыдущ\w+ |эт\w+ |следующ\w+ |ближайш\w+ |текущ\w+ |нынешн\w+ )?"
_COUNT = r"(?P<n>\d{1,3}|один|одну|одного|два|две|двух|двумя|три|трех|тремя|четыре|четырех|пять|пяти|шесть|шести|семь|семи|восемь|восьми|девять|девяти|десять|десяти|несколько|нескольких|пару|полтора)"
_UNITS = r"(?P<unit>дн\w+|ден\w+|сут\w+|недел\w+|месяц\w*|год\w*|лет|час\w*)"
_THIRD = r"(?P<third>начал\w+|середин\w+|конц\w+|конец|первой половин\w+|второй половин\w+)"
_BY_MONTH = (
    r"январ\w+|феврал\w+|март\w*|апрел\w+|ма[еяюй]|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+"
)

_RULES: tuple[tuple[str, re.Pattern[str], Read], ...] = tuple(
    (name, re.compile(pattern, re.I), read)
    for name, pattern, read in (
        ("date.iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", by_numbers),
        ("date.numbers", r"\b(?P<d>\d{1,2})\.(?P<m>\d{2})\.(?P<year>(?:19|20)\d\d)\b", by_numbers),
        ("date.night_between", rf"\bв ночь с (?P<d1>\d{{1,2}})(?: (?P<name1>{MONTH}))? на (?P<d2>\d{{1,2}}) (?P<name2>{MONTH}){_YEAR}\b", night_between),
        ("date.night_between_weekdays", rf"\bв ночь (?:с|со) (?P<first>{WEEKDAY}) на (?P<second>{WEEKDAY})\b", night_between),
        ("date.range", rf"\b(?P<how>с|со|между|в период с|от) (?P<d1>\d{{1,2}})(?:-го)?(?: (?P<name1>{MONTH}))?(?: по| до| и) (?P<d2>\d{{1,2}})(?:-е)? (?P<name2>{MONTH}){_YEAR}(?!\w)", range_of),
        ("date.range", rf"\b(?P<d1>\d{{1,2}})\s?(?:-|–|—)\s?(?P<d2>\d{{1,2}}) (?P<name2>{MONTH}){_YEAR}(?!\w)", range_of),
        ("date.two_days", rf"\b(?P<d1>\d{{1,2}})(?: (?P<name1>{MONTH}))? и (?P<d2>\d{{1,2}}) (?P<name2>{MONTH}){_YEAR}(?!\w)", range_of),
        ("date.day_month", rf"\b{_BEFORE}(?:(?:в|во) )?(?:(?P<wd>{WEEKDAY}),? )?{_IN}(?P<d>\d{{1,2}})(?:-го)? (?P<name>{MONTH}){_YEAR}(?!\w){_HOUR}{_AFTER}", date_of),
        ("date.weekday", rf"\b{_BEFORE}{_IN}{_WHICH}(?P<wd>{WEEKDAY})\b{_AFTER}", weekday),
        ("date.relative", rf"\b{_BEFORE}(?P<in>с |до )?(?P<word>позавчера|вчера|сегодня|послезавтра|завтра|накануне)(?!шн)(?: (?P<post>{PART}))?\b", relative),
        ("date.relative", r"\b(?P<word>вчерашн\w+|сегодняшн\w+|завтрашн\w+) (?P<post>день|дня|дню|утром|вечером|ночью)\b", relative),
        ("date.last_night", r"\b(?P<word>(?:минувшей|прошлой|прошедшей|этой|сегодняшней) ночью|за (?:минувшую|прошедшую) ночь)\b", relative),
        ("date.next_day", r"\b(?P<word>на следующий день|на другой день|в тот же день|в этот же день|за день до (?:этого|того)|днем ранее|днём ранее|днем раньше|накануне этого|сутками ранее)\b", next_day),
        ("date.ago", rf"\b(?:(?:около|почти|более) )?(?:{_COUNT} )?{_UNITS} (?P<how>назад|спустя|тому назад|ранее|раньше)\b", ago),
        ("date.ago", rf"\b(?P<how>спустя|через) (?:{_COUNT} )?{_UNITS}\b", ago),
        ("date.past_days", rf"\b(?:за|в течение|на протяжении|в) (?:последн\w+|прошедш\w+|минувш\w+|предыдущ\w+) (?:{_COUNT} )?{_UNITS}\b", past_days),
        ("date.past_days", r"\b(?P<how>за) (?P<unit>сутки|неделю|день)\b", past_days),
        ("date.last_unit", r"\b(?:(?:в|на) )?(?:(?P<third>начал\w+|середин\w+|конц\w+) )?(?P<which>прошл\w+|минувш\w+|эт\w+|текущ\w+|нынешн\w+|предыдущ\w+|следующ\w+) (?P<unit>недел\w+|месяц\w*|год\w*)\b", last_unit),
        ("date.last_unit", rf"\b(?:в|с|к) {_THIRD} (?P<unit>недели|месяца)\b", last_unit),
        ("date.month", rf"\b(?:(?P<in>с|до|к|по|в|на|за) )?(?:{_THIRD} )?(?P<name>{_BY_MONTH})\b(?: (?P<year>(?:19|20)\d\d)(?: года?| год)?)?(?: (?P<which>прошлого|этого|нынешнего|текущего) года)?", by_month),
        ("date.since_year", r"\b(?P<word>с начала (?:этого |текущего |нынешнего )?года|с начала (?P<year>(?:19|20)\d\d) года)\b", beginning_of_year),
        ("date.season", r"\b(?P<word>летом|весной|осенью|зимой)(?: (?P<year>(?:19|20)\d\d) года)?(?: (?P<which>прошлого|этого) года)?\b", by_season),
        ("date.year", r"\b(?P<in>с|в|до|за|из) (?P<year>(?:19|20)\d\d)(?: (?:года|году|год)|-м)?\b(?! (?:человек|военн|солдат|беж|мигрант|пограничн))", by_year),
        ("date.year", r"\b(?P<year>(?:19|20)\d\d) (?:года|году|год)\b", by_year),
        ("date.in_a_row", r"\b(?P<n>второй|третий|четвертый|пятый|вторые|третьи|четвертые|пятые) (?:день|сутки) подряд\b", in_a_row),
        ("date.in_a_row", r"\b(?:уже )?(?P<n>вторые|третьи|четвертые|пятые) сутки\b", in_a_row),
        ("date.weekend", r"\b(?:в|на|за) (?:минувшие |прошедшие |эти |прошлые )?выходны[ех]\b", weekend),
        ("date.recent", r"\b(?:недавно|в последнее время|в последние дни|на днях|за последние дни|в эти дни)\b", recent),
        ("date.part_of_day", rf"(?<![\w-])(?P<post>{PART})(?![\w-])", at_part),
    )
)  # fmt: skip


_BEFORE_UNDATED = 3000


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
        (m.start() + len(m[0]) - len(m[0].lstrip()), -m.end(), order, name, m, read)
        for order, (name, rule, read) in enumerate(_RULES)
        for m in rule.finditer(text)
    ]
    end = -1
    for start, minus_end, _order, name, match, read in sorted(found, key=lambda f: f[:3]):
        if start < end:
            continue
        reading = read(match, today, memory)
        if reading is None:
            continue
        when, why = reading
        end = -minus_end
        if when.prec == 1:
            memory.day = when.first
        yield _Reading(start, end, when, name, f"“{match[0].strip()}” → {why}")


def read_dates(parsed: Sequence[Parsed], frame: Frame) -> tuple[Mention[When], ...]:
    """Every date of the passages, sorted; nothing where the report's own day is unknown, save what is written in full."""
    return tuple(sorted((m for m in _all_dates(parsed, frame) if not _is_open(m.value)), key=lambda m: m.span))


def open_days(parsed: Sequence[Parsed], frame: Frame) -> tuple[Span, ...]:
    """The words of days that lean on the day of a report that has none."""
    return () if frame.report_date else tuple(m.span for m in _all_dates(parsed, frame) if _is_open(m.value))


def _is_open(when: When) -> bool:
    return when.last.year >= _BEFORE_UNDATED


def _all_dates(parsed: Sequence[Parsed], frame: Frame) -> Iterator[Mention[When]]:
    today, memory = frame.report_date or UNDATED, Memory()
    for one in parsed:
        at = one.passage.span.start
        for reading in _in_passage(one.doc.text, today, memory):
            yield Mention(reading.when, Span(at + reading.start, at + reading.end), reading.rule, reading.why)
