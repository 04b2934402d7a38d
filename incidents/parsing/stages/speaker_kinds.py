"""What kind of speaker a phrase names, a person, people, or an office, and whether it can say something in words."""

from __future__ import annotations

import re

from spacy.tokens import Token

from incidents.parsing.stages.speaker_words import load_speakers

_AGENT = re.compile(
    r"(?:er|or|ist|ian|man|men|woman|women|ee|ant|ent|ive|person|people|side|country|nation|state|member|authority|source)s?$"
)
_NOT_AGENT = re.compile(
    r"(?:ment|tion|border|order|matter|number|power|weather|factor|river|error|terror|winter|water|centre|center|document|incident|event|agreement)s?$"
)
_NO_ONE = frozenset({"nobody", "none", "nothing", "everything", "anything", "something"})


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


def can_speak(head: Token) -> bool:
    """A person, a body or a paper; things do not threaten or demand in words."""
    if head.lower_ in _NO_ONE or any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in head.children):
        return False
    if head.pos_ in ("PRON", "PROPN") or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    lemma, lists = head.lemma_.lower(), load_speakers()
    return lemma in lists.persons | lists.bodies | lists.documents or (
        bool(_AGENT.search(lemma)) and not _NOT_AGENT.search(lemma)
    )
