"""Words that tell of an event type: a verb or noun of its frame, with the right people around it and words that say more."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.knowledge.event_types import EventType, load_event_types
from incidents.parsing.knowledge.russian_names import FOLDER
from incidents.parsing.russian.actors import class_of
from incidents.parsing.russian.lemmas import feature

_SUBJECT = frozenset(("nsubj", "nsubj:pass", "csubj"))
_OBJECT = frozenset(("obj", "iobj", "nsubj:pass"))
_MOVES = frozenset(
    [
        "перейти",
        "переходить",
        "прибыть",
        "прибывать",
        "отступить",
        "отступать",
        "отойти",
        "бежать",
        "вернуться",
        "возвратиться",
        "войти",
        "пересечь",
        "проникнуть",
        "покинуть",
        "уйти",
        "утонуть",
        "погибнуть",
    ]
)
BEFORE, BEHIND = 12, 18  # tokens around a trigger that are its own


@dataclass(frozen=True, slots=True)
class Frame:
    """How a Russian sentence tells of a type: lemmas of triggers, classes of people, the tie to a border, patterns over the clause."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    subject: frozenset[str]
    object: frozenset[str]
    either: bool  # the classes may stand anywhere in the sentence
    needs: frozenset[str]  # destination over border border_strict border_topic
    words: re.Pattern[str] | None
    without: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A shared event type with its Russian frames and the examples that they were written for."""

    type: EventType
    frames: tuple[Frame, ...]
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    token: Token
    kind: EventType
    frame: Frame


def _frame(row: Mapping[str, Any]) -> Frame:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(rf"(?<!\w)(?:{row[key]})", re.I) if key in row else None

    def names(key: str) -> frozenset[str]:
        return frozenset(row.get(key, ()))

    return Frame(
        verbs=names("verbs"), nouns=names("nouns"), subject=names("subject"), object=names("object"),
        either=row.get("either", False), needs=names("needs"), words=pattern("words"), without=pattern("not"),
    )  # fmt: skip


@functools.cache
def load_kinds(folder: Path = FOLDER / "events") -> tuple[Kind, ...]:
    """The event types that Russian has frames for, in the codebook's order; a file that names no known type is an error."""
    types = {kind.code: kind for kind in load_event_types()}
    found = []
    for path in sorted(folder.glob("*.toml"), key=lambda p: types[p.stem].order):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(Kind(types[path.stem], tuple(_frame(row) for row in table["frame"]), tuple(table["examples"])))
    return tuple(found)


def kind_named(code: str) -> EventType:
    return next(kind.type for kind in load_kinds() if kind.type.code == code)


def triggers(sent: Tokens) -> Iterator[Trigger]:
    """In the order of their words; one word may be a trigger of several types."""
    for token in sent:
        if token.pos_ not in ("VERB", "NOUN", "PROPN", "AUX", "ADJ"):
            continue
        words = ""
        for kind in load_kinds():
            for frame in kind.frames:
                if not _is_trigger(frame, token):
                    continue
                words = words or own_words(token, sent)
                if _fits(frame, token, sent, words):
                    yield Trigger(token, kind.type, frame)
                    break


def _is_trigger(frame: Frame, token: Token) -> bool:
    if token.pos_ in ("NOUN", "PROPN"):
        return token.lemma_ in frame.nouns
    if token.lemma_ not in frame.verbs:
        return False
    # «захваченный пункт», «задержанные мигранты»: a full participle before its noun only describes it.
    return not (token.dep_ == "amod" and "VerbForm=Part" in str(token.morph))


def own_words(token: Token, sent: Tokens) -> str:
    """The clause of a trigger: what hangs on it, and the verb or noun that it hangs on, at most some words away."""
    left, right = token.left_edge.i, token.right_edge.i
    if token.dep_ in ("xcomp", "obj", "obl", "nsubj", "nsubj:pass", "nmod", "conj", "advcl", "csubj", "iobj"):
        left, right = min(left, token.head.i), max(right, token.head.i)
    left = max(sent.start, min(left, token.i - 3), token.i - BEFORE)
    right = min(sent.end, max(right + 1, token.i + 6), token.i + BEHIND)
    return " ".join(token.doc[left:right].text.replace("ё", "е").split())


def _fits(frame: Frame, token: Token, sent: Tokens, words: str) -> bool:
    if frame.words and not frame.words.search(words):
        return False
    if frame.without and frame.without.search(words):
        return False
    if frame.subject and not has_class(list(sent) if frame.either else doers(token), frame.subject):
        return False
    return not frame.object or has_class(list(sent) if frame.either else sufferers(token), frame.object)


