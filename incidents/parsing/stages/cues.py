"""Where somebody is said to have said something: verbs, "according to", and nouns such as "the minister's claim that"."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Token

from incidents.parsing.stages.persons import can_speak, load_speakers
from incidents.parsing.stages.subjects import (
    Subject,
    leading_subject,
    own_subject,
    phrase_of,
    quoting_verb,
    subject_of,
    tail_subject,
)
from incidents.parsing.tongue import Parsed

_ENGLISH = Path(__file__).parent.parent / "knowledge" / "languages" / "en"
_NO_COMMENT = re.compile(
    r"\b(?:declin|refus)\w* to (?:comment|say|confirm|deny|discuss|elaborate|speak|answer|give|identify|name|disclose|specify|reveal|provide|talk)"
    r"|\bno (?:immediate )?(?:comment|word|reaction|response)\b|\bwithout (?:saying|elaborating|giving|specifying|citing|naming|providing)\b",
    re.I,
)
_REACH = 40  # tokens within which a cue and its parts stand
_AS_SAYING = re.compile(r"\bas (?:saying|telling|having said)\b")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_OF_THINGS = frozenset(
    {
        "suggest",
        "indicate",
        "signal",
        "reveal",
        "threaten",
        "promise",
        "demand",
        "confirm",
        "underline",
        "underscore",
        "emphasize",
        "emphasise",
        "hint",
        "note",
        "put",
    }
)
_PLAINLY_SAID = frozenset({"say", "tell", "add", "write", "tweet", "quote", "reply"})
_SAID = frozenset({"said", "says", "say", "saying"})
_UNSAID = frozenset({"if", "unless", "whether", "until", "because"})
_MODALS = frozenset({"may", "might", "could", "should", "must", "would", "ought", "shall", "'d"})


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
    table = tomllib.loads((_ENGLISH / "cues.toml").read_text(encoding="utf-8"))
    sets = {
        key: frozenset(table[key])
        for key in ("say", "act", "plain", "to", "gerund", "quote", "name", "belief", "shown", "noun")
    }
    objects = {
        key.removeprefix("objects_of_"): frozenset(v) for key, v in table.items() if key.startswith("objects_of_")
    }
    return CueWords(**sets, objects=objects, media=tuple((k, tuple(v)) for k, v in table["media"].items()))


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: who, by which words, and the token range that only attributes (subject and cue)."""

    one: Parsed
    verb: Token
    subject: Subject | None
    style: str  # say | act | according | noun | quote | name
    words: str
    start: int
    end: int

    @property
    def lemma(self) -> str:
        return _lemma(self.verb)


def _lemma(token: Token) -> str:
    return "say" if token.lower_ in _SAID else token.lemma_.lower()


def _phrasal(token: Token) -> Iterator[str]:
    """ "call on", "lash out at": the verb with the particles and prepositions right behind it."""
    lemma, words = _lemma(token), [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    for size in (2, 1):
        if len(words) >= size:
            yield " ".join([lemma, *words[:size]])


def style_of(token: Token) -> tuple[str, str]:
    """(style, the cue's words) of a verb that attributes, ("", "") for any other."""
    cues = load_cues()
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    is_verb = token.pos_ in ("VERB", "AUX") or (token.lower_ in ("said", "says") and token.pos_ != "NOUN")
    if not is_verb and not (token.lemma_.lower() in cues.belief and behind == "that"):
        return "", ""
    lemma = _lemma(token)
    for phrase in _phrasal(token):
        if phrase in cues.act | cues.say | cues.quote:
            style = "act" if phrase in cues.act else "say" if phrase in cues.say else "quote"
            return style, token.doc[token.i : token.i + len(phrase.split())].text
    for style, group in (("say", cues.say), ("act", cues.act), ("quote", cues.quote), ("name", cues.name)):
        if lemma in group:
            return style, token.text
    if lemma in cues.belief and _goes_with_saying(token):
        return "say", token.text
    if (
        lemma in cues.shown
        and (own := own_subject(token)) is not None
        and own.lemma_.lower() in load_speakers().documents
    ):
        return "say", token.text
    return "", ""


def _goes_with_saying(token: Token) -> bool:
    """ "Said the case is open but suspects traffickers": a belief beside words that were said."""
    doc = token.doc
    if own_subject(token) is not None or token.i == 0 or doc[token.i - 1].lower_ not in ("and", "but"):
        return False
    return any(
        _lemma(t) in load_cues().say and t.pos_ == "VERB"
        for t in doc[max(token.sent.start, token.i - 2 * _REACH) : token.i]
    )


def _is_unsaid(token: Token) -> bool:
    """Denied, imagined, intended or ordered speech: nothing was said."""
    children = list(token.children)
    if any(c.dep_ == "neg" or c.lower_ in ("never", "hardly", "nothing") for c in children):
        return True
    if any(c.dep_ == "aux" and c.lower_ in _MODALS for c in children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in _UNSAID for c in children):
        return True
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in children):
        return token.head.lemma_.lower() not in ("go", "continue", "add") or token.dep_ != "xcomp"
    return bool(
        _NO_COMMENT.search(token.doc[max(0, token.i - 3) : token.i + 4].text) and token.tag_ not in ("VBD", "VBZ")
    )


