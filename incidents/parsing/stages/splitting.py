"""One act over several borders is several incidents: "closes its borders with X and Y", "arrested as they came from X, Y and Z"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import OF_GATES
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.links import Sentence

_POSTS = frozenset(("crossing", "post"))
_MUTUAL = frozenset(("diplomatic_contact", "border_clash", "other"))


def split(event: Event, here: Sentence, world: World) -> Iterator[Event]:
    """The event, and a like one for each further country that the sentence joins to its far side."""
    yield event
    if event.kind.code in OF_GATES:
        yield from (replace(event, place=post, claims=()) for post in _further_posts(event, here))
    if event.border is None or event.kind.code in _MUTUAL:
        return
    away, toward = event.away, event.toward
    if away is not None and toward is not None:
        for further in _joined_to(away, here):
            yield from _over(event, further, toward.value, world, away=further)
        for further in _joined_to(toward, here):
            yield from _over(event, further, away.value, world, toward=further)
        return
    for side in event.border.value.split("-"):
        for named in _countries_of(side, event.border, here):
            other = next(s for s in event.border.value.split("-") if s != side)
            for further in _joined_to(named, here):
                yield from _over(event, further, other, world)


def _further_posts(event: Event, here: Sentence) -> Iterator[Mention[Where]]:
    """ "Shut the two crossings, Ras Jedir and Dehiba": each post by its name."""
    named = event.place if event.place is not None and event.place.value.kind in _POSTS else None
    first = here.one.tokens(named.span) if named is not None else None
    if named is None or first is None or event.border is None:
        return
    joined = (first.root, *first.root.conjuncts)
    for place in here.places:
        tokens = here.one.tokens(place.span)
        is_post = place.value.kind in _POSTS and place.value.border == event.border.value and place.span != named.span
        if is_post and tokens is not None and tokens.root in joined:
            yield place


def _over(event: Event, further: Mention[str], side: str, world: World, **sides: Mention[str]) -> Iterator[Event]:
    code = world.border_code(further.value, side)
    if code and event.border is not None and code != event.border.value:
        border = Mention(code, further.span, "border.joined", f"joined to {event.border.value} by the sentence")
        yield replace(event, border=border, place=None, claims=(), **sides)  # type: ignore[arg-type]


def _countries_of(side: str, border: Mention[str], here: Sentence) -> list[Mention[str]]:
    """The mentions of this side that stand at the border's own words."""
    near = [m for m in here.places if m.value.kind == "country" and m.value.country == side]
    return [
        Mention(side, m.span, m.rule)
        for m in near
        if border.span.touches(m.span) or 0 <= m.span.start - border.span.end < 3
    ]


def _joined_to(named: Mention[str], here: Sentence) -> Iterator[Mention[str]]:
    """Countries joined to this one by commas and "and", behind it."""
    tokens = here.one.tokens(named.span)
    if tokens is None or named.rule == "direction.other_side":
        return
    for token in tokens.root.conjuncts:
        place = _place_of(token, here.places, here)
        if place is not None and token.i > tokens.root.i and place.value.kind == "country":
            yield Mention(place.value.country, place.span, named.rule, place.reason)


def _place_of(token: Token, places: Sequence[Mention[Where]], here: Sentence) -> Mention[Where] | None:
    span = here.one.of(token)
    return next((m for m in places if m.value.kind == "country" and m.span.covers(span)), None)
