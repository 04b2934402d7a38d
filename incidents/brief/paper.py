"""The sheet that a brief's map is drawn on: what is put there, its colours, and that no label covers another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from shapely import MultiLineString
from shapely.geometry import box

WIDTH, HEIGHT = 720.0, 290.0
COLOURS = {
    "movement": "#0b5fa5", "force": "#c2410c", "control": "#946200", "crime": "#7a4b2a", "deaths": "#1c1c1c", "talk": "#1b7a43", "other": "#666b73",
}  # fmt: skip
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
class Taken:
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


def text_at(
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
