"""Which way a movement or a shot goes, from country to country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Where
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.ends import End, completed, end_of
from incidents.parsing.stages.links import Link, Sentence, words_before
from incidents.parsing.stages.participants import roles_of
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_INTO = frozenset(("to", "into", "toward", "towards", "onto", "inside", "over"))
_AT = frozenset(("in", "at", "on"))  # "landed in X", "fired at posts in X": where it ended
_STRUCK = _AT | {"near", "around"}  # "bombs fell near X"
_WAYS = frozenset(("to", "into", "from", "toward", "towards"))
_OUT = frozenset(("from", "out"))
_ENTERED = frozenset(
    [
        "enter",
        "invade",
        "violate",
        "shell",
        "bomb",
        "attack",
        "penetrate",
        "strike",
        "hit",
        "pound",
        "bombard",
        "reach",
        "target",
        "approach",
        "near",
    ]
)
_LEFT = frozenset(("leave", "flee"))
_CAME = frozenset(("cross", "come", "arrive", "enter", "slip", "sneak", "travel", "sail"))
_CARRIED = frozenset(("take", "bring", "carry", "march", "drag", "haul"))
_BOUND = frozenset(("head", "bind", "bound", "sail"))
_REFUSED = frozenset(["deny", "refuse", "bar", "block", "prevent", "stop"])
_WHEN = frozenset(("after", "before", "following", "since", "amid", "despite"))  # "fired back after shelling from X"
_BY_SEA = re.compile(
    r"\b(?:boats?|vessels?|ships?|at sea|coast\w*|islands?|navy|naval|rafts?|dingh\w+|ferry|flights?|flown|planes?)\b",
    re.I,
)
_INTO_NEAR = re.compile(
    r"\b(?:into|inside|to) (?:[\w'’-]+ ){1,6}(?:near|close to|along|at|on|from) (?:the |its |their )(?:\w+ )?(?:border|frontier|boundary) with (?:the |neighbou?ring )?$",
    re.I,
)
_LIES_IN = re.compile(
    r"\b(?:in|inside) (?:the )?(?:(?:far |deep )?(?:north|south|east|west|central)\w*(?:-\w+)? )?$", re.I
)
_OWN_COUNTRY = frozenset(("country", "territory", "soil", "kingdom", "republic"))
_HELPERS = frozenset(("prep", "advmod", "prt", "dobj", "xcomp", "advcl", "dative", "pcomp", "acl", "nsubjpass"))


def _phrases(trigger: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Objects of these prepositions on the trigger, on its particles and objects, and one phrase deeper."""
    goods = [c for c in trigger.children if c.dep_ in ("dobj", "nsubjpass")]
    goods += [g for c in trigger.children if c.dep_ == "prep" and c.lower_ == "from" for g in c.children]
    attempts = [a for c in goods for a in c.children if a.dep_ == "acl" or (a.dep_ == "relcl" and a.lemma_ in _CAME)]
    attempts += [c for c in trigger.children if c.dep_ == "advcl" and c.tag_ == "VBG"]
    attempts += [c for c in trigger.children if c.dep_ == "conj" and c.lemma_ in _CARRIED]  # "and took them to X"
    attempts += [x for a in attempts for x in a.children if x.dep_ == "xcomp"]  # "arrested men trying to enter from X"
    for head in (trigger, *(c for c in trigger.children if c.dep_ in _HELPERS and not _is_apart(c)), *attempts):
        for child in (head, *head.children):
            if child.dep_ == "prep" and child.lower_ not in _WHEN:
                for target in (c for c in child.children if c.dep_ in ("pobj", "pcomp")):
                    yield from _inside(target, prepositions, child.lower_ in prepositions)


