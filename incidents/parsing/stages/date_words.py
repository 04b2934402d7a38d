"""The words that dates are made of, and what stands around them: parts of the day, "since", a coming day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from incidents.parsing.drafts import When
from incidents.parsing.stages.calendar import in_words, precision

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "several": 7, "few": 3, "a few": 3, "a couple of": 2,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "final": 4, "last": 4,
}  # fmt: skip
COUNT = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_LENGTHS = {**UNIT_DAYS, "night": 1, "month": 30, "year": 365, "decade": 3652}
YEAR = r"(?:19|20)\d\d"

_PARTS = {
    "early hours": "early_hours", "small hours": "early_hours", "before dawn": "early_hours", "predawn": "early_hours",
    "pre-dawn": "early_hours", "dawn": "early_hours", "after midnight": "early_hours", "morning": "morning", "midday": "afternoon",
    "noon": "afternoon", "afternoon": "afternoon", "evening": "evening", "dusk": "evening", "overnight": "night",
    "midnight": "night", "tonight": "night", "night": "night",
}  # fmt: skip
_PART = r"(?:early hours|(?:early |late |mid-?)?(?:morning|afternoon|evening|night)|midday|noon|dawn|dusk|midnight|overnight)"
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.]\d\d)? ?(?P<half>[ap])\.?m\.?(?: local(?: time)?| [A-Z]{2,4})?,? (?:on )?"
BEFORE = (
    r"(?:(?:in |during )?the (?P<pre>early hours|small hours|morning|afternoon|evening|night) (?:of|on) "
    r"|(?P<pre2>overnight|early|late|at dawn on|before dawn on) (?:on )?"
    rf"|{_CLOCK})?"
)
AFTER = rf"(?:,? (?:in the )?(?P<post>{_PART})(?! shift))?"
# "since Friday", "since a brutal June 15 battle", "since the attack on Monday"; "has since left" begins no stretch
SINCE_WORD = r"(?<!\bhas )(?<!\bhave )(?<!\bhad )(?<!['’]ve )[Ss]ince (?:(?:(?!said |says |told |that |who |which |then |last |on |in )[\w-]+ ){1,5}(?:on |in )|(?:an?|the|their|its|his|her) (?:[\w-]+ ){0,2})?"
SINCE = rf"(?P<since>{SINCE_WORD}|[Ff]rom |[Uu]ntil |[Bb]y |[Bb]efore |[Aa]fter )?"
THIRD = r"(?:(?P<third>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he (?:very )?)?(?:end|beginning|start|middle) of|at the (?:end|beginning|start) of)[ -])"

# What is still to come is told by the verb or noun before the day, unless somebody says something between the two.
_TO_COME = re.compile(
    r"\b(?:will|shall|should|would|is to|are to|was to|were to|(?:is|are|was|were|be|been) due|scheduled|expected|expects?|set to|plans? to|planned for|planning to|slated|deadline|ahead of"
    r"|vowed to|no later than|starting|beginning|takes? effect|upcoming|coming|(?P<told>said|told|announced|reported|says|tells|confirmed|according|declared|warned))\b",
    re.I,
)
_OVER = re.compile(r"\b(?:was|were|had|remained|lasted|stayed|kept)\b[^.;]*$", re.I)


@dataclass(slots=True)
class Memory:
    """What relative forms of a narrative lean on: the day named last, and the year named last."""

    day: dt.date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A match, the report's day, and what the text has named so far."""

    match: re.Match[str]
    today: dt.date
    memory: Memory

    @property
    def words(self) -> str:
        return self.match[0].strip()

    def group(self, name: str) -> str:
        """The words of a group in lower case, empty where the pattern has none."""
        return (self.match.groupdict().get(name) or "").strip().lower()

    def is_since(self) -> bool:
        return self.group("since").startswith("since")

    def is_to_come(self) -> bool:
        """True where the words before speak of what is still to happen ("will meet on Friday")."""
        if self.group("since") == "until":
            return not _OVER.search(self.match.string[max(0, self.match.start() - 60) : self.match.start()])
        return _last_cue(self.match, 90) == "coming"

    def told(self, first: dt.date, last: dt.date | None = None, why: str = "") -> str:
        """The reason in words for a person."""
        end = f" to {in_words(last)}" if last and last != first else ""
        return f"“{self.words}” → {in_words(first)}{end}{why}"


def _last_cue(match: re.Match[str], back: int) -> str:
    """ "coming", "told" or nothing: the cue nearest before the match in its sentence."""
    start = match.start()
    before = re.split(r"[.!?\n]\s|[;“”\"]", match.string[max(0, start - back) : start])[-1]
    cues = list(_TO_COME.finditer(before))
    if not cues:
        return ""
    return "told" if cues[-1]["told"] else "coming"


Found = tuple[When, str]  # the value, and why in words
Read = Callable[[Seen], "Found | None"]
Rule = tuple[str, str, Read]  # name, pattern, reader


def part_of_day(seen: Seen) -> str:
    if hour := seen.group("hour"):
        return _part_of_hour(int(hour) % 12 + 12 * (seen.group("half") == "p"))
    words = (seen.group("pre") or seen.group("pre2") or seen.group("post")).replace(" on", "").removeprefix("at ")
    return named_part(words)


def named_part(words: str) -> str:
    """The codebook's part of the day in these words, empty if none."""
    return next((code for name, code in _PARTS.items() if words.endswith(name)), "")


def _part_of_hour(hour: int) -> str:
    limits = ((6, "early_hours"), (12, "morning"), (18, "afternoon"), (21, "evening"), (24, "night"))
    return next(part for end, part in limits if hour < end)


def exactly(seen: Seen, day: dt.date, why: str) -> Found:
    """One day; "since" it, the stretch from there to the report's day."""
    if seen.is_since() and day <= seen.today:
        return When(
            day, seen.today, precision(day, seen.today), lasted=True, edtf=day.isoformat()
        ), f"{why}; since then"
    return When(day, day, 1, part_of_day(seen)), why


def stretch(seen: Seen, first: dt.date, last: dt.date, *, lasted: bool = False, edtf: str = "", why: str = "") -> Found:
    return When(first, last, precision(first, last), lasted=lasted, edtf=edtf), seen.told(first, last, why)


def number(words: str) -> int:
    return NUMBERS.get(words) or int(words)


def days_in(count: int, unit: str) -> int:
    """How many days so many hours, nights, weeks or months take; a day that is begun counts as whole."""
    return -(-count // 24) if unit == "hour" else count * _LENGTHS[unit]
