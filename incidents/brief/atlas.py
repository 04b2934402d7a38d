"""The small map of a brief as SVG: nothing is drawn more exactly than it is known, and no meaning hangs on a colour.

Presentation attributes carry the colours of print; a page's style sheet sets its own by the classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry import box

from incidents.brief.ground import Frame, cut_ground, framed, load_names, longest, path_of

WIDTH, HEIGHT = 720.0, 290.0
COLOURS = {
    "movement": "#0b5fa5", "force": "#c2410c", "control": "#946200", "crime": "#7a4b2a", "deaths": "#1c1c1c", "talk": "#1b7a43", "other": "#666b73",
}  # fmt: skip
MOST_TOWNS = 9
LETTER = 5.15  # width of a letter of 10 units, on average


@dataclass(frozen=True, slots=True)
class Flow:
    """Incidents known only as a border's section: `words` are lines of its flag. start/end: the codes of its countries, empty without direction."""

    border: str
    start: str
    end: str
    words: tuple[str, ...]
    family: str
    people: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Incidents at one point, alone or somewhere within `km` of it."""

    lon: float
    lat: float
    km: float
    words: str
    family: str


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    lines: MultiLineString
    names: tuple[str, str]  # of the countries on its left and on its right


Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Taken:
    """No label covers another."""

    boxes: list[Box] = field(default_factory=list)
    lines: tuple[MultiLineString, ...] = ()  # of the sections, on the sheet

    def is_free(self, one: Box) -> bool:
        inside = one[0] >= 2 and one[1] >= 2 and one[2] <= WIDTH - 2 and one[3] <= HEIGHT - 2
        return inside and not any(
            one[0] < b[2] and one[2] > b[0] and one[1] < b[3] and one[3] > b[1] for b in self.boxes
        )

    def take(self, candidates: Iterable[Box]) -> Box | None:
        """The first free one, rather off the lines than on them."""
        free = [one for one in candidates if self.is_free(one)]
        found = next(
            (one for one in free if not any(line.intersects(box(*one)) for line in self.lines)),
            free[0] if free else None,
        )
        if found:
            self.boxes.append(found)
        return found


def drawn_map(
    folder: Path, sections: Sequence[Section], flows: Sequence[Flow], marks: Sequence[Mark], bounds: Box, title: str
) -> str:
    """An SVG picture of the bounds, with its title for those who do not see it."""
    frame = framed(bounds, WIDTH, HEIGHT)
    taken = _Taken(lines=tuple(_on_sheet(one.lines, frame) for one in sections))
    ground = _ground(folder, frame, {one.code for one in sections})
    lines = [_section(one, frame) for one in sections]
    spots = [_mark(one, frame, taken) for one in marks]
    arrows = _flows(sections, flows, frame, taken)
    names = _names(folder, sections, frame, taken)
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


def _mark(one: Mark, frame: Frame, taken: _Taken) -> str:
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
        f'fill="#ffffff" stroke="{colour}" stroke-width="1.8"/>{_text(x, y + 3.6, one.words, 10, "b-ink", bold=True, middle=True)}'
    )


def _text(
    x: float,
    y: float,
    words: str,
    size: float,
    css: str,
    *,
    bold: bool = False,
    middle: bool = False,
    spaced: bool = False,
) -> str:
    more = (
        (' font-weight="700"' if bold else "")
        + (' text-anchor="middle"' if middle else "")
        + (' letter-spacing="1.4"' if spaced else "")
    )
    fill = "#5a5d63" if css == "b-mute" else "#1a1c20"
    return (
        f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{more}>{escape(words)}</text>'
    )


# --- flows: an arrow across the line, and a flag that says what it stands for ---

PLACES = (0.5, 0.36, 0.64, 0.24, 0.76, 0.14, 0.86, 0.43, 0.57, 0.3, 0.7)  # along the line, the middle first


def _flows(sections: Sequence[Section], flows: Sequence[Flow], frame: Frame, taken: _Taken) -> list[str]:
    drawn = []
    for section in sections:
        line = longest(section.lines)
        mine = [one for one in flows if one.border == section.code]
        most = max((one.people for one in mine), default=0.0) or 1.0
        arrows, flags = [], []
        for flow in mine[: len(PLACES)]:
            size = (flow.people / most) ** 0.5
            reach = _reach(size) if flow.start and flow.end else 7.0
            at = _free_place(line, frame, taken, reach)
            taken.boxes.append((at.x - reach, at.y - reach, at.x + reach, at.y + reach))
            if flow.start and flow.end:
                arrows.append(_arrow(at, flow, forward=flow.start == section.code[:2], size=size))
            else:
                arrows.append(_knot(at, flow))
            flags.append((flow, at))
        placed = [(flow, at, spot) for flow, at in flags if (spot := _place(flow, at, taken))]
        drawn += [
            *(_leader(at, spot) for _flow, at, spot in placed),
            *arrows,
            *(_flag(flow, spot) for flow, _at, spot in placed),
        ]
    return drawn


def _free_place(line: LineString, frame: Frame, taken: _Taken, reach: float) -> _Crossing:
    """The first place where nothing stands yet; the middle where there is none."""
    places = [_Crossing.of(line, share, frame) for share in PLACES]
    free = (at for at in places if taken.is_free((at.x - reach, at.y - reach, at.x + reach, at.y + reach)))
    return next(free, places[0])


def _reach(size: float) -> float:
    return 20 + 10 * size


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A place on a line on the sheet; (nx, ny) leads from its left side to its right side."""

    x: float
    y: float
    nx: float
    ny: float

    @classmethod
    def of(cls, line: LineString, share: float, frame: Frame) -> _Crossing:
        here, before, after = (
            line.interpolate(max(0.0, min(1.0, share + step)), normalized=True) for step in (0, -0.06, 0.06)
        )
        dx, dy = frame.x(after.x) - frame.x(before.x), frame.y(after.y) - frame.y(before.y)
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        return cls(frame.x(here.x), frame.y(here.y), -dy / length, dx / length)


