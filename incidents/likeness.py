"""Why two incidents of different reports may be one. It suggests and explains; an editor decides. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What two incidents are compared by."""

    event_type: str
    family: str
    border: str
    first: dt.date | None
    last: dt.date | None
    from_country: str = ""
    to_country: str = ""
    place: str = ""
    numbers: frozenset[tuple[float | None, float | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Twin:
    score: float
    reasons: tuple[str, ...]


LIKELY = 0.6


def likely_twin(a: Facts, b: Facts) -> Twin | None:
    """Why two incidents of different reports may be one, or None. An editor decides, never this function."""
    if a.family != b.family or not a.border or a.border != b.border:
        return None
    if not _may_be_the_same_day(a, b) or _go_apart(a, b):
        return None
    score, reasons = 0.55, [f"same border {a.border}", "dates overlap"]
    if a.event_type == b.event_type:
        score += 0.2
        reasons.append("same type")
    if (a.from_country, a.to_country) == (b.from_country, b.to_country) != ("", ""):
        score += 0.1
        reasons.append(f"same direction {a.from_country} → {a.to_country}")
    if a.numbers and b.numbers:
        fits = any(_fit(m, n) for m in a.numbers for n in b.numbers)
        score += 0.15 if fits else -0.15
        reasons.append("figures agree" if fits else "figures differ")
    if a.place and a.place == b.place:
        score += 0.1
        reasons.append(f"same place {a.place}")
    return Twin(round(min(1.0, score), 2), tuple(reasons)) if score >= LIKELY else None


def _may_be_the_same_day(a: Facts, b: Facts) -> bool:
    return bool(a.first and a.last and b.first and b.last and a.first <= b.last and b.first <= a.last)


def _go_apart(a: Facts, b: Facts) -> bool:
    """Nobody goes both ways at once."""
    return any(
        one and other and one != other
        for one, other in ((a.from_country, b.from_country), (a.to_country, b.to_country))
    )


def _fit(m: tuple[float | None, float | None], n: tuple[float | None, float | None]) -> bool:
    """Two figures can mean the same number: their ranges overlap, open ends reaching a tenth further, no more."""
    low_m, high_m = m[0] or 0.0, m[1] if m[1] is not None else (m[0] or 0.0) * 1.1
    low_n, high_n = n[0] or 0.0, n[1] if n[1] is not None else (n[0] or 0.0) * 1.1
    return low_m <= high_n and low_n <= high_m
