"""Who speaks in a Russian report: full names, «он», «в ведомстве» and «собеседник агентства» given to whom the report named last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.stems import plain
from incidents.parsing.russian.actors import phrase_of
from incidents.parsing.russian.cues import Cue, load_cues
from incidents.parsing.russian.lemmas import feature, nominative
from incidents.parsing.tongue import Parsed

_SUBJECT = ("nsubj", "nsubj:pass")
_HE = frozenset(("он", "него", "его", "ему", "им"))
_SHE = frozenset(("она", "ее", "нее", "ней", "ей"))
_THEY = frozenset(("они", "их", "ими"))
_THERE = frozenset(("там",))
_BODY = re.compile(
    r"служб|министерств|ведомств|комитет|управлени|администраци|правительств|агентств|штаб\b|штаба\b|посольств|парламент|центр\b|комисси|департамент|организаци|"
    r"прокуратур|движени|канцеляри|командовани|телеканал|погранвойск|издани|сообществ|объединени|"
    r"\b(?:арми[яией]|совет\w?|мид|минобороны|мвд|фсб|мчс|гкнб|кнб|фтс|полици\w|дум\w|кремл\w|оон|нато|одкб|суд\w?|власт\w+|сторон\w|газет\w|мисси\w|парти\w|союз\w?|кабмин\w?|вс|всу|цахал)\b",
    re.I,
)
_AGAIN_BODY = frozenset(
    (
        "ведомство",
        "министерство",
        "пресс-служба",
        "комитет",
        "служба",
        "управление",
        "администрация",
        "организация",
        "документ",
        "агентство",
    )
)
_AGAIN_PERSON = frozenset(("дипломат", "чиновник", "политик", "президент", "министр", "глава", "генерал", "губернатор", "спикер", "эксперт", "собеседник", "лидер", "премьер", "премьер-министр", "пресс-секретарь", "депутат"))  # fmt: skip
_TEXT_WORDS = re.compile(r"^(?:в|на) (?:том числе|понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)", re.I)


class Speakers:
    """Memory of one report: its persons by last name, and who spoke last of each kind."""

    def __init__(self, actors: Sequence[Mention[Who]]) -> None:
        self.persons = [m for m in actors if m.value.kind == "person"]
        self.full: dict[str, str] = {}
        for mention in self.persons:
            words = mention.value.name.split()
            if len(words) > 1:
                self.full.setdefault(plain(words[-1]), mention.value.name)
        self.last: Mention[Who] | None = None
        self.last_person: Mention[Who] | None = None
        self.last_body: Mention[Who] | None = None

    def heard(self, who: Mention[Who] | None) -> None:
        """Remember who spoke or issued a statement."""
        if who is None:
            return
        self.last = who
        if who.value.kind == "person":
            self.last_person = who
        else:
            self.last_body = who

    def of(self, cue: Cue) -> Mention[Who] | None:
        """The speaker of an attribution; None where the text names nobody."""
        if cue.style == "according":
            return self._of_noun(cue.one, cue.token)
        if linked := self._linked(cue):
            return linked
        quoted = next((c for c in cue.token.children if c.dep_ == "obj"), None)
        if cue.token.lemma_ in ("цитировать", "процитировать", "приводить") and quoted is not None:
            return self._quoted(cue, quoted)
        subject = _subject(cue.token)
        if subject is not None and not _agree(subject, cue.token):
            subject = _nominative_in(cue) or subject
        if subject is not None and subject.lower_ in _THERE:
            return self._again(self.last_body, cue.one.of(subject), subject.text)
        if subject is not None:
            return self.resolve(cue.one, subject)
        return self._in_text(cue) or self._in_body(cue)

    def _quoted(self, cue: Cue, quoted: Token) -> Mention[Who] | None:
        """«цитирует агентство министра X», «приводит издание слова X»."""
        if quoted.lemma_ in ("слово", "заявление", "комментарий"):
            return self._of_noun(cue.one, quoted)
        return self.resolve(cue.one, quoted)

    def _linked(self, cue: Cue) -> Mention[Who] | None:
        """«передает РИА со ссылкой на X»: X is the origin."""
        for token in cue.one.doc[cue.token.i : cue.end]:
            if token.lemma_ == "ссылка" and token.i + 2 < cue.end and token.nbor().lower_ == "на":
                noun = next((t for t in cue.one.doc[token.i + 2 : cue.end] if t.pos_ in ("NOUN", "PROPN")), None)
                if noun is None:
                    return None
                if noun.lemma_ in load_cues().according | load_cues().texts:
                    return self._of_noun(cue.one, noun)
                return self.resolve(cue.one, noun)
        return None

    def _of_noun(self, one: Parsed, noun: Token) -> Mention[Who] | None:
        """«по [его] словам [X]», «в сообщении [X]»: the genitive behind, or the pronoun before."""
        before = one.doc[noun.i - 1] if noun.i else None
        if before is not None and plain(before.text) in _HE | _SHE | _THEY:
            return self._person_in_sentence(one, before) or self._pronoun(plain(before.text), one.of(before))
        for token in one.doc[noun.i + 1 : noun.i + 4]:
            if token.is_punct and token.text not in '«"“':
                break
            if noun.pos_ == "ADP" and token.lemma_ in load_cues().texts | load_cues().according:
                return self._of_noun(one, token)  # «согласно заявлению X»
            if token.pos_ in ("NOUN", "PROPN") or token.ent_type_:
                return self.resolve(one, token)
            if token.pos_ == "ADP":
                break
        return None

    def _person_in_sentence(self, one: Parsed, pronoun: Token) -> Mention[Who] | None:
        """«адвокат X опубликовал записку, которую, по его словам, …»: the person that the sentence has named."""
        area, at = one.of(pronoun.sent), one.of(pronoun).start
        named = [m for m in self.persons if area.covers(m.span) and m.span.end <= at]
        return self._again(named[-1], one.of(pronoun), pronoun.text) if named else None

    def _in_text(self, cue: Cue) -> Mention[Who] | None:
        """«говорится в сообщении [X]»; without X the body that spoke last, else the paper itself: «совместное заявление»."""
        texts = load_cues().texts
        for token in cue.one.doc[cue.start : cue.end]:
            if token.lemma_ not in texts or not any(
                t.lower_ in ("в", "на") for t in cue.one.doc[max(0, token.i - 2) : token.i]
            ):
                continue
            spoke = self.last_body or self.last
            return (
                self._of_noun(cue.one, token)
                or self._again(spoke, cue.one.of(token), token.text)
                or _paper(cue.one, token)
            )
        return None

    def _in_body(self, cue: Cue) -> Mention[Who] | None:
        """«сообщили в пресс-службе X», «рассказали в ведомстве»: where it was said is who said it."""
        clause = cue.one.doc[cue.start : cue.end]
        for token in clause:
            if token.lower_ in _THERE and token.pos_ == "ADV":
                return self._again(self.last_body, cue.one.of(token), token.text)
        behind = [t for t in clause if t.i > cue.token.i]
        ahead = [t for t in clause if t.i < cue.token.i]
        for token in (*behind, *ahead):
            if token.lower_ in ("в", "на", "из") and token.i + 1 < cue.end:
                noun = next(
                    (
                        t
                        for t in cue.one.doc[token.i + 1 : token.i + 4]
                        if t.pos_ in ("NOUN", "PROPN") or t.ent_type_ == "ORG"
                    ),
                    None,
                )
                if noun is not None and (
                    noun.ent_type_ in ("ORG", "LOC") or _BODY.search(noun.lemma_) or _BODY.search(noun.text)
                ):
                    return self.resolve(cue.one, noun)
        return None

    def resolve(self, one: Parsed, subject: Token) -> Mention[Who] | None:
        """The speaker that a noun or pronoun names."""
        span, lower = one.of(subject), plain(subject.text)
        if lower in _HE | _SHE | _THEY:
            return self._pronoun(lower, span)
        if subject.pos_ in ("PRON", "DET") or lower in ("кто", "который", "что", "это"):
            return None
        start, end = phrase_of(subject)
        start, end = _with_entity(subject, start, _with_name(subject, end))
        tokens = list(one.doc[start:end])
        person = _person_in(tokens, subject)
        if person:
            name = " ".join(re.sub(r"[«»\"]", "", nominative(person)).split())
            return Mention(Who(self.full_name(name, one.of(person)), "", "", "person"), one.of(person), "speaker.name")
        span = one.of(tokens)
        if end - start == 1 and (again := self._definite(subject, span)):
            return again
        name = nominative(tokens)
        if subject.lemma_ == "собеседник" and self.last is not None and end - start <= 2:
            return self._again(self.last, span, name)
        kind = "office" if _BODY.search(name) else "people" if "Number=Plur" in str(subject.morph) else "office"
        return Mention(Who(name[:200], "", "", kind), span, "speaker.described")

    def full_name(self, name: str, at: Span | None = None) -> str:
        """«Челах» → the full name that the report gave last before that place."""
        words = name.split()
        if len(words) != 1:
            return name
        same = [
            m
            for m in self.persons
            if (w := m.value.name.split())[1:]
            and plain(w[-1]) == plain(name)
            and (at is None or m.span.end <= at.start)
        ]
        return same[-1].value.name if same else self.full.get(plain(name), name)

    def _pronoun(self, word: str, span: Span) -> Mention[Who] | None:
        if word in _THEY:
            return self._again(self.last, span, word)
        person = self.last_person or self._person_before(span)
        if word in _HE:
            return self._again(person or self.last, span, word)
        spoke = self.last if self.last is not None else person
        return self._again(spoke, span, word)

    def _person_before(self, span: Span) -> Mention[Who] | None:
        before = [m for m in self.persons if m.span.end <= span.start]
        return before[-1] if before else None

    def _again(self, who: Mention[Who] | None, span: Span, words: str) -> Mention[Who] | None:
        if who is None:
            return None
        named = Who(self.full_name(who.value.name), who.value.sector, who.value.country, who.value.kind)
        return Mention(named, span, "speaker.pronoun", f"“{words}” → {named.name}, who spoke last")

    def _definite(self, subject: Token, span: Span) -> Mention[Who] | None:
        """«ведомство», «министр» alone: the last speaker of that kind."""
        lemma = subject.lemma_
        if lemma in _AGAIN_BODY and self.last_body is not None:
            return self._again(self.last_body, span, subject.text)
        if lemma in _AGAIN_PERSON:
            return self._again(
                self.last_person or (self.last if lemma == "собеседник" else self._person_before(span)),
                span,
                subject.text,
            )
        return None


def _paper(one: Parsed, token: Token) -> Mention[Who]:
    start, end = phrase_of(token)
    tokens = list(one.doc[start:end])
    return Mention(Who(nominative(tokens), "", "", "office"), one.of(tokens), "speaker.text")


def _with_name(subject: Token, end: int) -> int:
    """The person's name that follows the title, over a blanked aside or a comma: «президент Таджикистана [Эмомали Рахмон]»."""
    doc, stop = subject.doc, end
    while stop < subject.sent.end and doc[stop].is_space:
        stop += 1
    if stop + 1 < subject.sent.end and doc[stop].text == "," and _apposed(doc[stop + 1], subject):
        stop += 1
    begun = stop
    while stop < subject.sent.end and doc[stop].ent_type_ == "PERSON":
        stop += 1
    return stop if stop > begun else end


