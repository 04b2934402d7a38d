"""A Russian passage as the same kind of parse as an English one: tokens, morphology, dependencies and names, offsets true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from razdel import sentenize, tokenize
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from incidents.parsing.document import Passage
from incidents.parsing.evidence import Span
from incidents.parsing.russian.lemmas import is_surely_verb, lemma
from incidents.parsing.russian.models import Models
from incidents.parsing.tongue import Parsed, blanked

LONGEST = 160  # tokens that the syntax reads at once: its memory grows with the square
_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}


@dataclass(slots=True)
class _Word:
    start: int
    text: str
    pos: str = "X"
    feats: str = ""
    head: int = 0  # among the words of its sentence
    dep: str = "dep"

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Sentence:
    words: list[_Word]
    text: str
    start: int
    names: Sequence[Any] = ()


def read(models: Models, text: str, passages: Sequence[Passage], masked: Sequence[Span]) -> tuple[Parsed, ...]:
    """Every passage parsed, in order, all sentences in batches through the models."""
    cleaned = [blanked(text, passage.span, masked) for passage in passages]
    sentences = [list(_sentences(words)) for words in cleaned]
    # A batch is as wide as its longest sentence: sorted by length, little of it is padding.
    flat = sorted((s for found in sentences for s in found), key=lambda s: len(s.words))
    _analyse(models, flat)
    return tuple(
        Parsed(passage, _doc(models, words, found))
        for passage, words, found in zip(passages, cleaned, sentences, strict=True)
    )


def _sentences(text: str) -> Iterator[_Sentence]:
    for sentence in sentenize(text):
        words = [_Word(sentence.start + t.start, t.text) for t in tokenize(sentence.text)]
        for at in range(0, len(words), LONGEST):
            part = words[at : at + LONGEST]
            yield _Sentence(part, text[part[0].start : part[-1].end], part[0].start)


def _analyse(models: Models, sentences: Sequence[_Sentence]) -> None:
    """Parts of speech, features, heads and names, written into the sentences."""
    for sentence, markup in zip(sentences, models.ner.map([s.text for s in sentences]), strict=True):
        sentence.names = markup.spans
    tokens = [[w.text for w in s.words] for s in sentences]
    for sentence, tagged, parsed in zip(sentences, models.morph.map(tokens), models.syntax.map(tokens), strict=True):
        heads = _tree([int(t.head_id) - 1 for t in parsed.tokens])
        for word, form, place, head in zip(sentence.words, tagged.tokens, parsed.tokens, heads, strict=True):
            word.pos, word.head = form.pos, head
            word.feats = "|".join(f"{k}={v}" for k, v in sorted((form.feats or {}).items()))
            if form.pos in ("NOUN", "PROPN", "ADJ", "X") and is_surely_verb(word.text):
                word.pos, word.feats = "VERB", "VerbForm=Fin"
            word.dep = "parataxis" if int(place.head_id) == 0 and sentence.words[head] is not word else place.rel


def _tree(heads: list[int]) -> list[int]:
    """One root and no circle: further roots, and circles where they close, hang on the first root."""
    root = next((n for n, head in enumerate(heads) if head < 0 or head == n), 0)
    found = [root if head < 0 or head >= len(heads) or head == n else head for n, head in enumerate(heads)]
    found[root] = root
    safe = {root}
    for start in range(len(found)):
        path: list[int] = []
        at = start
        while at not in safe:
            if at in path:
                found[at] = root
                break
            path.append(at)
            at = found[at]
        safe.update(path)
    return found


def _doc(models: Models, text: str, sentences: Sequence[_Sentence]) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    rows: list[tuple[str, str, str, str, int]] = []  # pos, feats, lemma, dep, head
    at = 0

    def gap(until: int) -> None:
        """White space between two tokens: a single blank belongs to the word before, all else is a token of its own."""
        between = text[at:until]
        if between.startswith(" ") and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
            between = between[1:]
        if between:
            words.append(between)
            spaces.append(False)
            rows.append(("SPACE", "", between, "dep", max(0, len(words) - 2)))

    for sentence in sentences:
        places: dict[int, int] = {}
        for n, word in enumerate(sentence.words):
            gap(word.start)
            places[n] = len(words)
            words.append(word.text)
            spaces.append(False)
            case, number = _of(word.feats, "Case"), _of(word.feats, "Number")
            rows.append((word.pos, word.feats, lemma(word.text, word.pos, case, number), word.dep, -1))
            at = word.end
        for n, word in enumerate(sentence.words):
            pos, feats, base, dep, _head = rows[places[n]]
            rows[places[n]] = (pos, feats, base, "ROOT" if word.head == n else dep, places[word.head])
        _hang_spaces(rows, places)
    gap(len(text))
    doc = Doc(
        models.vocab, words=words, spaces=spaces, pos=[r[0] for r in rows], morphs=[r[1] for r in rows],
        lemmas=[r[2] for r in rows], deps=[r[3] for r in rows], heads=[r[4] for r in rows],
    )  # fmt: skip
    doc.set_ents(list(_entities(doc, sentences)))
    return doc


def _hang_spaces(rows: list[tuple[str, str, str, str, int]], places: dict[int, int]) -> None:
    """White space before the first word of all hangs on that word."""
    first = min(places.values(), default=0)
    if first == 1 and rows[0][0] == "SPACE":
        rows[0] = (*rows[0][:4], 1)


def _of(feats: str, name: str) -> str:
    return next((part.split("=", 1)[1] for part in feats.split("|") if part.startswith(f"{name}=")), "")


def _entities(doc: Doc, sentences: Sequence[_Sentence]) -> Iterator[Tokens]:
    end = 0
    for sentence in sentences:
        for span in sentence.names:
            found = doc.char_span(
                sentence.start + span.start,
                sentence.start + span.stop,
                label=_LABELS[span.type],
                alignment_mode="expand",
            )
            if found is not None and found.start >= end:
                end = found.end
                yield found
