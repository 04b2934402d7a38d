"""Where an event happened: the most specific place of its clause, its sentence, or the sentences around it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.clauses import distance
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_AREAS = frozenset(("country", "demonym"))


def _fits(place: Mention[Where], code: str) -> bool:
    sides = set(code.split("-")) if code else set()
    return not code or place.value.border == code or place.value.country in sides


def candidates(here: Sequence[Mention[Where]], code: str, dateline: str, world: World) -> list[Mention[Where]]:
    """Places of a stretch that may be the scene: no countries or governments, not the dateline's city, on the border or its countries."""
    return [
        m
        for m in here
        if m.value.kind not in _AREAS
        and m.value.name.casefold() not in dateline.split("/")
        and _fits(m, code)
        and not (world.capital_of(m.value.name) and m.value.border != code)
    ]


def scene_of(here: Sentence, trigger: Trigger, code: str, dateline: str, world: World) -> Mention[Where] | None:
    """The place of the trigger's own clause before others of the sentence, the more specific first.

    Talks are about a border or region, never at the city of the meeting (codebook 10).
    """
    spots = candidates(here.places, code, dateline, world)
    if trigger.kind.family == "talk":
        spots = [m for m in spots if m.value.prec >= 5]
    if not spots:
        return None
    return min(
        spots,
        key=lambda m: (
            _band(m.value.prec),
            _steps(here.one, trigger.token, m.span),
            m.value.prec,
            m.value.border != code,
            m.span.start,
        ),
    )


def _band(prec: int) -> int:
    """Towns and districts compete by their place in the sentence, lines and provinces only where there is nothing nearer."""
    return 0 if prec <= 3 else 1 if prec == 4 else 2


def _steps(one: Parsed, token: Token, span: Span) -> int:
    tokens = one.tokens(span)
    if tokens is None:
        return 99
    steps = distance(token, tokens.root)
    return 50 if steps is None else steps


def scene_around(
    sentences: Sequence[Span], places: Sequence[Mention[Where]], code: str, frame: Frame, world: World
) -> Mention[Where] | None:
    """A town, post or district at the border: the only such one of the report, or one of the same passage."""
    dateline = frame.dateline_place.casefold()
    spots = [
        m for m in candidates(places, code, dateline, world) if m.value.prec <= 3 and m.value.border == code and code
    ]
    if len({m.value.name.casefold() for m in spots}) == 1:
        return spots[0]
    passages = [p.span for p in frame.passages if any(p.span.covers(s) for s in sentences)]
    near = [m for m in spots if any(p.covers(m.span) for p in passages)]
    return min(near, key=lambda m: min(_gap(m.span, s) for s in sentences), default=None)


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
