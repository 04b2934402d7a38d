"""What a figure counts: killed, injured, crossed, seized … by the words that govern it, the nearest first (codebook 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.counted_words import load_counted_words
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.clauses import is_passive
from incidents.parsing.tongue import Parsed

_ARMED = frozenset(("armed", "police", "border_guard", "rebel", "gunman"))
TOLL = frozenset(("killed", "injured", "missing", "detained"))
_NO_PARTY = re.compile(
    r"\b(?:presidents|leaders|sides|countries|ministers|nations|governments|agents|governors|foreign ministers)\b"
)
_EACH = re.compile(r"\b(?:each|every|per)\b[\w ]*$", re.I)
_MIXED_TOLL = re.compile(
    r"^(?:(?:\w+ ){0,2}(?:were|was|been|being) )?(?:killed|dead) (?:or|and/or) (?:wounded|injured)|^casualties\b", re.I
)
_PLACED = re.compile(r"^(?:at|in|on|from|near|inside)$", re.I)
_WHERE = frozenset(("from", "in", "aboard", "on", "inside"))  # "1,450 kg of opium from two vehicles"
_ANY = re.compile(r"others|people|more$")
_UP, _REACH = 5, 18  # steps up the parse, words ahead
_DESCRIBES = ("amod", "acl", "attr", "acomp", "oprd")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim, and the words that say so."""

    name: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts before it is known for which event: `sort` is people, bare, things, units, shots, weight or mixed."""

    sort: str
    span: Span
    kinds: tuple[Kind, ...] = ()
    is_armed: bool = False
    is_single: bool = False  # one person, told of without a figure

    @property
    def first(self) -> str:
        return self.kinds[0].name if self.kinds else ""


def what_is_counted(one: Parsed, number: Mention[Count]) -> Counted | None:
    """None where the figure counts neither people nor things that a claim may count."""
    tokens = one.tokens(number.span)
    if tokens is None or _EACH.search(one.text[max(0, tokens.start_char - 24) : tokens.start_char]):
        return None
    unit = number.value.unit
    if unit.startswith("kg"):
        return Counted("weight", number.span)
    sort, is_armed = _sort(tokens, unit)
    if sort == "things" and tokens.root.dep_ == "pobj" and tokens.root.head.lower_ in _WHERE:
        return None
    if sort in ("shots", "things"):
        return Counted(sort, number.span, tuple(_losses(one, tokens, number.span)))
    if sort == "none" or _is_part_by_place(tokens, unit):
        return None
    if _MIXED_TOLL.match(one.doc[tokens.end : tokens.end + 6].text) or unit.endswith("casualties"):
        return Counted("mixed", number.span)
    kinds = tuple(_kinds(one, tokens, number.span, unit, is_armed))
    if sort == "unknown":
        return Counted("people", number.span, kinds) if kinds and kinds[0].name in TOLL else None
    return Counted(sort, number.span, kinds, is_armed, is_single=number.rule == "number.single")


def _sort(tokens: Tokens, unit: str) -> tuple[str, bool]:
    """What sort of thing is counted, and whether it bears arms; by its own head, else by those that stand beside it."""
    if not unit:
        return "bare", False
    if re.search(r"^of (?:them|whom|those)$|^(?:them|whom|those)$", unit, re.I):
        return "part", False
    told = [_sort_of(heads_of([token]), unit) for token in (tokens.root, *tokens.root.conjuncts)]
    return next((sort for sort in told if sort[0] != "unknown"), told[0])


def _sort_of(heads: Sequence[Token], unit: str) -> tuple[str, bool]:
    known = load_counted_words()
    lemmas = {token.lemma_.lower() for token in heads}
    classes = {class_of(token) for token in heads} - {""}
    for sort, words in (("shots", known.shots), ("things", known.things), ("units", known.units)):
        if lemmas & words:
            return sort, True
    if classes == {"official"} or _NO_PARTY.search(unit):
        return "none", False
    is_people = bool(classes - {"official"} or lemmas & known.people or _ANY.search(unit))
    if is_people or any(token.ent_type_ == "NORP" and token.pos_ in ("NOUN", "PROPN") for token in heads):
        return "people", bool(classes & _ARMED)
    return ("none" if lemmas & known.not_people else "unknown"), False


def heads_of(tokens: Sequence[Token]) -> list[Token]:
    """What is counted, and what "dozens of …" is of; not what merely describes it ("three rebel-held towns")."""
    of = [c for t in tokens for p in t.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children]
    return [*tokens, *(c for c in of if c.dep_ == "pobj")]


def _is_part_by_place(tokens: Tokens, unit: str) -> bool:
    """ "two men, one at the house and one at the garage": parts by place are no figures of their own."""
    after = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    return not unit and tokens.text.lower() == "one" and after is not None and bool(_PLACED.match(after.text))


def _kinds(one: Parsed, tokens: Tokens, number: Span, unit: str, is_armed: bool) -> Iterator[Kind]:
    """The kinds that the words around the figure name, the nearest first, each once."""
    known, seen = load_counted_words(), set()
    behind = [
        t for t in tokens.doc[tokens.end : tokens.end + 1] if t.i != tokens.root.head.i or not _does_it(t, tokens.root)
    ]
    governors = [*behind, *_governors(tokens.root), *_ahead(tokens)]
    for token in governors if unit else governors[:6]:
        if token.pos_ == "NOUN" and token.lower_ == "remains":
            continue  # the dead, not those who remain
        word = token.lower_ if token.pos_ == "ADJ" else token.lemma_.lower()
        for name in known.kinds_of.get(word, known.kinds_of.get(token.lower_, ())):
            fits = is_armed if name == "deployed" else not is_armed if word == "move" else True
            if name not in seen and fits:
                seen.add(name)
                yield Kind(name, _beside(number, one.of(token)), f"“{token.text}”")


def _losses(one: Parsed, tokens: Tokens, number: Span) -> Iterator[Kind]:
    """Things that were fired, destroyed, taken or left behind are counted wherever the words say so."""
    for token in islice(_governors(tokens.root), 8):
        if token.lemma_.lower() in load_counted_words().losses:
            yield Kind("other", _beside(number, one.of(token)), f"“{token.text}”")
            return


def _governors(token: Token) -> Iterator[Token]:
    """The words above and beside a number that may say what it counts, the nearest first."""
    at, came_from = token, token
    told_of: list[Token] = []  # "eight observers, who were sent there, were held": held first
    for _ in range(_UP):
        if not _does_it(at, came_from):
            yield at
            yield from _beside_it(at)
        yield from told_of
        if came_from.dep_ in ("nsubj", "nsubjpass", "dobj") and at.pos_ == "VERB" and at.dep_ in ("conj", "advcl"):
            return  # "seven were abducted but two escaped": what else the sentence tells befell others
        told_of = [c for t in (heads_of([at]) if at is token else [at]) for c in t.children if c.dep_ == "relcl"]
        if at.head.i == at.i or at.sent != at.head.sent:
            return
        came_from, at = at, at.head
        if at.pos_ == "VERB" and at.i > token.i + _REACH:
            return


def _does_it(verb: Token, came_from: Token) -> bool:
    """ "Three gunmen killed five soldiers": the gunmen are not whom it befell."""
    if came_from.dep_ != "nsubj" or verb.lemma_.lower() not in load_counted_words().befalls:
        return False
    return not is_passive(verb) and any(c.dep_ == "dobj" for c in verb.children)


def _beside_it(at: Token) -> Iterator[Token]:
    yield from (c for c in at.children if c.dep_ in _DESCRIBES and c.tag_ != "VBG")  # not "troops holding spears"
    befalls = load_counted_words().befalls  # "were reported killed", "managed to escape", not "tried to kill"
    yield from (c for c in at.children if c.dep_ == "xcomp" and (c.tag_ == "VBN" or c.lemma_.lower() not in befalls))
    if at.lemma_ == "shoot":  # "shot dead two traders"
        yield from (t for t in at.subtree if t.lower_ == "dead" and t.i <= at.i + 3)
    if at.pos_ not in ("VERB", "AUX"):
        return
    if at.lemma_ == "be":  # "six are in serious condition"
        yield from (
            c for p in at.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children if c.dep_ == "pobj"
        )
    for child in at.children:  # "the toll rose to 34", "put the number of injured at 12", "the dead include three"
        if child.dep_ in ("nsubj", "dobj") and child.lemma_.lower() in ("toll", "number", "dead", "count", "victim"):
            yield child
            yield from (
                c for p in child.children if p.dep_ == "prep" for c in p.children if c.dep_ in ("pobj", "pcomp", "amod")
            )


def _ahead(tokens: Tokens) -> Iterator[Token]:
    """The next verb behind a subject that the parse lost: "two guards and one officer were killed"."""
    for token in tokens.doc[tokens.end : min(tokens.end + 12, tokens.sent.end)]:
        if token.text in ";:()" or token.lower_ in ("who", "which", "that", "when", "while", "after"):
            return
        if token.pos_ == "VERB":
            yield from [token] if any(c.dep_ == "auxpass" for c in token.children) else []
            return


def _beside(number: Span, word: Span) -> Span:
    if abs(word.start - number.start) < 60:
        return word.join(number)
    return word
