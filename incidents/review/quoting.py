"""The cue that a selection begins with: "said that the bridge is closed" is the cue and, behind it, what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from incidents.parsing.evidence import Span
from incidents.parsing.stages.cue_words import load_cues

_IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "swore": "swear"}
_ENDINGS = (("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("", ""))
_TO_SOMEBODY = frozenset({"tell", "inform", "assure", "notify", "remind", "warn", "advise"})
_CUE = r"\W*(?:(?:has|have|had|also|later|then|earlier)\s+)*(?P<cue>[^\W\d]+)"
_CLAUSE = re.compile(_CUE + r"(?P<whom>(?:\s+[^\s.;:]+){0,3}?)(?:\s+that\b|\s*:)\s*", re.IGNORECASE)
_BARE = re.compile(_CUE + r",?\s+", re.IGNORECASE)
_WHEN = re.compile(r"\s+(?:on|in)\s+\w+(?:\s+\w+)?|\s+\w+day|", re.IGNORECASE)


def cue_before(text: str, span: Span) -> tuple[Span | None, Span]:
    """The cue that these words begin with, if they do, and the words behind it."""
    words = span.of(text)
    for found in (_CLAUSE.match(words), _BARE.match(words)):
        if found and found.end() < len(words) and _speaks(found):
            cue = Span(span.start + found.start("cue"), span.start + found.end("cue"))
            return cue, Span(span.start + found.end(), span.end)
    return None, span


def _speaks(found: re.Match[str]) -> bool:
    """Before a clause any form of a verb of saying, without "that" only one that can be no noun."""
    word = found["cue"].lower()
    verbs = load_cues().say & set(_bases(word))
    whom = found.groupdict().get("whom")
    if whom is None:
        return bool(verbs) and (word in _IRREGULAR or word.endswith("ed"))
    return bool(verbs & _TO_SOMEBODY) or (bool(verbs) and _WHEN.fullmatch(whom) is not None)


def _bases(word: str) -> Iterator[str]:
    yield _IRREGULAR.get(word, word)
    for ending, base in _ENDINGS:
        if word.endswith(ending):
            yield word.removesuffix(ending) + base
