"""Figures as a person types them: ">1000", "about 200", "300-400", "up to 50 soldiers"; open ends stay open (codebook 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from incidents.parsing.stages.numbers import VAGUE
from incidents.parsing.stages.numerals import value_of

FORMS = 'give a figure as "94", ">1000", "about 200", "300-400", "up to 50" or "dozens"'
MOST = Decimal(10) ** 11
_SIGNS = (
    ("at_least", r"≥|>=|at least|no fewer than|(?=.*\+)"), ("over", r">|over|more than|above"),
    ("up_to", r"≤|<=|up to|at most|as many as"), ("under", r"<|under|fewer than|less than|below"),
    ("about", r"~|≈|about|around|some|nearly|almost"),
)  # fmt: skip
_SIGN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _SIGNS), re.I)
_NUMBER = r"\d[\d,.  ]*(?:k|m)?(?![\w.])|\d[\d,. ]*(?= )"
_RANGE = re.compile(rf"(?:between )?(?P<low>{_NUMBER})(?: ?[-–—] ?| to | and )(?P<high>{_NUMBER})(?P<unit> .*)?", re.I)
_ONE = re.compile(rf"(?P<low>{_NUMBER})\+?(?P<unit> .*)?", re.I)


@dataclass(frozen=True, slots=True)
class Typed:
    """`unit` is None where nothing was typed behind the figure."""

    low: Decimal | None
    high: Decimal | None
    comparator: str
    unit: str | None = None


def read_figure(typed: str) -> Typed:
    """What is typed, as the two ends of a claim."""
    words = re.sub(r"\s+", " ", typed.strip())
    if vague := next((one for one in sorted(VAGUE, key=len, reverse=True) if re.match(rf"{one}\b", words, re.I)), ""):
        low, high = map(Decimal, map(int, VAGUE[vague]))
        return Typed(low, high, "exact" if low == high else "vague", words[len(vague) :].strip() or None)
    if both := _RANGE.fullmatch(words):
        low, high = _number(both["low"]), _number(both["high"])
        if low > high:
            raise ValueError("the upper end is below the lower one")
        return Typed(low, high, "range", _unit(both))
    sign = _SIGN.match(words)
    one = _ONE.fullmatch(words[sign.end() :].strip() if sign else words)
    comparator = sign.lastgroup or "exact" if sign else "exact"
    if one is None:
        return _spelled(words[sign.end() :].strip() if sign else words, comparator)
    return _ended(_number(one["low"]), comparator, _unit(one))


def _spelled(words: str, comparator: str) -> Typed:
    """ "two dozen", "twenty-three migrants": the longest beginning that is a number."""
    tokens = words.split(" ")
    for length in range(len(tokens), 0, -1):
        value = value_of(" ".join(tokens[:length]))
        if value is not None:
            return _ended(Decimal(str(value)), comparator, " ".join(tokens[length:]) or None)
    raise ValueError(FORMS)


def _ended(value: Decimal, comparator: str, unit: str | None) -> Typed:
    if value >= MOST:
        raise ValueError("give a number from 0 to 99,999,999,999")
    low = None if comparator in ("up_to", "under") else value
    high = None if comparator in ("over", "at_least") else value
    return Typed(low, high, comparator, unit)


def _number(words: str) -> Decimal:
    scale = {"k": 1000, "m": 1_000_000}.get(words[-1].lower(), 1)
    plain = re.sub(r"[,   ]", "", words.rstrip("kKmM"))
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        raise ValueError(FORMS)
    return Decimal(plain) * scale


def _unit(match: re.Match[str]) -> str | None:
    return (match["unit"] or "").strip() or None
