"""Ranges, changes and enumerations in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BEFORE = {"about": "about ", "over": "more than ", "at_least": "at least ", "up_to": "up to ", "under": "fewer than "}


def number(value: float) -> str:
    return f"{value:,.10g}" if value % 1 else f"{int(value):,}"


def spelled(low: float | None, high: float | None, comparator: str = "exact") -> str:
    """ "more than 1,000", "up to 50", "94", "300–400", "about 200"; as claims say it."""
    if low is None and high is None:
        return ""
    if high is None and low is not None:
        return (BEFORE["at_least"] if comparator == "at_least" else BEFORE["over"]) + number(low)
    if low is None and high is not None:
        return (BEFORE["under"] if comparator == "under" else BEFORE["up_to"]) + number(high)
    assert low is not None and high is not None
    if low == high:
        return (BEFORE["about"] if comparator == "about" else "") + number(low)
    return f"{number(low)}–{number(high)}"


def short(low: float | None, high: float | None) -> str:
    """ ">1,394", "94", "94–1,037", "≤50", "none"."""
    if low is None and high is None:
        return "none told"
    if high is None:
        return f">{number(low or 0)}"
    if low == high:
        return number(high)
    return f"{number(low)}–{number(high)}" if low else f"≤{number(high)}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """ "A", "A and B", "A, B and C", "A, B, C and 3 others"."""
    held = list(dict.fromkeys(names))
    if len(held) > most:
        held = [*held[: most - 1], f"{len(held) - most + 1} others"]
    return held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}" if held else ""


def counted(n: int, noun: str, many: str = "") -> str:
    """ "1 incident", "1,204 incidents"."""
    return f"{n:,} {noun if n == 1 else many or noun + 's'}"


def opened(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """With a full stop, unless it ends as a sentence already."""
    return text if text.endswith((".", "!", "?", "…", ".”", "!”", "?”")) else f"{text}."


Range = tuple[float | None, float | None]  # least, most; None is an open end, (None, None) is nothing told


NOTHING: Range = (None, None)


def trend(now: Range, before: Range) -> str:
    """new, up, down, same or open: ranges that overlap leave it open which way it went."""
    if before == NOTHING:
        return "new"
    if now == before and now[1] is not None and now[0] == now[1]:
        return "same"
    least, most = now[0] or 0.0, _top(now)
    least_before, most_before = before[0] or 0.0, _top(before)
    if least > most_before or (least == most_before and now[1] is None):
        return "up"
    if most < least_before or (most == least_before and before[1] is None):
        return "down"
    return "open"


@dataclass(frozen=True, slots=True)
class Silence:
    """Why an earlier period has no such figure, for a table and for the end of a sentence."""

    short: str
    words: str


NONE_TOLD = Silence("none told", "none told of in the period before")
NONE_READ_OF = Silence("none in reports read", "none in the reports read of the period before")
NOT_READ = Silence("no report read", "no report of the period before was read")


def change(now: Range, before: Range, silence: Silence) -> str:
    """For a table: "up from 334", "no certain change from >300", "none told"."""
    way = trend(now, before)
    if way == "new":
        return silence.short
    return {"up": "up from ", "down": "down from ", "same": "unchanged at ", "open": "no certain change from "}[
        way
    ] + short(*before)


def compared(now: Range, before: Range, silence: Silence) -> str:
    """For the end of a sentence: "up from 334 in the period before"."""
    way = trend(now, before)
    if way == "new":
        return silence.words
    was = spelled(*before)
    return {
        "up": f"up from {was} in the period before", "down": f"down from {was} in the period before",
        "same": "as many as in the period before", "open": f"in the period before {was}, so that no change is certain",
    }[way]  # fmt: skip


def _top(one: Range) -> float:
    return float("inf") if one[1] is None else one[1]
