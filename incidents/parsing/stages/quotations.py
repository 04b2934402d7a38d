"""Which quotations are utterances of their own, and which cue each belongs to (codebook 7)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from incidents.parsing.evidence import Span
from incidents.parsing.stages.cues import Cue
from incidents.parsing.stages.quotes import Quote

MARKS = "\"“”«»'‘’`"
_FAR = 400  # characters beyond which no cue reaches a quotation
_BEGINS = frozenset({"He", "She", "It", "They", "The", "A", "An", "But", "In"})
_TAIL_VERB = re.compile(r"^\s*[A-Za-z]")


def is_whole(text: str, quote: Quote, first: str, before: Quote | None) -> bool:
    """A quotation that stands as a sentence of its own, not a phrase inside somebody's clause.

    `first` is its first letter in sentence case, `before` the quotation in front of it.
    """
    words = quote.inner.of(text).strip()
    ahead = text[quote.outer.end : quote.outer.end + 2]
    ends = words.rstrip("'’ ")[-1:] in (*".,!?…",) or quote.runs_on or ahead[:1] in (",", ".")
    if len(words.split()) < 3 and text[max(0, quote.outer.start - 5) : quote.outer.start].rstrip()[-1:] == ":":
        return True
    if len(words.split()) < 3:
        return (
            words[-1:] in ",!?"
            and first.isupper()
            and bool(_TAIL_VERB.match(text[quote.outer.end : quote.outer.end + 3]))
        )
    lead = text[max(0, quote.outer.start - 3) : quote.outer.start].strip()
    led = lead[-1:] in (":", ",", ".", "?", "!", "") or lead.endswith(("”", '"'))
    if before is not None and lead[-1:] == "," and _goes_on(text, before, quote):
        return True
    if lead[-1:].isalnum() and _is_name(words):
        return False
    if not ends and re.match(r"\s+[a-z]", ahead + " "):
        return False  # “It is a ploy” to divert attention: a phrase in a longer clause
    return ((first.isupper() or first in "[(….'‘" or first.isdigit()) and (ends or led)) or (
        words[-1:] == "," and len(words.split()) > 4 and not lead[-1:].isalnum()
    )


def _is_name(words: str) -> bool:
    """ "Face the Nation": the name of a programme, paper or doctrine, which nobody says."""
    long = [w for w in re.findall(r"[\w'’-]+", words) if len(w) > 3]
    return len(words.split()) <= 8 and bool(long) and all(w[0].isupper() for w in long)


def _goes_on(text: str, before: Quote, quote: Quote) -> bool:
    """ "“The road,” he said, “is open.”": the second half of a quotation that the cue interrupts."""
    between = text[before.outer.end : quote.outer.start]
    return len(between) < 90 and before.inner.of(text).rstrip()[-1:] == "," and not re.search(r"[.!?]\s", between)


def gap(text: str, cue: Cue, quote: Quote) -> int | None:
    """Characters between a quotation and the cue right behind it or right before it; None where they do not belong together."""
    doc, start = cue.one.doc, cue.one.passage.span.start
    begin = start + doc[cue.start].idx
    end = start + doc[cue.end - 1].idx + len(doc[cue.end - 1].text)
    if begin >= quote.outer.end:
        between = text[quote.outer.end : begin]
        ended = quote.inner.of(text).rstrip()[-1:]
        if re.search(r"[.!?;]\s", between) or ended == "." or (ended in "!?" and doc[cue.start].text in _BEGINS):
            return None  # a full stop ends the quotation's sentence: "He said" begins the next
        return len(between) if len(between) < 60 and between.count(",") <= 1 else None
    if quote.outer.start < end:
        return None
    between = text[end : quote.outer.start]
    if re.search(r"[.!?](?:\s|$)", between.rstrip()) and not re.search(
        r"\b(?:Mr|Dr|Gen|Col|Lt|U\.S|U\.N)\.\s", between
    ):
        return None
    is_led = bool(re.search(r"[:,]\s*$", between)) or len(between.split()) <= 2
    return len(between) if is_led and len(between) < (140 if between.rstrip().endswith(":") else 90) else None


def owners(text: str, cues: Sequence[Cue], quotes: Sequence[Quote]) -> dict[Quote, Cue]:
    """Each quotation's nearest cue, for those that have one."""
    found = {}
    starts = [c.one.passage.span.start + c.verb.idx for c in cues]
    for quote in quotes:
        first = bisect_left(starts, quote.outer.start - _FAR)
        last = bisect_left(starts, quote.outer.end + _FAR)
        near = [(distance, n) for n in range(first, last) if (distance := gap(text, cues[n], quote)) is not None]
        if near:
            found[quote] = cues[min(near)[1]]
    return found


def kind_of(text: str, content: Span, quotes: list[Quote]) -> str:
    """direct: all of it in marks · mixed: some of it · indirect: none."""
    inside = [q for q in quotes if q.outer.touches(content)]
    if not inside:
        return "indirect"
    bare = len(re.sub(r"\W", "", content.of(text)))
    quoted = sum(
        len(re.sub(r"\W", "", Span(max(q.inner.start, content.start), min(q.inner.end, content.end)).of(text)))
        for q in inside
        if q.inner.touches(content)
    )
    return "direct" if len(inside) == 1 and quoted >= bare - 1 else "mixed"
