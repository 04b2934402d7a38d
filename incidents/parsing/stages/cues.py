"""Where somebody is said to have said something: verbs, "according to", and nouns such as "the minister's claim that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from incidents.parsing.stages.cue_words import FINITE, REACH, lemma_of, load_cues, style_of
from incidents.parsing.stages.speaker_kinds import can_speak
from incidents.parsing.stages.speaker_words import load_speakers
from incidents.parsing.stages.subjects import (
    Subject,
    leading_subject,
    own_subject,
    phrase_of,
    quoting_verb,
    subject_of,
    tail_subject,
)
from incidents.parsing.stages.unsaid import NO_COMMENT, is_passive, is_unsaid
from incidents.parsing.tongue import Parsed

_AS_SAYING = re.compile(r"\bas (?:saying|telling|having said)\b")
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
        return lemma_of(self.verb)


def find_cues(one: Parsed) -> tuple[Cue, ...]:
    """The attributions of a passage, in order, quoted words included; looked for once, for they are asked twice."""
    known: tuple[Cue, ...] | None = one.doc.user_data.get("cues")
    if known is None:
        known = one.doc.user_data["cues"] = tuple(_outside_names(list(_find(one))))
    return known


def _outside_names(cues: list[Cue]) -> Iterator[Cue]:
    """Those whose verb is no part of a speaker's own words."""
    named = {i for c in cues if c.subject is not None for i in range(c.subject.left, c.subject.right + 1)}
    return _inherited([c for c in cues if c.verb.i not in named])


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
        if cue.verb.tag_ in FINITE and cue.style in ("say", "act"):
            before = cue


def _is_second(cue: Cue) -> bool:
    """ "Said …, and added …": the same speaker goes on."""
    verb = cue.verb
    is_joined = verb.i > 0 and verb.doc[verb.i - 1].lower_ in ("and", "but", "then", "also")
    return cue.style == "say" and is_joined and verb.tag_ in FINITE and own_subject(verb) is None


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
    marks = clause.children if clause is not None else ()
    mark = next((c for c in marks if c.lower_ == "that" and c.dep_ == "mark"), None)
    owner = next((c for c in token.children if c.dep_ == "poss"), None) or _giver(token)
    if mark is None or owner is None:
        return
    subject = phrase_of(owner, ceiling=owner.i)
    yield Cue(one, token, subject, "noun", token.text, min(subject.left, token.left_edge.i), mark.i)


def _giver(token: Token) -> Token | None:
    """ "Assurances from Hanoi": Hanoi."""
    by = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("from", "by")]
    return next((g for c in by for g in c.children if g.dep_ == "pobj"), None)


def _verb(one: Parsed, token: Token) -> Iterator[Cue]:
    style, words = style_of(token)
    if not style or (token.i == 0 and token.tag_ == "VB") or _quotes_another(token):
        return
    tail = tail_subject(token) if style in ("say", "quote") and token.tag_ in FINITE else None
    if _says_nothing(token, tail):
        return
    subject = _speaker(token, tail)
    if subject is not None and subject.head.i == token.i:
        return
    is_second = token.dep_ == "conj" and own_subject(token) is None
    if is_second and subject is not None and not can_speak(subject.head):
        subject = None  # "said the road was open and urged …": the road urges nobody, the speaker before does
    if _may_speak(token, subject, style) and not _is_gloss(token, words):
        yield Cue(one, token, subject, style, words, *_bounds(token, subject, tail is not None, len(words.split())))


def _quotes_another(token: Token) -> bool:
    """ "Quoted X as saying": the inner words are X's."""
    is_quoting = lemma_of(token) in ("quote", "cite", "report")
    return is_quoting and bool(_AS_SAYING.search(token.doc[token.i : token.i + REACH].text))


def _says_nothing(token: Token, tail: Subject | None) -> bool:
    if tail is not None:
        return any(c.dep_ == "neg" for c in token.children)
    return is_unsaid(token) or is_passive(token)


def _speaker(token: Token, tail: Subject | None) -> Subject | None:
    """Whose words they are: behind a quotation all words between comma and verb (", charging documents said")."""
    subject = subject_of(token)
    if tail is not None:
        is_inside = subject is not None and tail.left <= subject.head.i <= tail.right
        subject = _widened(subject, tail) if subject is not None and is_inside else tail
    if subject is None and token.tag_ in FINITE:
        return leading_subject(token)
    return subject


def _is_gloss(token: Token, words: str) -> bool:
    """A gloss of the narrator ("referring to"), or a reason for silence ("declined to comment, citing")."""
    if token.tag_ != "VBG":
        return False
    before = token.doc[max(token.sent.start, token.i - REACH) : token.i].text
    is_reason = lemma_of(token) == "cite" and bool(NO_COMMENT.search(before))
    return words.lower() in ("referring to", "raising") or is_reason


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
    if subject is None or lemma_of(token) in _PLAINLY_SAID or style == "quote" or can_speak(subject.head):
        return True
    return lemma_of(token) not in _OF_THINGS and any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