def _with_entity(subject: Token, start: int, end: int) -> tuple[int, int]:
    """The whole of a body's name that the model sees around the word."""
    for entity in subject.doc.ents:
        if entity.label_ == "ORG" and entity.start <= subject.i < entity.end:
            return min(start, entity.start), max(end, entity.end)
    return start, end


def _agree(subject: Token, verb: Token) -> bool:
    """Number and gender of a past verb and its subject; open features agree with all."""
    for name in ("Number", "Gender"):
        a, b = feature(subject, name), feature(verb, name)
        if a and b and a != b and not (name == "Gender" and feature(subject, "Number") == "Plur"):
            return (
                subject.ent_type_ == "PERSON"
                or subject.pos_ == "PROPN"
                or any(c.pos_ == "NUM" for c in subject.children)
            )
    return True


def _nominative_in(cue: Cue) -> Token | None:
    """A nominative of the cue's own clause that does agree with the verb."""
    for token in cue.one.doc[cue.start : cue.end]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and feature(token, "Case") == "Nom" and _agree(token, cue.token):
            return token
    return None


def _apposed(token: Token, subject: Token) -> bool:
    return (
        token.ent_type_ == "PERSON"
        and feature(token, "Case") == feature(subject, "Case")
        and token.dep_ in ("appos", "flat", "flat:name", "nmod")
    )


