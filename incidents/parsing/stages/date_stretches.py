"""Stretches that have a name in the calendar: months, quarters, seasons, years, decades."""

from __future__ import annotations

import datetime as dt
import re

from incidents.parsing.stages.calendar import MONTH, last_of_month, month_number, months
from incidents.parsing.stages.date_words import ORDINALS, SINCE_WORD, THIRD, YEAR, Found, Rule, Seen, stretch

# "in April and July last year": both are last year's
_YEAR_BEHIND = re.compile(rf",? (?:and|or) {MONTH} (?:of )?(?:(?P<year>{YEAR})\b|last year\b)")
_BARE_MONTH = (
    "January|February|April|June|July|August|September|October|November|December"  # March and May are verbs, too
)
_SEASONS = {
    "spring": (3, 5, 21),
    "summer": (6, 8, 22),
    "autumn": (9, 11, 23),
    "fall": (9, 11, 23),
    "winter": (12, 2, 24),
}


def narrowed(first: dt.date, last: dt.date, third: str) -> tuple[dt.date, dt.date]:
    """ "late" or "the end of" a month or year is its last third, "early" its first (codebook 10)."""
    if not third:
        return first, last
    step = dt.timedelta(days=max(1, round(((last - first).days + 1) / 3)))
    if any(word in third for word in ("early", "beginning", "start")):
        return first, first + step - dt.timedelta(days=1)
    if "mid" in third:
        return first + step, first + 2 * step - dt.timedelta(days=1)
    return first + 2 * step, last


def _named_stretch(seen: Seen, first: dt.date, last: dt.date, edtf: str) -> Found:
    """A month, quarter or year by name: cut off at the report's day where that lies in it."""
    if seen.is_since() and first <= seen.today:
        return stretch(seen, first, seen.today, lasted=True, edtf=edtf)
    if first <= seen.today <= last and not seen.is_to_come():
        last = seen.today
    return stretch(seen, first, last, edtf=edtf)


def _month(seen: Seen) -> Found | None:
    month = month_number(seen.match["month"])
    year = seen.today.year - (month > seen.today.month)
    if seen.group("year"):
        year = int(seen.match["year"])
    elif seen.group("last_year"):
        year = seen.today.year - 1
    elif (joined := _YEAR_BEHIND.match(seen.match.string, seen.match.end())) is not None:
        year = int(joined["year"] or seen.today.year - 1)
    elif seen.is_to_come() or seen.group("next"):
        year = seen.today.year + (month < seen.today.month)
    first, last = narrowed(dt.date(year, month, 1), last_of_month(year, month), seen.group("third"))
    return _named_stretch(seen, first, last, f"{year:04}-{month:02}")


def _months(seen: Seen) -> Found | None:
    """ "between June and August 2015"."""
    last_month, month = month_number(seen.match["month2"]), month_number(seen.match["month"])
    year = int(seen.match["year"]) if seen.group("year") else seen.today.year - (last_month > seen.today.month)
    first = dt.date(year - (month > last_month), month, 1)
    last = min(last_of_month(year, last_month), max(first, seen.today))
    return stretch(seen, first, last, lasted=True)


def _year(seen: Seen) -> Found | None:
    year = int(seen.match["year"])
    if not 1900 <= year <= seen.today.year + 30:
        return None
    seen.memory.year = year
    first, last = narrowed(dt.date(year, 1, 1), dt.date(year, 12, 31), seen.group("third"))
    return _named_stretch(seen, first, last, f"{year}")


def _years(seen: Seen) -> Found | None:
    """ "the 1979-89 war"."""
    first, words = int(seen.match["year"]), seen.match["year2"]
    last = int(words) if len(words) == 4 else first - first % 100 + int(words)
    if not 1900 <= first < last <= seen.today.year + 30:
        return None
    return stretch(seen, dt.date(first, 1, 1), dt.date(last, 12, 31), lasted=True, edtf=f"{first}/{last}")


def _that_year(seen: Seen) -> Found | None:
    if seen.memory.year is None:
        return None
    year = seen.memory.year - ("previous" in seen.words or "before" in seen.words)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if first > seen.today:
        return None
    return stretch(
        seen,
        first,
        min(last, seen.today),
        edtf=f"{year}",
        why=f", counted from {seen.memory.year}, the year named before",
    )


def _decade(seen: Seen) -> Found | None:
    year = int(seen.match["decade"]) * 10
    if year > seen.today.year:
        return None
    return stretch(seen, dt.date(year, 1, 1), dt.date(year + 9, 12, 31), edtf=f"{year // 10}X")


def _quarter(seen: Seen) -> Found | None:
    """A quarter by number; without a year the nearest of that number."""
    number = ORDINALS[seen.group("nth")]
    years = [seen.today.year + step for step in (-1, 0, 1)]
    if seen.group("year"):
        years = [int(seen.match["year"])]
    elif seen.group("which"):
        years = [seen.today.year - (seen.group("which") == "last")]
    choices = [months(year, 3 * number - 2, 3 * number) for year in years]
    first, last = min(choices, key=lambda c: abs((c[0] - seen.today).days + 45))
    return _named_stretch(seen, first, last, f"{first:%Y-%m}/{last:%Y-%m}")


