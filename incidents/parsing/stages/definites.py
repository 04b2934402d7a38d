"""Speakers called by their kind: "the ministry", "the spokesman", "the African body", "the defence minister"."""

from __future__ import annotations

import re

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.memory import Heard, Memory, again, stem
from incidents.parsing.stages.persons import Persons
from incidents.parsing.stages.speaker_words import load_speakers
from incidents.parsing.stages.subjects import Subject

_GENERIC = frozenset(
    {"the", "a", "an", "this", "that", "latter", "same", "former", "top", "senior", "country", "'s", "’s"}
)
_ANY_BODY = frozenset(
    {
        "agency",
        "organization",
        "organisation",
        "group",
        "body",
        "service",
        "institution",
        "watchdog",
        "monitor",
        "company",
        "outlet",
        "charity",
        "bureau",
    }
)
_ANY_PERSON = frozenset({"politician", "diplomat", "lawmaker", "general"})
_MANY_HOLD = frozenset({"spokesman", "spokeswoman", "spokesperson", "representative"})
_OF_THIS = re.compile(r"\s(?:of|in|from) (?:this|that)\b.*")  # "the mayor of this town": the mayor
_RULE = "speaker.definite"


class Definites:
    """Finds whom the report means by a kind, from those it heard and introduced so far."""

    def __init__(self, persons: Persons, memory: Memory) -> None:
        self.persons = persons
        self.memory = memory

    def find(self, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """The last whose words had these nouns; an office its later-named holder; None where the phrase means somebody new."""
        lower, lemma = _OF_THIS.sub("", words.lower()), subject.head.lemma_.lower()
        if _tells_which(subject):
            return None
        is_office = subject.head.tag_ in ("NN", "NNP") and lemma in load_speakers().offices
        if not lower.startswith("the "):
            is_one = is_office and lemma not in _MANY_HOLD and " " in lower
            return self._holder(lower, span, words) if is_one else None
        return (
            again(self._called_so(subject, lower), span, words, _RULE)
            or (self._holder(lower, span, words) if is_office else None)
            or (again(self._last_of_kind(lemma), span, words, _RULE) if len(lower.split()) == 2 else None)
        )

    def _called_so(self, subject: Subject, lower: str) -> Heard | None:
        lists, lemma = load_speakers(), subject.head.lemma_.lower()
        is_kind = lemma in lists.persons | lists.bodies
        if len(lower.split()) != 2 and not is_kind:
            return None
        is_single = subject.head.tag_ in ("NN", "NNP")
        rest = [w for w in re.findall(r"[\w’'.-]+", lower) if w not in _GENERIC and w not in ("of", "for", "in")]
        wanted = {stem(w) for w in (lemma, *rest)}
        for before in reversed(self.memory):
            kind = before.who.value.kind
            if is_kind and (kind == "people") == is_single:
                continue
            if (kind != "person" or lemma in lists.persons) and wanted <= before.stems:
                return before
        return None

    def _last_of_kind(self, lemma: str) -> Heard | None:
        """ "The minister", "the agency": the last person, the last body, whatever the report called them."""
        if lemma in load_speakers().offices | _ANY_PERSON and (
            last := self.memory.last("person", genders=self.persons.gender)
        ):
            return last
        if lemma not in _ANY_BODY:
            return None
        return next((h for h in reversed(self.memory) if h.who.value.kind == "office" and not _is_country(h)), None)

    def _holder(self, lower: str, span: Span, words: str) -> Mention[Who] | None:
        person = self.persons.holding(re.findall(r"[a-z][\w-]+", lower))
        if person is None:
            return None
        return Mention(
            Who(person.name, "", "", "person"),
            span,
            "speaker.office",
            f"“{words}” → {person.name}, whom the report introduces as {person.intro}",
        )


def _tells_which(subject: Subject) -> bool:
    """ "The agency that keeps the ties": another one than before."""
    doc, behind = subject.head.doc, subject.right + 1
    is_told = any(c.dep_ == "relcl" for c in subject.head.children)
    return is_told and behind < len(doc) and doc[behind].text != ","


def _is_country(heard: Heard) -> bool:
    return (
        len(heard.who.value.name.split()) == 1
        and heard.who.value.name[:1].isupper()
        and heard.who.value.name[1:].islower()
    )
