"""What stands around the story: headline, dates, dateline, byline, tails. Cut here, and never read as an incident."""

from __future__ import annotations

import datetime as dt
import re

from incidents.parsing.document import Document, Frame, Passage
from incidents.parsing.evidence import Span
from incidents.parsing.stages.calendar import in_words
from incidents.parsing.stages.dateline import Dateline, find_bare_dateline, find_dateline, lone_town, match_dateline
from incidents.parsing.stages.header import Header, find_header
from incidents.parsing.stages.paragraphs import SIGN_OFF, paragraphs

_TAILS = re.compile(
    r"^\s*(?:\(?\s*(?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled|Translated)\s+by\b.*|Source|REUTERS?|END|ENDS|"
    r"Copyright\b.*|©.*|/{2,}.*|\*{3,}|-{3,}|#{2,}|\(?More to (?:come|follow)\W*|This is a developing story.*|"
    r"Click here.*|Read more.*|Follow us.*|Share this.*|Our Standards:.*|Image source.*|Photo:.*|\(END\).*)\s*$",
    re.I,
)
_BYLINE = re.compile(r"^\s*By\s+(?P<who>[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,7})(?:,\s.*| for .*)?\s*$")
_TAKE = re.compile(
    r"\b(?P<mark>\d+(?:st|nd|rd|th)\s+(?:lead|LEAD|LD)|LEAD|lead(?=:)|UPDATE\s*\d*|CORRECTED|CORRECTION|REFILE|RECASTS?|ADDS?|"
    r"WRAPUP\s*\d*|URGENT|FLASH|SNAP|BREAKING|RPT|REPEATS?|KILL|WITHDRAWN|(?<=\()(?:adds|updates|corrects|recasts))\b(?=[\s:,/)-])"
)
_TAKE_KINDS = {"correct": "correction", "refile": "correction", "update": "update", "lead": "lead", "ld": "lead", "add": "adds", "recast": "recast", "kill": "kill", "withdrawn": "kill"}  # fmt: skip
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,90}[)\]]")
_SPOKEN_ASIDE = re.compile(r"\b(?:said|says|told|added|according)\b", re.I)


def cut_frame(document: Document) -> Frame:
    """The frame of a wire report; what is left are the passages that the parser reads."""
    text, known = document.text, document.known
    blocks = list(paragraphs(text))
    header = find_header(text, blocks)
    tails = {b for b in blocks if _TAILS.match(b.of(text)) or SIGN_OFF.match(b.of(text))}
    cut = tails | ({header.span} if header else set())
    blocks = [b for b in blocks if b not in cut]
    byline, blocks = _take_byline(text, blocks)
    headline, blocks = _take_headline(text, blocks)
    dateline, blocks = _take_dateline(text, blocks, (header.day if header else None) or known.published)
    date, span, reason = _report_day(text, header, dateline, known.published)
    body = [Passage(b, "body", n) for n, b in enumerate(blocks, 1)]
    return Frame(
        passages=tuple(([Passage(headline, "headline", 0)] if headline else []) + body),
        headline=headline,
        agency=(dateline.agency if dateline else "") or known.source,
        agency_span=dateline.agency_span if dateline else None,
        dateline_place=dateline.place if dateline else "",
        dateline_span=dateline.span if dateline else None,
        report_date=date,
        report_date_span=span,
        report_date_reason=reason,
        report_time=header.time if header else None,
        zone=header.zone if header else "",
        byline=byline,
        take=_take_of(headline.of(text) if headline else text[:80]),
        masked=_asides(text),
        dropped=tuple(sorted(cut)),
    )


def _take_byline(text: str, blocks: list[Span]) -> tuple[str, list[Span]]:
    for at, block in enumerate(blocks[:4]):
        if found := _BYLINE.match(block.of(text)):
            return found["who"], [*blocks[:at], *blocks[at + 1 :]]
    return "", blocks


def _take_headline(text: str, blocks: list[Span]) -> tuple[Span | None, list[Span]]:
    """The first paragraph, unless it is the story: opened by a dateline, or long prose."""
    if len(blocks) < 2:
        return None, blocks
    first = blocks[0].of(text)
    is_story = _opens_story(first) and not first.isupper()
    ends_like_prose = first.rstrip().endswith((".", "”", '"')) and len(first) > 110
    if is_story or ends_like_prose or len(first) > 320:
        return None, blocks
    # A second line in the same tone is a sub-headline, which repeats the lead as the headline does.
    return blocks[0], blocks[1:]


def _opens_story(words: str) -> bool:
    """A dateline; "UPDATE 2 - …" is none."""
    return not _TAKE.match(words) and match_dateline(words) is not None


def _take_dateline(text: str, blocks: list[Span], near: dt.date | None) -> tuple[Dateline | None, list[Span]]:
    for at, block in enumerate(blocks[:3]):
        words = block.of(text)
        if not _TAKE.match(words) and (found := find_dateline(text, block, near)):
            return found, _opened_at(found, blocks, at)
        if (town := lone_town(words)) and at + 1 < len(blocks):
            return Dateline(town, block, block.end), [*blocks[:at], *blocks[at + 1 :]]
    for at, block in enumerate(blocks[:2]):
        if found := find_bare_dateline(text, block):
            return found, _opened_at(found, blocks, at)
    return None, blocks


def _opened_at(found: Dateline, blocks: list[Span], at: int) -> list[Span]:
    """The blocks, the one with the dateline from its first sentence on."""
    return [*blocks[:at], Span(found.story, blocks[at].end), *blocks[at + 1 :]]


def _report_day(
    text: str, header: Header | None, dateline: Dateline | None, published: dt.date | None
) -> tuple[dt.date | None, Span | None, str]:
    """Dateline first, then the header's date, then what intake knows (codebook 3)."""
    if dateline and dateline.day and dateline.day_span:
        words = dateline.day_span.of(text)
        return dateline.day, dateline.day_span, f"the dateline says {words}: {in_words(dateline.day)}"
    if header and header.day:
        return header.day, header.span, f"the header says {in_words(header.day)}"
    if published:
        return published, None, f"submitted as published on {in_words(published)}"
    return None, None, ""


def _asides(text: str) -> tuple[Span, ...]:
    """Parentheticals that nobody says anything in."""
    return tuple(Span(m.start(), m.end()) for m in _ASIDE.finditer(text) if not _SPOKEN_ASIDE.search(m[0]))


def _take_of(words: str) -> str:
    found = _TAKE.search(words)
    if not found:
        return ""
    mark = found["mark"].lower()
    return next((kind for stem, kind in _TAKE_KINDS.items() if stem in mark), "")
