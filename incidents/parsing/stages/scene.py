"""Where an event happened: the most specific place of its clause, its sentence, or the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import OF_GATES, EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.clauses import opens_with_after, parties
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.places import where_of
from incidents.parsing.stages.statements import Tail
from incidents.parsing.stages.unmapped import UNMAPPED
from incidents.parsing.tongue import Parsed

SAME_PAGE = 1000  # characters
NEAR = 5  # steps to a place of the trigger's own words
BARRED = 50  # steps to a place of another clause
_HERE = re.compile(r"\bhere\b|\bthis (?:border |frontier )?(?:town|village|city|port|crossing|outpost|post)\b")
# A capital is a government unless something stands in or near it.
_AT = ("in", "at", "near", "outside", "around", "over", "into", "on", "toward", "towards", "to")
_GATE = re.compile(
    r"^[\w'’-]+(?: [A-Z][\w'’-]+)* (?:border |frontier )?(?:crossing|checkpoint|check-?post|post|gate|bridge)\b"
)
_LINES = frozenset(("border", "frontier", "boundary"))
_AREAS = frozenset(("country", "demonym"))


def _fits(place: Mention[Where], code: str) -> bool:
    sides = set(code.split("-")) if code else set()
    return not code or place.value.border == code or place.value.country in sides


def candidates(here: Sequence[Mention[Where]], code: str, dateline: str, world: World) -> list[Mention[Where]]:
    """Places of a stretch that may be the scene: no countries or governments, not the dateline's city, on the border or its countries."""
    return [
        m
        for m in here
        if m.value.kind not in (*_AREAS, UNMAPPED)
        and not _is_named(m, dateline)
        and _fits(m, code)
        and not (world.capital_of(m.value.name) and m.value.border != code)
    ]


def _is_named(place: Mention[Where], dateline: str) -> bool:
    return place.value.name.casefold() in dateline.split("/")


def scene_of(
    here: Sentence, token: Token, kind: EventType, code: str, frame: Frame, world: World
) -> Mention[Where] | None:
    """The place of the trigger's own clause before others of the sentence, the more specific first; the dateline's for "here"."""
    spots = _spots(here, token, kind, code, frame, world)
    best = min(
        (m for m in spots if _steps(here.one, token, m.span) < BARRED or m.value.prec > 3),
        key=lambda m: (
            _band(m),
            _steps(here.one, token, m.span),
            m.value.prec,
            m.value.border != code,
            m.span.start,
        ),
        default=None,
    )
    if (best is None or _band(best) > 1) and _HERE.search(here.sent.text):
        return written_at(code, frame, world) or best
    return best


def _spots(
    here: Sentence, token: Token, kind: EventType, code: str, frame: Frame, world: World
) -> list[Mention[Where]]:
    """Talks are about a border or region, at the city of the meeting only where that is a crossing (codebook 10); reinforcements are not where they come from."""
    dateline = frame.dateline_place.casefold()
    at_dateline = [m for m in here.places if m.value.border == code and code and _is_at(here.one, token, m.span)]
    spots = [m for m in candidates(here.places, code, "", world) if not _is_named(m, dateline) or m in at_dateline]
    unmapped = [m for m in here.unmapped if not _is_named(m, dateline)]
    if kind.family == "talk":
        spots += [m for m in unmapped if _is_gate(here, m.span)]
        return [m for m in spots if m.value.prec >= 5 or (m.value.border == code and _is_of_gate(here, m))]
    spots += [m for m in unmapped if not any(m.span.touches(s.span) for s in spots)]
    spots = [m for m in spots if not world.capital_of(m.value.name) or _is_at(here.one, token, m.span)]
    if kind.family != "movement":  # who flees is where they are driven from
        spots = [m for m in spots if not _is_in_earlier(here.one, token, m.span)]
    if kind.code in OF_GATES and any(w.lemma_.lower() in _LINES for w in parties(token).sufferers):
        return [m for m in spots if m.value.prec > 3 or _is_of_gate(here, m) or _is_at(here.one, token, m.span)]
    if kind.code == "reinforcement":
        return [m for m in spots if not _is_behind(here.one, m.span, "from")]
    if kind.code == "incursion":  # "advanced toward Azaz": not yet there
        return [m for m in spots if not _is_behind(here.one, m.span, "toward", "towards")]
    return spots


