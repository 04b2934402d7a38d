"""What kind of speaker a phrase names: a person, people, or an office."""

from __future__ import annotations

from spacy.tokens import Token

from incidents.parsing.stages.speaker_words import load_speakers


def is_body(head: Token) -> bool:
    """A named body or country, or a noun such as "ministry"."""
    return head.ent_type_ in ("ORG", "GPE", "NORP") or head.lemma_.lower() in load_speakers().bodies


def speaker_kind(head: Token) -> str:
    """person, people or office."""
    if head.tag_ in ("NNS", "NNPS") and head.ent_type_ not in ("ORG", "GPE"):
        return "people"
    if any(c.dep_ == "conj" for c in head.children) and head.ent_type_ not in ("ORG",):
        return "people"
    lemma, lists = head.lemma_.lower(), load_speakers()
    # A common noun that speaks is a person, unless it names a body or a paper.
    is_common = (
        head.pos_ == "NOUN" and head.ent_type_ not in ("ORG", "GPE") and lemma not in lists.bodies | lists.documents
    )
    return "person" if lemma in lists.persons or is_common else "office"
