"""Who takes part though the event's own words do not say so: the two sides of a fight, the parties to talks, the attackers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.parsing.drafts import ActorDraft, Where, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import OF_GATES, EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import government
from incidents.parsing.stages.coreference import REACH
from incidents.parsing.stages.event import Heard
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.participants import is_bare

_FIGHTS = frozenset(("border_clash", "other"))
_NAMES_BOTH = frozenset(("place.border", "border.neighbours", "border.story"))
_ATTACKERS = frozenset(("REB", "UAF"))
SIDE = "actor.side"

Drafts = tuple[ActorDraft, ...]


def with_unsaid(
    actors: Drafts,
    kind: EventType,
    here: Sentence,
    border: Mention[str] | None,
    place: Mention[Where] | None,
    heard: Heard,
) -> Drafts:
    """The actors, and those whom the words around name for the sides that the event's own words leave open."""
    roles = {a.role for a in actors}
    if border is None or (heard.frame.passages and here.one.passage.kind == "headline"):
        return actors
    if kind.code in _FIGHTS and len(actors) < 2 and roles <= {"initiator"}:
        return (*actors, *_sides(actors, border, here, heard))
    if kind.family == "talk" and not actors:
        return tuple(_countries(border, heard.world))
    if kind.code in OF_GATES and "initiator" not in roles:
        return (*actors, *_keeper(place, border, heard.world))
    if kind.code == "border_attack" and "initiator" not in roles:
        return (*actors, *_attackers(actors, here, heard))
    return actors


def host_of(here: Sentence, kind: EventType, toward: Mention[str] | None, world: World) -> Iterator[ActorDraft]:
    """The country into which people flee, where the words name it: "toward its border" is not yet in it."""
    if kind.code != "refugee_influx" or toward is None or toward.rule != "direction.to":
        return
    is_named = any(m.span == toward.span and m.value.kind not in ("demonym", "border") for m in here.places)
    if is_named and (country := world.country(toward.value)) is not None:
        yield ActorDraft(Mention(government(country), toward.span, SIDE, f"where they fled to: {country.name}"), "host")


def _keeper(place: Mention[Where] | None, border: Mention[str], world: World) -> Iterator[ActorDraft]:
    """A post that is shut by nobody named is shut by the country in which it lies."""
    side = place.value.country if place is not None and place.value.prec <= 2 else ""
    if place is not None and side in border.value.split("-") and (country := world.country(side)) is not None:
        reason = f"“{place.value.name}” lies in {country.name}"
        yield ActorDraft(Mention(government(country), place.span, SIDE, reason), "initiator")


def _sides(named: Drafts, border: Mention[str], here: Sentence, heard: Heard) -> Iterator[ActorDraft]:
    """A fight at a border has two sides: who is not named in its own words is whoever the report names for that side."""
    sides = border.value.split("-")
    named = tuple(a for a in named if not is_bare(a))
    if named and named[0].who.value.country not in sides:
        return
    open_sides = [side for side in sides if not named or side != named[0].who.value.country]
    found = [m for side in open_sides if (m := _last_of(side, here, heard)) is not None]
    if not named and len(found) < len(open_sides):
        yield from _pair(here, heard) or _countries(border, heard.world)
    else:
        yield from (ActorDraft(m, "initiator") for m in found)


def _last_of(side: str, here: Sentence, heard: Heard) -> Mention[Who] | None:
    """The forces of that country named last, on this page of the report; else the first ones named after it."""
    told = (*reversed(here.actors), *_ahead(here, heard))
    for mention in sorted(told, key=lambda m: m.value.kind == "group"):
        if mention.value.kind in ("force", "group") and (who := _as_side(mention.value, side, heard.world)) is not None:
            return Mention(who, mention.span, SIDE, f"{who.name}, the forces that the report names for that side")
    return None


def _as_side(who: Who, side: str, world: World) -> Who | None:
    """The forces themselves, or their half of "Indian and Pakistani troops"."""
    demonym = world.demonym(side)
    if " and " in who.name and demonym in who.name:
        return Who(f"{demonym} {who.name.split()[-1]}", who.sector, side, who.kind)
    return who if who.country == side else None


def _pair(here: Sentence, heard: Heard) -> list[ActorDraft]:
    """Guards and gunmen of the same paragraph, whatever their country."""
    forces = [m for m in _forces_of_passage(here, heard) if m.value.sector]
    forces += [m for m in reversed(here.actors) if m.value.kind in ("force", "group") and m.value.sector]
    first = next(iter(forces), None)
    second = next((m for m in forces if first and _differs(m.value, first.value)), None)
    return [ActorDraft(replace(m, rule=SIDE), "initiator") for m in (first, second) if m] if second else []


def _differs(a: Who, b: Who) -> bool:
    return (a.sector in _ATTACKERS) != (b.sector in _ATTACKERS) or (a.country != b.country and bool(a.country))


def _forces_of_passage(here: Sentence, heard: Heard) -> list[Mention[Who]]:
    """Those that stand nearest to the sentence first."""
    page, told = here.one.passage.span, (*here.actors, *_ahead(here, heard))
    inside = [m for m in told if page.covers(m.span) and m.value.kind in ("force", "group")]
    return sorted(inside, key=lambda m: max(0, here.span.start - m.span.end, m.span.start - here.span.end))


def _ahead(here: Sentence, heard: Heard) -> Sequence[Mention[Who]]:
    """The actors of the next page of the report."""
    first, end = (bisect_left(heard.actors, at, key=_start) for at in (here.span.end, here.span.end + REACH))
    return heard.actors[first:end]


def _start(mention: Mention[Who]) -> int:
    return mention.span.start


def _countries(border: Mention[str], world: World) -> Iterator[ActorDraft]:
    """Both countries, where the words name both and no forces of either."""
    if border.rule not in _NAMES_BOTH:
        return
    for side in border.value.split("-"):
        if country := world.country(side):
            reason = "a side of the border that the words name"
            yield ActorDraft(Mention(government(country), border.span, SIDE, reason), "initiator")


def _attackers(named: Drafts, here: Sentence, heard: Heard) -> list[ActorDraft]:
    """Rebels or gunmen of the same paragraph."""
    hit = {a.who.span for a in named}
    found = [m for m in _forces_of_passage(here, heard) if m.value.sector in _ATTACKERS and m.span not in hit]
    return [ActorDraft(replace(m, rule=SIDE), "initiator") for m in found[:1]]
