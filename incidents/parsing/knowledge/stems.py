"""Russian names without their case endings, so that «в Кундузе» finds «Кундуз».

A name that is looked for keeps several candidates, a name that is listed has one: nobody needs to guess a declension.
"""

from __future__ import annotations

import functools

_LISTED = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "а", "я", "о", "е", "ь", "й", "ы", "и")
_INFLECTED = frozenset((
    "а", "я", "о", "е", "ь", "й", "ы", "и", "у", "ю", "ам", "ям", "ах", "ях", "ом", "ем", "ой", "ей", "ов", "ев", "ью", "ами", "ями", "ою", "ею",
    "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ым", "им", "ую", "юю", "ых", "их", "ого", "его", "ому", "ему", "ыми", "ими",
))  # fmt: skip
SHORTEST = 2


def plain(word: str) -> str:
    return word.lower().replace("ё", "е")


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The key of a name's part as a list has it, in the nominative: «Горный» → «горн», «Москва» → «москв»."""
    bare = plain(word)
    for ending in _LISTED:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST:
            return bare[: -len(ending)]
    return bare


@functools.lru_cache(maxsize=65_536)
def stems(word: str) -> tuple[str, ...]:
    """The keys that a word of a text may have, the whole word first, then with ever longer endings cut off."""
    bare = plain(word)
    cut = (bare[:-size] for size in (1, 2, 3) if bare[-size:] in _INFLECTED and len(bare) - size >= SHORTEST)
    return (bare, *cut)
