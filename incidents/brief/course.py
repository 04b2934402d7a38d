"""The timeline of a brief: its incidents over its period, at most so many bars."""

from __future__ import annotations

from datetime import timedelta

from incidents.brief.asked import Asked
from incidents.brief.chart import FAMILIES, Bar, drawn_timeline
from incidents.brief.wording import counted
from incidents.cube import codes
from incidents.cube.answers import Answers, Histogram
from incidents.cube.stretches import cut, unit_for

MOST_BARS = 62


def histogram_of(ask: Answers, asked: Asked) -> Histogram | None:
    if asked.period is None or not asked.n:
        return None
    first, last = asked.period.first, asked.period.last
    return ask.histogram(asked.now, cut(first, last, unit_for(first, last, MOST_BARS)), people=False)


def timeline_of(held: Histogram | None, asked: Asked) -> str:
    if held is None:
        return ""
    starts = [codes.day_of(start) for start in held.stretch.starts]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), held.stretch.last]
    stacked, order, bars = held.by_family(), [codes.FAMILIES.index(name) for name in FAMILIES], []
    for at, (first, last) in enumerate(zip(starts, ends, strict=True)):
        sure, n = stacked.certain[at].tolist(), stacked.n[at].tolist()
        bars.append(Bar(first, last, tuple(sure[f] for f in order), tuple(n[f] - sure[f] for f in order)))
    return drawn_timeline(bars, held.stretch.unit, f"Timeline: {counted(asked.n, 'incident')} by {held.stretch.unit}")


def timeline_words(held: Histogram | None) -> str:
    if held is None:
        return ""
    unsure = (
        f" Hatched: {counted(held.uncertain, 'incident')} that may lie in any of several." if held.uncertain else ""
    )
    return f"Incidents by {held.stretch.unit}, each report’s own; stacked by family.{unsure}"
