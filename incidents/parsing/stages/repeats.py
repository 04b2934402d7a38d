"""Captions and repeated paragraphs: what they say again is no second statement (codebook 10)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from incidents.parsing.document import Passage
from incidents.parsing.drafts import StatementDraft
from incidents.parsing.evidence import Span

_CAPTION = re.compile(
    r"\(?\bpictured\b[):,]?|^\s*(?:FILE|File photo|In this (?:photo|image|picture|file)|A (?:photo|picture|view) )|\bPhoto(?:graph)?:",
    re.M | re.I,
)
_ENDS = ".!?…\"”’')»:;]"
_SMALL = frozenset({"the", "a", "an", "of", "and", "in", "on", "for", "to", "its", "his", "her", "their", "is", "are", "was", "were", "be", "been", "has", "have", "had", "that", "this", "with", "by", "at", "from", "as", "it", "he", "she", "they", "who", "which", "would", "will", "not"})  # fmt: skip
_LONGEST_CAPTION = 600
_FEW = 3
_SAME = 0.8
_SAID_BEFORE = 0.55


def captions(text: str, passages: Sequence[Passage]) -> list[Span]:
    """Pictures' lines: they say so, or they alone end without a full stop in a text whose paragraphs end with one."""
    stopped = sum(p.span.of(text).rstrip()[-1:] in _ENDS for p in passages)
    is_prose = stopped > 0.6 * len(passages)
    return [p.span for p in passages if p.kind != "headline" and _is_caption(p.span.of(text), is_prose)]


def _is_caption(words: str, is_prose: bool) -> bool:
    if len(words) > _LONGEST_CAPTION:
        return False
    return bool(_CAPTION.search(words)) or (is_prose and words.rstrip()[-1:] not in _ENDS and len(words.split()) > 5)


def without_repeats(text: str, drafts: Sequence[StatementDraft], passages: Sequence[Passage]) -> list[StatementDraft]:
    """The statements that say something for the first time; of two equal ones the one in the body stays."""
    pictures = {span.start: span for span in captions(text, passages)}
    starts = sorted(pictures)
    told, beside = _Told(), []
    for draft in drafts:
        at = bisect_right(starts, draft.content.start) - 1
        if at >= 0 and pictures[starts[at]].covers(draft.content):
            beside.append(draft)
        elif not told.has(draft):
            told.add(draft)
    for draft in beside:
        if not told.has(draft) and not told.tells(draft):
            told.add(draft)
    return sorted(told.drafts, key=lambda d: d.content.start)


def _words(draft: StatementDraft) -> frozenset[str]:
    return frozenset(w[:6] for w in re.findall(r"\w+", draft.content_text.lower()) if w not in _SMALL)


class _Told:
    """The statements so far, by their words."""

    def __init__(self) -> None:
        self.drafts: list[StatementDraft] = []
        self.words: list[frozenset[str]] = []
        self.starts: set[int] = set()
        self.by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, draft: StatementDraft) -> None:
        words = _words(draft)
        for word in words:
            self.by_word[word].append(len(self.drafts))
        self.drafts.append(draft)
        self.words.append(words)
        self.starts.add(draft.content.start)

    def _shared(self, words: frozenset[str]) -> Counter[int]:
        """How many words each earlier statement shares; words that half the report uses tell nothing and are skipped."""
        usual = max(30, len(self.drafts) // 2)
        lists = (self.by_word[w] for w in words if w in self.by_word)
        return Counter(n for found in lists if len(found) <= usual for n in found)

    def has(self, draft: StatementDraft) -> bool:
        """Said before in nearly the same words."""
        if draft.content.start in self.starts:
            return True
        words = _words(draft)
        if len(words) <= _FEW:
            return False
        near = (n for n, _ in self._shared(words).most_common(20))
        return any(
            len(self.words[n]) > _FEW and len(words & self.words[n]) >= _SAME * max(len(words), len(self.words[n]))
            for n in near
        )

    def tells(self, draft: StatementDraft) -> bool:
        """A caption tells what the same speaker, or any one statement, says in the body."""
        words = _words(draft)
        name = draft.speaker.value.name if draft.speaker else ""
        near = [n for n, _ in self._shared(words).most_common(60)]
        own = [n for n in near if (speaker := self.drafts[n].speaker) is not None and speaker.value.name == name]
        if len(words) <= _FEW:
            return any(words <= self.words[n] for n in own)
        together = frozenset[str]().union(*(self.words[n] for n in own))
        most = max((len(words & self.words[n]) for n in near), default=0)
        return len(words & together) >= _SAID_BEFORE * len(words) or most >= 0.5 * len(words)
