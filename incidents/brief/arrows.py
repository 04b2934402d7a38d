"""Flows on a brief's map: an arrow across the line, and a flag that says what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString

from incidents.brief.ground import Frame, longest
from incidents.brief.paper import COLOURS, HEIGHT, LETTER, WIDTH, Box, Flow, Section, Taken, text_at

PLACES = (0.5, 0.36, 0.64, 0.24, 0.76, 0.14, 0.86, 0.43, 0.57, 0.3, 0.7)  # along the line, the middle first


def arrows_of(sections: Sequence[Section], flows: Sequence[Flow], frame: Frame, taken: Taken) -> list[str]:
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


def _free_place(line: LineString, frame: Frame, taken: Taken, reach: float) -> _Crossing:
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


def _place(flow: Flow, at: _Crossing, taken: Taken) -> Box | None:
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
        text_at(x + 8, y + 12.5 + 12.5 * number, line, 10, "b-mute" if number else "b-ink", bold=not number)
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