def unspoken(here: Sentence, tails: Sequence[Tail]) -> Sentence:
    """The sentence without the places of its speakers: "officials at the Reyhanli district administration said"."""
    told = tuple(t for t in tails if t.span.touches(here.span))
    return replace(here, places=_away_from(told, here.places), unmapped=_away_from(told, here.unmapped))


def _away_from(told: Sequence[Tail], places: tuple[Mention[Where], ...]) -> tuple[Mention[Where], ...]:
    return tuple(m for m in places if not any(t.span.covers(m.span) and not t.scope.touches(m.span) for t in told))


def _is_of_gate(here: Sentence, place: Mention[Where]) -> bool:
    """A crossing, by the lists or by the words: "the Lola check-post"."""
    return place.value.kind in ("crossing", "post") or _is_gate(here, place.span)


def _is_gate(here: Sentence, span: Span) -> bool:
    start = here.one.passage.span.start
    return _GATE.search(here.one.text[span.start - start : span.end - start + 25]) is not None


def _is_at(one: Parsed, token: Token, span: Span) -> bool:
    """The trigger's own words say that it was there."""
    return _is_behind(one, span, *_AT) and _steps(one, token, span) <= NEAR


def _is_behind(one: Parsed, span: Span, *words: str) -> bool:
    tokens = one.tokens(span)
    return tokens is not None and tokens.root.dep_ == "pobj" and tokens.root.head.lower_ in words


def _band(place: Mention[Where]) -> int:
    """Towns and districts compete by their place in the sentence, lines and provinces only where there is nothing nearer."""
    prec = place.value.prec
    return 0 if prec <= 3 or place.value.kind == UNMAPPED else 1 if prec == 4 else 2


def _steps(one: Parsed, token: Token, span: Span) -> int:
    tokens = one.tokens(span)
    if tokens is None:
        return 99
    steps = distance(token, tokens.root)
    return BARRED if steps is None else steps


def _is_in_earlier(one: Parsed, token: Token, span: Span) -> bool:
    """ "Sent soldiers to the border after rebels overran Bosso": that town is the scene of what went before."""
    tokens = one.tokens(span)
    if tokens is None:
        return False
    held = {token.i, *(t.i for t in token.ancestors)}
    return any(opens_with_after(t) and t.i not in held for t in (tokens.root, *tokens.root.ancestors))


def scene_around(
    sentences: Sequence[Span],
    places: Sequence[Mention[Where]],
    code: str,
    frame: Frame,
    world: World,
    *,
    goes_on: bool,
    gates: bool = False,
) -> Mention[Where] | None:
    """A town, post or district at the border: the only such one of the report, or one of the same passage.

    Else a place of the passage that is on no list. `gates`: a closure is at the crossing of the report. `goes_on`: else the one told last, for fighting goes on where it was.
    """
    dateline = frame.dateline_place.casefold()
    elsewhere = [m for m in places if not any(s.covers(m.span) for s in sentences)]  # their own were weighed already
    spots = [
        m
        for m in candidates(elsewhere, code, dateline, world)
        if m.value.prec <= 3 and m.value.border == code and code and not world.capital_of(m.value.name)
    ]
    if gates:
        crossings = [m for m in spots if m.value.kind in ("crossing", "post")]
        is_one = len({m.value.name for m in crossings}) <= 2  # the two sides' names of one gate
        return next(iter(crossings), None) if is_one else None
    if len({m.value.name.casefold() for m in spots}) == 1:
        return spots[0]
    passages = [p.span for p in frame.passages if any(p.span.covers(s) for s in sentences)]
    spots += [m for m in elsewhere if m.value.kind == UNMAPPED and not any(m.span.touches(s.span) for s in spots)]
    near = [m for m in spots if any(p.covers(m.span) for p in passages)]
    if near or not goes_on:
        return min(near, key=lambda m: min(_gap(m.span, s) for s in sentences), default=None)
    told = [m for m in spots if m.value.kind != UNMAPPED and 0 <= sentences[0].start - m.span.end < SAME_PAGE]
    return told[-1] if told else None


def written_at(code: str, frame: Frame, world: World) -> Mention[Where] | None:
    """The dateline's town, where it lies at this border."""
    if frame.dateline_span is None or not code or world.capital_of(frame.dateline_place):
        return None
    for spot in world.spots(frame.dateline_place):
        where = where_of(spot, frame.dateline_place, False, world)
        if where.border == code and where.prec <= 3:
            reason = f"written at {spot.name}, which lies at that border, and the words say so"
            return Mention(where, frame.dateline_span, "place.dateline", reason)
    return None


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