def has_class(tokens: Sequence[Token], classes: frozenset[str]) -> bool:
    """Any of the words, or a person behind a numeral, is of one of the classes."""
    for token in tokens:
        if class_of(token) in classes:
            return True
        if token.pos_ in ("NUM", "ADV", "PRON", "DET") or token.lemma_ in CARRIERS:
            if any(class_of(c) in classes for c in token.subtree if abs(c.i - token.i) < 6):
                return True
            if (
                token.pos_ == "NUM"
                and classes & {"armed", "migrant", "civilian"}
                and not any(c.pos_ == "NOUN" for c in token.subtree)
            ):
                return True  # «двое перешли границу»
    return False


CARRIERS = frozenset(
    (
        "тысяча",
        "тыс",
        "сотня",
        "десяток",
        "группа",
        "часть",
        "большинство",
        "число",
        "количество",
        "ряд",
        "колонна",
        "пара",
        "остальной",
        "другой",
    )
)


def doers(token: Token) -> list[Token]:
    """Who does it: the subject, the agent of a passive, the owner of a noun; of a second verb the first one's."""
    if token.pos_ in ("NOUN", "PROPN"):
        own = [
            c
            for c in token.children
            if c.dep_ in ("nmod", "amod") and (c.pos_ == "ADJ" or feature(c, "Case") in ("Gen", "Ins"))
        ]
        return _with_conjuncts([*own, *(c for n in own for c in n.children if c.dep_ == "nmod")])
    found = [c for c in token.children if c.dep_ in _SUBJECT and not is_passive(token)]
    found += [
        c
        for c in token.children
        if is_passive(token) and c.dep_ in ("obl", "obl:agent") and feature(c, "Case") == "Ins" and not _preposition(c)
    ]
    at = token
    while (
        not found
        and not is_passive(token)
        and at.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "acl", "acl:relcl")
        and at.head.i != at.i
    ):
        if at.dep_ in ("acl", "acl:relcl"):
            return _with_conjuncts([at.head])
        if at.dep_ in ("ccomp", "parataxis"):
            break
        at = at.head
        found = [c for c in at.children if c.dep_ in _SUBJECT]
    if not found and not is_passive(token):
        found = list(_stray_subject(token))
    if not found and token.lemma_ in _MOVES:
        # «перешли 84 солдата»: a genitive behind a number, which the model takes for an object.
        found = [c for c in token.children if c.dep_ == "obj" and any(g.pos_ == "NUM" for g in c.children)]
    return _with_conjuncts(found)


def _stray_subject(token: Token) -> Iterator[Token]:
    """The nominative before a verb in its own clause, which the model hung on a later verb."""
    for other in reversed(token.doc[token.sent.start : token.i]):
        if other.is_punct or other.pos_ in ("VERB", "SCONJ", "CCONJ"):
            return
        if (
            other.dep_ in _SUBJECT
            and feature(other, "Case") == "Nom"
            and feature(other, "Number") == feature(token, "Number")
        ):
            yield other
            return


def sufferers(token: Token) -> list[Token]:
    """Whom it befalls: the object, the subject of a passive, the genitive of a noun."""
    if token.pos_ in ("NOUN", "PROPN"):
        own = [c for c in token.children if c.dep_ == "nmod"]
        return _with_conjuncts([*own, *(c for n in own for c in n.children if c.dep_ == "nmod")])
    found = [c for c in token.children if c.dep_ in _OBJECT or (c.dep_ == "nsubj" and is_passive(token))]
    found += [c for c in token.children if c.dep_ == "obl" and _preposition(c) in ("на", "по") and class_of(c)]
    if not found and token.dep_ in ("acl", "acl:relcl") and is_passive(token):
        found = [token.head]
    if not found and token.dep_ == "conj" and is_passive(token):
        found = [c for c in token.head.children if c.dep_ in _SUBJECT]
    return _with_conjuncts(found)


def _with_conjuncts(found: Sequence[Token]) -> list[Token]:
    return [*found, *(c for f in found for c in f.conjuncts if c.pos_ in ("NOUN", "PROPN", "NUM"))]


def _preposition(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def is_passive(token: Token) -> bool:
    morph = str(token.morph)
    return "Voice=Pass" in morph or ("VerbForm=Part" in morph and "Variant=Short" in morph)
