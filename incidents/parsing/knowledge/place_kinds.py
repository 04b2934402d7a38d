"""Words that say what kind of place a name is: "Kunduz province", "city of Goma"."""

from __future__ import annotations

import re

_WORDS = {
    "province": (
        "province provinces oblast governorate viloyat prefecture department state voivodeship wilaya region division"
    ),
    "district": "district districts county subdistrict raion agency sector valley tehsil",
    "city": "city town village settlement municipality",
    "area": "enclave island islands exclave",
    "crossing": "crossing checkpoint port gate bridge",
    "river": "river",
    "lake": "lake",
    "sea": "sea",
}
_PHRASES = {
    "border crossing": "crossing",
    "crossing point": "crossing",
    "border post": "crossing",
    "border point": "crossing",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()} | _PHRASES
_BEHIND = re.compile(rf"^(.+?) ({'|'.join(sorted(_KINDS, key=len, reverse=True))})$")
_BEFORE = re.compile(r"^(?:the )?(province|district|city|town|village|river|state|region|governorate) of (.+)$")


def without_kind(folded: str) -> tuple[str, str]:
    """ "kunduz province" → ("kunduz", "province"); a name without such a word has no kind."""
    if found := _BEHIND.match(folded):
        return found[1], _KINDS[found[2]]
    if found := _BEFORE.match(folded):
        return found[2], _KINDS[found[1]]
    return folded, ""
