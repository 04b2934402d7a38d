"""Speech that never was: denied, imagined, intended, ordered, refused, or nobody's."""

from __future__ import annotations

import re

from spacy.tokens import Token

from incidents.parsing.stages.cue_words import lemma_of
from incidents.parsing.stages.subjects import own_subject

NO_COMMENT = re.compile(
    r"\b(?:declin|refus)\w* to (?:comment|say|confirm|deny|discuss|elaborate|speak|answer|give|identify|name|disclose|specify|reveal|provide|talk)"
    r"|\bno (?:immediate )?(?:comment|word|reaction|response)\b|\bwithout (?:saying|elaborating|giving|specifying|citing|naming|providing)\b",
    re.I,
)
_UNSAID = frozenset({"if", "unless", "whether", "until", "because"})
_MODALS = frozenset({"may", "might", "could", "should", "must", "would", "ought", "shall", "'d"})


def is_unsaid(token: Token) -> bool:
    """Denied, imagined, intended or ordered speech: nothing was said."""
    children = list(token.children)
    if any(c.dep_ == "neg" or c.lower_ in ("never", "hardly", "nothing") for c in children):
        return True
    if any(c.dep_ == "aux" and c.lower_ in _MODALS for c in children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in _UNSAID for c in children):
        return True
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in children):
        return token.head.lemma_.lower() not in ("go", "continue", "add") or token.dep_ != "xcomp"
    return bool(
        NO_COMMENT.search(token.doc[max(0, token.i - 3) : token.i + 4].text) and token.tag_ not in ("VBD", "VBZ")
    )


def is_passive(token: Token) -> bool:
    """ "Was reported", "those accused of": nobody is named who says it."""
    if any(c.dep_ in ("auxpass", "agent") for c in token.children):
        return True
    if (
        token.dep_ == "conj"
        and token.tag_ == "VBD"
        and own_subject(token) is None
        and any(c.dep_ == "auxpass" for c in token.head.children)
    ):
        return lemma_of(token) != "say" and not any(c.dep_ == "ccomp" for c in token.children)
    if token.tag_ != "VBN" or any(c.dep_ in ("aux",) for c in token.children):
        return False
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and own_subject(token) is None:
        return is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "oprd", "pcomp") and own_subject(token) is None