def _is_passive(token: Token) -> bool:
    """ "Was reported", "those accused of": nobody is named who says it."""
    if any(c.dep_ in ("auxpass", "agent") for c in token.children):
        return True
    if (
        token.dep_ == "conj"
        and token.tag_ == "VBD"
        and own_subject(token) is None
        and any(c.dep_ == "auxpass" for c in token.head.children)
    ):
        return _lemma(token) != "say" and not any(c.dep_ == "ccomp" for c in token.children)
    if token.tag_ != "VBN" or any(c.dep_ in ("aux",) for c in token.children):
        return False
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and own_subject(token) is None:
        return _is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "oprd", "pcomp") and own_subject(token) is None


def find_cues(one: Parsed) -> tuple[Cue, ...]:
    """The attributions of a passage, in order, quoted words included."""
    cues = list(_find(one))
    named = {i for c in cues if c.subject is not None for i in range(c.subject.left, c.subject.right + 1)}
    return tuple(_inherited([c for c in cues if c.verb.i not in named]))


def _inherited(cues: list[Cue]) -> Iterator[Cue]:
    """A participle behind a comma (", insisting that …") speaks for the speaker of the cue before it, whatever the parse hangs it on."""
    before: Cue | None = None
    for cue in cues:
        if before is not None and cue.verb.sent != before.verb.sent:
            before = None
        is_next = cue.subject is None or _hangs_loose(cue.verb) or _is_second(cue)
        if before is not None and before.subject is not None and is_next:
            yield replace(cue, subject=before.subject)
            continue
        if cue.subject is None and cue.verb.dep_ == "conj":
            continue
        yield cue
        if cue.verb.tag_ in _FINITE and cue.style in ("say", "act"):
            before = cue


def _is_second(cue: Cue) -> bool:
    """ "Said …, and added …": the same speaker goes on."""
    verb = cue.verb
    is_joined = verb.i > 0 and verb.doc[verb.i - 1].lower_ in ("and", "but", "then", "also")
    return cue.style == "say" and is_joined and verb.tag_ in _FINITE and own_subject(verb) is None


def _hangs_loose(verb: Token) -> bool:
    if verb.tag_ != "VBG" or own_subject(verb) is not None or verb.head.lower_ in ("as", "with", "of", "by"):
        return False
    lead = verb.i - 1
    while lead > verb.sent.start and (verb.doc[lead].pos_ in ("ADV", "CCONJ", "SPACE")):
        lead -= 1
    behind = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.lower_ in ("saying", "adding") and behind == "that":
        return True
    return verb.doc[lead].text in (",", "-", "–", "—", "--", "''", *"\"”’'")


