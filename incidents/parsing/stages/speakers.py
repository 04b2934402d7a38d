"""Who speaks: names in full, pronouns and "the ministry" resolved to whom the report named last of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.tongue import Parsed

_PEOPLE = {"he", "she", "him", "her"}
_SOURCES = re.compile(
    r"\b(?:official|source|spokesm[ae]n|spokeswom[ae]n|spokesperson|resident|witness|officer|commander|analyst|expert|diplomat|soldier|doctor|villager|police|authorit|ministry|army|military|government|statement|agency|committee|service|office|department|council|union|group|guard)",
    re.I,
)
_TITLES = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their|former|acting|interim|deputy|vice|then|senior|top|chief|prime|foreign|defence|defense|interior|first|state|federal|national|russian|tajik|"
    r"president|presidents?|prime minister|minister|spokesman|spokeswoman|spokesperson|gen\.?|general|col\.?|colonel|maj\.?|major|capt\.?|captain|lt\.?|lieutenant|sgt\.?|sergeant|"
    r"dr\.?|mr\.?|mrs\.?|ms\.?|sir|king|queen|prince|sheikh|senator|secretary-general|secretary|chancellor|commissioner|commander|chairman|chief|governor|mayor|ambassador|envoy|director|leader|judge|premier)\s+)+",
    re.I,
)


class Speakers:
    """Memory of one report: its persons by last name, and who spoke last of each kind."""

    def __init__(self, actors: Sequence[Mention[Who]]) -> None:
        self.persons = [m for m in actors if m.value.kind == "person"]
        self.full: dict[str, str] = {}
        for mention in self.persons:
            words = mention.value.name.split()
            if len(words) > 1:
                self.full.setdefault(words[-1].casefold(), mention.value.name)
        self.last: Mention[Who] | None = None
        self.last_person: Mention[Who] | None = None
        self.last_body: Mention[Who] | None = None
        self.last_many: Mention[Who] | None = None

    def heard(self, who: Mention[Who] | None) -> None:
        """Remember who spoke or issued a statement."""
        if who is None:
            return
        self.last = who
        if who.value.kind == "person":
            self.last_person = who
        elif who.value.kind == "people":
            self.last_many = who
        else:
            self.last_body = who

    def full_name(self, name: str) -> str:
        words = name.split()
        return self.full.get(words[-1].casefold(), name) if len(words) == 1 else name

    def resolve(self, one: Parsed, subject: Token) -> Mention[Who] | None:
        """The speaker that a subject names; None for a pronoun that nobody answers to."""
        span, words = _phrase(one, subject)
        lower = words.lower()
        if apposed := self._apposed(one, subject):
            return apposed
        if lower in (*_PEOPLE, "it") and (near := self._subject_before(one, subject, lower == "it")):
            return near
        if lower in _PEOPLE:
            return self._again(
                self._person_before(span) if self.last is None or self.last.value.kind != "person" else self.last,
                span,
                words,
            )
        if lower == "it":
            return self._again(self.last_body, span, words)
        if lower in (
            "they",
            "we",
            "i",
            "you",
            "who",
            "which",
            "that",
            "this",
            "what",
            "one",
            "there",
            "these",
            "those",
        ):
            return self._again(self.last_many or self.last_body or self.last, span, words) if lower == "they" else None
        if pair := self._pair(lower, span):
            return pair
        return self._named(one, subject, span, words)

    def _apposed(self, one: Parsed, subject: Token) -> Mention[Who] | None:
        """ "A rebel commander, X Y, told": the person behind the comma."""
        for child in subject.children:
            person = next((e for e in one.doc.ents if e.label_ == "PERSON" and e.start <= child.i < e.end), None)
            if child.dep_ == "appos" and person is not None:
                name = self.full_name(" ".join(person.text.split()))
                return Mention(Who(name, "", "", "person"), one.of(person), "speaker.apposition")
        return None

    def _subject_before(self, one: Parsed, subject: Token, is_body: bool) -> Mention[Who] | None:
        """The subject of the sentence before, when it is of the pronoun's kind and nobody spoke since."""
        start = subject.sent.start
        if start == 0:
            return None
        before = one.doc[start - 1].sent
        root = before.root
        named = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if named is None or named.pos_ == "PRON":
            return None
        is_person = named.ent_type_ == "PERSON"
        is_org = named.ent_type_ == "ORG" or named.lemma_.lower() in (
            "agency",
            "ministry",
            "service",
            "committee",
            "army",
            "organization",
            "organisation",
        )
        if (is_body and is_org) or (not is_body and is_person):
            return self._named(one, named, *_phrase(one, named))
        return None

    def _again(self, who: Mention[Who] | None, span: Span, words: str) -> Mention[Who] | None:
        return (
            Mention(who.value, span, "speaker.pronoun", f"“{words}” → {who.value.name}, who spoke last")
            if who
            else None
        )

    def _person_before(self, span: Span) -> Mention[Who] | None:
        if self.last_person:
            return self.last_person
        before = [m for m in self.persons if m.span.end <= span.start]
        if not before:
            return None
        who = before[-1].value
        return Mention(
            Who(self.full_name(who.name), who.sector, who.country, "person"), before[-1].span, "speaker.person"
        )

    def _pair(self, lower: str, span: Span) -> Mention[Who] | None:
        """ "The two presidents", "the leaders", "Rahmon and Putin": both by name."""
        if not re.fullmatch(
            r"(?:the |both |these )?(?:two )?(?:presidents|leaders|ministers|sides|heads of state|premiers)", lower
        ):
            return None
        names: list[str] = []
        for mention in reversed([m for m in self.persons if m.span.end <= span.start]):
            name = self.full_name(mention.value.name)
            if name not in names:
                names.append(name)
            if len(names) == 2:
                joined = " and ".join(names)
                return Mention(Who(joined, "GOV", "", "people"), span, "speaker.pair", f"the two last named: {joined}")
        return None

    def _named(self, one: Parsed, subject: Token, span: Span, words: str) -> Mention[Who] | None:
        person = next((e for e in one.doc.ents if e.label_ == "PERSON" and span.touches(one.of(e))), None)
        bare = _TITLES.sub("", words)
        if person is not None and (person.root.i == subject.i or subject in person or person.end - 1 == subject.i):
            name = self.full_name(" ".join(person.text.replace("'s", "").replace("’s", "").split()))
            return Mention(
                Who(name, "", "", "person"),
                span,
                "speaker.name",
                "" if name in words else f"“{words}” → {name}, as the report names them in full",
            )
        if subject.pos_ == "PROPN" and subject.text.casefold() in self.full:
            name = self.full[subject.text.casefold()]
            return Mention(Who(name, "", "", "person"), span, "speaker.name", f"“{words}” → {name}")
        again = self._definite(subject, span, words)
        if again:
            return again
        if bare.lower().startswith(("and ", "or ")) or not re.search(r"\w{2}", words):
            return None
        name = re.sub(r"^(?:the|a|an|The|A|An)\s+", "", words)
        kind = "person" if _is_singular_person(subject) else "people" if subject.tag_ in ("NNS", "NNPS") else "office"
        return Mention(Who(name[:200], "", "", kind), span, "speaker.described")

    def _definite(self, subject: Token, span: Span, words: str) -> Mention[Who] | None:
        """ "The ministry", "the spokesman": the last speaker whose words had that noun."""
        if not re.fullmatch(r"(?:the|The) \w+", words) or not _SOURCES.search(words):
            return None
        noun = subject.lemma_.lower()
        for who in (self.last, self.last_body, self.last_person):
            if who and noun in who.value.name.lower():
                return Mention(who.value, span, "speaker.definite", f"“{words}” → {who.value.name}")
        if (
            noun
            in (
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "minister",
                "president",
                "official",
                "officer",
                "commander",
                "leader",
                "governor",
            )
            and self.last_person
        ):
            return Mention(
                self.last_person.value, span, "speaker.definite", f"“{words}” → {self.last_person.value.name}"
            )
        return None