def _arrow(at: _Crossing, flow: Flow, *, forward: bool, size: float) -> str:
    """Broad where it sets out, for nobody named a place; its breadth is the root of the number."""
    sign = 1.0 if forward else -1.0
    nx, ny = at.nx * sign, at.ny * sign
    tx, ty = -ny, nx
    half, head, reach = 3 + 7 * size, 5 + 6 * size, _reach(size)

    def spot(along: float, aside: float) -> str:
        return f"{at.x + nx * along + tx * aside:.1f} {at.y + ny * along + ty * aside:.1f}"

    neck = reach - head * 1.3
    points = [
        spot(-reach, half),
        spot(neck, head * 0.42),
        spot(neck, head),
        spot(reach, 0),
        spot(neck, -head),
        spot(neck, -head * 0.42),
        spot(-reach, -half),
    ]
    colour = COLOURS[flow.family]
    return (
        f'<path class="b-arrow family-{flow.family}" d="M{"L".join(points)}Z" fill="{colour}" fill-opacity="0.82" '
        f'stroke="#ffffff" stroke-width="1.2" stroke-linejoin="round"/>'
    )


def _knot(at: _Crossing, flow: Flow) -> str:
    colour = COLOURS[flow.family]
    return f'<rect class="b-knot family-{flow.family}" x="{at.x - 4.5:.1f}" y="{at.y - 4.5:.1f}" width="9" height="9" fill="#ffffff" stroke="{colour}" stroke-width="2"/>'


def _place(flow: Flow, at: _Crossing, taken: _Taken) -> Box | None:
    width = 14 + max(len(line) * (LETTER + (0.5 if not number else 0)) for number, line in enumerate(flow.words))
    height = 7 + 12.5 * len(flow.words)
    return taken.take(_around(at, width, height))


def _leader(at: _Crossing, spot: Box) -> str:
    """From the line to the flag's nearest point."""
    x, y = min(max(at.x, spot[0]), spot[2]), min(max(at.y, spot[1]), spot[3])
    return f'<path class="b-leader" d="M{at.x:.1f} {at.y:.1f}L{x:.1f} {y:.1f}" stroke="#1a1c20" stroke-width="0.8"/>'


def _flag(flow: Flow, spot: Box) -> str:
    x, y, width, height = spot[0], spot[1], spot[2] - spot[0], spot[3] - spot[1]
    panel = (
        f'<rect class="b-flag" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2" fill="#ffffff" stroke="#b9bcc1" stroke-width="0.8"/>'
        f'<rect class="b-staff family-{flow.family}" x="{x:.1f}" y="{y:.1f}" width="3" height="{height:.1f}" fill="{COLOURS[flow.family]}"/>'
    )
    lines = [
        _text(x + 8, y + 12.5 + 12.5 * number, line, 10, "b-mute" if number else "b-ink", bold=not number)
        for number, line in enumerate(flow.words)
    ]
    return panel + "".join(lines)


