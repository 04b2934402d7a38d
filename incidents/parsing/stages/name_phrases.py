"""Which name in a phrase speaks: its head, a name beside it between commas, or the first of a sentence."""

from __future__ import annotations

from spacy.tokens import Token

from incidents.parsing.stages.person_names import bare_name, name_in, words_of
from incidents.parsing.stages.persons import Persons
from incidents.parsing.stages.speaker_words import load_speakers
from incidents.parsing.stages.subjects import Subject
from incidents.parsing.tongue import Parsed

OWNING = ("'s", "’s", "'")
_OWN_MARKS = (*OWNING, "’")
_PARTICLES = ("al", "bin", "de")


def speaking_name(one: Parsed, subject: Subject) -> list[Token]:
    """The tokens of the name that speaks; [] where the phrase names nobody."""
    found = name_in(one.doc, subject.left, subject.right)
    if found and not _speaks(found, subject):
        found = []
    return found or _apposed(one, subject) or _opening_name(one, subject)


def _speaks(found: list[Token], subject: Subject) -> bool:
    """Not so in "a spokesman for Prime Minister X" and "Putin's spokesman": there the spokesman speaks."""
    head = subject.head
    is_title = head.lower_.rstrip(".") in load_speakers().titles
    is_head = head in found or (found[0].i > head.i and head.pos_ != "PROPN") or is_title
    owns = found[-1].i < subject.right and head.doc[found[-1].i + 1].text in OWNING
    return is_head and not owns and not _is_object(found, subject)


def owned_by_name(one: Parsed, subject: Subject, persons: Persons) -> str:
    """ "Prime Minister X Y's spokesman" without the owner's titles; "" where no named person owns the speaker."""
    doc = one.doc
    if not any(t.text in _OWN_MARKS for t in doc[subject.left : subject.right]):
        return ""
    for entity in doc.ents:
        mark = entity.end if doc[min(entity.end, len(doc) - 1)].text in _OWN_MARKS else entity.end - 1
        is_owner = subject.left <= entity.start and mark < subject.right and doc[mark].text in _OWN_MARKS
        if entity.label_ == "PERSON" and is_owner:
            name = persons.full_name(words_of(bare_name(list(entity))), one.of(entity).start)
            return f"{name}'s {' '.join(doc[mark + 1 : subject.right + 1].text.split())}"
    return ""


def _apposed(one: Parsed, subject: Subject) -> list[Token]:
    """ "A rebel commander, X Y, told": the name between the commas behind the phrase."""
    doc, at = one.doc, subject.right + 1
    if at + 1 >= len(doc) or doc[at].text != "," or subject.head.lemma_.lower() not in load_speakers().persons:
        return []
    reach = range(at + 1, min(at + 9, len(doc)))
    stop = next((i for i in reach if doc[i].text in (",", "(") or doc[i].pos_ in ("VERB", "AUX")), -1)
    if stop < 0 or doc[stop].text not in (",", "("):
        return []
    tokens = list(doc[at + 1 : stop])
    if not tokens or not all(_is_part_of_name(t) for t in tokens):
        return []
    if tokens[0].ent_type_ in ("GPE", "DATE", "NORP"):
        return []
    return name_in(doc, at + 1, stop - 1) or tokens


def _is_part_of_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.text in (".", "-") or token.lower_ in _PARTICLES


def _opening_name(one: Parsed, subject: Subject) -> list[Token]:
    """ "X Y, a medic from Z said": the name that opens the sentence, where the second comma is missing."""
    doc, sent, at = one.doc, subject.head.sent, subject.left - 1
    if at <= sent.start or doc[at].text != "," or doc[subject.left].pos_ != "DET":
        return []
    start = sent.start
    while start < at and doc[start].pos_ in ("PUNCT", "SPACE"):
        start += 1
    found = name_in(doc, start, at - 1)
    return (
        found
        if found
        and found[-1].i == at - 1
        and all(t.pos_ in ("PROPN", "ADP", "DET", "NOUN", "ADJ", "PUNCT") for t in doc[start:at])
        else []
    )


def _is_object(name: list[Token], subject: Subject) -> bool:
    """The name hangs on a preposition of the phrase: "for Prime Minister X"."""
    root = next((t for t in name if t.head not in name), name[-1])
    has_prep = any(t.pos_ == "ADP" for t in subject.head.doc[subject.head.i + 1 : name[0].i])
    return has_prep and subject.head.pos_ == "NOUN" and root.dep_ in ("pobj", "conj", "compound")


def joined_names(one: Parsed, subject: Subject, found: list[Token], persons: Persons) -> list[str]:
    """ "X and Y said": the second name."""
    names: list[str] = []
    if found[-1].i >= subject.right:
        return names
    for entity in one.doc.ents:
        if (
            entity.label_ == "PERSON"
            and entity.start > found[-1].i
            and entity.end - 1 <= subject.right
            and one.doc[entity.start - 1].lower_ in ("and", ",")
        ):
            names.append(persons.full_name(words_of(list(entity)), one.of(entity).start))
    return names
