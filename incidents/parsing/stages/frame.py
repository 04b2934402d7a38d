"""What stands around the story: headline, dates, dateline, byline, tails. Cut here, and never read as an incident."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from incidents.parsing.document import Document, Frame, Passage
from incidents.parsing.evidence import Span
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.calendar import MONTH, day_in, in_words, last_such_day, month_number

_TIME = r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>(?:GMT|UTC|MSK|CET|CEST|EST|EDT|BST|IST)(?:[+-]\d{1,2})?)?)?"
_HEADER_DATES = (
    re.compile(rf"^\W*(?:Published|Posted|Updated|Date)?:?\s*(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T\s-]\d{{2}}-\d{{2}}-\d{{2}}|T?{_TIME})\W*$", re.I),
    re.compile(rf"^\W*(?:Published|Posted|Updated|Date)?:?\s*(?:\w+day,?\s+)?(?P<day>\d{{1,2}})\s+(?P<name>{MONTH}),?\s+(?P<year>\d{{4}}){_TIME}\W*$", re.I),
    re.compile(rf"^\W*(?:Published|Posted|Updated|Date)?:?\s*(?:\w+day,?\s+)?(?P<name>{MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){_TIME}\W*$", re.I),
)  # fmt: skip
_PLACE = r"(?P<place>[A-Z][A-Z.'’ -]*[A-Z](?:[,/]\s*[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]+){0,2})?)"
_DAY = rf"(?P<name>{MONTH})\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?|(?P<day2>\d{{1,2}})\s+(?P<name2>{MONTH})(?:,?\s+(?P<year2>\d{{4}}))?"
_AGENCY = r"\((?P<agency>[A-Z][\w./& -]{1,40})\)"
_DATELINES = (
    re.compile(rf"^\s*{_PLACE}\s*[.,]?\s*(?:{_DAY})?[.,]?\s*(?:{_AGENCY})?\s*(?:--|—|–|-|:|/)\s*(?=\S)"),
    re.compile(
        rf"^\s*(?P<place>[A-Z][\w.'’ -]{{2,40}}?),?\s+(?:{_DAY})\s*[.,]?\s*(?:{_AGENCY})?\s*(?:--|—|–|-)\s*(?=\S)"
    ),
    re.compile(rf"^\s*(?P<place>[A-Z][\w.'’ -]{{2,40}}?(?:,\s*[A-Z]\w+)?)\s+{_AGENCY}\s*(?:--|—|–|-|:)\s*(?=\S)"),
)
_TAILS = re.compile(
    r"^\s*(?:\(?\s*(?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled|Translated)\s+by\b.*|Source|REUTERS?|END|ENDS|"
    r"Copyright\b.*|©.*|/{2,}.*|\*{3,}|-{3,}|#{2,}|\(?More to (?:come|follow)\W*|This is a developing story.*|"
    r"Click here.*|Read more.*|Follow us.*|Share this.*|Our Standards:.*|Image source.*|Photo:.*|\(END\).*)\s*$",
    re.I,
)
_BYLINE = re.compile(r"^\s*By\s+(?P<who>[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,7})(?:,\s.*| for .*)?\s*$")
_TAKE = re.compile(
    r"\b(?P<mark>\d+(?:st|nd|rd|th)\s+lead|lead|UPDATE\s*\d*|CORRECTED|CORRECTION|REFILE|RECASTS?|ADDS?|WRAPUP\s*\d*|"
    r"URGENT|FLASH|SNAP|BREAKING|RPT|REPEATS?|KILL|WITHDRAWN)\b(?=[\s:,/-])"
)
_TAKE_KINDS = {"correct": "correction", "refile": "correction", "update": "update", "lead": "lead", "add": "adds", "recast": "recast", "kill": "kill", "withdrawn": "kill"}  # fmt: skip
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,90}[)\]]")
_SPOKEN_ASIDE = re.compile(r"\b(?:said|says|told|added|according)\b", re.I)


def paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines; a block of long lines is a paragraph a line, one of wrapped lines a single paragraph."""
    for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        lines = block[0].split("\n")
        if len(lines) == 1 or _is_wrapped(lines):
            yield Span(block.start(), block.start() + len(block[0].rstrip()))
            continue
        at = block.start()
        for line in lines:
            if line.strip():
                lead = len(line) - len(line.lstrip())
                yield Span(at + lead, at + len(line.rstrip()))
            at += len(line) + 1