def _is_apart(clause: Token) -> bool:
    """ "Fired back after rockets hit X": a clause with a subject of its own tells of something else."""
    subjects = (c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass"))
    return clause.dep_ == "advcl" and any(c.pos_ != "PRON" for c in subjects)


def _inside(target: Token, prepositions: frozenset[str], wanted: bool) -> Iterator[Token]:
    """ "in a dinghy crossing from X to Y": the inner phrases say which way, the outer one does not."""
    ways = [p for p in target.children if p.dep_ == "prep" and p.lower_ in _WAYS]
    for way in ways:
        if way.lower_ in prepositions:
            yield from (c for c in way.children if c.dep_ == "pobj")
    if wanted and not ways:
        yield target


def _country_under(token: Token, one: Parsed, here: Sequence[Mention[Where]]) -> Mention[Where] | None:
    """The country that a phrase names, the one that stands nearest to its head."""
    area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
    found = [m for m in here if m.value.country and area.covers(m.span)]
    at = one.of(token).start
    near = min(found, key=lambda m: abs(m.span.start - at), default=None)
    if near is None or near.value.kind != "demonym":
        return near
    same = (m for m in found if m.value.country == near.value.country and m.value.kind != "demonym")
    return next(same, near)  # "the Chadian town of Adre": the town itself


def _land_under(token: Token, one: Parsed, here: Sequence[Mention[Where]]) -> Mention[Where] | None:
    """ "An American base in northern Iraq": where the target lies, not whose it is."""
    lands = [m for m in here if m.value.kind == "country" and _LIES_IN.search(words_before(one, m.span))]
    return _country_under(token, one, lands) or _country_under(token, one, here)


def _is_beyond(one: Parsed, trigger: Token, place: Mention[Where]) -> bool:
    """ "crossed into a village near the border with X": X is the country that they came from."""
    before = one.text[trigger.idx : max(trigger.idx, place.span.start - one.passage.span.start)]
    return _INTO_NEAR.search(before) is not None


def named(code: str, world: World) -> str:
    """The country's name, for reasons that persons read."""
    country = world.country(code)
    return country.name if country else code


def _side(m: Mention[Where] | None, rule: str) -> Mention[str] | None:
    return Mention(m.value.country, m.span, rule, f"“{m.value.name}” → {m.value.country}") if m else None


def _by_phrases(
    one: Parsed, trigger: Token, here: Sequence[Mention[Where]]
) -> tuple[Mention[Where] | None, Mention[Where] | None]:
    """Where it came from and where it went."""
    start = next((m for t in _phrases(trigger, _OUT) if (m := _country_under(t, one, here))), None)
    end = next((m for t in _phrases(trigger, _INTO) if (m := _land_under(t, one, here))), None)
    if end is not None and _is_beyond(one, trigger, end):
        start, end = start or end, None
    inner = [c for c in trigger.children if c.dep_ in ("xcomp", "advcl", "acl") and not _is_apart(c)]
    for verb in (trigger, *inner, *(x for c in inner for x in c.children if x.dep_ == "xcomp")):
        direct = next((c for c in verb.children if c.dep_ == "dobj"), None)
        lemma = verb.lemma_.lower()
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
    if end is None and kind.family in ("force", "movement"):
        at = _STRUCK if kind.code == "cross_border_fire" else _AT
        toward = _side(
            next((m for t in _phrases(token, at) if (m := _land_under(t, here.one, here.places))), None),
            "direction.at",
        )
    if toward is None and kind.code == "cross_border_fire":
        toward = _hit(actors, here.link)
    if toward is None and kind.code in ("irregular_crossing", "refugee_influx"):
        toward = _side(_bound_for(here, token), "direction.to")
    if toward is None and kind.code == "irregular_crossing":
        toward = end_of(actors, ("initiator", "host"), "direction.stopped_by")
    if kind.code == "refugee_influx" and (toward is None or toward.rule == "direction.at"):
        toward = end_of(actors, ("host",), "direction.stopped_by") or toward
    doer = _doer_side(here, trigger, actors)
    by_sea = kind.family == "movement" and _BY_SEA.search(here.sent.text) is not None
    if doer is not None:
        away, toward = _with_doer(kind, doer, away, toward, world, here.link, by_sea)
    if away and toward and away.value == toward.value:
        if toward.rule == "direction.at":  # "fled the assault on X": X is what they left
            toward = None
        else:
            away = None
    if toward is not None and away is None and toward.rule == "direction.at" and kind.family == "force":
        return None, toward  # where shells fell does not say whence they came
    return completed(away, toward, here.link, world)


def filled(here: Sentence, trigger: Trigger, away: End, toward: End, world: World) -> tuple[End, End]:
    """The sides that the event's type implies once it is tied to a border: fire over the line came from beyond it."""
    if trigger.kind.code == "smuggling" and away is None and toward is None:
        return completed(None, _into_the_country(here, trigger.token), here.link, world)
    if trigger.kind.code == "cross_border_fire":
        return completed(away, toward, here.link, world)
    return away, toward


def _doer_side(here: Sentence, trigger: Trigger, actors: Sequence[ActorDraft]) -> Mention[str] | None:
    """The one country whose people or forces act: by their name, else by the words that describe them."""
    kind = trigger.kind
    if not kind.doer_side:
        return None
    role = kind.roles[0]
    roles = (role, "initiator") if kind.code == "incursion" else (role,)  # whoever sends troops has them go
    if (doer := _first_end(actors, roles)) is not None:
        return doer
    words = [token for token, its in roles_of(trigger.token, kind, trigger.who) if its == role]
    places = [m for m in here.places if not _is_in_own_clause(here.one, trigger.token, words, m)]
    return next((_side(m, "direction.doer") for t in words[:2] if (m := _country_under(t, here.one, places))), None)


def _bound_for(here: Sentence, trigger: Token) -> Mention[Where] | None:
    """ "Picked up migrants from a boat heading for the Canary Islands": where they were bound."""
    for way in (t for t in trigger.subtree if t.lower_ == "for" and t.head.lemma_.lower() in _BOUND):
        for end in (c for c in way.children if c.dep_ == "pobj"):
            if (place := _country_under(end, here.one, here.places)) is not None:
                return place
    return None


def _first_end(actors: Sequence[ActorDraft], roles: Sequence[str]) -> Mention[str] | None:
    return next((end for role in roles if (end := end_of(actors, (role,), "direction.doer"))), None)


def _is_in_own_clause(one: Parsed, trigger: Token, words: Sequence[Token], place: Mention[Where]) -> bool:
    """ "Migrants who rushed the fence near the X crossing": X says where they rushed, not whose people they are."""
    if place.value.kind == "country" or not any(word.is_ancestor(trigger) for word in words):
        return False
    return one.of(trigger.doc[trigger.left_edge.i : trigger.right_edge.i + 1]).covers(place.span)


def _hit(actors: Sequence[ActorDraft], link: Link | None) -> End:
    """The side whose people are told of as hit: "an Azerbaijani conscript was shot dead"."""
    sides = link.code.split("-") if link else []
    hit = next((a.who for a in actors if a.role == "target" and a.who.value.country in sides), None)
    return Mention(hit.value.country, hit.span, "direction.hit", f"“{hit.value.name}”") if hit else None


def _into_the_country(here: Sentence, trigger: Token) -> Mention[str] | None:
    """ "bring arms into the country": that of the police or guards who tell or stop it."""
    if here.link is None or not any(t.lower_ in _OWN_COUNTRY for t in _phrases(trigger, _INTO)):
        return None
    sides = here.link.code.split("-")
    found = (m for m in here.actors if m.value.kind in ("force", "office") and m.value.country in sides)
    guards = next((m for m in found if here.span.covers(m.span)), None)
    return (
        Mention(guards.value.country, guards.span, "direction.stopped_by", f"“{guards.value.name}”") if guards else None
    )


def _with_doer(
    kind: EventType,
    doer: Mention[str],
    away: Mention[str] | None,
    toward: Mention[str] | None,
    world: World,
    link: Link | None,
    by_sea: bool,
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """A doer's country stands for the side that the words leave open, where that side borders the other."""
    sides = link.code.split("-") if link else []
    if kind.doer_side == "destination":
        away, toward = toward, away
    same = away is not None and toward is not None and away.value == toward.value
    neighbours = toward is not None and bool(world.border_code(doer.value, toward.value))
    if (toward is not None and (away is None or same) and doer.value != toward.value and (neighbours or by_sea)) or (
        away is None and toward is None and doer.value in sides
    ):
        away = doer
    if kind.doer_side == "destination":
        away, toward = toward, away
    return away, toward
