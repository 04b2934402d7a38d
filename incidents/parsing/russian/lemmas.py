"""Dictionary forms: the lemma that a word has in its sentence, and names put into the nominative."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Token

from incidents.parsing.knowledge.stems import plain
from incidents.parsing.russian.models import load

_PARTS = {
    "NOUN": ("NOUN",), "PROPN": ("NOUN",), "VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"), "AUX": ("VERB", "INFN", "GRND"),
    "ADJ": ("ADJF", "ADJS", "PRTF", "COMP"), "ADV": ("ADVB", "COMP"), "NUM": ("NUMR",), "PRON": ("NPRO",), "DET": ("ADJF",),
    "ADP": ("PREP",), "CCONJ": ("CONJ",), "SCONJ": ("CONJ",), "PART": ("PRCL",),
}  # fmt: skip
_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_NUMBERS = {"Sing": "sing", "Plur": "plur"}
_AGREES = frozenset(("amod", "det", "nummod", "appos", "flat", "flat:name", "flat:foreign"))


@functools.lru_cache(maxsize=65_536)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(load().dictionary.parse(word))


@functools.lru_cache(maxsize=65_536)
def _best(word: str, pos: str, case: str, number: str) -> Any:
    """The dictionary's likeliest reading that the sentence's morphology allows."""
    wanted = _PARTS.get(pos, ())

    def fit(parse: Any) -> float:
        tag = parse.tag
        return (
            4.0 * (tag.POS in wanted)
            + 1.0 * (bool(case) and tag.case == _CASES.get(case))
            + 0.5 * (bool(number) and tag.number == _NUMBERS.get(number))
            + float(parse.score)
        )

    return max(_parses(word), key=fit)


_IS_RUSSIAN = re.compile(r"[а-яё]", re.I)
_SAYS_VERB = frozenset(("VERB", "INFN", "GRND"))


def is_surely_verb(word: str) -> bool:
    """Every reading that the dictionary knows of the word is a verb's: «депортировал», whatever the model thinks."""
    found = _parses(plain(word)) if _IS_RUSSIAN.search(word) else ()
    return bool(found) and all(p.is_known and p.tag.POS in _SAYS_VERB for p in found)


def lemma(word: str, pos: str, case: str = "", number: str = "") -> str:
    """«отступили» → «отступить», «военнослужащих» → «военнослужащий»; without ё."""
    if not _IS_RUSSIAN.search(word):
        return plain(word)
    return plain(str(_best(plain(word), pos, case, number).normal_form))


def _cased(like: str, word: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return "-".join(
        part[:1].upper() + part[1:] if model[:1].isupper() else part
        for part, model in zip(word.split("-"), like.split("-"), strict=False)
    ) if word.count("-") == like.count("-") else word  # fmt: skip


def _nominative(token: Token, plural: bool) -> str:
    case, number = feature(token, "Case"), "Plur" if plural else feature(token, "Number")
    word = token.text
    if (
        token.dep_ in ("nsubj", "nsubj:pass")
        and not plural_by_number(token)
        and _IS_RUSSIAN.match(word)
        and any(p.tag.case == "nomn" for p in _parses(plain(word)))
    ):
        return word
    if case in ("", "Nom") or not _IS_RUSSIAN.match(word) or (word.isupper() and len(word) > 1):
        return word
    parse = _best(plain(word), token.pos_, case, feature(token, "Number"))
    wanted = {"nomn"} | ({_NUMBERS[number]} if number in _NUMBERS and parse.tag.number else set())
    gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(feature(token, "Gender"))
    if token.pos_ == "ADJ" and gender and number == "Sing":
        wanted.add(gender)
    inflected = parse.inflect(wanted) or parse.inflect({"nomn"})
    return _cased(word, plain(str(inflected.word))) if inflected else word


def feature(token: Token, name: str) -> str:
    """«Case», «Number», «Gender» … of a word as the model reads it, empty where it has none."""
    return next(iter(token.morph.get(name, [])), "")


def root_of(tokens: Sequence[Token]) -> Token:
    """The word of a phrase that hangs on none of its others; spaCy's own looks at the whole passage for it each time."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def nominative(tokens: Sequence[Token]) -> str:
    """The phrase with its head, and what agrees with the head, in the nominative: «пресс-службы погранвойск» → «пресс-служба погранвойск»."""
    if not tokens:
        return ""
    head = root_of(tokens)
    # «два истребителя»: behind a small number the noun is a genitive singular and means several.
    plural = feature(head, "Number") == "Plur" or any(
        c.dep_ == "amod" and feature(c, "Number") == "Plur" for c in head.children
    )
    plural = plural or plural_by_number(head)
    changed = {head.i} | {t.i for t in tokens if _agrees(t, head)}
    words = []
    for token in tokens:
        words.append(
            (_nominative(token, plural and token.pos_ != "PROPN") if token.i in changed else token.text)
            + (" " if token.whitespace_ else "")
        )
    return " ".join("".join(words).split())


def plural_by_number(token: Token) -> bool:
    return any(
        c.pos_ == "NUM" and c.dep_.startswith("nummod") and c.lower_ not in ("1", "один", "одна", "одного")
        for c in token.children
    )


def _agrees(token: Token, head: Token) -> bool:
    at = token
    for _ in range(3):
        if at.i == head.i:
            return True
        if at.dep_ not in _AGREES:
            return False
        if at.dep_ != "amod" and feature(at, "Case") and feature(at, "Case") != feature(head, "Case"):
            return False
        at = at.head
    return at.i == head.i
