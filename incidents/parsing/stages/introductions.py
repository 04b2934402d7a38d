"""The words that introduce a person: the title in front of the name, the phrase before its comma, the apposition behind."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from incidents.parsing.stages.speaker_words import load_speakers


def words_beside(entity: Tokens) -> tuple[int, int]:
    """Token range of the words that introduce a name: the title in front, the phrase before its comma, or the apposition behind."""
    doc, lists = entity.doc, load_speakers()
    floor = max(entity.sent.start, entity.start - 16)
    left = _phrase_start(doc, entity.start, floor)
    if left < entity.start:
        return left, entity.start - 1
    comma = entity.start - 1
    if comma > floor and doc[comma].text == ",":
        left = _phrase_start(doc, comma, floor)
        if any(t.lower_ in lists.offices | lists.persons for t in doc[left:comma]):
            return (left - 1 if left > floor and doc[left - 1].pos_ == "DET" else left), comma - 1
    return _apposition(doc, entity.end, entity.sent.end)


def _phrase_start(doc: Doc, end: int, floor: int) -> int:
    """First token of the nouns, titles and owners that stand right before `end`; `end` itself for none."""
    lists, left = load_speakers(), end
    while left > floor:
        token = doc[left - 1]
        is_owner = left < end and doc[left].text in ("'s", "’s", "'", "’")
        if token.ent_type_ == "PERSON" and not is_owner and token.lower_.rstrip(".") not in lists.titles:
            break
        if token.lower_ in ("of", "for", "and", "the", "to", "in", "at"):
            noun = doc[max(floor, left - (3 if token.lower_ == "the" else 2))]
            is_title = noun.lemma_.lower() in lists.titles | lists.persons
            if not is_title and (noun.pos_ != "PROPN" or token.lower_ == "and"):
                break
        elif token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text not in ("'s", "’s", "-", "."):
            break
        left -= 1
    while left < end and (
        doc[left].lower_ in ("of", "for", "and", "the", "'s", "’s", "-", ".", "earlier", "later", "meanwhile")
        or doc[left].pos_ == "ADV"
    ):
        left += 1
    return left


def _apposition(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """ ", the head of the border service,": the words between the commas behind a name, when they are a noun phrase."""
    if start + 1 >= end or doc[start].text != "," or doc[start + 1].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "PRON"):
        return 0, -1
    stop = next(
        (
            i
            for i in range(start + 1, end)
            if doc[i].text in (",", ";", ":", "—", "–", "(") or doc[i].lower_ in ("who", "which")
        ),
        end - 1,
    )
    words = doc[start + 1 : stop]
    if (
        not words
        or len(words) > 16
        or words[0].ent_type_ == "PERSON"
        or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
    ):
        return 0, -1
    return start + 1, stop - 1
