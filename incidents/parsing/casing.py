"""Old wires in capitals, put into sentence case of the same length, so that the language model can read them."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from incidents.parsing.knowledge.world import load_world

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:][\"”'’)]*\s+|,\s+(?=[\"“])|\s-{1,2}\s+)\s*[\"“'‘(]*$")
_CALENDAR = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
_SAID = frozenset(
    {"said", "says", "told", "added", "reported", "announced", "denied", "warned", "was", "were", "has", "had"}
)
_TITLES = frozenset(
    {
        "president",
        "minister",
        "general",
        "colonel",
        "major",
        "captain",
        "king",
        "prince",
        "sheikh",
        "mr",
        "dr",
        "premier",
        "chancellor",
        "senator",
        "ambassador",
        "secretary",
        "spokesman",
        "spokeswoman",
        "governor",
        "commander",
        "gen",
        "col",
        "lt",
    }
)
_BEFORE_PLACES = frozenset(
    {"in", "near", "at", "from", "to", "of", "outside", "around", "between", "and", "into", "towards", "through"}
)


def is_shouted(text: str) -> bool:
    """A whole text in capitals, as telex wires came."""
    letters = sum(map(str.isalpha, text))
    return letters > 60 and sum(map(str.isupper, filter(str.isalpha, text))) > 0.9 * letters


def sentence_case(words: str) -> str:
    """The same words with capitals only where prose has them: sentence starts, countries, towns, days, and names behind titles."""
    lower = words.lower()
    if len(lower) != len(words):
        return words
    letters, title_left, before = list(lower), 0, ""
    for match in _WORD.finditer(lower):
        word = match[0]
        is_name = title_left > 0 and word not in STOP_WORDS | _SAID | _TITLES
        title_left = 3 if word in _TITLES else title_left - 1 if is_name else 0
        is_second = bool(before) and bool(load_world().country_named(f"{before} {word}".title()))
        if is_second:
            letters[match.start() - len(before) - 1] = letters[match.start() - len(before) - 1].upper()
        if is_name or is_second or _is_proper(word, before) or _SENTENCE_END.search(lower[: match.start()][-12:]):
            letters[match.start()] = words[match.start()].upper()
        before = word
    return "".join(letters)


def _is_proper(word: str, before: str) -> bool:
    if word in STOP_WORDS or word in _SAID:
        return False
    name = re.sub(r"['’]s?$", "", word).title()
    if word in _CALENDAR or load_world().country_named(name):
        return True
    return before in _BEFORE_PLACES and len(name) > 3 and bool(load_world().spots(name))
