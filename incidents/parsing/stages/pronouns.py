"""Speakers called "he", "it", "they", "his office", "the two presidents": the ones the report named or heard last."""

from __future__ import annotations

import re
from collections.abc import Callable

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.memory import Heard, Memory, again
from incidents.parsing.stages.person_names import name_in, words_of
from incidents.parsing.stages.persons import Persons
from incidents.parsing.stages.speaker_kinds import is_body, speaker_kind
from incidents.parsing.stages.subjects import Subject, phrase_of
from incidents.parsing.tongue import Parsed

_HE = {"he": "m", "him": "m", "she": "f", "her": "f"}
_BODY = {"it": ("office", "people"), "they": ("people", "office"), "them": ("people", "office")}
_PAIR = re.compile(
    r"(?:the |both |these )?(?:two )?(?:presidents|leaders|ministers|heads of state|premiers|prime ministers)", re.I
)
_OWNER = {"his": "m", "her": "f", "its": "", "their": ""}
PRONOUNS = frozenset(_HE) | frozenset(_BODY)

Named = Callable[[Parsed, Subject], Mention[Who] | None]


class Pronouns:
    """Finds whom a pronoun means; `named` tells whom a phrase names."""

    def __init__(self, persons: Persons, memory: Memory, named: Named) -> None:
        self.persons = persons
        self.memory = memory
        self.named = named

    def find(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """The one meant, None for a pronoun that nobody answers to and for words that are none."""
        lower = words.lower()
        if lower in _HE:
            return self._person(one, subject, span, words)
        if lower in _BODY:
            kinds = _BODY[lower]
            before = self._in_sentence(one, subject, kinds[:1]) or self._last(kinds[0]) or self._last(kinds[1])
            return again(before, span, words)
        pair = self._pair(span, words) if _PAIR.fullmatch(lower) else None
        return pair or self._owned(one, subject, span, words)

    def _last(self, *kinds: str, gender: str = "") -> Heard | None:
        return self.memory.last(*kinds, gender=gender, genders=self.persons.gender)

    def _person(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        gender = _HE[words.lower()]
        found = self._in_sentence(one, subject, ("person",)) or self._last("person", gender=gender)
        if found is not None and self.persons.named(found.who.value.name):
            self.persons.gender.setdefault(found.who.value.name, gender)
        if found is None:
            named = next((p for p in self.persons.before(span.start) if (p.gender or gender) == gender), None)
            if named is None:
                return again(self._perhaps_person(), span, words)
            who = Who(named.name, "", "", "person")
            return Mention(who, span, "speaker.pronoun", f"“{words}” → {who.name}, the person named last")
        return again(found, span, words)

    def _perhaps_person(self) -> Heard | None:
        """A bare name that the model took for nothing, when no other person was named."""
        for one in reversed(self.memory):
            name = one.who.value.name
            if (
                len(name.split()) <= 2
                and name.istitle()
                and one.words.split()[:1] == name.lower().split()[:1]
                and not load_world().country_named(name)
            ):
                return one
        return None

    def _in_sentence(self, one: Parsed, subject: Subject, kinds: tuple[str, ...]) -> Heard | None:
        """The subject of the main clause that the pronoun's clause hangs on: "The agency, which it says …"."""
        if subject.head.head.dep_ == "parataxis" or one.doc[max(0, subject.left - 1)].text == ",":
            return None  # "The rebels, they argue, …": the sentence is what was said
        root = subject.head.sent.root
        named = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < subject.left), None)
        if named is None or named.pos_ == "PRON" or named.i == subject.head.i:
            return None
        phrase = phrase_of(named)
        who = self.named(one, phrase)
        if who is None or who.value.kind not in kinds or (who.value.kind == "office" and not is_body(phrase.head)):
            return None
        return Heard(who, phrase.words.lower(), "the subject of the sentence")

    def _pair(self, span: Span, words: str) -> Mention[Who] | None:
        """ "The two presidents": the two persons last named with that office."""
        last = words.lower().split()[-1].removesuffix("s")
        noun = "president" if last == "state" else last  # "the two heads of state"
        names: list[str] = []
        for person in self.persons.before(span.start):
            if person.name not in names and (noun in self.persons.introduced(person.name).lower() or noun == "leader"):
                names.append(person.name)
            if len(names) == 2:
                joined = " and ".join(names)
                return Mention(
                    Who(joined, "GOV", "", "people"),
                    span,
                    "speaker.pair",
                    f"“{words}” → {joined}, the two last named so",
                )
        return None

    def _owned(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """ "His office", "its foreign ministry": under the owner's name."""
        first, _, rest = words.partition(" ")
        if first.lower() not in _OWNER or not rest or name_in(one.doc, subject.left, subject.right):
            return None
        gender = _OWNER[first.lower()]
        owner = self._owner_in(one, subject) if gender else self._in_sentence(one, subject, ("office",))
        owner = owner or (self._last("person", gender=gender) if gender else self._last("office"))
        name = owner.who.value.name if owner is not None else ""
        if not name and gender:
            last = next(self.persons.before(span.start), None)
            name = last.name if last is not None else ""
        if not name:
            return None
        kind = speaker_kind(subject.head)
        return Mention(Who(f"{name}'s {rest}"[:200], "", "", kind), span, "speaker.owned", f"“{first}” → {name}")

    def _owner_in(self, one: Parsed, subject: Subject) -> Heard | None:
        """ "The president flew home, his office said": the person who is the subject of what was said."""
        for token in one.doc[subject.head.sent.start : subject.left]:
            if token.dep_ in ("nsubj", "nsubjpass") and (name := name_in(one.doc, token.left_edge.i, token.i)):
                who = Who(self.persons.full_name(words_of(name), one.of(name).start), "", "", "person")
                return Heard(Mention(who, one.of(name), "speaker.name"), who.name.lower(), "named in the sentence")
        return None
