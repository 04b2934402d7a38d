"""Words that attribute: «сообщил X», «по словам X», «как заявили в МИД», «говорится в сообщении ведомства», each with its clause."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from incidents.parsing.evidence import Span
from incidents.parsing.knowledge.russian_names import FOLDER
from incidents.parsing.russian.lemmas import feature
from incidents.parsing.tongue import Parsed

_DASHES = frozenset(("-", "–", "—", "--"))
_STOPS = frozenset((",", ";", ":", "(", ")"))
_HOLDS = frozenset((",",))
_NO = frozenset(("отказаться", "отказываться", "воздержаться"))
_THAT = frozenset(("что", "будто", "якобы", "чтобы"))


@dataclass(frozen=True, slots=True)
class Cues:
    say: frozenset[str]
    act: frozenset[str]
    clause_only: frozenset[str]
    according: frozenset[str]
    texts: frozenset[str]
    carriers: frozenset[str]
    media: Mapping[str, tuple[str, ...]]


@functools.cache
def load_cues(folder: Path = FOLDER) -> Cues:
    table = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(table[name]) for name in ("say", "act", "clause_only", "according", "texts", "carriers")}
    return Cues(**words, media={name: tuple(found) for name, found in table["media"].items()})


@dataclass(slots=True)
class Cue:
    """`start` to `end`: the tokens of the attributing clause. style: say, act, according or as («как сообщил X»)."""

    one: Parsed
    token: Token
    style: str
    start: int
    end: int
    words: str

    @property
    def span(self) -> Span:
        return self.one.of(self.one.doc[self.start : self.end])


def is_bound(token: Token, closed: set[int]) -> bool:
    """A mark that ends a clause; quotation marks only where they hold speech, hyphens only between blanks."""
    if token.i in closed:
        return True
    if token.text in _DASHES:
        return token.i > 0 and bool(
            token.nbor(-1).whitespace_ or token.nbor(-1).is_space or token.nbor(-1).text in ',»"”'
        )
    return token.text in _STOPS or (token.is_space and "\n" in token.text)


def cues_of(one: Parsed, speech: Sequence[Span]) -> Iterator[Cue]:
    """Every attribution of a passage in order; `speech`: the quotations that hold somebody's words."""
    marks = _marks(one, speech)
    table = load_cues()
    for token in one.doc:
        style = _style(token, table)
        if not style:
            continue
        start, end = _clause(token, marks)
        if style == "say" and one.doc[start].lower_ == "как":
            style, end = "as", _with_clauses(token, end)
        elif style == "according":
            end = _without_verb(token, end)
        yield Cue(one, token, style, start, end, _cue_words(token) if style == "according" else token.text)


def _cue_words(token: Token) -> str:
    start = token.i
    while start > max(0, token.i - 2) and token.doc[start].lower_ != "по" and token.pos_ != "ADP":
        start -= 1
    return token.doc[start : token.i + 1].text


def _style(token: Token, table: Cues) -> str:
    if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and "VerbForm" in str(token.morph)):
        if token.lemma_ in table.say and not _is_adjective(token):
            return "" if _is_refused(token) else "say"
        return "act" if token.lemma_ in table.act and not _is_adjective(token) and not _is_refused(token) else ""
    if token.lower_ == "согласно" and token.pos_ == "ADP":
        return "according"
    is_said = token.pos_ in ("NOUN", "PROPN") and token.lemma_ in table.according and token.i > 0
    if is_said and token.nbor(-1).lower_ == "по":
        return "according"
    return (
        "according"
        if is_said and token.i > 1 and token.nbor(-2).lower_ == "по" and token.nbor(-1).pos_ in ("ADJ", "DET", "PRON")
        else ""
    )


def _is_adjective(token: Token) -> bool:
    """«указанный пункт», «объявленный план»: a full participle before its noun says nothing."""
    morph = str(token.morph)
    return "VerbForm=Part" in morph and "Variant=Short" not in morph and token.dep_ == "amod"


def _is_refused(token: Token) -> bool:
    """«не сообщил», «отказался комментировать»: nothing was said."""
    if token.head.lemma_ in _NO:
        return True
    denies = token.lemma_ in ("опровергнуть", "опровергать", "отрицать", "исключать", "скрывать")
    negated = any(c.lower_ == "не" for c in token.children) or (token.i > 0 and token.nbor(-1).lower_ == "не")
    return negated and not denies


def _marks(one: Parsed, speech: Sequence[Span]) -> set[int]:
    start = one.passage.span.start
    edges = {edge for span in speech for edge in (span.start - start, span.end - 1 - start)}
    return {t.i for t in one.doc if t.idx in edges}


def _clause(token: Token, marks: set[int]) -> tuple[int, int]:
    """The clause around a cue, from mark to mark; a comma inside the speaker's own words does not end it."""
    doc, sent = token.doc, token.sent
    start, end = token.i, token.i + 1
    while start > sent.start and not is_bound(doc[start - 1], marks):
        start -= 1
    while end < sent.end and not is_bound(doc[end], marks):
        end += 1
    if end < sent.end and doc[end].text == "," and _goes_on(token, end, sent.end):
        stop = end + 1
        while stop < sent.end and not is_bound(doc[stop], marks):
            stop += 1
        end = stop
    while end > token.i + 1 and doc[end - 1].text in (".", "!", "?", "…", "..."):
        end -= 1
    return start, end


def _with_clauses(token: Token, end: int) -> int:
    """«Как рассказал X на встрече, прошедшей в Y, …»: the participle belongs to the attribution."""
    edge = token.right_edge.i + 1
    between = token.doc[end:edge]
    if not end < edge < token.sent.end or edge - end > 25 or token.doc[edge].text != ",":
        return end
    return end if any("VerbForm=Fin" in str(t.morph) for t in between) else edge


def _without_verb(token: Token, end: int) -> int:
    """«по словам женщины на щеке сына виден синяк»: without a comma the attribution ends behind its genitive."""
    behind = token.doc[token.i + 1 : end]
    if not any(t.pos_ == "VERB" and "VerbForm=Part" not in str(t.morph) for t in behind):
        return end
    stop = token.i + 1
    while (
        stop < end
        and token.doc[stop].pos_ in ("NOUN", "PROPN", "ADJ", "DET")
        and feature(token.doc[stop], "Case") in ("Gen", "")
    ):
        stop += 1
    return stop


def _goes_on(token: Token, comma: int, stop: int) -> bool:
    """«заявил начальник управления, генерал X»: the name of the one who speaks stands behind the comma."""
    doc = token.doc
    behind = doc[comma + 1 : min(comma + 5, stop)]
    return (
        any(t.ent_type_ == "PERSON" for t in behind)
        and not any(t.pos_ in ("VERB", "SCONJ", "ADP") or t.lower_ in _THAT for t in behind)
        and not any(t.ent_type_ == "PERSON" for t in doc[token.i + 1 : comma])
    )


def that_after(cue: Cue) -> int | None:
    """Where the clause of «…, что …» behind a cue begins, None where there is none."""
    doc, end = cue.one.doc, cue.end
    if end + 1 < len(doc) and doc[end].text in _HOLDS and doc[end + 1].lower_ in _THAT:
        return end + 2
    # «заявил журналистам в понедельник вечером, по итогам встречи, что …»
    for at in range(end, min(end + 14, cue.token.sent.end - 1)):
        if doc[at].text == "," and doc[at + 1].lower_ == "что":
            return at + 2 if not any(t.pos_ == "VERB" for t in doc[end:at]) else None
    return None
