"""Captions and repeated paragraphs: what they say again is no second statement (codebook 10)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.parsing.document import Passage
from incidents.parsing.drafts import StatementDraft

_CAPTION = re.compile(
    r"\(?\bpictured\b[):,]?|^\s*(?:FILE|File photo|In this (?:photo|image|picture|file)|A (?:photo|picture|view) )|\bPhoto(?:graph)?:",
    re.M | re.I,
)
_ENDS = ".!?…\"”’')»:;]"
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "for",
        "to",
        "its",
        "his",
        "her",
        "their",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "that",
        "this",
        "with",
        "by",
        "at",
        "from",
        "as",
        "it",
        "he",
        "she",
        "they",
        "who",
        "which",
        "would",
        "will",
        "not",
    ]
)
_SAME = 0.8
_SAID_BEFORE = 0.55


def is_caption(text: str, passage: Passage, others: Sequence[Passage]) -> bool:
    """A picture's line: it says so, or it alone ends without a full stop in a text whose paragraphs end with one."""
    words = passage.span.of(text)
    if passage.kind == "headline" or len(words) > 600:
        return False
    if _CAPTION.search(words):
        return True
    if words.rstrip()[-1:] in _ENDS or len(words.split()) < 6:
        return False
    stopped = sum(p.span.of(text).rstrip()[-1:] in _ENDS for p in others)
    return stopped > 0.6 * len(others)


def without_repeats(text: str, drafts: Sequence[StatementDraft], passages: Sequence[Passage]) -> list[StatementDraft]:
    """The statements that say something for the first time; of two equal ones the one in the body stays."""
    captions = [p.span for p in passages if is_caption(text, p, passages)]
    body = [d for d in drafts if not any(c.covers(d.content) for c in captions)]
    kept: list[StatementDraft] = []
    for draft in body:
        if not any(_same(draft, other) for other in kept):
            kept.append(draft)
    for draft in (d for d in drafts if d not in body):
        if not any(_same(draft, other) for other in kept) and not _said(draft, kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.content.start)


def _words(draft: StatementDraft) -> set[str]:
    return {w[:6] for w in re.findall(r"\w+", draft.content_text.lower()) if w not in _SMALL}


def _same(one: StatementDraft, other: StatementDraft) -> bool:
    if one.content.start == other.content.start:
        return True
    a, b = _words(one), _words(other)
    return len(a) > 3 and len(b) > 3 and len(a & b) / max(len(a), len(b)) >= _SAME


def _said(draft: StatementDraft, body: Sequence[StatementDraft]) -> bool:
    """A caption tells what the same speaker, or any one statement, says in the body."""
    words = _words(draft)
    name = draft.speaker.value.name if draft.speaker else ""
    own: set[str] = set().union(*[_words(d) for d in body if d.speaker and d.speaker.value.name == name])
    most = max((len(words & _words(d)) for d in body), default=0)
    if len(words) <= 3:
        return any(words <= _words(d) and d.speaker and d.speaker.value.name == name for d in body)
    return bool(len(words & own) >= _SAID_BEFORE * len(words) or most >= 0.5 * len(words))
