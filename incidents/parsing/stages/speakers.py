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
from incidents.parsing.stages.memory import Heard, Memory, stem
from incidents.parsing.stages.persons import Persons, bare_name, can_speak, load_speakers, name_in, words_of
from incidents.parsing.stages.subjects import Subject, phrase_of
from incidents.parsing.tongue import Parsed

_HE = {"he": "m", "him": "m", "she": "f", "her": "f"}
_NOBODY = frozenset({"we", "i", "you", "who", "which", "that", "this", "what", "one", "there", "these", "those", "me", "us", "whom", "it's", "whose"})  # fmt: skip
_PAIR = re.compile(
    r"(?:the |both |these )?(?:two )?(?:presidents|leaders|ministers|heads of state|premiers|prime ministers)", re.I
)
_OWNER = {"his": "m", "her": "f", "its": "", "their": ""}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_SHORT = re.compile(r"\s*\(([A-Z][\w.&-]{1,14})\)")
_ISSUES = frozenset(
    {
        "adopt",
        "issue",
        "pass",
        "release",
        "publish",
        "circulate",
        "post",
        "write",
        "send",
        "approve",
        "sign",
        "make",
        "deliver",
        "read",
        "have",
    }
)
_EPITHET = re.compile(
    r"^(?:(?:[\w.]+-(?:based|run|led|backed|owned|controlled|linked|affiliated|funded)|pro-\w+|isolated|private|independent|official|semi-official|powerful|influential|neighbou?ring)\s+)+(?=\w)",
    re.I,
)
_OWNING = ("'s", "’s", "'", "’")
_GENERIC = frozenset(
    {"the", "a", "an", "this", "that", "latter", "same", "former", "top", "senior", "country", "'s", "’s"}
)


