"""Whose words a verb carries: the noun phrase that speaks, found in the parse or, where the parse fails, in the order of the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_INSIDE = frozenset({"of", "for", "in", "from", "at", "on", "to", "with", "near", "by", "inside", "outside", "along", "within", "across", "around"})  # fmt: skip
_QUOTES = '"“”«»'


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the phrase that speaks, and the phrase: first and last token, appositions and clauses left out."""

    head: Token
    left: int
    right: int

    @property
    def words(self) -> str:
        return " ".join(self.head.doc[self.left : self.right + 1].text.split())


def phrase_of(head: Token, floor: int = 0, ceiling: int | None = None) -> Subject:
    """The noun phrase around `head` without relative clauses and what follows a comma."""
    doc = head.doc
    left = max(head.left_edge.i, floor)
    for stop in range(head.i - 1, left - 1, -1):
        if doc[stop].text in (",", ";", "—", "–", ":", *_QUOTES) or doc[stop].is_space:
            left = stop + 1
            break
    right, last = head.i, min(head.right_edge.i, len(doc) - 1 if ceiling is None else ceiling)
    for at in range(head.i + 1, last + 1):
        if _ends_phrase(doc[at], head):
            break
        right = at
    while right > head.i and (doc[right].pos_ in ("ADP", "CCONJ", "DET", "SPACE") or doc[right].text in _QUOTES):
        right -= 1
    while left < head.i and (
        doc[left].pos_ in ("PUNCT", "SPACE", "CCONJ", "SCONJ")
        or (doc[left].pos_ == "ADV" and doc[left].dep_ != "advmod")
        or doc[left].text in "\"“'‘«"
    ):
        left += 1
    return Subject(head, left, right)


def _ends_phrase(token: Token, head: Token) -> bool:
    if token.text in (",", "(", "[", "—", "–", "--", ";", ":", *_QUOTES) or token.is_space:
        return True
    if token.dep_ in ("relcl", "acl", "punct") and token.text not in ("'", "-"):
        return True
    if token.dep_ == "appos" and token.pos_ != "PROPN":
        return True
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "nmod"):
        return True
    if token.lower_ in _RELATIVE or (token.ent_type_ in ("DATE", "TIME") and token.head.pos_ != "NOUN"):
        return True
    if token.dep_ == "prep":
        behind = token.nbor(1) if token.i + 1 < len(token.doc) else token
        return token.lower_ not in _INSIDE or (
            token.lower_ in ("on", "in", "at") and behind.ent_type_ in ("DATE", "TIME")
        )
    return False


def subject_of(verb: Token) -> Subject | None:
    """The phrase whose words the verb carries; None where nobody is named."""
    head = _head_of(verb)
    if head is None:
        return None
    phrase = phrase_of(head)
    # "Turkey's Prime Minister Ahmet Davutoglu": the parser at times sees two subjects side by side.
    beside = next((c for c in head.head.children if c.dep_ in _SUBJECTS and c.right_edge.i == phrase.left - 1), None)
    return Subject(head, phrase_of(beside).left, phrase.right) if beside is not None else phrase


def leading_subject(verb: Token) -> Subject | None:
    """ "The union, whose monitors …, said": the phrase that opens the sentence, where a comma stands before a verb without subject."""
    doc, sent = verb.doc, verb.sent
    if verb.i - 1 <= sent.start or (
        doc[verb.i - 1].text not in (",", "—", "–", "--", ")") and doc[verb.i - 1].pos_ != "ADV"
    ):
        return None
    comma = next((i for i in range(sent.start + 1, verb.i) if doc[i].text in (",", "—", "–", "--")), None)
    if (
        comma is None
        or comma >= verb.i - 1
        or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[sent.start : comma])
    ):
        return None
    if doc[sent.start].pos_ in ("ADP", "SCONJ", "ADV", "VERB"):
        return None
    return _head_in(verb, sent.start, comma - 1)