def _season(seen: Seen) -> Found | None:
    """Northern seasons; "last" and a bare "the" mean the one before the report's day, "this" the one of its year."""
    first_month, last_month, code = _SEASONS[seen.group("season")]

    def of(year: int) -> tuple[dt.date, dt.date]:
        return dt.date(year, first_month, 1), last_of_month(year + (last_month < first_month), last_month)

    if seen.group("year"):
        first, last = of(int(seen.match["year"]))
    else:
        ended = seen.today if seen.group("which") == "last" else seen.today + dt.timedelta(days=92)
        years = range(seen.today.year, seen.today.year - 3, -1)
        first, last = next(s for s in map(of, years) if s[1] < ended)
    return _named_stretch(seen, first, last, f"{first.year}-{code}")


_OF_YEAR = rf"(?:,? (?P<year>{YEAR}))?"
_M, _M2 = rf"(?P<month>{MONTH})", rf"(?P<month2>{MONTH})"

RULES: tuple[Rule, ...] = (
    ("date.months", rf"\b(?:[Bb]etween|[Ff]rom) {_M}(?! \d)(?: and | to | through ){_M2}(?! \d){_OF_YEAR}\b", _months),
    (
        "date.month",
        rf"(?:(?P<since>{SINCE_WORD})|\b(?:[Ii]n|[Dd]uring|[Oo]f|[Ll]ast|[Tt]his|(?P<next>[Nn]ext)|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Ff]or|[Tt]hrough) )"
        rf"(?:the )?{THIRD}?{_M}(?! \d(?!\d\d\d\b))(?:,? (?:of )?(?P<year>{YEAR}))?(?P<last_year> (?:of )?last year)?\b",
        _month,
    ),
    ("date.month", rf"\b{THIRD}{_M}(?! \d)(?:,? (?:of )?(?P<year>{YEAR}))?(?P<last_year> (?:of )?last year)?\b", _month),
    ("date.month", rf"\b{_M},? (?:of )?(?P<year>{YEAR})\b", _month),
    ("date.month", rf"\b(?P<month>{_BARE_MONTH})(?P<last_year> (?:of )?last year)\b", _month),
    ("date.month_own", r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)(?=['’]s\b)", _month),
    ("date.month_bare", rf"\b(?P<month>{_BARE_MONTH})\b(?! \d| [A-Z])", _month),
    (
        "date.quarter",
        rf"\b(?:[Tt]he )?(?P<nth>first|second|third|fourth|final)[ -]quarter(?: of (?:(?P<year>{YEAR})|(?P<which>this|last) year))?\b",
        _quarter,
    ),
    ("date.season", rf"\b(?P<which>[Ll]ast|[Tt]his|[Ii]n(?: the)?|[Tt]he) (?P<season>spring|summer|autumn|winter)(?! offensive| fighting| training| games| olympics)(?:,? (?:of )?(?P<year>{YEAR}))?\b", _season),
    ("date.season", rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:,? (?:of )?)(?P<year>{YEAR})\b", _season),
    ("date.years", rf"\b(?P<year>{YEAR})[-–](?P<year2>{YEAR}|\d\d)\b(?![-–]\d)", _years),
    ("date.year", rf"(?:(?P<since>[Ss]ince )|\b(?:[Ii]n|[Dd]uring|of) )(?:the year )?{THIRD}?(?P<year>{YEAR})\b(?![-\d,]\d|%)", _year),
    ("date.year", rf"\b{THIRD}(?P<year>{YEAR})\b(?![-\d,]\d|%)", _year),
    (
        "date.year_aside",
        rf"(?<![$€£#\d.,:/-])\b(?:[Tt]he |[Bb]y |[Ff]rom |[Uu]ntil |[Aa]fter |[Bb]efore |[Tt]o |[Ff]or |[Aa]nd |[Ii]ts |[Ss]ummer |[Oo]ctober )?(?P<year>{YEAR})\b"
        r"(?![-\d,:./]\d|%|['’]?s\b| ?(?:people|troops|soldiers|civilians|migrants|refugees|men|women|children|fighters|policemen|km|kilomet|miles|met(?:er|re)s|dollars|euros|tonnes|tons|kg|others|cases|jobs|cars|units|vehicles|employees|workers|more|acres|hectares|hours|points)\b)",
        _year,
    ),
    ("date.that_year", r"\b(?:(?:that|the) same year|that year|[Tt]he (?:year before|previous year|year previous))\b", _that_year),
    ("date.decade", r"\b(?:[Tt]he )?(?:early |mid-|late )?(?P<decade>(?:19|20)\d)0['’]?s\b", _decade),
)  # fmt: skip
