"""Figures with open ends kept open: value, comparator, basis, and the words of what is counted (codebook 6 and 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.calendar import MONTH
from incidents.parsing.stages.numerals import NUM, SCALES, value_of

if TYPE_CHECKING:  # a form's figures are read without the language model
    from spacy.tokens import Token

    from incidents.parsing.tongue import Parsed

VAGUE: dict[str, tuple[float, float]] = {
    "hundreds of thousands": (200_000, 999_999), "tens of thousands": (20_000, 99_999), "dozens": (24, 99), "hundreds": (200, 999),
    "thousands": (2000, 9999), "scores": (40, 99), "several": (3, 9), "a few": (3, 9), "a couple": (2, 2), "a pair": (2, 2), "a handful": (3, 9),
    "several hundred": (300, 900), "several thousand": (3000, 9000), "several dozen": (36, 108), "a few hundred": (300, 900),
    "a few dozen": (36, 108), "a few thousand": (3000, 9000),
}  # fmt: skip
_COMPARATORS = (
    ("at_least", r"at least|no fewer than|no less than|a minimum of|not less than|upwards of"),
    ("over", r"(?:well )?over|more than|above|in excess of|exceeding|upward of"),
    ("up_to", r"up to|as many as|at most|no more than|not more than|a maximum of"),
    ("under", r"fewer than|less than|under|below"),
    ("about", r"some|about|around|nearly|almost|approximately|roughly|an estimated|close to|estimated at|circa"),
)  # fmt: skip
_COMPARE = "|".join(f"(?P<{name}>{words})" for name, words in _COMPARATORS)
_FIGURE = re.compile(
    rf"\b(?:(?:{_COMPARE}) )?(?:a total of |as many as |the )?(?P<additive>another |an additional |an extra |a further )?"
    rf"(?:(?P<zero>(?:[Nn]o one|[Nn]obody)(?= (?:\w+ ){{0,3}}?(?:killed|hurt|injured|wounded|harmed|died|dead|missing|crossed|arrested|detained)\b)|[Nn]o (?:casualties|injuries|deaths|fatalities))|(?P<vague>{'|'.join(sorted(VAGUE, key=len, reverse=True))})\b"
    rf"|(?:between |from )?(?P<num>{NUM})\b(?P<dozen>(?<=dozen))?(?:(?: ?[-–—] ?| to | or |(?<=\d) and (?=\d))(?P<num2>{NUM})\b(?! ?(?:hours|days|years)))?(?P<plus>\+(?!\d)| or more| or so)?)",
    re.I,
)  # fmt: skip
_NOT_A_COUNT = re.compile(
    r"^\+\d|^-(?!strong\b|member\b|man\b|person\b)[a-z]|^ ?[°º]|^[ -]magnitude\b|^\s?(?:%|per ?cent\b|pct\b|percent\b|-?\s?(?:km|kms|kilomet|miles?\b|mi\b(?!-)|metres?\b|meters?\b|m\b|cm\b|mm\b|feet\b|ft\b|yards?\b|inch|acres?|hectares?|square|degrees?|nautical)|"
    r"-?(?:year|month|week|day|hour|minute|second|decade|point|seat|storey|story|mile|metre|meter|yard|lane)s?(?:[- ]old|[- ]long)?\b|"
    r"\s?(?:a\.?m\.?|p\.?m\.?|GMT|UTC|hrs)\b|:\d\d|st\b|nd\b|rd\b|th\b|\.\d|/\d|-\w+ (?:rifle|missile|rocket|gun)|\s?(?:dollars|euros|rupees|pesos|roubles|rubles|million dollars|yuan)\b|"
    r"\s(?:line\b|hour\b|tolerance|times|percent|degrees|villages?|provinces?|districts?|towns?|cities|countries|nations|states|sites|sectors|areas|places|locations|points?|rounds? of (?!ammunition|bullets?|shells?|mortar|rifle|fire\b)|parts?|sides|months|years|weeks|days|hours|minutes|decades|nights|fronts|occasions|weekend)\b)",
    re.I,
)  # fmt: skip
_BEFORE_NO_COUNT = re.compile(
    rf"(?:[$€£₹]\s?|\bUS\$\s?|\bNo\.? ?|#|\b(?:[Rr]esolution|[Aa]rticle|[Ss]ection|[Cc]hapter|[Ff]light|[Rr]oute|[Hh]ighway|[Bb]rigade|[Bb]attalion|[Dd]ivision|[Pp]age|Group of|G|aged?|Boeing|Covid|COVID|Channel|"
    rf"Kilometre|[Kk]m|[Pp]oint|[Cc]lass|[Ll]evel|[Pp]hase|[Ss]tage|{MONTH}|[Mm]agnitude|[Ww]on|[Bb]eat|in|since|by|of|until|from)[ -]?|\b[A-Z]{{1,4}}-?|\d[.,:/+-]|[A-Za-z]-)$"
)
_YEARS = re.compile(r"^(?:1[5-9]|20)\d\d$")
_CUMULATIVE = re.compile(
    r"\b(?:so far|in total|in all|altogether|a total of|total of|the (?:death )?toll (?:to|at|of)|bringing|brings|brought the|since (?:then|the start|the beginning|\d{4})|to date|overall|already)\b",
    re.I,
)
_SUBTOTAL = re.compile(
    r"\b(?:of whom|of them|of which|including|among them|among whom|among those)\b[^.;]{0,40}$", re.I
)
_PART = re.compile(r"\bof (?:them|whom|those)\b", re.I)
_REMAINING = re.compile(r"\b(?:still|remain(?:s|ed|ing)?|left behind|trapped|stranded|stuck)\b", re.I)
_WEIGHTS = {
    "kg": 1.0, "kgs": 1.0, "kilogram": 1.0, "kilogramme": 1.0, "kilo": 1.0, "gram": 0.001, "gramme": 0.001, "g": 0.001,
    "tonne": 1000.0, "ton": 1000.0, "pound": 0.4536, "lb": 0.4536, "lbs": 0.4536, "ounce": 0.02835, "quintal": 100.0,
}  # fmt: skip
_WEIGHT = re.compile(rf"^[ -]?({'|'.join(sorted(_WEIGHTS, key=len, reverse=True))})(?:s|mes|mmes)?\b", re.I)
_LOOK, _SENTENCE = (
    60,
    400,
)  # characters around a figure that can change what it is; bounds the work on endless sentences
_BODY_WORDS = {"other", "others", "people", "more"}


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    count: Count
    rule: str


def _plain(match: re.Match[str]) -> tuple[Count, str] | None:
    groups = match.groupdict()
    comparator = next((name for name, _ in _COMPARATORS if groups[name]), "exact")
    additive = bool(groups["additive"])
    if groups["zero"]:
        return Count(0, 0, "exact"), "number.none"
    if groups["vague"]:
        low, high = VAGUE[groups["vague"].lower()]
        return Count(low, high, "exact" if low == high else "vague", additive=additive), "number.vague"
    low_or_none = value_of(groups["num"])
    if low_or_none is None:
        return None
    low = low_or_none
    if groups["num2"]:
        top = value_of(groups["num2"])
        if top is not None and top > low:
            return Count(_scaled(low, groups["num"], groups["num2"]), top, "range", additive=additive), "number.range"
        if not re.search("[a-z]", match[0], re.I):
            return None  # "3-1": a score, or a pair of numbers that counts nothing
    if groups["plus"]:
        comparator = "about" if groups["plus"].strip() == "or so" else "at_least"
    ends: dict[str, tuple[float | None, float | None]] = {
        "over": (low, None), "at_least": (low, None), "up_to": (None, low), "under": (None, low),
    }  # fmt: skip
    first, last = ends.get(comparator, (low, low))
    return Count(first, last, comparator, additive=additive), f"number.{comparator}"


def _scaled(low: float, words: str, top_words: str) -> float:
    """ "1-2 million": the word behind belongs to both."""
    scale = re.search(r"(hundred|thousand|million|billion)$", top_words.lower())
    return low * SCALES[scale[1]] if scale and not words.lower().endswith(tuple(SCALES)) else low


def _is_count(text: str, match: re.Match[str]) -> bool:
    if match["zero"]:
        return True
    if match["vague"]:
        return _NOT_A_COUNT.match(text[match.end() : match.end() + _LOOK]) is None
    at = match.start("num")
    before, after = text[max(0, at - _LOOK) : at], text[match.end() : match.end() + _LOOK]
    digits = match["num"]
    if _NOT_A_COUNT.match(after) and not _WEIGHT.match(after):
        return False
    compared = any(match[name] for name, _ in _COMPARATORS)
    if not compared and _BEFORE_NO_COUNT.search(before):
        return _after_of(before, digits)
    if _YEARS.match(digits) and not compared and "," not in digits:
        return False
    return not (
        digits.lower() == "one"
        and re.match(r"^\s(?:of|day|time|side|thing|another|who|that|point|must|can|has|is)\b", after, re.I)
    )


def _after_of(before: str, digits: str) -> bool:
    """ "of 300 soldiers" is a count, "of 2016" and "Article 5" are not."""
    return (
        bool(re.search(r"\b(?:of|by|from|in)\s$", before))
        and not _YEARS.match(digits)
        and not before.endswith("Group of ")
    )


def _figures(text: str) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(text):
        if not _is_count(text, match):
            continue
        read = _plain(match)
        if read is None:
            continue
        count, rule = read
        end = match.end()
        weight = _WEIGHT.match(text[end : end + _LOOK])
        if weight and not match["zero"]:
            factor = _WEIGHTS[weight[1].lower()]
            scale = [
                None
                if v is None
                else (round(v * factor) if factor != 1.0 and v * factor >= 1 else round(v * factor, 3))
                for v in (count.low, count.high)
            ]
            count = replace(count, low=scale[0], high=scale[1], unit="kg")
            end += weight.end()
            rule += ".weight"
        yield _Figure(match.start(), end, count, rule)


def _head(token: Token) -> Token | None:
    """The noun that a number counts."""
    at = token
    for _ in range(4):
        if at.dep_ in ("nummod", "amod", "det", "compound", "quantmod", "predet") and at.head.i != at.i:
            at = at.head
            if at.pos_ in ("NOUN", "PROPN") and at.i > token.i:
                return at
        else:
            break
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.pos_ in ("NOUN", "PROPN", "PRON")), None)
    follow = token.nbor() if token.i + 1 < len(token.doc) else None
    return follow if follow is not None and follow.pos_ == "NOUN" else None


def _unit(one: Parsed, figure: _Figure) -> tuple[str, int]:
    """The counted words and where they end, counted from the passage: "Afghan government troops"."""
    found = one.doc.char_span(figure.start, figure.end, alignment_mode="expand")
    if found is None or not len(found):
        return "", figure.end
    if figure.count.unit == "kg":
        after = list(one.doc[found.end : found.end + 4])
        if len(after) > 1 and after[0].lower_ == "of" and after[1].pos_ in ("NOUN", "PROPN"):
            return f"kg of {after[1].text}", after[1].idx + len(after[1].text)
        return "kg", figure.end
    last = next((t for t in reversed(list(found)) if t.pos_ in ("NUM", "NOUN", "ADJ", "DET") or t.like_num), found[-1])
    if last.pos_ == "NOUN" and last.lower_ not in (
        "dozen",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "couple",
        "handful",
        "thousand",
        "hundred",
        "tens",
    ):
        return "", figure.end
    head = _head(last)
    if head is None or head.i < found.start or head.i - found.end > 7:
        follow = one.doc[found.end] if found.end < len(one.doc) else None
        if follow is not None and follow.lower_ in _BODY_WORDS:
            return follow.text, follow.idx + len(follow.text)
        return "", figure.end
    start = one.doc[found.end].idx if found.end < len(one.doc) else figure.end
    words = one.text[start : head.idx + len(head.text)]
    if re.search(r"[.;:,\n]", words) and "," in words and len(words) > 40:
        return "", figure.end
    return re.sub(r"^(?:of |the |those |these |its |their )+", "", " ".join(words.split())), head.idx + len(head.text)


def _basis(text: str, figure: _Figure, unit_end: int) -> str:
    nearest = max(0, figure.start - _SENTENCE)
    sentence_start = max(nearest - 1, *(text.rfind(mark, nearest, figure.start) for mark in (". ", "\n", "; "))) + 1
    before, after = text[sentence_start : figure.start], text[unit_end : unit_end + 60].split(".")[0]
    if _SUBTOTAL.search(before) or _PART.search(text[figure.start : unit_end]):
        return "subtotal"
    if _CUMULATIVE.search(before[-45:] + " " + text[figure.start : figure.end]) or re.search(
        r"\b(?:so far|in total|in all|altogether)\b", after
    ):
        return "cumulative"
    if _REMAINING.search(after[:40]) or re.search(r"\b(?:still|remaining)\b", before[-15:]):
        return "remaining"
    return "new"


def read_numbers(parsed: Sequence[Parsed], dates: Sequence[Span] = ()) -> tuple[Mention[Count], ...]:
    """Every count of the passages; figures inside a date's words are none."""
    mentions: list[Mention[Count]] = []
    for one in parsed:
        at, text = one.passage.span.start, one.text
        taken = bytearray(len(text))  # 1 where a date stands
        for day in dates:
            if one.passage.span.covers(day):
                taken[day.start - at : day.end - at] = b"\1" * (day.end - day.start)
        for figure in _figures(text):
            if any(taken[figure.start : figure.end]):
                continue
            unit, end = _unit(one, figure)
            additive = figure.count.additive or unit.lower().split(" ")[:1] in (["others"], ["other"], ["more"])
            count = replace(figure.count, unit=unit[:200], basis=_basis(text, figure, end), additive=additive)
            span = Span(at + figure.start, at + max(end, figure.end))
            words = text[span.start - at : span.end - at]
            mentions.append(Mention(count, span, figure.rule, f"“{words}”"))
    return tuple(mentions)


def count_in(words: str) -> Count | None:
    """The first count of a few words that a person chose; their unit is for the person to say."""
    figure = next(_figures(words), None)
    return replace(figure.count, basis=_basis(words, figure, figure.end)) if figure else None
