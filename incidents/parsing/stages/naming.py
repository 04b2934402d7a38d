"""Which actors a word of an event names: by itself, by its phrase, by a name beside it, by its nation, or as a pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.actor_lists import load_actor_lists
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.coreference import stands_for
from incidents.parsing.stages.links import Sentence
from incidents.parsing.tongue import Parsed

_KNOWN_AS = re.compile(
    r",?\s(?:(?:which is |who are |is |are )?(?:also )?(?:known|called|dubbed|named)(?: as)?|the|or) (?:the )?"
)
_NAMES = re.compile(r"[A-Za-z]{3}|[A-Z]{1,3}-?\d")  # "M23" is a name, "40" and "US" are none
_CLAUSES = frozenset(("relcl", "acl", "advcl", "ccomp"))
# Deeds and holdings that stand for those who do and hold them: "Iraqi counter-attacks", "Turkish positions".
_OF_FORCES = frozenset(
    (
        "attack", "counter", "counter-attack", "counterattack", "offensive", "advance", "assault", "raid", "strike", "airstrike", "shelling", "bombardment",
        "fire", "gunfire", "shooting", "bombing", "incursion", "invasion", "position", "post", "outpost", "base", "checkpoint", "line", "artillery", "bunker", "trench", "barracks", "garrison", "airfield", "depot", "hideout", "stronghold", "plane", "ship", "vessel",
    )
)  # fmt: skip


def named_by(here: Sentence, token: Token, world: World) -> list[Mention[Who]]:
    """Whom a party's word names; [] for places and things, for those who only report, and for words that name nobody."""
    one, actors = here.one, here.actors
    if token.pos_ == "PRON":
        told = stands_for(one, token, actors)
        return [told] if told and not _only_reports(told.value) else []
    if beside := list(_names_beside(one, token, actors)):
        return beside
    if len(nations := _nations(token)) > 1 and token.pos_ == "NOUN":
        return _told_apart(one, token, nations, actors)
    mention = _by_phrase(one, token, actors) or _forces_of(one, token, world)
    if mention is None or not _NAMES.search(mention.value.name) or _only_reports(mention.value):
        return []
    if mention.value.kind in ("office", "person") and _is_place(mention, here):
        return []
    return [_known_as(one, mention, actors) or _of_body(one, token, mention, actors) or mention]


def _only_reports(who: Who) -> bool:
    return load_actor_lists().class_of.get(who.name.lower()) == "outlet"


def _is_place(mention: Mention[Who], here: Sentence) -> bool:
    """A town that the model takes for a body: "captured Al-Rai"."""
    places = (*(m for m in here.places if m.value.kind not in ("country", "demonym", "border")), *here.unmapped)
    return mention.rule != "actor.country" and any(m.span.covers(mention.span) for m in places)


def _of_body(one: Parsed, token: Token, mention: Mention[Who], actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """ "Infantry of the X", "members of the X": the body that bare words belong to."""
    is_like = token.lemma_.lower() == "counterpart"
    if not is_like and (" " in mention.value.name or mention.value.kind not in ("force", "people")):
        return None
    for member in (token, *token.conjuncts):
        for way in (
            c for c in member.children if c.dep_ == "prep" and c.lower_ in ("of", "from", *(("in",) if is_like else ()))
        ):
            for body in (one.of(c) for c in way.children if c.dep_ == "pobj"):
                found = next((m for m in actors if m.span.covers(body)), None)
                if (
                    found is not None
                    and found.value.kind in ("group", "force")
                    and found.value.name != mention.value.name
                ):
                    return found
    return None


def _by_phrase(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor that covers the word, else one that its phrase names."""
    span = one.of(token)
    found = next((m for m in actors if m.span.covers(span)), None)
    if found is not None or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return found
    own = [one.of(t) for t in _phrase(token)]
    return next((m for m in actors if any(m.span.covers(s) for s in own)), None)


def _phrase(token: Token) -> Iterator[Token]:
    """The words that depend on it, but for clauses of their own: "the base, which rebels captured" names no rebels."""
    for child in token.children:
        if child.dep_ not in _CLAUSES:
            yield child
            yield from _phrase(child)


def _names_beside(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Iterator[Mention[Who]]:
    """ "The two Russians, X and Y": the persons behind the comma are who is meant."""
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ == "PERSON" or token.i + 2 >= len(token.doc):
        return
    beside = next((c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), None)
    if beside is not None and beside.left_edge.i == token.i + 1:  # "his Chadian counterpart Idriss Deby"
        yield from (m for m in actors if m.value.kind == "person" and m.span.covers(one.of(beside)))
    if token.nbor(1).text != ",":
        return
    first = next((c for c in token.children if c.dep_ in ("appos", "conj") and c.ent_type_ == "PERSON"), None)
    if first is None or first.left_edge.i != token.i + 2:
        return
    for person in (first, *(c for c in first.conjuncts if c.ent_type_ == "PERSON")):
        yield from (m for m in actors if m.value.kind == "person" and m.span.covers(one.of(person)))


def _nations(token: Token) -> list[Token]:
    return [
        c
        for a in token.children
        if a.dep_ in ("amod", "nmod", "compound") and a.ent_type_ == "NORP"
        for c in (a, *a.conjuncts)
    ]


def _told_apart(
    one: Parsed, token: Token, nations: Sequence[Token], actors: Sequence[Mention[Who]]
) -> list[Mention[Who]]:
    """Two for "Indian and Chinese troops"."""
    mention = _by_phrase(one, token, actors)
    if mention is None:
        return []
    reason = f"“{mention.value.name}”, told apart"
    return [
        replace(mention, value=replace(mention.value, name=f"{n.text} {token.text}", country=""), reason=reason)
        for n in nations
    ]


def _forces_of(one: Parsed, token: Token, world: World) -> Mention[Who] | None:
    """ "Iraqi counter-attacks", "Turkish positions": the forces of that nation."""
    if token.pos_ == "ADJ" and token.ent_type_ == "NORP" and token.head.lemma_.lower() in _OF_FORCES:
        return _forces(one, token, world)
    if token.lemma_.lower() not in _OF_FORCES:
        return None
    nations = (c for c in token.children if c.dep_ in ("amod", "nmod", "compound", "poss"))
    return next((found for c in nations if (found := _forces(one, c, world))), None)


def _forces(one: Parsed, nation: Token, world: World) -> Mention[Who] | None:
    code = world.country_named(nation.text)
    if not code:
        return None
    who = Who(f"{world.demonym(code)} forces", "MIL", code, "force")
    return Mention(who, one.of(nation), "actor.forces_of", f"“{nation.text} {nation.head.text}” → {who.name}")


def _known_as(one: Parsed, mention: Mention[Who], actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """ "Fighters known as the X": the group's own name."""
    end = mention.span.end - one.passage.span.start
    match = _KNOWN_AS.match(one.text, end)
    if match is None or mention.value.kind == "group":
        return None
    start = one.passage.span.start + match.end()
    return next((m for m in actors if m.value.kind == "group" and m.span.start <= start < m.span.end), None)
