"""The persons of a report under their full names, with the words that introduce them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.evidence import Span
from incidents.parsing.stages.introductions import words_beside
from incidents.parsing.stages.person_names import bare_name, words_of
from incidents.parsing.stages.speaker_words import load_speakers, office_words
from incidents.parsing.tongue import Parsed

_FEMALE = frozenset({"mrs", "ms", "miss", "queen", "princess", "lady", "spokeswoman", "chairwoman", "congresswoman"})
_MALE = frozenset(
    {"mr", "sir", "king", "prince", "lord", "emir", "sheikh", "spokesman", "chairman", "congressman", "pope", "father"}
)
_FORMS = frozenset({"dr", "mr", "mrs", "ms", "miss", "sir", "prof", "rev", "hon"})
_UNIQUE = frozenset(
    {"governor", "president", "premier", "mayor", "chancellor", "king", "pope", "ambassador", "strongman", "dictator"}
)
_PARAGRAPH = 12  # characters between two sentences: blank lines and indents
_MEMORY = 200  # names that a pronoun may reach back over


@dataclass(frozen=True, slots=True)
class Person:
    """A named person; `intro` are the words beside the name ("the interior minister"), `at` where they first stand together."""

    name: str
    intro: str
    at: Span
    intro_at: Span | None = None
    gender: str = ""  # f, m or open
    sentence: Span | None = None  # the sentence, where the name is its subject or quoted in it

    @property
    def nouns(self) -> frozenset[str]:
        return office_words(self.intro)


class Persons:
    """All named persons of a report, known before the first speaker is resolved: wires name late whom the lead only describes."""

    def __init__(self, parsed: Iterable[Parsed]) -> None:
        self.known: list[Person] = []
        self.full: dict[str, list[tuple[int, str]]] = {}
        self.gender: dict[str, str] = {}
        self.by_name: dict[str, list[Person]] = {}
        seen = [(one, e, words_of(bare_name(list(e)))) for one in parsed for e in one.doc.ents if e.label_ == "PERSON"]
        for one, entity, name in seen:
            self.remember(name, one.of(entity).start)
        for one, entity, name in seen:
            left, right = words_beside(entity)
            words = one.doc[left : right + 1] if right >= left else None
            full = self.full_name(name, one.of(entity).start)
            gender = self._gender(words.text) if words is not None else ""
            if gender:
                self.gender.setdefault(full, gender)
            intro = " ".join(words.text.split()) if words is not None and not _is_bare(words) else ""
            where = one.of(words) if words is not None and intro else None
            if one.passage.kind != "headline":
                sentence = one.of(entity.sent) if _is_told(entity.root) else None
                person = Person(full, intro, one.of(entity), where, gender, sentence)
                self.known.append(person)
                self.by_name.setdefault(full, []).append(person)
        self.starts = [p.at.start for p in self.known]

    def remember(self, name: str, at: int) -> None:
        """A full name, which its parts mean from here on."""
        parts = name.split()
        if len(parts) < 2:
            return
        keys = {p.casefold() for p in parts if len(p) > 2 and p[0].isupper()} | {parts[-1].casefold()}
        keys |= {k.removeprefix(p) for k in keys for p in ("al-", "el-") if k.startswith(p)}
        for key in keys:
            found = self.full.setdefault(key, [])
            if not found or found[-1][1] != name:
                found.append((at, name))

    @staticmethod
    def _gender(intro: str) -> str:
        words = {w.rstrip(".") for w in intro.lower().split()}
        return "f" if words & _FEMALE else "m" if words & _MALE else ""

    def full_name(self, name: str, at: int) -> str:
        """The full name that a single one stands for: the last that was given before, with it as surname if any has."""
        if len(name.split()) != 1:
            return name
        found = self.full.get(name.casefold(), [])
        family = [f for f in found if re.split(r"[ -]", f[1].casefold())[-1] == name.casefold()] or found
        before = [full for start, full in family if start <= at]
        return before[-1] if before else family[0][1] if family else name

    def named(self, name: str) -> Sequence[Person]:
        """Where the report names this person, in order."""
        return self.by_name.get(name, ())

    def before(self, at: int) -> Iterator[Person]:
        """Those named before this place, the last first."""
        return reversed(self.known[max(0, bisect_left(self.starts, at) - _MEMORY) : bisect_left(self.starts, at)])

    def introduced(self, name: str) -> str:
        """The fullest words that introduce a person, "" for none."""
        return max((p.intro for p in self.named(name)), key=len, default="")

    def named_next(self, words: str, sentence: Span) -> Person | None:
        """Whom the sentence behind names first and only now: "a police commander said. Brigadier Karim Holm said …"."""
        at = bisect_left(self.starts, sentence.end)
        person = self.known[at] if at < len(self.known) else None
        if person is None or person.sentence is None or person.sentence.start - sentence.end > _PARAGRAPH:
            return None
        is_new = self.named(person.name)[0] is person
        return person if is_new and _may_hold(person, words) else None

    def holding(self, words: Sequence[str]) -> Person | None:
        """The one person whom the report introduces with these words, head noun last; None for nobody or several."""
        wanted = {
            w
            for w in office_words(" ".join(words))
            if w not in ("the", "a", "an", "of", "for", "top", "senior", "country", "'s", "’s", "and")
        }
        firsts = (
            [next((p for p in found if wanted <= p.nouns), None) for found in self.by_name.values()] if wanted else []
        )
        found = {p.name: p for p in firsts if p is not None}
        if not found:
            # "The governor of Karsk" may be "interim governor X": the only one who holds that office here.
            offices = wanted & _UNIQUE
            holders = [next((p for p in named if offices & p.nouns), None) for named in self.by_name.values()]
            same = {p.name: p for p in holders if p is not None}
            found = {n: p for n, p in same.items() if len(same) == 1 and _places(p.intro) <= wanted}
        return next(iter(found.values())) if len(found) == 1 else None


def _may_hold(person: Person, words: str) -> bool:
    """The words beside the name say nothing but a rank, or share an office with the description."""
    lists, told, wanted = load_speakers(), person.nouns, office_words(words)
    ranks = lists.ranks | _FORMS | {short.split()[0] for short in lists.short_titles}
    if Persons._gender(words) not in ("", person.gender) and person.gender:
        return False
    alike = any(told & same and wanted & same for same in (lists.heads, lists.spokespersons))
    return told <= ranks or alike or bool(told & wanted & lists.offices)


def _is_told(name: Token) -> bool:
    """The subject of its sentence, or quoted in it."""
    return name.dep_ == "nsubj" or (name.dep_ == "dobj" and name.head.lemma_ in ("quote", "cite"))


def _places(intro: str) -> set[str]:
    return {
        w.lower() for w in re.findall(r"[A-Z][\w-]+", intro) if w.lower() not in load_speakers().titles | {"the", "a"}
    }


def _is_bare(words: Tokens) -> bool:
    """ "Dr.", "Mr.", "WIRED's": no words that say what somebody is."""
    return all(
        t.lower_.rstrip(".") in _FORMS or t.text in ("'s", "’s") or t.pos_ in ("CCONJ", "ADP", "PUNCT") for t in words
    )
