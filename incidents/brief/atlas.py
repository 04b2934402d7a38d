"""The small map of a brief as SVG: nothing is drawn more exactly than it is known, and no meaning hangs on a colour.

Presentation attributes carry the colours of print; a page's style sheet sets its own by the classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from shapely import MultiLineString

from incidents.brief.arrows import arrows_of
from incidents.brief.ground import Frame, cut_ground, framed, path_of
from incidents.brief.names import names_on
from incidents.brief.paper import COLOURS, HEIGHT, LETTER, WIDTH, Box, Flow, Mark, Section, Taken, text_at


def drawn_map(
    folder: Path, sections: Sequence[Section], flows: Sequence[Flow], marks: Sequence[Mark], bounds: Box, title: str
) -> str:
    """An SVG picture of the bounds, with its title for those who do not see it."""
    frame = framed(bounds, WIDTH, HEIGHT)
    taken = Taken(lines=tuple(_on_sheet(one.lines, frame) for one in sections))
    ground = _ground(folder, frame, {one.code for one in sections})
    lines = [_section(one, frame) for one in sections]
    spots = [_mark(one, frame, taken) for one in marks]
    arrows = arrows_of(sections, flows, frame, taken)
    names = names_on(folder, sections, frame, taken)
    inside = "".join([*ground, *lines, *names, *arrows, *spots])
    return (
        f'<svg class="brief-map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="Inter, sans-serif">{DEFS}'
        f'<rect class="b-water" width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="#e6eef2"/>{inside}'
        f'<rect class="b-edge" x="0.5" y="0.5" width="{WIDTH - 1:.0f}" height="{HEIGHT - 1:.0f}" fill="none" stroke="#9aa0a6" stroke-width="1"/></svg>'
    )


DEFS = "<defs>" + "".join(
    f'<pattern id="b-hatch-{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path class="b-line family-{name}" d="M0 2.5h5" stroke="{colour}" stroke-width="1.4"/></pattern>'
    for name, colour in COLOURS.items()
) + "</defs>"  # fmt: skip


def _ground(folder: Path, frame: Frame, shown: set[str]) -> list[str]:
    ground = cut_ground(folder, frame)
    land = "".join(path_of(one, frame) for one in ground.land)
    lakes = "".join(path_of(one, frame) for one in ground.lakes)
    rivers = "".join(path_of(one, frame) for one in ground.rivers)
    drawn = [f'<path class="b-land" d="{land}" fill="#fbf9f4" fill-rule="evenodd"/>' if land else "",
             f'<path class="b-water" d="{lakes}" fill="#e6eef2"/>' if lakes else "",
             f'<path class="b-river" d="{rivers}" fill="none" stroke="#a9c3d3" stroke-width="0.8"/>' if rivers else ""]  # fmt: skip
    for disputed, dash in ((False, ""), (True, ' stroke-dasharray="4 3"')):
        d = "".join(
            path_of(line, frame) for code, doubt, line in ground.borders if doubt is disputed and code not in shown
        )
        drawn.append(
            f'<path class="b-boundary" d="{d}" fill="none" stroke="#8d8a82" stroke-width="1"{dash}/>' if d else ""
        )
    return drawn


def _section(one: Section, frame: Frame) -> str:
    d = path_of(one.lines, frame)
    halo = f'<path class="b-halo" d="{d}" fill="none" stroke="#c9d6dc" stroke-width="7" stroke-linejoin="round"/>'
    return f'{halo}<path class="b-section" d="{d}" fill="none" stroke="#1a1c20" stroke-width="2.4" stroke-linejoin="round"/>'


def _on_sheet(lines: MultiLineString, frame: Frame) -> MultiLineString:
    return MultiLineString([[(frame.x(x), frame.y(y)) for x, y in line.coords] for line in lines.geoms])


def _mark(one: Mark, frame: Frame, taken: Taken) -> str:
    x, y, colour = frame.x(one.lon), frame.y(one.lat), COLOURS[one.family]
    around = ""
    if one.km:
        r = max(10.0, frame.units(one.km))
        around = (
            f'<circle class="b-ring family-{one.family}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="url(#b-hatch-{one.family})" '
            f'fill-opacity="0.45" stroke="{colour}" stroke-width="1.2" stroke-dasharray="4 3"/>'
        )
    half = max(8.0, 4.5 + LETTER * len(one.words) / 2 * 1.05)
    taken.boxes.append((x - half, y - 9, x + half, y + 9))
    return (
        f'{around}<rect class="b-mark family-{one.family}" x="{x - half:.1f}" y="{y - 8:.1f}" width="{2 * half:.1f}" height="16" rx="8" '
        f'fill="#ffffff" stroke="{colour}" stroke-width="1.8"/>{text_at(x, y + 3.6, one.words, 10, "b-ink", bold=True, middle=True)}'
    )
