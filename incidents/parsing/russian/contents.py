"""What a Russian attribution attributes: the clause behind «что», the sentence that it is the tail of, the object of an act of speech."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from incidents.parsing.russian.cues import Cue, load_cues, that_after
from incidents.parsing.russian.lemmas import feature

Range = tuple[int, int]  # tokens, half open
_OPENING = frozenset((",", ":", ";", "-", "–", "—", "--", "и", "а", "но", "что"))
_CLOSING = frozenset((",", ":", ";", "-", "–", "—", "--", ".", "!", "?", "…", "..."))
_ABOUT = frozenset(("о", "об", "обо", "про"))
SHORTEST = 2  # tokens


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Without marks, white space and conjunctions at the edges; None when too little is left."""
    while start < end and (doc[start].is_space or doc[start].lower_ in _OPENING):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _CLOSING):
        end -= 1
    return (start, end) if end - start >= SHORTEST else None


def content_of(cue: Cue, cues: Sequence[Cue]) -> Range | None:
    """The tokens of what was said, None where the clause says nothing."""
    if cue.style == "act":
        return _object(cue)
    if cue.style in ("according", "as"):
        return _around(cue, cues)
    if _points_back(cue):
        return _sentence_before(cue)
    start = that_after(cue)
    if start is not None:
        return trimmed(cue.one.doc, start, _stop(cue, cues, start))
    return _after_colon(cue) or _before(cue) or _about(cue)


def _stop(cue: Cue, cues: Sequence[Cue], start: int) -> int:
    """The end of the sentence, or where a second cue of the same subject takes over: «…, и добавил, что …»."""
    sent = cue.token.sent
    for other in cues:
        if other.token.i <= start or other.token.i >= sent.end:
            continue
        follows = other.token.dep_ == "conj" and other.token.head.i == cue.token.i
        leads = (
            other.start > start
            and cue.one.doc[other.start].lower_ in ("и", "а", "также")
            and that_after(other) is not None
        )
        is_gerund = "VerbForm=Conv" in str(other.token.morph) and that_after(other) is not None
        if follows or leads or is_gerund:
            return other.start
    return sent.end


def _after_colon(cue: Cue) -> Range | None:
    doc, sent = cue.one.doc, cue.token.sent
    colon = next((t.i for t in doc[cue.end : sent.end] if t.text == ":"), None)
    if colon is None or any(t.text in (",", ";") for t in doc[cue.end : colon]):
        return None
    return trimmed(doc, colon + 1, sent.end)


def _before(cue: Cue) -> Range | None:
    """The words that the attribution is the tail of: «…, сообщил X»."""
    doc, sent = cue.one.doc, cue.token.sent
    if cue.start - 1 <= sent.start or doc[cue.start - 1].text not in (",", "-", "–", "—", "--", "»", '"', "”"):
        return None
    if doc[cue.start].lower_ in (
        "который",
        "которая",
        "которые",
        "где",
        "когда",
        "если",
        "чтобы",
        "что",
        "как",
        "и",
        "а",
    ):
        return None
    if "VerbForm=Part" in str(cue.token.morph) and "Variant=Short" not in str(cue.token.morph):
        return None
    found = trimmed(doc, sent.start, cue.start - 1)
    return (
        found
        if found and any(t.pos_ in ("VERB", "AUX") or t.dep_ == "ROOT" for t in doc[found[0] : found[1]])
        else None
    )


def _points_back(cue: Cue) -> bool:
    """«Об этом сообщили в МИД»."""
    words = [t.lower_ for t in cue.one.doc[cue.start : cue.end]]
    return any(a in _ABOUT and b == "этом" for a, b in pairwise(words)) and that_after(cue) is None


def _sentence_before(cue: Cue) -> Range | None:
    start = cue.token.sent.start
    if start == 0:
        return None
    before = cue.one.doc[start - 1].sent
    return trimmed(cue.one.doc, before.start, before.end)


def _around(cue: Cue, cues: Sequence[Cue]) -> Range | None:
    """«По словам X, …», «…, как сообщил X, …»: the sentence without the attributing clause, and without a carrier's tail."""
    doc, sent = cue.one.doc, cue.token.sent
    tails = [
        c.start
        for c in cues
        if c.style == "say" and cue.end < c.start == c.token.i and c.end >= sent.end - 1 and c.token.i < sent.end
    ]
    ahead = trimmed(doc, sent.start, cue.start)
    behind = trimmed(doc, cue.end, min(tails, default=sent.end))
    if ahead is None or behind is None:
        return ahead or behind
    return behind if ahead[1] - ahead[0] < 3 else (ahead[0], behind[1])


def _about(cue: Cue) -> Range | None:
    """«сообщил о гибели двух пограничников»: what it was about."""
    if cue.token.lemma_ in load_cues().clause_only:
        return None
    if cue.token.lemma_ in (
        "опровергнуть",
        "опровергать",
        "отрицать",
        "подтвердить",
        "подтверждать",
        "выразить",
        "высказать",
        "пообещать",
        "обещать",
    ):
        return _object(cue)
    for child in cue.token.children:
        if child.i > cue.token.i and any(c.lower_ in _ABOUT for c in child.children if c.dep_ == "case"):
            first = next(c.i for c in child.children if c.lower_ in _ABOUT) + 1
            return trimmed(cue.one.doc, first, _clipped(child))
    return None


def _clipped(token: Token) -> int:
    return min(token.right_edge.i + 1, token.sent.end)


def _object(cue: Cue) -> Range | None:
    """What an act of speech is about: «обвинил [X в Y]», «призвал [X сделать Y]»."""
    doc, verb = cue.one.doc, cue.token
    if (start := that_after(cue)) is not None:
        return trimmed(doc, start, verb.sent.end)
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in ("obj", "iobj", "obl", "xcomp", "ccomp", "csubj")]
    if not any(c.dep_ in ("obj", "iobj", "xcomp", "ccomp") for c in parts) and not any(
        feature(c, "Case") == "Dat" for c in parts
    ):
        return None
    first = min((c.left_edge.i for c in parts), default=verb.i + 1)
    last = max((c.right_edge.i for c in parts), default=verb.i)
    return trimmed(doc, max(first, verb.i + 1), last + 1)
