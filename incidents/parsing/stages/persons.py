"""The persons of a report under their full names, with the words that introduce them: titles in front, appositions beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from incidents.parsing.evidence import Span
from incidents.parsing.stages.speaker_words import load_speakers, office_words
from incidents.parsing.tongue import Parsed

_FEMALE = frozenset({"mrs", "ms", "miss", "queen", "princess", "lady", "spokeswoman", "chairwoman", "congresswoman"})
_MALE = frozenset(
    {"mr", "sir", "king", "prince", "lord", "emir", "sheikh", "spokesman", "chairman", "congressman", "pope", "father"}
)
_FORMS = frozenset({"dr", "mr", "mrs", "ms", "miss", "sir", "prof", "rev", "hon"})
_AGENT = re.compile(
    r"(?:er|or|ist|ian|man|men|woman|women|ee|ant|ent|ive|person|people|side|country|nation|state|member|authority|source)s?$"
)
_NOT_AGENT = re.compile(
    r"(?:ment|tion|border|order|matter|number|power|weather|factor|river|error|terror|winter|water|centre|center|document|incident|event|agreement)s?$"
)
_PART_OF_NAME = frozenset(
    {"haji", "mullah", "maulvi", "mawlawi", "imam", "ayatollah", "sheikh", "sheik", "emir", "sultan"}
)
_UNIQUE = frozenset(
    {"governor", "president", "premier", "mayor", "chancellor", "king", "pope", "ambassador", "strongman", "dictator"}
)
_NO_ONE = frozenset({"nobody", "none", "nothing", "everything", "anything", "something"})
_PARAGRAPH = 12  # characters between two sentences: blank lines and indents
_MEMORY = 200  # names that a pronoun may reach back over
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "di", "la", "le", "abu", "ben", "du", "dos", "-"}
)


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


def bare_name(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a name without titles in front and 's behind."""
    titles = load_speakers().titles
    rest = [t for t in tokens if not t.is_space]
    while len(rest) > 1 and (rest[0].lower_.rstrip(".") in titles or rest[0].pos_ in ("DET", "ADP", "PUNCT", "CCONJ")):
        if rest[0].lower_ in _PART_OF_NAME and len(rest) == 2:
            break  # "Haji Rahman", "Mullah Omar" are called so
        rest = rest[1:]
    while rest and (rest[-1].text in ("'s", "’s", "'", "’") or rest[-1].pos_ in ("PUNCT", "ADP", "DET")):
        rest = rest[:-1]
    return rest


def words_of(tokens: Sequence[Token]) -> str:
    """The words as they stand, white space folded."""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split()) if tokens else ""


def name_in(doc: Doc, left: int, right: int) -> list[Token]:
    """The person's name inside a noun phrase: the model's entity, else capitals behind a title."""
    is_named = any(t.ent_type_ == "PERSON" for t in doc[left : right + 1])
    inside = [e for e in doc.ents if e.label_ == "PERSON" and e.start <= right and e.end > left] if is_named else []
    # "Putin's spokesman Dmitry Peskov": of two names the one that is not an owner.
    entity = next(
        (e for e in inside if e.end > right or doc[min(e.end, right)].text not in ("'s", "’s", "'")),
        inside[0] if inside else None,
    )
    if entity is not None:
        found = bare_name(list(doc[max(entity.start, left) : min(entity.end, right + 1)]))
        is_object = bool(found) and found[0].i > left and doc[found[0].i - 1].pos_ == "ADP"
        if found and found[0].text[:1].isupper() and not is_object:
            return found
    tokens = list(doc[left : right + 1])
    last_title = max((i for i, t in enumerate(tokens) if t.lower_.rstrip(".") in load_speakers().titles), default=-1)
    rest = tokens[last_title + 1 :] if last_title >= 0 else []
    is_name = bool(rest) and all(t.text[:1].isupper() or t.lower_ in _PARTICLES for t in rest)
    not_other = not any(t.ent_type_ in ("GPE", "ORG", "NORP", "LOC", "FAC", "DATE") for t in rest)
    return (
        rest
        if is_name and 1 <= len(rest) <= 5 and (not_other or len(rest) > 1) and not doc[left : right + 1].text.isupper()
        else []
    )


def _intro(entity: Tokens) -> tuple[int, int]:
    """Token range of the words that introduce a name: the title in front, the phrase before its comma, or the apposition behind."""
    doc, lists = entity.doc, load_speakers()
    floor = max(entity.sent.start, entity.start - 16)
    left = _phrase_start(doc, entity.start, floor)
    if left < entity.start:
        return left, entity.start - 1
    comma = entity.start - 1
    if comma > floor and doc[comma].text == ",":
        left = _phrase_start(doc, comma, floor)
        if any(t.lower_ in lists.offices | lists.persons for t in doc[left:comma]):
            return (left - 1 if left > floor and doc[left - 1].pos_ == "DET" else left), comma - 1
    return _apposition(doc, entity.end, entity.sent.end)


def _phrase_start(doc: Doc, end: int, floor: int) -> int:
    """First token of the nouns, titles and owners that stand right before `end`; `end` itself for none."""
    lists, left = load_speakers(), end
    while left > floor:
        token = doc[left - 1]
        is_owner = left < end and doc[left].text in ("'s", "’s", "'", "’")
        if token.ent_type_ == "PERSON" and not is_owner and token.lower_.rstrip(".") not in lists.titles:
            break
        if token.lower_ in ("of", "for", "and", "the", "to", "in", "at"):
            noun = doc[max(floor, left - (3 if token.lower_ == "the" else 2))]
            is_title = noun.lemma_.lower() in lists.titles | lists.persons
            if not is_title and (noun.pos_ != "PROPN" or token.lower_ == "and"):
                break
        elif token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text not in ("'s", "’s", "-", "."):
            break
        left -= 1
    while left < end and (
        doc[left].lower_ in ("of", "for", "and", "the", "'s", "’s", "-", ".", "earlier", "later", "meanwhile")
        or doc[left].pos_ == "ADV"
    ):
        left += 1
    return left


def _apposition(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """ ", the head of the border service,": the words between the commas behind a name, when they are a noun phrase."""
    if start + 1 >= end or doc[start].text != "," or doc[start + 1].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "PRON"):
        return 0, -1
    stop = next(
        (
            i
            for i in range(start + 1, end)
            if doc[i].text in (",", ";", ":", "—", "–", "(") or doc[i].lower_ in ("who", "which")
        ),
        end - 1,
    )
    words = doc[start + 1 : stop]
    if (
        not words
        or len(words) > 16
        or words[0].ent_type_ == "PERSON"
        or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
    ):
        return 0, -1
    return start + 1, stop - 1


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
            left, right = _intro(entity)
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


def can_speak(head: Token) -> bool:
    """A person, a body or a paper; things do not threaten or demand in words."""
    if head.lower_ in _NO_ONE or any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in head.children):
        return False
    if head.pos_ in ("PRON", "PROPN") or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    lemma, lists = head.lemma_.lower(), load_speakers()
    return lemma in lists.persons | lists.bodies | lists.documents or (
        bool(_AGENT.search(lemma)) and not _NOT_AGENT.search(lemma)
    )
