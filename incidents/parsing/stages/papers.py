"""Papers that speak: "the statement", "a presidency statement", "a statement from the presidency", and who issued them."""

from __future__ import annotations

import re

from spacy.tokens import Token

from incidents.parsing.stages.short_forms import ARTICLE
from incidents.parsing.stages.subjects import Subject

_ISSUES = frozenset(
    {
        "adopt",
        "issue",
        "pass",
        "release",
        "publish",
        "circulate",
        "post",
        "write",
        "send",
        "approve",
        "sign",
        "make",
        "deliver",
        "read",
        "have",
    }
)
_SENT_BY = frozenset({"statement", "communique", "communiqué", "letter", "message", "report"})
_NAMED_FOR = frozenset({"statement", "communique", "communiqué", "tweet", "post", "message", "readout", "release", "remark", "comment"})  # fmt: skip


def issuer_of(subject: Subject) -> Token | None:
    """ "A statement from the presidency": the presidency."""
    by = [c for c in subject.head.children if c.dep_ == "prep" and c.lower_ in ("from", "by", "of")]
    issuer = next((g for c in by for g in c.children if g.dep_ == "pobj"), None)
    is_sent = issuer is not None and issuer.pos_ in ("PROPN", "NOUN") and subject.head.lemma_.lower() in _SENT_BY
    return issuer if is_sent else None


def lead_of(subject: Subject) -> str:
    """ "A presidency statement": "presidency"; "" where the words in front name no issuer ("a joint statement")."""
    words = " ".join(subject.head.doc[subject.left : subject.head.i].text.split())
    lead = re.sub(r"(?:'s|’s|')$", "", ARTICLE.sub("", words)).strip()
    return "" if _is_loose(lead) else lead


def is_named_for_issuer(subject: Subject) -> bool:
    """ "A presidency statement" is the presidency's; "a border treaty" is no border's."""
    return subject.head.lemma_.lower() in _NAMED_FOR


def maker_of(subject: Subject) -> Token | None:
    """ "The council adopted a resolution calling for …": the council."""
    verb = subject.head.head
    if subject.head.dep_ != "dobj" or verb.lemma_.lower() not in _ISSUES or verb.pos_ != "VERB":
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _is_loose(lead: str) -> bool:
    """Words in front of "statement" that name no issuer: "an official", "a written", "a joint", "the latest"."""
    return bool(
        re.fullmatch(
            r"(?:(?:the|a|an|official|written|joint|latest|brief|separate|new|initial|first|second|same|short|rare|strong|later|earlier|recent)\s*)*",
            lead.lower(),
        )
    )
