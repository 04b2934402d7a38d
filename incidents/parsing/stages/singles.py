"""Persons told of singly: "a soldier was killed" counts one, though no figure says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.counted_words import load_counted_words
from incidents.parsing.stages.counted import what_is_counted
from incidents.parsing.tongue import Parsed

_ONE = frozenset(("a", "an", "another"))
_TOLL = frozenset(("killed", "injured"))
_INCLUDED = re.compile(r"\b(?:including|among them|include)\b[^.;]{0,60}$")
_LOOK = 80  # characters; no "including" reaches further
_BEFALLEN = frozenset(("nsubj", "nsubjpass", "dobj", "conj", "pobj"))


def read_singles(one: Parsed, figures: Sequence[Mention[Count]]) -> Iterator[Mention[Count]]:
    """A count of one for each person that the words only tell of as killed, hurt, missing or detained."""
    for token in one.doc:
        article = _article(token)
        if article is None:
            continue
        words = one.doc[article.i : token.i + 1]
        span = one.of(words)
        if any(figure.span.touches(span) for figure in figures) or _INCLUDED.search(
            one.text[max(0, article.idx - _LOOK) : article.idx]
        ):
            continue
        unit = one.doc[article.i + 1 : token.i + 1].text
        count = Count(1, 1, unit=" ".join(unit.split())[:200], additive=article.lower_ == "another")
        single = Mention(count, span, "number.single", f"“{words.text}”")
        counted = what_is_counted(one, single)
        if counted is not None and counted.first in _TOLL:
            yield single


def _article(token: Token) -> Token | None:
    if token.lower_ == "another" and token.pos_ in ("PRON", "DET", "NOUN") and token.dep_ == "dobj":
        return token
    if token.tag_ != "NN" or token.dep_ not in _BEFALLEN or token.lemma_.lower() not in load_counted_words().persons:
        return None
    return next((c for c in token.children if c.dep_ == "det" and c.lower_ in _ONE), None)