def _around(at: _Crossing, width: float, height: float) -> Iterable[Box]:
    """Places for a flag, the nearest first, on either side of the line."""
    for far in (40, 56, 74, 94, 120, 150, 190):
        for side in (1, -1):
            for aside in (0, 1, -1, 2, -2):
                x = at.x + at.nx * far * side - at.ny * aside * far * 0.7
                y = at.y + at.ny * far * side + at.nx * aside * far * 0.7
                x, y = (
                    min(max(x, width / 2 + 3), WIDTH - width / 2 - 3),
                    min(max(y, height / 2 + 3), HEIGHT - height / 2 - 3),
                )
                yield x - width / 2, y - height / 2, x + width / 2, y + height / 2


# --- names ---


def _names(folder: Path, sections: Sequence[Section], frame: Frame, taken: _Taken) -> list[str]:
    countries, towns = load_names(folder)
    drawn, named = [], set()
    for section in sections:
        for name, is_left in ((section.names[0], True), (section.names[1], False)):
            if name not in named and (spot := _inside(folder, section, frame, taken, name, is_left=is_left)):
                named.add(name)
                drawn.append(_text(*spot, name.upper(), 11, "b-mute", middle=True, spaced=True))
    for _code, name, lat, lon in countries:
        wide = len(name) * 8.6 + 8
        x, y = frame.x(lon), frame.y(lat)
        if name not in named and frame.shows(lon, lat) and taken.take([(x - wide / 2, y - 11, x + wide / 2, y + 5)]):
            drawn.append(_text(x, y, name.upper(), 11, "b-mute", middle=True, spaced=True))
    return drawn + _towns(towns, frame, taken)


def _towns(towns: Sequence[tuple[str, float, float, int]], frame: Frame, taken: _Taken) -> list[str]:
    drawn: list[str] = []
    for name, lat, lon, _rank in towns:
        if len(drawn) >= MOST_TOWNS:
            break
        if not frame.shows(lon, lat):
            continue
        x, y, wide = frame.x(lon), frame.y(lat), len(name) * LETTER + 4
        right, left = (x - 3, y - 7, x + 5 + wide, y + 6), (x - 5 - wide, y - 7, x + 3, y + 6)
        if found := taken.take((right, left)):
            start = x + 5 if found == right else x - 3 - wide
            dot = f'<circle class="b-town" cx="{x:.1f}" cy="{y:.1f}" r="1.9" fill="#ffffff" stroke="#5a5d63" stroke-width="1"/>'
            drawn.append(dot + _text(start, y + 3.4, name, 9.5, "b-mute"))
    return drawn


def _inside(
    folder: Path, section: Section, frame: Frame, taken: _Taken, name: str, *, is_left: bool
) -> tuple[float, float] | None:
    """A free spot that is surely in the country: on that side of the line, with no other border between."""
    line = longest(section.lines)
    others = [one for code, _doubt, one in cut_ground(folder, frame).borders if code != section.code]
    lines = shapely.union_all([*others, section.lines]) if others else section.lines
    wall = shapely.union_all(others) if others else LineString()
    wide = len(name) * 8.6 + 8
    best: tuple[float, float, float] | None = None
    for across in range(1, 24):
        for down in range(1, 12):
            x, y = WIDTH * across / 24, HEIGHT * down / 12
            spot = Point(frame.west + x / frame.scale / frame.squeeze, frame.north - y / frame.scale)
            if not taken.is_free((x - wide / 2, y - 11, x + wide / 2, y + 5)):
                continue
            label = box(
                spot.x - wide / 2 / frame.scale / frame.squeeze,
                spot.y - 5 / frame.scale,
                spot.x + wide / 2 / frame.scale / frame.squeeze,
                spot.y + 11 / frame.scale,
            )
            if label.intersects(lines):
                continue
            foot = shapely.shortest_line(line, spot)
            room = spot.distance(lines)
            if (best is None or room > best[0]) and _is_on(line, spot, is_left=is_left) and not foot.intersects(wall):
                best = room, x, y
    if best is None:
        return None
    taken.boxes.append((best[1] - wide / 2, best[2] - 11, best[1] + wide / 2, best[2] + 5))
    return best[1], best[2]


def _is_on(line: LineString, spot: Point, *, is_left: bool) -> bool:
    at = line.project(spot)
    step = line.length * 0.01
    here, after = line.interpolate(max(0.0, at - step)), line.interpolate(min(line.length, at + step))
    turn = (after.x - here.x) * (spot.y - here.y) - (after.y - here.y) * (spot.x - here.x)
    return (turn > 0) is is_left