def _is_wrapped(lines: list[str]) -> bool:
    """Hard-wrapped text: no line is long, and most lines but the last nearly fill the measure."""
    widths = [len(line.rstrip()) for line in lines]
    widest = max(widths)
    if widest > 100:
        return False
    full = sum(width > widest * 0.7 for width in widths[:-1])
    starts = sum(line.lstrip()[:1].islower() for line in lines[1:])
    return full >= 0.7 * (len(lines) - 1) and (starts > 0 or len(lines) > 3 or widest > 50)


def cut_frame(document: Document) -> Frame:
    """The frame of a wire report; what is left are the passages that the parser reads."""
    text, known = document.text, document.known
    blocks = list(paragraphs(text))
    dropped: list[Span] = []
    header = _take_header_date(text, blocks, dropped)
    blocks = [b for b in blocks if b not in dropped]
    tails = {b for b in blocks if _TAILS.match(b.of(text))}
    byline = next((m for b in blocks[:4] if (m := _BYLINE.match(b.of(text)))), None)
    blocks = [b for b in blocks if b not in tails and not (byline and byline.string == b.of(text))]
    headline, blocks = _take_headline(text, blocks)
    take = _take_of(headline.of(text) if headline else text[:80])
    place, agency, agency_span, line_span, day, day_span, blocks = _take_dateline(text, blocks, header, known.published)
    date, span, reason = _report_day(text, header, day, day_span, known.published)
    body = [Passage(b, "body", n) for n, b in enumerate(blocks, 1)]
    first = [Passage(headline, "headline", 0)] if headline else []
    asides = tuple(Span(m.start(), m.end()) for m in _ASIDE.finditer(text) if not _SPOKEN_ASIDE.search(m[0]))
    return Frame(
        passages=tuple(first + body),
        headline=headline,
        agency=agency or known.source,
        agency_span=agency_span,
        dateline_place=place,
        dateline_span=line_span,
        report_date=date,
        report_date_span=span,
        report_date_reason=reason,
        report_time=_time_of(header),
        zone=(header["zone"] or "") if header else "",
        byline=byline["who"] if byline else "",
        take=take,
        masked=asides,
        dropped=tuple(sorted(tails | set(dropped))),
    )


def _take_header_date(text: str, blocks: list[Span], dropped: list[Span]) -> re.Match[str] | None:
    for block in blocks[:5]:
        for pattern in _HEADER_DATES:
            if len(block.of(text)) < 60 and pattern.match(block.of(text)):
                dropped.append(block)
                return _shifted(pattern, text, block)
    return None


def _shifted(pattern: re.Pattern[str], text: str, block: Span) -> re.Match[str] | None:
    """The same match with offsets into the document: the words before the block become spaces."""
    return re.compile(r"\s*" + pattern.pattern.removeprefix("^"), re.I).match(" " * block.start + block.of(text))


def _take_headline(text: str, blocks: list[Span]) -> tuple[Span | None, list[Span]]:
    if len(blocks) < 2:
        return None, blocks
    first = blocks[0].of(text)
    is_story = _dateline(first) is not None and not first.isupper()
    ends_like_prose = first.rstrip().endswith((".", "”", '"')) and len(first) > 110
    if is_story or ends_like_prose or len(first) > 320:
        return None, blocks
    rest = blocks[1:]
    # A second line in the same tone is a sub-headline, which repeats the lead as the headline does.
    return blocks[0], rest


def _dateline(words: str) -> re.Match[str] | None:
    """The dateline that the words start with: with a day or an agency, or at a known place; "UPDATE 2 -" is none."""
    for pattern in _DATELINES:
        found = pattern.match(words)
        if found is None or _TAKE.match(words):
            continue
        groups = found.groupdict()
        says_more = groups.get("agency") or groups.get("name") or groups.get("name2")
        if says_more or load_world().spots(re.split(r"[,/]", found["place"])[0].strip()):
            return found
    return None


