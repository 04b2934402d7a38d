"""Which words of a sentence tell of an event: verbs and nouns that fit a frame of an event type's file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.knowledge.actor_lists import load_actor_lists
from incidents.parsing.knowledge.event_types import EventFrame, EventType
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.clauses import Parties, is_passive, parties

_HEADLESS = frozenset(
    (
        "total",
        "group",
        "number",
        "dozen",
        "majority",
        "rest",
        "couple",
        "wave",
        "column",
        "convoy",
        "stream",
        "batch",
        "band",
        "body",
        "bodies",
        "remains",
        "influx",
        "unit",
        "contingent",
        "company",
        "platoon",
        "squad",
        "squadron",
        "detachment",
        "boatload",
        "busload",
        "truckload",
        "trainload",
        "crowd",
        "caravan",
        "member",
        "company",
        "family",
        "remnant",
        "remainder",
        "flow",
        "trickle",
        "flood",
        "handful",
        "score",
        "pair",
        "trio",
        "party",
        "half",
        "third",
        "quarter",
        "million",
        "thousand",
        "hundred",
        "ten",
    )
)
_NAME = 5  # words of a group's name
_CROWD = frozenset(("others", "dozens", "hundreds", "thousands", "some", "many", "scores", "several", "tens"))
_CARRYING = frozenset(("carry", "bear", "ferry", "transport", "pack", "cram", "fill", "load"))
_SOMEBODY = frozenset(("they", "them", "who", "he", "she", "him", "her", "all", "whom"))
_TELLING = frozenset(("VERB", "NOUN", "PROPN", "AUX", "ADJ"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_STATIONED = frozenset(("deploy", "station", "post", "mass", "dig", "position"))
_STATES = frozenset(("fight", "battle", "engage"))
_ESCAPES = frozenset(("escape", "flee", "avoid", "evade", "survive", "fear", "mourn", "watch"))
_OWN_CLAUSE = frozenset(("relcl", "advcl", "ccomp"))
_INNER = frozenset(("xcomp", "pcomp", "dobj", "pobj", "nsubj", "attr", "relcl", "acl", "compound", "ccomp"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell of an event of this type, by this frame, with the words that act and suffer."""

    token: Token
    kind: EventType
    frame: EventFrame
    who: Parties


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The frames of the event types that a report may tell of, by their words: most words of a report stand in none."""

    frames: tuple[tuple[EventType, EventFrame], ...]
    places: Mapping[str, Set[int]]  # word → where its frames stand among `frames`

    @classmethod
    def of(cls, types: Sequence[EventType]) -> Lexicon:
        frames = tuple((kind, frame) for kind in types for frame in kind.frames)
        places: dict[str, set[int]] = defaultdict(set)
        for at, (_, frame) in enumerate(frames):
            for word in frame.verbs | frame.nouns | frame.adjectives:
                places[word].add(at)
        return cls(frames, dict(places))

    def named_by(self, *words: str) -> list[tuple[EventType, EventFrame]]:
        """The frames that hold one of the words, in the order of the codebook's types."""
        return [self.frames[at] for at in sorted({at for word in words for at in self.places.get(word, ())})]


def triggers(sent: Tokens, lexicon: Lexicon, spots: Set[int] = frozenset()) -> Iterator[Trigger]:
    """Every word and type that fit, in the order of the words and of the codebook's types; `spots`: the words of places."""
    sentence = sent.text
    for token in sent:
        lemma = _name_of(token)
        named = lexicon.named_by(lemma, token.lower_)
        if not named or token.pos_ not in _TELLING or _only_describes(token):
            continue
        found = [(kind, frame) for kind, frame in named if _is_trigger(frame, token, lemma)]
        if not found:
            continue
        who = parties(token)
        words, told = _words_of(token, who, sent, sentence), set[str]()
        for kind, frame in found:
            if kind.code not in told and _fits(frame, words, who, spots):
                told.add(kind.code)
                yield Trigger(token, kind, frame, who)


def _name_of(token: Token) -> str:
    """Its lemma; the model takes "shoot-out" and "stand-off" apart, and the last part then stands for the whole."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return token.lemma_.lower()
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"


@dataclass(frozen=True, slots=True)
class _Words:
    clause: str
    subject: str
    object: str
    parties: str
    sentence: str


def _words_of(token: Token, who: Parties, sent: Tokens, sentence: str) -> _Words:
    behind = _behind_name(token, who, sent)
    subject, sufferer = _phrase(who.doers), _phrase(who.sufferers) + behind
    return _Words(own_words(token, sent), subject, sufferer, f"{subject} | {sufferer}", sentence)


def _only_describes(token: Token) -> bool:
    """ "ceasefire deal", "to escape the fighting", "rebels fighting Kurds": such a word tells of no event of its own."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return token.dep_ == "acl" and _describes_doer(token)
    head = token.head
    escaped = token.dep_ == "dobj" and head.lemma_.lower() in _ESCAPES
    amid = token.dep_ == "pobj" and head.lower_ in ("under", "amid", "despite", "without")
    return escaped or amid or (token.dep_ in ("compound", "nmod") and head.pos_ in ("NOUN", "PROPN"))


def _describes_doer(participle: Token) -> bool:
    """ "rebels fighting Kurds", "units deployed at the border pounded …": how somebody stands who does something else."""
    lemma = participle.lemma_.lower()
    if participle.tag_ == "VBG":
        return lemma in _STATES
    doer = participle.head
    return lemma in _STATIONED and doer.dep_ == "nsubj" and doer.head.pos_ == "VERB"


