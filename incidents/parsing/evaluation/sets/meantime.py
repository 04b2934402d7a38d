"""MEANTIME English (NewsReader, LREC 2016): dates of WikiNews articles with their values.

The corpus holds tokens without white space: the text is put together again, the headline and the date line as paragraphs of
their own, up to the last sentence that the annotators read (the fifth of most articles). The date line is the report's day, so
it is told as intake would tell it, and asked for nowhere.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ElementTree

from defusedxml.ElementTree import parse as parse_xml

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.matching import best_pairs, overlap
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample, Stretch
from incidents.parsing.evaluation.scores import Tally, share

NAME = "MEANTIME (dates)"
_NO_SPACE_BEFORE = frozenset(
    [",", ".", ";", ":", "!", "?", "%", ")", "]", "'s", "’s", "n't", "'re", "'ve", "'ll", "'d"]
)
_NO_SPACE_AFTER = frozenset(["(", "[", "$", "£", "€"])
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Timex:
    at: Stretch
    words: str
    value: str
    days: Days | None  # None where the value is no stretch of the calendar ("PAST_REF", "P3D")


@dataclass(frozen=True, slots=True)
class Gold:
    dates: tuple[Timex, ...]
    date_line: tuple[Stretch, ...]


def is_it(folder: Path) -> bool:
    return (folder / "intra-doc_annotation").is_dir()


def samples(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "intra-doc_annotation").rglob("*.xml")):
        root = parse_xml(path)
        text, at = _text(root)
        published, gold = None, []
        line = []
        for timex in root.iter("TIMEX3"):
            tokens = [at[anchor.get("t_id", "")] for anchor in timex.iter("token_anchor")]
            value = timex.get("value", "")
            days = days_of(value)
            span = (min(t[0] for t in tokens), max(t[1] for t in tokens)) if tokens else None
            if timex.get("functionInDocument") == "CREATION_TIME":
                published = published or (days[0] if days else None)
                line += [span] if span else []
            elif span and timex.get("type") in ("DATE", "TIME"):
                gold.append(Timex(span, text[span[0] : span[1]], value, days))
        yield Sample(path.stem, Document(text, Known(published, "WikiNews", "en")), Gold(tuple(gold), tuple(line)))


def _text(root: ElementTree) -> tuple[str, dict[str, Stretch]]:
    """The article, and where each token stands in it."""
    written, at, sentence, glued = "", dict[str, Stretch](), 0, True
    sentences = {token.get("t_id", ""): int(token.get("sentence", "0")) for token in root.iter("token")}
    last = max(sentences[anchor.get("t_id", "")] for anchor in root.iter("token_anchor"))
    for token in root.iter("token"):
        words, number = token.text or "", int(token.get("sentence", "0"))
        if number > last:
            break
        if number != sentence:
            written += "\n\n" if number <= 2 else " "
            sentence, glued = number, True
        elif not glued and words not in _NO_SPACE_BEFORE:
            written += " "
        at[token.get("t_id", "")] = (len(written), len(written) + len(words))
        written, glued = written + words, words in _NO_SPACE_AFTER
    return written, at


def days_of(value: str) -> Days | None:
    """First and last day of a TIMEX3 or EDTF value: a day (its time of day left out), week, month, quarter, year, decade."""
    if "/" in value:
        first, last = (days_of(end) for end in value.split("/"))
        return (first[0], last[1]) if first and last else None
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        day = dt.date(*map(int, found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday + dt.timedelta(days=5 if found[3] else 0), monday + dt.timedelta(days=6)
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return _months(int(found[1]), 3 * int(found[2]) - 2, 3 * int(found[2]))
    if found := re.fullmatch(r"(?:FY)?(\d{4})", value):
        return _months(int(found[1]), 1, 12)
    if found := re.fullmatch(r"(\d{3})X?", value):
        return dt.date(int(found[1]) * 10, 1, 1), dt.date(int(found[1]) * 10 + 9, 12, 31)
    return None


def _months(year: int, first: int, last: int) -> Days:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def score(sample: Sample, read: Reading) -> Outcome:
    """date_value: overlap and the same value, over dates with a value; date_value_day: those of one day only."""
    gold = [one for one in sample.gold.dates if one.days]
    aside = [one.at for one in sample.gold.dates if not one.days] + list(sample.gold.date_line)
    ours = [
        Timex((m["start"], m["end"]), m["value"], m["value"], days_of(m["value"])) for m in read["mentions"]["dates"]
    ]
    ours = [one for one in ours if not any(overlap(one.at, other) for other in aside)]
    published = sample.document.known.published
    pairs = best_pairs(len(gold), len(ours), lambda i, j: overlap(gold[i].at, ours[j].at))
    same = [(i, j) for i, j in pairs if gold[i].days == ours[j].days]
    days = [(i, j) for i, j in same if _is_day(gold[i])]
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    misses = [f"missed    {one.words} = {one.value}" for i, one in enumerate(gold) if i not in found]
    misses += [f"extra     {one.value} at {one.at[0]}" for j, one in enumerate(ours) if j not in used]
    misses += [
        f"differs   {ours[j].value} for {gold[i].words} = {gold[i].value}" for i, j in pairs if (i, j) not in same
    ]
    sheet = {
        "date_detection": Tally(len(pairs), len(ours), len(gold)),
        "date_value": Tally(len(same), len(ours), len(gold)),
        "date_value_day": Tally(len(days), sum(map(_is_day, ours)), sum(map(_is_day, gold))),
        "date_value_of_found": share(len(same), len(pairs)),
    }
    return Outcome(sheet, tuple(f"{miss}  (report of {published})" for miss in misses))


def _is_day(one: Timex) -> bool:
    return one.days is not None and one.days[0] == one.days[1]