def _take_dateline(
    text: str, blocks: list[Span], header: re.Match[str] | None, published: dt.date | None
) -> tuple[str, str, Span | None, Span | None, dt.date | None, Span | None, list[Span]]:
    for at, block in enumerate(blocks[:3]):
        found = _dateline(block.of(text))
        if found is None:
            continue
        groups = found.groupdict()
        start = block.start
        day, day_span = _dateline_day(found, start, header, published)
        agency_span = Span(start + found.start("agency"), start + found.end("agency")) if groups.get("agency") else None
        line = Span(start + found.start("place"), start + found.end("place"))
        rest = [*blocks[:at], Span(start + found.end(), block.end), *blocks[at + 1 :]]
        return _place_words(found["place"]), groups.get("agency") or "", agency_span, line, day, day_span, rest
    return _bare_dateline(text, blocks)


def _bare_dateline(
    text: str, blocks: list[Span]
) -> tuple[str, str, Span | None, Span | None, dt.date | None, Span | None, list[Span]]:
    """ "ATHENS Greece will press …": a known town in capitals before the first sentence."""
    for at, block in enumerate(blocks[:2]):
        found = re.match(r"(?:[A-Z][A-Z'’-]+\s+){1,3}(?=[A-Z\"“])", block.of(text))
        if not found or block.of(text).isupper():
            continue
        words = found[0].split()
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            if len(name) > 3 and load_world().spots(name):
                end = block.start + len(name)
                rest = [*blocks[:at], Span(end + 1, block.end), *blocks[at + 1 :]]
                return _place_words(name), "", None, Span(block.start, end), None, None, rest
    return "", "", None, None, None, None, blocks


def _place_words(words: str) -> str:
    return ", ".join(
        part.strip().title() if part.strip().isupper() else part.strip() for part in re.split(r"[,/]", words)
    )


def _dateline_day(
    found: re.Match[str], start: int, header: re.Match[str] | None, published: dt.date | None
) -> tuple[dt.date | None, Span | None]:
    groups = found.groupdict()
    name, day = groups.get("name") or groups.get("name2"), groups.get("day") or groups.get("day2")
    if not (name and day):
        return None, None
    key = "name" if groups.get("name") else "name2"
    other = "day" if key == "name" else "day2"
    span = Span(start + min(found.start(key), found.start(other)), start + max(found.end(key), found.end(other)))
    year = groups.get("year") or groups.get("year2")
    if year:
        return day_in(int(year), month_number(name), int(day)), span
    near = _header_day(header) or published
    return (last_such_day(month_number(name), int(day), near, slack=7) if near else None), span


def _header_day(header: re.Match[str] | None) -> dt.date | None:
    if header is None:
        return None
    groups = header.groupdict()
    month = int(groups["month"]) if groups.get("month") else month_number(groups["name"])
    return day_in(int(groups["year"]), month, int(groups["day"]))


def _time_of(header: re.Match[str] | None) -> dt.time | None:
    if header is None or not header["hour"]:
        return None
    hour = int(header["hour"]) % 24
    if header["half"]:
        hour = hour % 12 + (12 if header["half"].lower().startswith("p") else 0)
    minute = int(header["minute"])
    return dt.time(hour, minute) if minute < 60 else None


def _report_day(
    text: str, header: re.Match[str] | None, day: dt.date | None, day_span: Span | None, published: dt.date | None
) -> tuple[dt.date | None, Span | None, str]:
    """Dateline first, then the header's date, then what intake knows (codebook 3)."""
    if day and day_span:
        return day, day_span, f"the dateline says {day_span.of(text)}: {in_words(day)}"
    from_header = _header_day(header)
    if from_header and header:
        start = len(header[0]) - len(header[0].lstrip())
        span = Span(header.start() + start, header.start() + len(header[0].rstrip()))
        return from_header, span, f"the header says {in_words(from_header)}"
    if published:
        return published, None, f"submitted as published on {in_words(published)}"
    return None, None, ""


def _take_of(words: str) -> str:
    found = _TAKE.search(words)
    if not found:
        return ""
    mark = found["mark"].lower()
    return next((kind for stem, kind in _TAKE_KINDS.items() if stem in mark), "")
