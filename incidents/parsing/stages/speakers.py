"""Who speaks: names in full, titles left out, pronouns and "the ministry" resolved to whom the report named last of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.along import Along
from incidents.parsing.stages.definites import Definites
from incidents.parsing.stages.memory import Memory, again
from incidents.parsing.stages.name_phrases import joined_names, owned_by_name, speaking_name
from incidents.parsing.stages.papers import is_named_for_issuer, issuer_of, lead_of, maker_of
from incidents.parsing.stages.person_names import words_of
from incidents.parsing.stages.persons import Person, Persons
from incidents.parsing.stages.pronouns import PRONOUNS, Pronouns
from incidents.parsing.stages.short_forms import ARTICLE, ShortForms
from incidents.parsing.stages.speaker_kinds import can_speak, is_body, speaker_kind
from incidents.parsing.stages.speaker_words import load_speakers
from incidents.parsing.stages.subjects import Subject, phrase_of
from incidents.parsing.tongue import Parsed

_NOBODY = frozenset({"we", "i", "you", "who", "which", "that", "this", "what", "one", "there", "these", "those", "me", "us", "whom", "it's", "whose"})  # fmt: skip
_OFFICIALS = frozenset(
    {"official", "officer", "diplomat", "candidate", "adviser", "advisor", "aide", "lawmaker", "mayor"}
)
_EPITHET = re.compile(
    r"^(?:(?:[\w.]+-(?:based|run|led|backed|owned|controlled|linked|affiliated|funded)|pro-\w+|isolated|private|independent|official|semi-official|powerful|influential|neighbou?ring)\s+)+(?=\w)",
    re.I,
)


class Speakers:
    """Memory of one report: its persons, its bodies, and who acted and spoke, in order."""

    def __init__(self, parsed: Sequence[Parsed] = (), text: str = "") -> None:
        self.persons = Persons(parsed)
        self.shorts = ShortForms(parsed, text)
        self.memory = Memory()
        self.definites = Definites(self.persons, self.memory)
        self.pronouns = Pronouns(self.persons, self.memory, self._named)

    def heard(self, who: Mention[Who] | None, one: Parsed | None = None, words: str = "") -> None:
        """Remember who spoke, or acted as the subject of a sentence."""
        if who is None:
            return
        place = f"named in ¶{one.passage.index}" if one is not None else "named before"
        self.memory.add(who, " ".join([words, who.value.name, self.persons.introduced(who.value.name)]), place)

    def acted(self, one: Parsed, head: Token) -> None:
        """Remember the subject of a sentence, when it is somebody who could speak."""
        if head.pos_ == "PRON":
            return
        subject = phrase_of(head)
        who = self._named(one, subject)
        if who is not None and can_speak(head) and (who.value.kind in ("person", "people") or is_body(subject.head)):
            self.heard(who, one, subject.words)

    def resolve(self, one: Parsed, subject: Subject | Token) -> Mention[Who] | None:
        """The speaker that a phrase names; None for a pronoun that nobody answers to."""
        if isinstance(subject, Token):
            subject = phrase_of(subject)
        words, span = subject.words, one.of(one.doc[subject.left : subject.right + 1])
        if words.lower() in _NOBODY:
            return None
        meant = self.pronouns.find(one, subject, span, words)
        return meant if meant is not None or words.lower() in PRONOUNS else self._named(one, subject)

    def _named(self, one: Parsed, subject: Subject) -> Mention[Who] | None:
        words, span = subject.words, one.of(one.doc[subject.left : subject.right + 1])
        if not re.search(r"\w{2}", words):
            return None
        return (
            self._named_person(one, subject, span, words)
            or self.definites.find(subject, span, words)
            or self._paper(one, subject, span, words)
            or self._described(one, subject, span, words)
        )

    def _named_person(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        found = speaking_name(one, subject)
        if found:
            names = [self.persons.full_name(words_of(found), span.start)]
            names += [n for n in joined_names(one, subject, found, self.persons) if n not in names]
            name = " and ".join(names)
            kind = "person" if len(names) == 1 else "people"
            return Mention(Who(name, "", "", kind), span, "speaker.name", _why(name, words))
        full = self.persons.full_name(words, span.start) if words.casefold() in self.persons.full else ""
        if full and subject.head.pos_ == "PROPN" and not load_world().country_named(words):
            return Mention(Who(full, "", "", "person"), span, "speaker.name", f"“{words}” → {full}")
        return None

    def _paper(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """ "The statement", "a presidency statement", "a statement from the presidency": whoever issued it."""
        if subject.head.lemma_.lower() not in load_speakers().documents:
            return None
        if (issuer := issuer_of(subject)) is not None:
            return self._named(one, phrase_of(issuer))
        lead = lead_of(subject)
        if lead and is_named_for_issuer(subject):
            name = self.shorts.full(self.persons.full_name(lead, span.start))
            kind = "person" if self.persons.named(name) else "office"
            return Mention(Who(name, "", "", kind), span, "speaker.paper", f"“{words}” → {name}")
        maker = maker_of(subject)
        if maker is not None and (who := self.resolve(one, maker)) is not None:
            return who
        last = self.memory.last("office", "person", genders=self.persons.gender)
        return None if lead else again(last, span, words, "speaker.paper")

    def _described(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who]:
        """The person whom the next sentence names; else the phrase itself, without article and epithet, under the body's full name."""
        if (person := self._named_next(one, subject, words)) is not None:
            reason = f"“{words}” → {person.name}, whom the next sentence names"
            return Mention(Who(person.name, "", "", "person"), span, "speaker.named_next", reason)
        name = ARTICLE.sub("", owned_by_name(one, subject, self.persons) or words)
        if subject.head.ent_type_ in ("ORG", "GPE", "NORP") or subject.head.pos_ == "PROPN":
            name = _EPITHET.sub("", name)
        name = self.shorts.full(name)
        who = Who(name[:200], "", "", speaker_kind(subject.head))
        return Mention(who, span, "speaker.described", _why(name, words))

    def _named_next(self, one: Parsed, subject: Subject, words: str) -> Person | None:
        head, lists = subject.head, load_speakers()
        holds_office = head.tag_ == "NN" and head.lemma_.lower() in lists.offices | lists.ranks | _OFFICIALS
        if not holds_office or one.passage.kind == "headline":
            return None
        return self.persons.named_next(words, one.of(head.sent))


def _why(name: str, words: str) -> str:
    """The reason for a name that the words do not spell out."""
    return "" if name in words else f"“{words}” → {name}"


def as_actor(speaker: Mention[Who] | None, actors: Along[Who]) -> Mention[Who] | None:
    """The speaker with the sector and country of the actor that the same words name."""
    if speaker is None or speaker.value.sector or speaker.value.country:
        return speaker
    same = [a.value for a in actors.near(speaker.span)]
    sector = next((a.sector for a in same if a.sector), "")
    country = next((a.country for a in same if a.country), "")
    return (
        replace(speaker, value=replace(speaker.value, sector=sector, country=country)) if sector or country else speaker
    )