def _find(one: Parsed) -> Iterator[Cue]:
    for token in one.doc:
        if token.lower_ == "according":
            yield from _according(one, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in load_cues().noun:
            yield from _noun(one, token)
        else:
            yield from _verb(one, token)


def _according(one: Parsed, token: Token) -> Iterator[Cue]:
    doc = one.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    target = next((c for c in to.children if c.dep_ == "pobj"), None) or doc[token.i + 2]
    subject = phrase_of(target, floor=to.i + 1)
    if target.lemma_.lower() in load_speakers().silent and target.ent_type_ not in ("PERSON", "ORG", "GPE"):
        return  # "according to the plan" names no source
    yield Cue(one, token, subject, "according", doc[token.i : token.i + 2].text, token.i, subject.right + 1)


def _noun(one: Parsed, token: Token) -> Iterator[Cue]:
    """ "The minister's claim that …", "assurances from Hanoi that …"."""
    clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i), None)
    mark = (
        next((c for c in clause.children if c.lower_ == "that" and c.dep_ == "mark"), None)
        if clause is not None
        else None
    )
    owner = next((c for c in token.children if c.dep_ == "poss"), None) or next(
        (
            g
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in ("from", "by")
            for g in c.children
            if g.dep_ == "pobj"
        ),
        None,
    )
    if mark is None or owner is None:
        return
    subject = phrase_of(owner, ceiling=owner.i)
    yield Cue(one, token, subject, "noun", token.text, min(subject.left, token.left_edge.i), mark.i)


def _verb(one: Parsed, token: Token) -> Iterator[Cue]:
    style, words = style_of(token)
    if not style or (token.i == 0 and token.tag_ == "VB"):
        return
    if _lemma(token) in ("quote", "cite", "report") and _AS_SAYING.search(token.doc[token.i : token.i + _REACH].text):
        return  # "quoted X as saying": the inner words are X's
    tail = tail_subject(token) if style in ("say", "quote") and token.tag_ in ("VBD", "VBZ", "VBP", "VBN") else None
    if tail is None and (_is_unsaid(token) or _is_passive(token)):
        return
    if tail is not None and any(c.dep_ == "neg" for c in token.children):
        return
    subject = subject_of(token)
    if tail is not None:
        is_inside = subject is not None and tail.left <= subject.head.i <= tail.right
        # ", charging documents said": all words between comma and verb name the speaker.
        subject = _widened(subject, tail) if subject is not None and is_inside else tail
    if subject is None and token.tag_ in _FINITE:
        subject = leading_subject(token)
    if subject is not None and subject.head.i == token.i:
        return
    is_second = token.dep_ == "conj" and own_subject(token) is None
    if is_second and subject is not None and not can_speak(subject.head):
        subject = None  # "said the road was open and urged …": the road urges nobody, the speaker before does
    if not _may_speak(token, subject, style):
        return
    if token.tag_ == "VBG" and (
        words.lower() in ("referring to", "raising")
        or (
            _lemma(token) == "cite"
            and _NO_COMMENT.search(token.doc[max(token.sent.start, token.i - _REACH) : token.i].text)
        )
    ):
        return  # a gloss of the narrator; a reason for silence
    yield Cue(one, token, subject, style, words, *_bounds(token, subject, tail is not None, len(words.split())))


def _widened(subject: Subject, tail: Subject) -> Subject:
    between = subject.head.doc[tail.left : subject.left]
    is_one = len(between) and all(t.tag_ in ("VBG", "VBN", "JJ", "NN") for t in between)
    is_open = subject.head.doc[subject.left].pos_ not in ("DET", "PRON", "PROPN", "NUM")
    return Subject(subject.head, tail.left, subject.right) if is_one and is_open else subject


def _bounds(token: Token, subject: Subject | None, is_tail: bool, length: int) -> tuple[int, int]:
    """Token range of subject and cue together, where they stand together."""
    start, end = token.i, token.i + length
    if (quoted := quoting_verb(token)) is not None:
        own = own_subject(quoted)
        return (min(own.left_edge.i, quoted.i) if own is not None else quoted.i), end
    if subject is not None and (is_tail or subject.head.head.i == token.i):
        return min(subject.left, start), max(subject.right + 1, end)
    return start, end


def _may_speak(token: Token, subject: Subject | None, style: str) -> bool:
    """Things do not threaten or demand in words: "the attack threatened the truce" is no statement."""
    if subject is None or _lemma(token) in _PLAINLY_SAID or style == "quote" or can_speak(subject.head):
        return True
    return _lemma(token) not in _OF_THINGS and any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