class Speakers:
    """Memory of one report: its persons, its bodies, and who acted and spoke, in order."""

    def __init__(self, parsed: Sequence[Parsed] = (), text: str = "") -> None:
        self.persons = Persons(parsed)
        self.shorts = _short_forms(parsed, text)
        self.memory = Memory()

    # --- memory -------------------------------------------------------------------------------------------------------

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
        if who is not None and can_speak(head) and (who.value.kind in ("person", "people") or self._is_body(subject)):
            self.heard(who, one, subject.words)

    def _is_body(self, subject: Subject) -> bool:
        head = subject.head
        return head.ent_type_ in ("ORG", "GPE", "NORP") or head.lemma_.lower() in load_speakers().bodies

    def _last(self, *kinds: str, gender: str = "") -> Heard | None:
        return self.memory.last(*kinds, gender=gender, genders=self.persons.gender)

    # --- resolving ----------------------------------------------------------------------------------------------------

    def resolve(self, one: Parsed, subject: Subject | Token) -> Mention[Who] | None:
        """The speaker that a phrase names; None for a pronoun that nobody answers to."""
        if isinstance(subject, Token):
            subject = phrase_of(subject)
        words, span = subject.words, one.of(one.doc[subject.left : subject.right + 1])
        lower = words.lower()
        if lower in _NOBODY:
            return None
        if lower in _HE:
            return self._person(one, subject, span, words)
        if lower == "it":
            return self._body(one, subject, span, words)
        if lower in ("they", "them"):
            return self._again(
                self._in_sentence(one, subject, ("people",)) or self._last("people") or self._last("office"),
                span,
                words,
            )
        if _PAIR.fullmatch(lower) and (pair := self._pair(span, words)):
            return pair
        return self._owned(one, subject, span, words) or self._named(one, subject)

    def _again(
        self, before: Heard | None, span: Span, words: str, rule: str = "speaker.pronoun"
    ) -> Mention[Who] | None:
        if before is None:
            return None
        who = before.who.value
        return Mention(who, span, rule, f"“{words}” → {who.name}, {before.place}")

    def _person(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        gender = _HE[words.lower()]
        found = self._in_sentence(one, subject, ("person",)) or self._last("person", gender=gender)
        if found is not None and self.persons.named(found.who.value.name):
            self.persons.gender.setdefault(found.who.value.name, gender)
        if found is None:
            named = next((p for p in self.persons.before(span.start) if (p.gender or gender) == gender), None)
            if named is None:
                return self._again(self._perhaps_person(), span, words)
            who = Who(named.name, "", "", "person")
            return Mention(who, span, "speaker.pronoun", f"“{words}” → {who.name}, the person named last")
        return self._again(found, span, words)

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

    def _body(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        return self._again(
            self._in_sentence(one, subject, ("office",)) or self._last("office") or self._last("people"), span, words
        )

    def _in_sentence(self, one: Parsed, subject: Subject, kinds: tuple[str, ...]) -> Heard | None:
        """The subject of the main clause that the pronoun's clause hangs on: "The agency, which it says …"."""
        if subject.head.head.dep_ == "parataxis" or one.doc[max(0, subject.left - 1)].text == ",":
            return None  # "The rebels, they argue, …": the sentence is what was said
        root = subject.head.sent.root
        named = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < subject.left), None)
        if named is None or named.pos_ == "PRON" or named.i == subject.head.i:
            return None
        phrase = phrase_of(named)
        who = self._named(one, phrase)
        if who is None or who.value.kind not in kinds or (who.value.kind == "office" and not self._is_body(phrase)):
            return None
        return Heard(who, phrase.words.lower(), "the subject of the sentence")

    def _pair(self, span: Span, words: str) -> Mention[Who] | None:
        """ "The two presidents": the two persons last named with that office."""
        noun = (
            words.lower()
            .split()[-1]
            .removesuffix("s")
            .replace("heads of state", "president")
            .replace("state", "president")
        )
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
        kind = self._kind(subject)
        return Mention(Who(f"{name}'s {rest}"[:200], "", "", kind), span, "speaker.owned", f"“{first}” → {name}")

    def _owner_in(self, one: Parsed, subject: Subject) -> Heard | None:
        """ "The president flew home, his office said": the person who is the subject of what was said."""
        for token in one.doc[subject.head.sent.start : subject.left]:
            if token.dep_ in ("nsubj", "nsubjpass") and (name := name_in(one.doc, token.left_edge.i, token.i)):
                who = Who(self.persons.full_name(words_of(name), one.of(name).start), "", "", "person")
                return Heard(Mention(who, one.of(name), "speaker.name"), who.name.lower(), "named in the sentence")
        return None

    def _named(self, one: Parsed, subject: Subject) -> Mention[Who] | None:
        doc, words = one.doc, subject.words
        span = one.of(doc[subject.left : subject.right + 1])
        if not re.search(r"\w{2}", words):
            return None
        if person := self._named_person(one, subject, span, words):
            return person
        if again := self._definite(subject, span, words):
            return again
        if paper := self._paper(one, subject, span, words):
            return paper
        name = _ARTICLE.sub("", self._owner_named(one, subject) or words)
        if subject.head.ent_type_ in ("ORG", "GPE", "NORP") or subject.head.pos_ == "PROPN":
            name = _EPITHET.sub("", name)
        name = self.full_body(name)
        why = "" if name in words else f"“{words}” → {name}"
        return Mention(Who(name[:200], "", "", self._kind(subject)), span, "speaker.described", why)

    def _named_person(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        doc = one.doc
        found = name_in(doc, subject.left, subject.right)
        if found and not (
            subject.head in found
            or (found[0].i > subject.head.i and subject.head.pos_ != "PROPN")
            or _is_title(subject.head)
        ):
            found = []
        if found and _is_object(found, subject):
            found = []  # "a spokesman for Prime Minister X": the spokesman speaks
        if found and found[-1].i < subject.right and doc[found[-1].i + 1].text in ("'s", "’s", "'"):
            found = []  # "Putin's spokesman": the spokesman speaks
        if not found and (apposed := _apposed(one, subject) or _opening_name(one, subject)):
            found = apposed
        if found:
            names = [self.persons.full_name(words_of(found), span.start)]
            names += [n for n in _joined_names(one, subject, found, self.persons) if n not in names]
            name = " and ".join(names)
            why = "" if name in words else f"“{words}” → {name}"
            return Mention(Who(name, "", "", "person" if len(names) == 1 else "people"), span, "speaker.name", why)
        full = self.persons.full_name(words, span.start) if words.casefold() in self.persons.full else ""
        if full and subject.head.pos_ == "PROPN" and not load_world().country_named(words):
            return Mention(Who(full, "", "", "person"), span, "speaker.name", f"“{words}” → {full}")
        return None

    def _owner_named(self, one: Parsed, subject: Subject) -> str:
        """ "Prime Minister X Y's spokesman" without the owner's titles; "" where no named person owns the speaker."""
        doc = one.doc
        if not any(t.text in _OWNING for t in doc[subject.left : subject.right]):
            return ""
        for entity in doc.ents:
            mark = entity.end if doc[min(entity.end, len(doc) - 1)].text in _OWNING else entity.end - 1
            is_owner = subject.left <= entity.start and mark < subject.right and doc[mark].text in _OWNING
            if entity.label_ == "PERSON" and is_owner:
                name = self.persons.full_name(words_of(bare_name(list(entity))), one.of(entity).start)
                return f"{name}'s {' '.join(doc[mark + 1 : subject.right + 1].text.split())}"
        return ""

    def _definite(self, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """ "The ministry", "the spokesman", "the African body": the last whose words had these nouns; an office its later-named holder."""
        lower = words.lower()
        lemma, lists = subject.head.lemma_.lower(), load_speakers()
        is_single = subject.head.tag_ in ("NN", "NNP")
        doc, behind = subject.head.doc, subject.right + 1
        if any(c.dep_ == "relcl" for c in subject.head.children) and behind < len(doc) and doc[behind].text != ",":
            return None  # "the agency that keeps the ties": another one than before
        if not lower.startswith("the "):
            if (
                is_single
                and lemma in lists.offices
                and lemma not in ("spokesman", "spokeswoman", "spokesperson", "representative")
                and " " in lower
            ):
                return self._holder(lower, span, words)
            return None
        rest = [w for w in re.findall(r"[\w’'.-]+", lower) if w not in _GENERIC and w not in ("of", "for", "in")]
        plain = len(lower.split()) == 2
        if plain or lemma in lists.persons | lists.bodies:
            wanted = {stem(w) for w in (lemma, *rest)}
            for before in reversed(self.memory):
                if (before.who.value.kind == "people") == is_single and lemma in lists.persons | lists.bodies:
                    continue
                is_kind = before.who.value.kind != "person" or lemma in lists.persons
                if is_kind and wanted <= before.stems:
                    return self._again(before, span, words, "speaker.definite")
        if is_single and lemma in lists.offices and (holder := self._holder(lower, span, words)):
            return holder
        if (
            plain
            and lemma in lists.offices | {"politician", "diplomat", "lawmaker", "general"}
            and (last := self._last("person"))
        ):
            return self._again(last, span, words, "speaker.definite")
        if plain and lemma in (
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
        ):
            last = next(
                (
                    h
                    for h in reversed(self.memory)
                    if h.who.value.kind == "office" and h.who.span is not None and not _is_country(h)
                ),
                None,
            )
            return self._again(last, span, words, "speaker.definite")
        return None

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

    def _paper(self, one: Parsed, subject: Subject, span: Span, words: str) -> Mention[Who] | None:
        """ "The statement", "a presidency statement", "a statement from the presidency": whoever issued it."""
        lemma, doc = subject.head.lemma_.lower(), one.doc
        if lemma not in load_speakers().documents:
            return None
        lead = re.sub(
            r"(?:'s|’s|')$", "", _ARTICLE.sub("", " ".join(doc[subject.left : subject.head.i].text.split()))
        ).strip()
        issuer = next(
            (
                g
                for c in subject.head.children
                if c.dep_ == "prep" and c.lower_ in ("from", "by", "of")
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        if (
            issuer is not None
            and issuer.pos_ in ("PROPN", "NOUN")
            and lemma in ("statement", "communique", "communiqué", "letter", "message", "report")
        ):
            return self._named(one, phrase_of(issuer))
        if (
            lemma
            in (
                "statement",
                "communique",
                "communiqué",
                "tweet",
                "post",
                "message",
                "readout",
                "release",
                "remark",
                "comment",
            )
            and lead
            and not _is_loose(lead)
        ):
            name = self.full_body(self.persons.full_name(lead, span.start))
            kind = "person" if self.persons.named(name) else "office"
            return Mention(Who(name, "", "", kind), span, "speaker.paper", f"“{words}” → {name}")
        maker = self._maker(one, subject)
        if maker is not None:
            return maker
        if not lead or _is_loose(lead):
            return self._again(self._last("office", "person"), span, words, "speaker.paper")
        return None

    def _maker(self, one: Parsed, subject: Subject) -> Mention[Who] | None:
        """ "The council adopted a resolution calling for …": the council."""
        verb = subject.head.head
        if subject.head.dep_ != "dobj" or verb.lemma_.lower() not in _ISSUES:
            return None
        named = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return self.resolve(one, phrase_of(named)) if named is not None and verb.pos_ == "VERB" else None

    def full_body(self, name: str) -> str:
        """A body under its long and short form, whichever the report uses here."""
        if name in self.shorts:
            return self.shorts[name]
        return next(
            (
                name.replace(long, both)
                for long, both in self.shorts.items()
                if " " in long and name.endswith(f" {long}")
            ),
            name,
        )

    def _kind(self, subject: Subject) -> str:
        head = subject.head
        if head.tag_ in ("NNS", "NNPS") and head.ent_type_ not in ("ORG", "GPE"):
            return "people"
        if any(c.dep_ == "conj" for c in head.children) and head.ent_type_ not in ("ORG",):
            return "people"
        lemma, lists = head.lemma_.lower(), load_speakers()
        # A common noun that speaks is a person, unless it names a body or a paper.
        is_common = (
            head.pos_ == "NOUN" and head.ent_type_ not in ("ORG", "GPE") and lemma not in lists.bodies | lists.documents
        )
        return "person" if lemma in lists.persons or is_common else "office"


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


def _is_country(heard: Heard) -> bool:
    return (
        len(heard.who.value.name.split()) == 1
        and heard.who.value.name[:1].isupper()
        and heard.who.value.name[1:].islower()
    )


def _is_loose(lead: str) -> bool:
    """Words in front of "statement" that name no issuer: "an official", "a written", "a joint", "the latest"."""
    return bool(
        re.fullmatch(
            r"(?:(?:the|a|an|official|written|joint|latest|brief|separate|new|initial|first|second|same|short|rare|strong|later|earlier|recent)\s*)*",
            lead.lower(),
        )
    )


def _short_forms(parsed: Sequence[Parsed], text: str) -> dict[str, str]:
    """ "National Border Service (NBS)": both forms under one name, for those who are later called by one of them."""
    found: dict[str, str] = {}
    for one in parsed:
        for entity in one.doc.ents:
            if entity.label_ not in ("ORG", "GPE", "NORP", "FAC", "PERSON", "PRODUCT", "LAW"):
                continue
            # The parse sees parentheticals as blanks; the text still has them.
            short = _SHORT.match(text, one.of(entity).end)
            long = _ARTICLE.sub("", " ".join(entity.text.split()))
            if short and len(long.split()) > 1:
                found.setdefault(long, f"{long} ({short[1]})")
                found.setdefault(short[1], f"{long} ({short[1]})")
    return found


def _apposed(one: Parsed, subject: Subject) -> list[Token]:
    """ "A rebel commander, X Y, told": the name between the commas behind the phrase."""
    doc, at = one.doc, subject.right + 1
    if at + 1 >= len(doc) or doc[at].text != "," or subject.head.lemma_.lower() not in load_speakers().persons:
        return []
    stop = next(
        (
            i
            for i in range(at + 1, min(at + 9, len(doc)))
            if doc[i].text in (",", "(") or doc[i].pos_ in ("VERB", "AUX")
        ),
        -1,
    )
    if stop < 0 or doc[stop].text not in (",", "("):
        return []
    tokens = list(doc[at + 1 : stop])
    if not tokens or not all(
        t.text[:1].isupper() or t.text in (".", "-") or t.lower_ in ("al", "bin", "de") for t in tokens
    ):
        return []
    if tokens[0].ent_type_ in ("GPE", "DATE", "NORP"):
        return []
    return name_in(doc, at + 1, stop - 1) or tokens


def _opening_name(one: Parsed, subject: Subject) -> list[Token]:
    """ "X Y, a medic from Z said": the name that opens the sentence, where the second comma is missing."""
    doc, sent, at = one.doc, subject.head.sent, subject.left - 1
    if at <= sent.start or doc[at].text != "," or doc[subject.left].pos_ != "DET":
        return []
    start = sent.start
    while start < at and doc[start].pos_ in ("PUNCT", "SPACE"):
        start += 1
    found = name_in(doc, start, at - 1)
    return (
        found
        if found
        and found[-1].i == at - 1
        and all(t.pos_ in ("PROPN", "ADP", "DET", "NOUN", "ADJ", "PUNCT") for t in doc[start:at])
        else []
    )


def _is_object(name: list[Token], subject: Subject) -> bool:
    """The name hangs on a preposition of the phrase: "for Prime Minister X"."""
    root = next((t for t in name if t.head not in name), name[-1])
    has_prep = any(t.pos_ == "ADP" for t in subject.head.doc[subject.head.i + 1 : name[0].i])
    return has_prep and subject.head.pos_ == "NOUN" and root.dep_ in ("pobj", "conj", "compound")


def _is_title(head: Token) -> bool:
    return head.lower_.rstrip(".") in load_speakers().titles


def _joined_names(one: Parsed, subject: Subject, found: list[Token], persons: Persons) -> list[str]:
    """ "X and Y said": the second name."""
    names: list[str] = []
    if found[-1].i >= subject.right:
        return names
    for entity in one.doc.ents:
        if (
            entity.label_ == "PERSON"
            and entity.start > found[-1].i
            and entity.end - 1 <= subject.right
            and one.doc[entity.start - 1].lower_ in ("and", ",")
        ):
            names.append(persons.full_name(words_of(list(entity)), one.of(entity).start))
    return names