def _is_singular_person(subject: Token) -> bool:
    return subject.tag_ in ("NN",) and subject.lemma_.lower() in {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "officer",
        "minister",
        "president",
        "commander",
        "witness",
        "resident",
        "soldier",
        "leader",
        "governor",
        "source",
    }


def _phrase(one: Parsed, subject: Token) -> tuple[Span, str]:
    """The speaker's noun phrase without relative clauses and appositions that follow a comma."""
    left = subject.left_edge.i
    doc = one.doc
    for stop in range(subject.i - 1, left - 1, -1):
        if doc[stop].text in (",", ";", "—", '"', "”", "“", ":"):
            left = stop + 1
            break
    right = subject.i
    for at in range(subject.i + 1, subject.right_edge.i + 1):
        token = doc[at]
        if (
            token.text in (",", "(", "[", "—", "–")
            or token.dep_ in ("relcl", "acl", "punct", "appos")
            or token.pos_ in ("VERB", "SPACE")
        ):
            break
        if token.dep_ == "prep" and token.lower_ not in ("of", "for", "in", "from", "at", "on"):
            break
        right = at
    if right > subject.i and doc[right].pos_ in ("ADP", "CCONJ", "DET"):
        right -= 1
    tokens = doc[left : right + 1]
    while len(tokens) > 1 and (
        tokens[0].pos_ in ("PUNCT", "SPACE", "ADV", "CCONJ", "SCONJ") or tokens[0].text in "\"“'‘"
    ):
        tokens = tokens[1:]
    words = " ".join(tokens.text.split())
    return one.of(tokens), words