def quoting_verb(saying: Token) -> Token | None:
    """The "quoted" of "quoted X as saying", "was quoted as saying"; None for any other verb."""
    if saying.head.lower_ != "as" or saying.tag_ != "VBG":
        return None
    verb = saying.head.head
    return verb if verb.lemma_.lower() in ("quote", "cite", "report") else None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    return own[-1] if own else None


def _head_of(verb: Token) -> Token | None:
    if (quoted := quoting_verb(verb)) is not None:
        return next((c for c in quoted.children if c.dep_ in ("dobj", "nsubjpass")), None)
    at = verb
    for _ in range(6):
        own = own_subject(at)
        if own is not None:
            if own.lower_ in _RELATIVE:
                return _antecedent(at, own)
            return own
        if at.dep_ in ("acl", "relcl") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return _participle_head(at)
        if (
            at.dep_ in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "aux", "parataxis")
            and at.head.i != at.i
        ):
            at = at.head
            continue
        break
    return None


def _antecedent(clause: Token, pronoun: Token) -> Token | None:
    """The noun that "who" or "which" stands for."""
    doc, before = pronoun.doc, pronoun.i - 1
    if before > 0 and doc[before].text == ",":
        before -= 1
    if pronoun.lower_ == "who" and doc[before].ent_type_ == "PERSON":
        return doc[before]  # "troops loyal to X, who said": X
    at = clause
    for _ in range(4):
        if at.dep_ == "relcl" or (at.dep_ == "acl" and at.head.pos_ in ("NOUN", "PROPN")):
            return at.head if at.head.i < pronoun.i else None
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _participle_head(participle: Token) -> Token | None:
    """ "A resolution calling for …" speaks itself; ", calling for …" behind a comma is the sentence's subject."""
    noun, doc = participle.head, participle.doc
    before = participle.i - 1
    while before > noun.i and doc[before].pos_ in ("ADV", "SPACE"):
        before -= 1
    if doc[before].text not in (",", "-", "–", "—") or participle.tag_ != "VBG":
        return noun
    at = noun
    for _ in range(6):
        own = own_subject(at)
        if own is not None and own.i < noun.i and own.lower_ not in _RELATIVE:
            return own
        if at.dep_ in _SUBJECTS and at.i == noun.i:
            return noun
        if at.head.i == at.i:
            break
        at = at.head
    return noun


def tail_subject(verb: Token) -> Subject | None:
    """The words between the last comma and a verb that ends the sentence, where they can only be who said it: ", court papers said."."""
    doc, sent = verb.doc, verb.sent
    if verb.dep_ == "relcl":
        return None
    before = next(
        (
            i
            for i in range(verb.i - 1, max(sent.start - 2, verb.i - 18, -1), -1)
            if doc[i].text in (",", "—", "–", "--", *_QUOTES, "''")
        ),
        None,
    )
    if before is None or not 1 <= verb.i - before - 1 <= 14:
        return None
    between = [t for t in doc[before + 1 : verb.i] if not t.is_space]
    if not between or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.lower_ in ("that", "and") for t in between[:-1]):
        return None
    after = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if after is not None and not (
        after.text in (".", ",", ";")
        or after.pos_ in ("ADP", "ADV", "PUNCT", "SPACE")
        or after.ent_type_ in ("DATE", "TIME")
    ):
        return None
    return _head_in(verb, before + 1, verb.i - 1)


def _head_in(verb: Token, first: int, last: int) -> Subject | None:
    """The head of a run of words: its last noun before any preposition."""
    doc = verb.doc
    cut = next((i for i in range(first + 1, last + 1) if doc[i].pos_ == "ADP"), last + 1)
    nouns = [t for t in doc[first:cut] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not nouns:
        return None
    left = first
    while left < nouns[-1].i and doc[left].pos_ in ("PUNCT", "SPACE", "CCONJ", "ADV"):
        left += 1
    return Subject(nouns[-1], left, last)
