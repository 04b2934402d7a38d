"""What stands around a Russian story: headline, date line, «МОСКВА, 5 июл - РИА …», byline, tails."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.parsing.document import Document, Frame, Passage
from incidents.parsing.evidence import Span
from incidents.parsing.russian.calendar import MONTH, month_number
from incidents.parsing.stages.calendar import day_in, in_words, last_such_day
from incidents.parsing.stages.paragraphs import paragraphs

_CLOCK = r"(?:,?\s*(?:в\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*\(?(?P<zone>мск|МСК|GMT|UTC|GMT[+-]\d{1,2}|по московскому времени)?\)?)?"
_LEAD = r"^\W*(?:Опубликовано|Дата(?: публикации)?|Обновлено)?:?\s*"
_HEADERS = (
    re.compile(rf"{_LEAD}(?:\w+,\s+)?(?P<day>\d{{1,2}})\s+(?P<name>{MONTH})\s+(?P<year>\d{{4}})(?:\s*г(?:ода|\.)?)?{_CLOCK}\W*$", re.I),
    re.compile(rf"{_LEAD}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_CLOCK}\W*$"),
    re.compile(rf"{_LEAD}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T\s]\s*)?{_CLOCK}\W*$"),
    re.compile(rf"^\W*(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}),?\s+(?P<day>\d{{1,2}})\s+(?P<name>{MONTH})\s+(?P<year>\d{{4}})(?:\s*г(?:ода|\.)?)?\s*(?P<zone>мск|МСК)?\W*$", re.I),
    re.compile(r"^\W*(?P<hour>\d{1,2}):(?P<minute>\d{2})\s+(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\s*(?P<zone>мск|МСК)?\W*$"),
)  # fmt: skip
_PLACE = r"(?P<place>[А-ЯЁ][А-ЯЁа-яё.’ -]{1,40}?(?:/[А-ЯЁ][А-ЯЁа-яё -]{2,30})?)"
_DAY = rf"(?P<day>\d{{1,2}})\s+(?P<name>{MONTH})\.?(?:\s+(?P<year>\d{{4}})(?:\s*г(?:ода|\.)?)?)?"
_WIRE = r"(?:ИНТЕРФАКС(?:[-–][А-ЯЁ]+)*|Интерфакс(?:[-–]\w+)*|INTERFAX(?:\.RU)?|IFX|ТАСС|ИТАР-ТАСС|РИА [«\"]?Новости[»\"]?|РИА|Sputnik|АЗИЯ-Плюс|Азия-Плюс|Asia-Plus|REGNUM|РЕГНУМ|БЕЛТА|БЕЛТА|УНИАН|УНН|Укринформ|КАБАР|24\.kg|Ховар|НИАТ «Ховар»|АКИpress|AKIpress|Рейтер|Reuters|Синьхуа|Анадолу)"
_AGENCY = rf"(?:/(?P<slashed>[^/\n]{{2,40}})/\.?|\((?P<bracketed>[^()\n]{{2,40}})\)|(?P<bare>{_WIRE}))"
_NAMED = r"(?P<named>[А-ЯЁ][\w.-]+\w(?: [А-ЯЁ][\w-]+)?)"
_SHOUTED = r"(?P<place>[А-ЯЁ][А-ЯЁ -]{2,40}(?:/[А-ЯЁ][А-ЯЁ -]{2,30})?)"
_DASH = r"\s*(?:--|—|–|-|:)\s*"
_DATELINES = (
    re.compile(rf"^\s*{_PLACE}[.,]?\s+{_DAY}\s*[.,]?\s*(?:{_DASH})?{_AGENCY}\s*(?:{_DASH}|\.\s+|(?<=/)\s*|(?<=\.)\s*)(?=\S)"),
    re.compile(rf"^\s*{_PLACE}[.,]?\s+{_DAY}\s*[.,]?{_DASH}{_NAMED}\.\s+(?=[А-ЯЁ«\"\d])"),
    re.compile(rf"^\s*{_PLACE}[.,]?\s+{_DAY}\s*[.,]?{_DASH}(?=\S)"),
    re.compile(rf"^\s*{_DAY}\s*[.,]\s*{_AGENCY}\s*(?:{_DASH}|\.\s+)(?=\S)"),
    re.compile(rf"^\s*{_PLACE}[.,]?\s+{_AGENCY}\s*{_DASH}(?=\S)"),
    re.compile(rf"^\s*{_PLACE}[.,]\s+{_DAY}\s*[.,]\s+{_NAMED}\s+(?:-|—|–)\s+(?=\S)"),
    re.compile(rf"^\s*{_SHOUTED}[.,]\s+{_DAY}\s*\.\s+(?=[А-ЯЁ«\"\d])"),
)  # fmt: skip
_TAILS = re.compile(
    r"^\s*(?:Источник:.*|Фото:?\s.*|Фото\W*|Читайте (?:также|далее).*|Подробнее.*|Подписывайтесь.*|Поделиться.*|©.*|Copyright.*|По теме:?.*|"
    r"Материал подготовил.*|Редактор:?.*|Перевод.*|Автор:.*|ИноСМИ.*|-{3,}|\*{3,}|/{2,}.*|#{2,}.*|Ссылки по теме.*|См\. также.*)\s*$",
    re.I,
)
_BYLINE = re.compile(r"^\s*(?:Автор:\s*|Корреспондент\s+)(?P<who>[А-ЯЁ][\w.-]+(?:\s+[А-ЯЁ][\w.-]+){1,2})\s*$")
_TAKE = re.compile(
    r"\b(?P<mark>ИСПРАВЛЕНИЕ|ИСПРАВЛЕНО|УТОЧНЕНИЕ|ОБНОВЛЕНО|ДОПОЛНЕНО|ДОПОЛНЕНИЕ|МОЛНИЯ|СРОЧНО|АННУЛИРУЕТСЯ|ОТМЕНА)\b"
)
_TAKES = {"ИСПРАВ": "correction", "УТОЧН": "correction", "ОБНОВ": "update", "ДОПОЛ": "adds", "МОЛНИ": "lead", "СРОЧН": "lead", "АННУЛ": "kill", "ОТМЕН": "kill"}  # fmt: skip
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,110}[)\]]")
_SPOKEN_ASIDE = re.compile(r"\b(?:сказал|сообщил|заявил|отметил|добавил|по словам|по данным)", re.I)
_STAR = re.compile(r"(?<=\w)\*+")


@dataclass(frozen=True, slots=True)
class _Header:
    """A date line of its own: the day, the clock, where they stand."""

    day: dt.date
    span: Span
    time: dt.time | None
    zone: str


@dataclass(frozen=True, slots=True)
class _Line:
    """The place, day and agency in front of the first sentence; `end`: where the sentence begins."""

    place: str
    span: Span | None
    agency: str
    agency_span: Span | None
    day: dt.date | None
    day_span: Span | None
    end: int


def cut_frame(document: Document) -> Frame:
    """The frame of a Russian wire report; what is left are the passages that the parser reads."""
    text, known = document.text, document.known
    blocks = list(paragraphs(text))
    header, head_block = next(_headers(text, blocks), (None, None))
    tails = [b for b in blocks if _TAILS.match(b.of(text))]
    byline = next((m for b in blocks[:4] if (m := _BYLINE.match(b.of(text)))), None)
    blocks = [b for b in blocks if b not in tails and b != head_block and not (byline and byline.string == b.of(text))]
    headline, blocks = _take_headline(text, blocks)
    line, blocks = _take_dateline(text, blocks, header.day if header else known.published)
    day, day_span, why = _report_day(text, header, line, known.published)
    passages = [Passage(headline, "headline", 0)] if headline else []
    passages += [Passage(b, "body", n) for n, b in enumerate(blocks, 1)]
    return Frame(
        passages=tuple(passages),
        headline=headline,
        agency=(line.agency if line else "") or known.source,
        agency_span=line.agency_span if line else None,
        dateline_place=line.place if line else "",
        dateline_span=line.span if line else None,
        report_date=day,
        report_date_span=day_span,
        report_date_reason=why,
        report_time=header.time if header else None,
        zone=header.zone if header else "",
        byline=byline["who"] if byline else "",
        take=_take_of(headline.of(text) if headline else text[:80]),
        masked=tuple(_masked(text)),
        dropped=tuple(sorted([*tails, *([head_block] if head_block else [])])),
    )


def _masked(text: str) -> Iterator[Span]:
    """Legal tags and other asides, and the stars that Russian law puts behind names."""
    yield from (Span(m.start(), m.end()) for m in _ASIDE.finditer(text) if not _SPOKEN_ASIDE.search(m[0]))
    yield from (Span(m.start(), m.end()) for m in _STAR.finditer(text))


def _headers(text: str, blocks: list[Span]) -> Iterator[tuple[_Header, Span]]:
    for block in blocks[:5]:
        words = block.of(text)
        for pattern in _HEADERS:
            found = pattern.match(words) if len(words) < 70 else None
            if found is None:
                continue
            groups = found.groupdict()
            month = month_number(groups["name"]) if groups.get("name") else int(groups["month"])
            day = day_in(int(groups["year"]), month, int(groups["day"]))
            if day:
                yield _Header(day, block, _clock(groups), groups.get("zone") or ""), block


def _clock(groups: dict[str, str | None]) -> dt.time | None:
    hour, minute = groups.get("hour"), groups.get("minute")
    if not hour or not minute or int(hour) > 23 or int(minute) > 59:
        return None
    return dt.time(int(hour), int(minute))


def _take_headline(text: str, blocks: list[Span]) -> tuple[Span | None, list[Span]]:
    if len(blocks) < 2:
        return None, blocks
    first = blocks[0].of(text)
    if (
        any(p.match(first) for p in _DATELINES)
        or len(first) > 250
        or (first.endswith((".", "»", '"')) and len(first) > 90)
    ):
        return None, blocks
    return blocks[0], blocks[1:]


def _take_dateline(text: str, blocks: list[Span], near: dt.date | None) -> tuple[_Line | None, list[Span]]:
    for at, block in enumerate(blocks[:3]):
        found = next((m for p in _DATELINES if (m := p.match(block.of(text)))), None)
        if found is None:
            continue
        line = _line(found, block.start, near)
        return line, [*blocks[:at], Span(line.end, block.end), *blocks[at + 1 :]]
    return None, blocks


def _line(found: re.Match[str], start: int, near: dt.date | None) -> _Line:
    groups = found.groupdict()

    def span(name: str) -> Span | None:
        return Span(start + found.start(name), start + found.end(name)) if groups.get(name) else None

    which = next((name for name in ("slashed", "bracketed", "bare", "named") if groups.get(name)), "")
    day, day_span = None, None
    if groups.get("name"):
        month, number = month_number(groups["name"]), int(groups["day"])
        day = (
            day_in(int(groups["year"]), month, number)
            if groups.get("year")
            else near and last_such_day(month, number, near, slack=7)
        )
        last = "year" if groups.get("year") else "name"
        day_span = Span(start + found.start("day"), start + found.end(last))
    place = (groups.get("place") or "").strip(" .,")
    return _Line(
        place.title() if place.isupper() and " " not in place and "-" not in place else _titled(place),
        span("place"), (groups.get(which) or "").strip() if which else "", span(which) if which else None, day, day_span,
        start + found.end(),
    )  # fmt: skip


def _titled(place: str) -> str:
    return (
        "-".join(" ".join(w.capitalize() for w in part.split()) for part in place.split("-"))
        if place.isupper()
        else place
    )


def _report_day(
    text: str, header: _Header | None, line: _Line | None, published: dt.date | None
) -> tuple[dt.date | None, Span | None, str]:
    """Dateline first, then the header's date, then what intake knows (codebook 3)."""
    if line and line.day and line.day_span:
        return line.day, line.day_span, f"the dateline says {line.day_span.of(text)}: {in_words(line.day)}"
    if header:
        return header.day, header.span, f"the header says {in_words(header.day)}"
    if published:
        return published, None, f"submitted as published on {in_words(published)}"
    return None, None, ""


def _take_of(words: str) -> str:
    found = _TAKE.search(words)
    return next((kind for stem, kind in _TAKES.items() if found["mark"].startswith(stem)), "") if found else ""
