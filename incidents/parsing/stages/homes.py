"""Where a report was written: the country of the town in its date line."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.parsing.document import Frame
from incidents.parsing.evidence import Span
from incidents.parsing.knowledge.world import World

DATELINE = "border.dateline"  # the rule of a border whose other side only the date line tells
_MANY_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a report was written in, with the town and words of the date line that say so."""

    country: str
    town: str
    span: Span


def home_of(frame: Frame, world: World) -> Home | None:
    """The country of the one town that a report was written in; None for two towns or an unknown one."""
    town, span = frame.dateline_place, frame.dateline_span
    if not town or span is None:
        return None
    country = world.capital_of(town) or _country_of_town(town, world)
    return Home(country, town, span) if country else None


def _country_of_town(name: str, world: World) -> str:
    """The largest city of that name, or town at a border."""
    towns = (s for s in world.spots(name) if s.kind == "city" and (s.population >= _MANY_PEOPLE or s.border))
    best = max(towns, key=lambda s: s.population, default=None)
    return best.country if best else ""
