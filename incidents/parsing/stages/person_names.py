"""The name of a person inside a phrase, without titles in front and 's behind."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from incidents.parsing.stages.speaker_words import load_speakers

_PART_OF_NAME = frozenset(
    {"haji", "mullah", "maulvi", "mawlawi", "imam", "ayatollah", "sheikh", "sheik", "emir", "sultan"}
)
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "di", "la", "le", "abu", "ben", "du", "dos", "-"}
)


def bare_name(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a name without titles in front and 's behind."""
    titles = load_speakers().titles
    rest = [t for t in tokens if not t.is_space]
    while len(rest) > 1 and (rest[0].lower_.rstrip(".") in titles or rest[0].pos_ in ("DET", "ADP", "PUNCT", "CCONJ")):
        if rest[0].lower_ in _PART_OF_NAME and len(rest) == 2:
            break  # "Haji Rahman", "Mullah Omar" are called so
        rest = rest[1:]
    while rest and (rest[-1].text in ("'s", "’s", "'", "’") or rest[-1].pos_ in ("PUNCT", "ADP", "DET")):
        rest = rest[:-1]
    return rest


def words_of(tokens: Sequence[Token]) -> str:
    """The words as they stand, white space folded."""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split()) if tokens else ""


def name_in(doc: Doc, left: int, right: int) -> list[Token]:
    """The person's name inside a noun phrase: the model's entity, else capitals behind a title."""
    is_named = any(t.ent_type_ == "PERSON" for t in doc[left : right + 1])
    inside = [e for e in doc.ents if e.label_ == "PERSON" and e.start <= right and e.end > left] if is_named else []
    # "Putin's spokesman Dmitry Peskov": of two names the one that is not an owner.
    entity = next(
        (e for e in inside if e.end > right or doc[min(e.end, right)].text not in ("'s", "’s", "'")),
        inside[0] if inside else None,
    )
    if entity is not None:
        found = bare_name(list(doc[max(entity.start, left) : min(entity.end, right + 1)]))
        is_object = bool(found) and found[0].i > left and doc[found[0].i - 1].pos_ == "ADP"
        if found and found[0].text[:1].isupper() and not is_object:
            return found
    tokens = list(doc[left : right + 1])
    last_title = max((i for i, t in enumerate(tokens) if t.lower_.rstrip(".") in load_speakers().titles), default=-1)
    rest = tokens[last_title + 1 :] if last_title >= 0 else []
    is_name = bool(rest) and all(t.text[:1].isupper() or t.lower_ in _PARTICLES for t in rest)
    not_other = not any(t.ent_type_ in ("GPE", "ORG", "NORP", "LOC", "FAC", "DATE") for t in rest)
    return (
        rest
        if is_name and 1 <= len(rest) <= 5 and (not_other or len(rest) > 1) and not doc[left : right + 1].text.isupper()
        else []
    )
