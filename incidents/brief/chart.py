"""The timeline of a brief as SVG: incidents by day, week or month, stacked by family; hatched where the day is not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from incidents.brief.paper import COLOURS

WIDTH, GROUND, TOP, LEFT = 720.0, 100.0, 6.0, 26.0
HEIGHT = GROUND + 30
TALLEST_UNIT = 16.0
FAMILIES = tuple(COLOURS)
LETTERS = {"movement": "M", "force": "F", "control": "C", "crime": "S", "deaths": "D", "talk": "T", "other": "O"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time: by family how many there are for certain, and how many may lie here or elsewhere."""

    first: date
    last: date
    certain: tuple[int, ...]
    unsure: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.certain) + sum(self.unsure)


def drawn_timeline(bars: Sequence[Bar], unit: str, title: str) -> str:
    most = max((bar.n for bar in bars), default=0)
    if not most:
        return ""
    step = (WIDTH - LEFT) / len(bars)
    high = min(TALLEST_UNIT, (GROUND - TOP) / most)
    bands = "".join(_weekend(bar, at, step) for at, bar in enumerate(bars)) if unit == "day" else ""
    columns = "".join(_bar(bar, LEFT + at * step, step, high) for at, bar in enumerate(bars))
    return (
        f'<svg class="brief-timeline" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="Inter, sans-serif">{_hatches()}{bands}{_scale(most, high)}{columns}'
        f'<path class="b-axis" d="M{LEFT:.0f} {GROUND:.1f}H{WIDTH:.0f}" stroke="#1a1c20" stroke-width="1"/>{_days(bars, unit, step)}</svg>'
    )


def _hatches() -> str:
    return "<defs>" + "".join(
        f'<pattern id="t-hatch-{name}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path class="b-line family-{name}" d="M0 2h4" stroke="{colour}" stroke-width="1.3"/></pattern>'
        for name, colour in COLOURS.items()
    ) + "</defs>"  # fmt: skip


def _weekend(bar: Bar, at: int, step: float) -> str:
    if bar.first.weekday() < 5:
        return ""
    return f'<rect class="b-weekend" x="{LEFT + at * step:.1f}" y="{TOP:.0f}" width="{step:.1f}" height="{GROUND - TOP:.0f}" fill="#f1efe9"/>'


def _scale(most: int, high: float) -> str:
    """The highest number, and the ground."""
    y = GROUND - most * high
    line = f'<path class="b-grid" d="M{LEFT:.0f} {y:.1f}H{WIDTH:.0f}" stroke="#d8d6d0" stroke-width="0.7" stroke-dasharray="2 3"/>'
    return line + _label(LEFT - 5, y + 3.5, f"{most:,}", "end") + _label(LEFT - 5, GROUND + 3, "0", "end")


def _label(
    x: float,
    y: float,
    words: str,
    anchor: str = "middle",
    css: str = "b-mute",
    fill: str = "#5a5d63",
    size: float = 9.5,
    bold: bool = False,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(words)}</text>'


def _bar(bar: Bar, x: float, step: float, high: float) -> str:
    wide = max(1.0, min(step * 0.78, 30.0))
    left, ground, drawn = x + (step - wide) / 2, GROUND, []
    for counts, sure in ((bar.certain, True), (bar.unsure, False)):
        for family, n in zip(FAMILIES, counts, strict=True):
            if n:
                tall = n * high
                ground -= tall
                drawn.append(_block(family, sure, left, ground, wide, tall))
    return f"<g><title>{escape(_told(bar))}</title>{''.join(drawn)}</g>" if drawn else ""


def _block(family: str, sure: bool, x: float, y: float, wide: float, tall: float) -> str:
    colour = COLOURS[family]
    if not sure:
        return (
            f'<rect class="b-unsure family-{family}" x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{wide - 1:.1f}" height="{max(0.5, tall - 1):.1f}" '
            f'fill="url(#t-hatch-{family})" stroke="{colour}" stroke-width="0.7"/>'
        )
    block = f'<rect class="b-sure family-{family}" x="{x:.1f}" y="{y + 0.4:.1f}" width="{wide:.1f}" height="{max(0.5, tall - 0.8):.1f}" fill="{colour}"/>'
    fits = tall >= 7.8 and wide >= 9
    return block + (
        _label(
            x + wide / 2,
            y + tall / 2 + min(3.0, tall * 0.34),
            LETTERS[family],
            "middle",
            "b-on",
            "#ffffff",
            min(8.5, tall - 0.6),
            bold=True,
        )
        if fits
        else ""
    )


def _told(bar: Bar) -> str:
    certain = sum(bar.certain)
    days = _day(bar.first) if bar.first == bar.last else f"{_day(bar.first)} to {_day(bar.last)}"
    return f"{days}: {certain} for certain" + (f", {sum(bar.unsure)} perhaps" if sum(bar.unsure) else "")


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _days(bars: Sequence[Bar], unit: str, step: float) -> str:
    """As many labels as there is room for; the month at its first."""
    every = max(1, int(-(-(24 if unit == "day" else 46) // step)))
    drawn, month, room = [], None, -1.0
    for at, bar in enumerate(bars):
        x = LEFT + (at + 0.5) * step
        if at % every == 0:
            drawn.append(_label(x, GROUND + 13, _short(bar.first, unit)))
        named = (bar.first.year, bar.first.month) if unit in ("day", "week") else (bar.first.year, 0)
        if named != month and x > room:
            words = f"{bar.first:%B %Y}" if unit in ("day", "week") else str(bar.first.year)
            if x - step / 2 + len(words) * 5.6 <= WIDTH:
                drawn.append(_label(x - step / 2 + 2, GROUND + 26, words, "start", "b-ink", "#1a1c20", 9.5, bold=True))
                month, room = named, x + len(words) * 5.6 + 6
    return "".join(drawn)


def _short(day: date, unit: str) -> str:
    return {"day": str(day.day), "week": f"{day.day} {day:%b}", "month": f"{day:%b}"}.get(unit, str(day.year))
