"""Names on a brief's map: countries beside their border, others where there is room, and a few towns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely import LineString, Point
from shapely.geometry import box

from incidents.brief.ground import Frame, cut_ground, load_names, longest
from incidents.brief.paper import HEIGHT, LETTER, WIDTH, Section, Taken, text_at

MOST_TOWNS = 9


def names_on(folder: Path, sections: Sequence[Section], frame: Frame, taken: Taken) -> list[str]:
    countries, towns = load_names(folder)
    drawn, named = [], set()
    for section in sections:
        for name, is_left in ((section.names[0], True), (section.names[1], False)):
            if name not in named and (spot := _inside(folder, section, frame, taken, name, is_left=is_left)):
                named.add(name)
                drawn.append(text_at(*spot, name.upper(), 11, "b-mute", middle=True, spaced=True))
    for _code, name, lat, lon in countries:
        wide = len(name) * 8.6 + 8
        x, y = frame.x(lon), frame.y(lat)
        if name not in named and frame.shows(lon, lat) and taken.take([(x - wide / 2, y - 11, x + wide / 2, y + 5)]):
            drawn.append(text_at(x, y, name.upper(), 11, "b-mute", middle=True, spaced=True))
    return drawn + _towns(towns, frame, taken)


def _towns(towns: Sequence[tuple[str, float, float, int]], frame: Frame, taken: Taken) -> list[str]:
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
            drawn.append(dot + text_at(start, y + 3.4, name, 9.5, "b-mute"))
    return drawn


def _inside(
    folder: Path, section: Section, frame: Frame, taken: Taken, name: str, *, is_left: bool
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