def _is_trigger(frame: EventFrame, token: Token, lemma: str) -> bool:
    if frame.passive and not is_passive(token):
        return False
    if token.pos_ in ("VERB", "AUX"):
        return lemma in frame.verbs
    if token.pos_ == "ADJ":
        return token.lower_ in frame.adjectives and token.dep_ in (
            "acomp",
            "oprd",
            "ROOT",
            "ccomp",
            "conj",
            "relcl",
            "advcl",
        )
    return lemma in frame.nouns or token.lower_ in frame.nouns


def _fits(frame: EventFrame, words: _Words, who: Parties, spots: Set[int]) -> bool:
    if (
        not _found(frame.words, words.clause)
        or not _found(frame.touches, words.parties)
        or not _found(frame.subject_words, words.subject)
        or not _found(frame.object_words, words.object)
    ):
        return False
    if not _found(frame.sentence, words.sentence):
        return False
    if frame.without is not None and frame.without.search(words.clause):
        return False
    if any(class_of(token) in frame.no_party for token in who.all):
        return False
    if any(class_of(token) in frame.no_object for token in who.sufferers):
        return False
    if "place" in frame.object and any(t.i in spots for t in who.sufferers):
        return not frame.subject or has_class(who.doers, frame.subject)
    people = tuple(t for t in who.sufferers if t.i not in spots)
    wanted = ((frame.subject, who.doers), (frame.object, people), (frame.any, who.all))
    return all(not classes or has_class(tokens, classes) for classes, tokens in wanted)


def _found(pattern: re.Pattern[str] | None, words: str) -> bool:
    return pattern is None or pattern.search(words) is not None


def _behind_name(token: Token, who: Parties, sent: Tokens) -> str:
    """What follows an object that is a name: the parse often takes "the Kerem Shalom crossing into Gaza" apart."""
    named = next((t for t in who.sufferers if t.pos_ == "PROPN" and t.i > token.i), None)
    return " | " + token.doc[named.i : min(named.i + 4, sent.end)].text if named is not None else ""


def _phrase(tokens: Sequence[Token]) -> str:
    """The words of the parties, each with what depends on it but no clause of its own."""
    return " | ".join(" ".join(t.text for t in _without_clauses(token)) for token in tokens)


def _without_clauses(top: Token) -> Iterator[Token]:
    for child in top.lefts:
        if child.dep_ not in _OWN_CLAUSE:
            yield from _without_clauses(child)
    yield top
    for child in top.rights:
        if child.dep_ not in _OWN_CLAUSE:
            yield from _without_clauses(child)


def has_class(tokens: Sequence[Token], classes: frozenset[str]) -> bool:
    """True when one of the words names people of these classes, or counts some."""
    return any(_is_of(token, classes) for token in tokens)


def _is_of(token: Token, classes: frozenset[str]) -> bool:
    if class_of(token) in classes:
        return True
    if "rebel" in classes and token.pos_ == "PROPN" and _ends_rebels_name(token):
        return True
    if "gunman" in classes and any(c.lower_ in ("armed", "masked", "hooded", "uniformed") for c in token.children):
        return True
    if "criminal" in classes and any(c.lower_ in ("suspected", "alleged") for c in token.children):
        return True
    people = "civilian" in classes or "migrant" in classes
    is_nation = token.ent_type_ == "NORP" and token.dep_ not in ("amod", "compound", "nmod")
    if people and (token.ent_type_ == "PERSON" or is_nation):
        return True
    if "official" in classes and token.ent_type_ in ("GPE", "ORG") and token.dep_ not in ("compound", "amod"):
        return True  # a country or an office acts
    if "place" in classes and token.ent_type_ in _PLACES and token.pos_ == "PROPN":
        return True
    counted = [
        c for p in token.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children if c.dep_ == "pobj"
    ]
    if counted and (token.lower_ in _CROWD or token.pos_ == "NUM" or token.lemma_.lower() in _HEADLESS):
        return has_class(counted, classes)
    if (on_board := _on_board(token)) and has_class(on_board, classes):
        return True
    if token.lower_ in _CROWD or (token.pos_ == "NUM" and token.dep_ != "nummod"):
        return True  # "hundreds fled": whom the sentence before named
    if token.lower_ == "more" and any(c.dep_ == "nummod" for c in token.children):
        return True  # "eight more were held"
    return people and token.pos_ == "PRON" and token.lower_ in _SOMEBODY


def _ends_rebels_name(token: Token) -> bool:
    """ "Taliban", "al Shabaab": the last word of an armed group's own name."""
    rebels = load_actor_lists().rebels
    return any(token.doc[at : token.i + 1].text in rebels for at in range(token.i, max(-1, token.i - _NAME), -1))


def _on_board(token: Token) -> list[Token]:
    """Whom a bus, boat or convoy carries: "buses carrying 400 Syrians", "a truck packed with migrants"."""
    found: list[Token] = []
    for verb in (c for c in token.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in _CARRYING):
        found += [c for c in verb.children if c.dep_ == "dobj"]
        found += [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "with" for c in p.children]
    return found


def own_words(token: Token, sent: Tokens) -> str:
    """The words around a trigger that are its own: its subtree and what stands up to it, at most the sentence."""
    left, right = token.left_edge.i, token.right_edge.i
    if token.dep_ in _INNER:
        left, right = min(left, token.head.i), max(right, token.head.i)
    left, right = max(sent.start, min(left, token.i - 6)), min(sent.end, max(right + 1, token.i + 12))
    words = token.doc[left:right].text
    at = token.idx - token.doc[left].idx
    end = words.find(";", at)  # behind it stands another clause
    return words[words.rfind(";", 0, at) + 1 : end if end >= 0 else None]
