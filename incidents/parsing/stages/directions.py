"""Which way a movement or a shot goes, from country to country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.clauses import Parties
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_INTO = frozenset(("to", "into", "toward", "towards", "in", "onto", "at", "on"))
_OUT = frozenset(("from", "out"))
_ENTERED = frozenset("enter invade violate shell bomb attack penetrate strike hit pound bombard reach target".split())
_LEFT = frozenset(("leave", "flee"))
_REFUSED = frozenset("deny refuse bar block prevent stop".split())
_HELPERS = frozenset(("prep", "advmod", "prt", "dobj", "xcomp", "advcl", "dative", "pcomp"))


def _phrases(trigger: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Objects of these prepositions on the trigger, its particles, and its gapped partners."""
    for head in (trigger, *(c for c in trigger.children if c.dep_ in _HELPERS)):
        for child in (head, *head.children):
            if child.dep_ == "prep" and child.lower_ in prepositions:
                yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp"))
                yield from (c for inner in child.children if inner.dep_ == "prep" for c in inner.children if c.dep_ == "pobj")


def _country_under(token: Token, one: Parsed, here: Sequence[Mention[Where]]) -> Mention[Where] | None:
    """The country that a phrase names, the one that stands nearest to its head."""
    area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
    found = [m for m in here if m.value.country and area.covers(m.span)]
    at = one.of(token).start
    return min(found, key=lambda m: abs(m.span.start - at), default=None)


def _side(m: Mention[Where] | None, rule: str) -> Mention[str] | None:
    return Mention(m.value.country, m.span, rule, f"“{m.value.name}” → {m.value.country}") if m else None


def _by_phrases(
    one: Parsed, trigger: Token, here: Sequence[Mention[Where]]
) -> tuple[Mention[Where] | None, Mention[Where] | None]:
    start = next((m for t in _phrases(trigger, _OUT) if (m := _country_under(t, one, here))), None)
    end = next((m for t in _phrases(trigger, _INTO) if (m := _country_under(t, one, here))), None)
    direct = next((c for c in trigger.children if c.dep_ == "dobj"), None)
    lemma = trigger.lemma_.lower()
    if direct is not None and lemma in _LEFT:
        start = start or _country_under(direct, one, here)
    elif direct is not None and lemma in _ENTERED:
        end = end or _country_under(direct, one, here)
    return start, end


def direction(
    here: Sentence, trigger: Trigger, actors: Sequence[ActorDraft], world: World
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """(from, to) as far as the words say; the doer's own country and the far side of a known border complete the other."""
    kind, token = trigger.kind, trigger.token
    start, end = _by_phrases(here.one, token, here.places)
    if kind.code == "pushback" and token.lemma_.lower() in _REFUSED:
        start, end = end, start  # "denied entry into X": X is the side that sends them back
    away, toward = _side(start, "direction.from"), _side(end, "direction.to")
    doer = _doer_side(here.one, kind, trigger.who, actors, here.places)
    if doer is not None:
        away, toward = _with_doer(kind, doer, away, toward, world, here.link)
    if away and toward and away.value == toward.value:
        away = None
    return _completed(away, toward, here.link)


def _doer_side(
    one: Parsed, kind: EventType, who: Parties, actors: Sequence[ActorDraft], here: Sequence[Mention[Where]]
) -> Mention[str] | None:
    """The one country whose people or forces act: by their name, else by the words that describe them."""
    if not kind.doer_side:
        return None
    role = kind.roles[0]
    for draft in actors:
        if draft.role == role and draft.who.value.country:
            return Mention(draft.who.value.country, draft.who.span, "direction.doer", f"“{draft.who.value.name}”")
    words = who.doers if role != "mover" else who.all
    return next((_side(m, "direction.doer") for t in words[:2] if (m := _country_under(t, one, here))), None)


def _with_doer(
    kind: EventType,
    doer: Mention[str],
    away: Mention[str] | None,
    toward: Mention[str] | None,
    world: World,
    link: Link | None,
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """A doer's country stands for the side that the words leave open, where that side borders the other."""
    sides = link.code.split("-") if link else []
    if kind.doer_side == "destination":
        away, toward = toward, away
    same = away is not None and toward is not None and away.value == toward.value
    if toward is not None and (away is None or same) and doer.value != toward.value and world.border_code(doer.value, toward.value):
        away = doer
    elif away is None and toward is None and doer.value in sides:
        away = doer
    if kind.doer_side == "destination":
        away, toward = toward, away
    return away, toward


def _completed(
    away: Mention[str] | None, toward: Mention[str] | None, link: Link | None
) -> tuple[Mention[str] | None, Mention[str] | None]:
    sides = link.code.split("-") if link else []

    def other(known: Mention[str], way: str) -> Mention[str]:
        code = next(s for s in sides if s != known.value)
        span: Span = known.span
        return Mention(code, span, "direction.other_side", f"over {'-'.join(sides)}, so {way} the other side")

    if toward and not away and toward.value in sides:
        away = other(toward, "from")
    elif away and not toward and away.value in sides:
        toward = other(away, "to")
    return away, toward
