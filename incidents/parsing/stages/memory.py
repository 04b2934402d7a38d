"""Who spoke and who acted in a report so far: whom "he", "it" and "the ministry" may mean."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.speaker_words import load_speakers

_LENGTH = 120  # speakers back; nobody is called "he" after so many others
_NEAR = 6  # speakers back within which a woman known as one comes first


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who spoke, or was the subject of a sentence."""

    who: Mention[Who]
    words: str  # as the report put it, titles included, in lower case
    place: str  # "named in ¶2"
    stems: frozenset[str] = frozenset()


def stem(word: str) -> str:
    """A word without plural and possessive."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'.")
    return word.removesuffix("s") if len(word) > 3 else word


def _in_full(stems: set[str]) -> frozenset[str]:
    """With what short titles stand for; whoever has a rank is an officer."""
    lists = load_speakers()
    full = {long for short, long in map(str.split, lists.short_titles) if short in stems}
    return frozenset(stems | full | ({"officer"} if lists.ranks & (stems | full) else set()))


class Memory:
    """Those heard of, in order; the last ones only."""

    def __init__(self) -> None:
        self.heard: deque[Heard] = deque(maxlen=_LENGTH)
        self.by_name: dict[str, Heard] = {}

    def add(self, who: Mention[Who], words: str, place: str) -> None:
        """Remember somebody; what the report called him before stays his."""
        known, before = words.lower(), self.by_name.get(who.value.name)
        if before is not None:
            known, place = f"{before.words} {known}"[-400:], before.place
        stems = _in_full({stem(w) for w in re.findall(r"[\w’'.-]+", known)})
        self.by_name[who.value.name] = Heard(who, known, place, stems)
        self.heard.append(self.by_name[who.value.name])

    def __reversed__(self) -> Iterator[Heard]:
        return reversed(self.heard)

    def last(self, *kinds: str, gender: str = "", genders: Mapping[str, str] | None = None) -> Heard | None:
        """The last of these kinds whose gender, where the report tells it, agrees."""
        told = genders or {}
        found = [h for h in reversed(self.heard) if h.who.value.kind in kinds]
        if gender == "f":
            # A woman known as one comes before persons of whom the report says nothing.
            known = next((h for h in found[:_NEAR] if told.get(h.who.value.name) == gender), None)
            if known is not None:
                return known
        return next((h for h in found if not gender or told.get(h.who.value.name, gender) == gender), None)


def again(before: Heard | None, span: Span, words: str, rule: str = "speaker.pronoun") -> Mention[Who] | None:
    """Somebody heard before, now at these words, with the reason; None where nobody was."""
    if before is None:
        return None
    who = before.who.value
    return Mention(who, span, rule, f"“{words}” → {who.name}, {before.place}")
