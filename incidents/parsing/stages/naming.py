"""Which actors a word of an event names: by itself, by its phrase, by a name beside it, by its nation, or as a pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.coreference import stands_for
from incidents.parsing.tongue import Parsed

_KNOWN_AS = re.compile(
    r",?\s(?:(?:which is |who are |is |are )?(?:also )?(?:known|called|dubbed|named)(?: as)?|the|or) (?:the )?"
)
# Deeds and holdings that stand for those who do and hold them: "Iraqi counter-attacks", "Turkish positions".
_OF_FORCES = frozenset(
    (
        "attack", "counter", "counter-attack", "counterattack", "offensive", "advance", "assault", "raid", "strike", "airstrike", "shelling", "bombardment",
        "fire", "gunfire", "shooting", "bombing", "incursion", "invasion", "position", "post", "outpost", "base", "checkpoint", "line", "artillery",
    )
)  # fmt: skip


def named_by(one: Parsed, token: Token, actors: Sequence[Mention[Who]], world: World) -> list[Mention[Who]]:
    """Whom a party's word names; [] for things and for words that name nobody."""
    if token.pos_ == "PRON":
        told = stands_for(one, token, actors)
        return [told] if told else []
    if beside := list(_names_beside(one, token, actors)):
        return beside
    if len(nations := _nations(token)) > 1 and token.pos_ == "NOUN":
        return _told_apart(one, token, nations, actors)
    mention = _by_phrase(one, token, actors) or _forces_of(one, token, world)
    if mention is None or not re.search(r"[A-Za-z]{3}", mention.value.name):
        return []
    return [_known_as(one, mention, actors) or mention]


def _by_phrase(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor that covers the word, else one that its phrase names."""
    span = one.of(token)
    found = next((m for m in actors if m.span.covers(span)), None)
    if found is not None or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return found
    area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
    return next((m for m in actors if area.covers(m.span)), None)


def _names_beside(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Iterator[Mention[Who]]:
    """ "The two Russians, X and Y": the persons behind the comma are who is meant."""
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ == "PERSON" or token.i + 2 >= len(token.doc):
        return
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