def _person_in(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The person whom the phrase names: its head, or the name behind a person's title; a body that is called after one is none."""
    named = [t for t in tokens if t.ent_type_ == "PERSON"]
    if not named:
        return []
    if head.ent_type_ == "PERSON" or not _BODY.search(head.lemma_):
        last = named[-1]
        first = last.i
        while (
            first > tokens[0].i and tokens[0].doc[first - 1].ent_type_ == "PERSON" and last.doc[first].ent_iob_ != "B"
        ):
            first -= 1
        return list(last.doc[first : last.i + 1])
    return []


def _subject(verb: Token) -> Token | None:
    """Its own subject, or that of the clause that a gerund or a second verb hangs on."""
    at = verb
    for _ in range(4):
        own = [c for c in at.children if c.dep_ in _SUBJECT]
        if own:
            best = own[0] if at is not verb else min(own, key=lambda t: abs(t.i - verb.i))
            return best
        is_bound = at.dep_ in ("conj", "advcl", "xcomp") or "VerbForm=Conv" in str(at.morph)
        if at.dep_ in ("acl", "acl:relcl") and at.head.pos_ in ("NOUN", "PROPN"):
            return at.head
        if not is_bound or at.head.i == at.i:
            return None
        if "VerbForm=Fin" in str(verb.morph) and "Number=Plur" in str(verb.morph) and at is verb and at.dep_ != "conj":
            return None
        at = at.head
    return None
