"""The words that attribute: verbs such as "say" and "accuse", how they stand, and what style of statement they make."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from incidents.parsing.stages.speaker_words import load_speakers
from incidents.parsing.stages.subjects import own_subject

if TYPE_CHECKING:  # the words alone are asked for without the language model, too
    from spacy.tokens import Token

_ENGLISH = Path(__file__).parent.parent / "knowledge" / "languages" / "en"
REACH = 40  # tokens within which a cue and its parts stand
_SAID = frozenset({"said", "says", "say", "saying"})
FINITE = ("VBD", "VBZ", "VBP", "VBN")


@dataclass(frozen=True, slots=True)
class CueWords:
    """The words of cues.toml, as sets."""

    say: frozenset[str]
    act: frozenset[str]
    plain: frozenset[str]
    to: frozenset[str]
    gerund: frozenset[str]
    quote: frozenset[str]
    name: frozenset[str]
    belief: frozenset[str]
    shown: frozenset[str]
    noun: frozenset[str]
    objects: dict[str, frozenset[str]]
    media: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def verbs(self) -> frozenset[str]:
        return self.say | self.act | self.quote | self.name


@functools.cache
def load_cues() -> CueWords:
    """The cue words of English, read once."""
    table = tomllib.loads((_ENGLISH / "cues.toml").read_text(encoding="utf-8"))
    sets = {
        key: frozenset(table[key])
        for key in ("say", "act", "plain", "to", "gerund", "quote", "name", "belief", "shown", "noun")
    }
    objects = {
        key.removeprefix("objects_of_"): frozenset(v) for key, v in table.items() if key.startswith("objects_of_")
    }
    return CueWords(**sets, objects=objects, media=tuple((k, tuple(v)) for k, v in table["media"].items()))


def lemma_of(token: Token) -> str:
    """The verb in its plain form; "said" is "say" whatever the parse makes of it."""
    return "say" if token.lower_ in _SAID else token.lemma_.lower()


def _phrasal(token: Token) -> Iterator[str]:
    """ "call on", "lash out at": the verb with the particles and prepositions right behind it."""
    lemma, words = lemma_of(token), [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    for size in (2, 1):
        if len(words) >= size:
            yield " ".join([lemma, *words[:size]])


def style_of(token: Token) -> tuple[str, str]:
    """(style, the cue's words) of a verb that attributes, ("", "") for any other; looked up once a token, for it is asked often."""
    known: dict[int, tuple[str, str]] = token.doc.user_data.setdefault("styles", {})
    if token.i not in known:
        known[token.i] = _style(token)
    return known[token.i]


def _style(token: Token) -> tuple[str, str]:
    if not _is_verb(token):
        return "", ""
    if of_phrase := _style_of_phrase(token):
        return of_phrase
    style = _style_of_word(token)
    return style, token.text if style else ""


def _is_verb(token: Token) -> bool:
    """A verb as the parse has it, "said" whatever the parse makes of it, and a "belief that"."""
    if token.pos_ in ("VERB", "AUX") or (token.lower_ in ("said", "says") and token.pos_ != "NOUN"):
        return True
    if token.lemma_.lower() not in load_cues().belief or token.i + 1 == len(token.doc):
        return False
    return token.doc[token.i + 1].lower_ == "that"


def _style_of_phrase(token: Token) -> tuple[str, str] | None:
    cues = load_cues()
    for phrase in _phrasal(token):
        if phrase in cues.act | cues.say | cues.quote:
            style = "act" if phrase in cues.act else "say" if phrase in cues.say else "quote"
            return style, token.doc[token.i : token.i + len(phrase.split())].text
    return None


def _style_of_word(token: Token) -> str:
    cues, lemma = load_cues(), lemma_of(token)
    for style, group in (("say", cues.say), ("act", cues.act), ("quote", cues.quote), ("name", cues.name)):
        if lemma in group:
            return style
    if lemma in cues.belief and _goes_with_saying(token):
        return "say"
    own = own_subject(token) if lemma in cues.shown else None
    return "say" if own is not None and own.lemma_.lower() in load_speakers().documents else ""


def _goes_with_saying(token: Token) -> bool:
    """ "Said the case is open but suspects traffickers": a belief beside words that were said."""
    doc = token.doc
    if own_subject(token) is not None or token.i == 0 or doc[token.i - 1].lower_ not in ("and", "but"):
        return False
    return any(
        lemma_of(t) in load_cues().say and t.pos_ == "VERB"
        for t in doc[max(token.sent.start, token.i - 2 * REACH) : token.i]
    )
