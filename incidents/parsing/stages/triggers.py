"""Which words of a sentence tell of an event: verbs and nouns that fit a frame of an event type's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.knowledge.event_types import EventFrame, EventType
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.clauses import Parties, parties

_HEADLESS = frozenset(("total", "group", "number", "dozen", "majority", "rest", "couple"))
_CROWD = frozenset(("others", "dozens", "hundreds", "thousands", "some", "many", "scores", "several"))
_INNER = frozenset(("xcomp", "pcomp", "dobj", "pobj", "nsubj", "attr", "relcl", "acl", "compound", "ccomp"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell of an event of this type, by this frame, with the words that act and suffer."""

    token: Token
    kind: EventType
    frame: EventFrame
    who: Parties


def triggers(sent: Tokens, types: Sequence[EventType]) -> Iterator[Trigger]:
    """Every word and type that fit, in the order of the words and of the codebook's types."""
    for token in sent:
        if token.pos_ not in ("VERB", "NOUN", "PROPN", "AUX"):
            continue
        lemma = token.lemma_.lower()
        clause = ""
        for kind in types:
            frames = [f for f in kind.frames if _is_trigger(f, token, lemma)]
            if not frames:
                continue
            clause = clause or own_words(token, sent)
            who = parties(token)
            frame = next((f for f in frames if _fits(f, sent, clause, who)), None)
            if frame is not None:
                yield Trigger(token, kind, frame, who)


def _is_trigger(frame: EventFrame, token: Token, lemma: str) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        return lemma in frame.verbs
    return lemma in frame.nouns or token.lower_ in frame.nouns


def _fits(frame: EventFrame, sent: Tokens, clause: str, who: Parties) -> bool:
    if frame.words and not frame.words.search(clause):
        return False
    if frame.without and frame.without.search(clause):
        return False
    if frame.subject and not has_class(list(sent) if frame.either else who.all, frame.subject):
        return False
    return not frame.object or has_class(list(sent) if frame.either else (who.sufferers or who.all), frame.object)


def has_class(tokens: Sequence[Token], classes: frozenset[str]) -> bool:
    """True when one of the words names people of these classes, or counts some."""
    for token in tokens:
        if class_of(token) in classes or token.lower_ in _CROWD:
            return True
        if token.ent_type_ == "PERSON" and "civilian" in classes:
            return True
        counts = token.pos_ in ("NUM", "PRON", "DET") or token.lower_ in _HEADLESS
        if counts and any(class_of(c) in classes for c in token.subtree):
            return True
    return False


def own_words(token: Token, sent: Tokens) -> str:
    """The words around a trigger that are its own: its subtree and what stands up to it, at most the sentence."""
    left, right = token.left_edge.i, token.right_edge.i
    if token.dep_ in _INNER:
        left, right = min(left, token.head.i), max(right, token.head.i)
    left, right = max(sent.start, min(left, token.i - 6)), min(sent.end, max(right + 1, token.i + 12))
    return token.doc[left:right].text
