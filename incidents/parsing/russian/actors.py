"""Who is named in a Russian report: forces, groups, offices, persons, peoples; names in the nominative, legal tags left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.actor_lists import ActorLists, load_actor_lists
from incidents.parsing.knowledge.russian_names import FOLDER, RussianNames
from incidents.parsing.knowledge.stems import plain, stem, stems
from incidents.parsing.russian.lemmas import feature, nominative
from incidents.parsing.tongue import Parsed

FORCES = frozenset(("armed", "police", "border_guard", "rebel", "gunman"))
_QUOTES = frozenset('«»"“”„')
_LONGEST = 9  # tokens of a described actor
_FURTHER = frozenset(("по", "в", "при", "на"))  # prepositions inside a body's name: «комитет по нацбезопасности»
_BODIES = frozenset(
    (
        "министерство",
        "комитет",
        "управление",
        "служба",
        "пресс-служба",
        "совет",
        "администрация",
        "представительство",
        "штаб",
        "департамент",
        "источник",
        "собеседник",
        "представитель",
    )
)
_Groups = Mapping[str, tuple[tuple[tuple[str, ...], Who], ...]]


@functools.cache
def lists(folder: Path = FOLDER / "actors") -> ActorLists:
    return load_actor_lists(folder)


@functools.cache
def _groups() -> _Groups:
    """First stem → (all stems, actor), the longest names first."""
    found: dict[str, list[tuple[tuple[str, ...], Who]]] = {}
    for name, who in lists().groups.items():
        keys = tuple(name if name.isupper() else stem(part) for part in name.split())
        found.setdefault(keys[0], []).append((keys, who))
    return {key: tuple(sorted(rows, key=lambda r: -len(r[0]))) for key, rows in found.items()}


def class_of(token: Token) -> str:
    """The class of people that a word names («военнослужащих» → armed), empty for none."""
    known = lists().class_of
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return ""
    if token.pos_ in ("ADJ", "VERB") and not _stands_alone(token):
        return ""
    found = known.get(token.lemma_) or known.get(plain(token.text)) or ""
    if not found and "-" in token.lemma_:
        found = known.get(token.lemma_.split("-")[0], "")
    return found


def _stands_alone(token: Token) -> bool:
    """An adjective or participle that stands for its people: «задержанные», «двое раненых»."""
    if "Variant=Short" in str(token.morph) or (token.pos_ == "VERB" and "VerbForm=Part" not in str(token.morph)):
        return False
    return (
        token.dep_ not in ("amod", "acl")
        or token.i + 1 == len(token.doc)
        or token.nbor().pos_ not in ("NOUN", "PROPN", "ADJ")
    )


def phrase_of(head: Token) -> tuple[int, int]:
    """The described actor around its noun: what agrees before it, what belongs to it behind: «пресс-служба погранвойск ГКНБ»."""
    doc, sent = head.doc, head.sent
    start = head.i
    while (
        start > sent.start
        and doc[start - 1].pos_ == "ADJ"
        and not doc[start - 1].text[:1].isdigit()
        and doc[start - 1].head.i >= start
    ):
        start -= 1
    end, quoted, governed = head.i + 1, False, False  # governed: by a preposition of the body's own name
    while end < sent.end and end - head.i < _LONGEST:
        token = doc[end]
        if token.text in _QUOTES:
            quoted = not quoted
        elif quoted and token.pos_ != "PUNCT":
            pass
        elif token.pos_ == "ADP":
            if (
                head.lemma_ not in _BODIES
                or token.lower_ not in _FURTHER
                or end + 1 >= sent.end
                or doc[end + 1].pos_ not in ("NOUN", "PROPN", "ADJ")
            ):
                break
            governed = True
        elif governed and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            governed = token.pos_ == "ADJ"
        elif token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or token.ent_type_ == "PERSON" or not _belongs(token):
            break
        end += 1
    while end > head.i + 1 and (
        doc[end - 1].pos_ == "ADP" or (doc[end - 1].text in _QUOTES and quoted) or doc[end - 1].pos_ == "ADJ"
    ):
        end -= 1
    return start, end


def _belongs(token: Token) -> bool:
    """A genitive behind the noun, or an indeclinable abbreviation."""
    return token.text.isupper() or feature(token, "Case") in ("Gen", "")


def country_in(doc: Doc, start: int, end: int, names: RussianNames) -> str:
    """The first country that the words name, by name or adjective."""
    for at in range(start, end):
        match = names.longest([t.text for t in doc[at:end]]) if doc[at].text[:1].isalpha() else None
        code = next((n.code for n in match.found if n.kind in ("country", "adjective", "people")), "") if match else ""
        if code:
            return code
    return ""


def _described(one: Parsed, names: RussianNames) -> Iterator[Mention[Who]]:
    known = lists()
    for token in one.doc:
        kind = class_of(token)
        if not kind:
            continue
        start, end = phrase_of(token)
        name = nominative(list(one.doc[start:end]))
        if token.lemma_ == "сторона" and start and one.doc[start - 1].lower_ in ("со", "с"):
            yield from _side(one, start, end, names)
            continue
        what = "force" if kind in FORCES else "office" if kind == "official" else "people"
        who = Who(name[:200], known.sector_of[kind], country_in(one.doc, start, end, names), what)
        yield Mention(who, one.of(one.doc[start:end]), f"actor.{kind}")


def _side(one: Parsed, start: int, end: int, names: RussianNames) -> Iterator[Mention[Who]]:
    """«со стороны Пакистана»: Pakistan."""
    if code := country_in(one.doc, start, end, names):
        yield Mention(Who(names.names[code], "GOV", code, "office"), one.of(one.doc[start:end]), "actor.side")


def _named_groups(one: Parsed) -> Iterator[Mention[Who]]:
    words = [t for t in one.doc if t.text not in _QUOTES and not t.is_space]
    listed = _groups()
    for at, token in enumerate(words):
        for first in (token.text, *stems(token.text)):
            for keys, who in listed.get(first, ()):
                here = words[at : at + len(keys)]
                if len(here) == len(keys) and all(
                    key in (w.text, *stems(w.text)) for key, w in zip(keys, here, strict=True)
                ):
                    if token.text[:1].isupper() or not who.name[:1].isupper():
                        yield Mention(who, one.of([here[0], here[-1]]), "actor.group")
                    break


def _entities(one: Parsed, names: RussianNames) -> Iterator[Mention[Who]]:
    for entity in one.doc.ents:
        tokens = list(entity)
        if entity.label_ == "PERSON":
            name = " ".join(re.sub(r"[«»\"]", "", nominative(tokens)).split())
            if len(name) > 2:
                yield Mention(Who(name, "", "", "person"), one.of(entity), "actor.person")
        elif entity.label_ == "ORG":
            if (
                entity.end < len(one.doc)
                and one.doc[entity.end].text in '»"”'
                and sum(t.text in _QUOTES for t in tokens) % 2
            ):
                tokens.append(one.doc[entity.end])
            yield Mention(
                Who(nominative(tokens)[:200], "", country_in(one.doc, entity.start, entity.end, names), "office"),
                one.of(tokens),
                "actor.office",
            )


def _countries(one: Parsed, names: RussianNames) -> Iterator[Mention[Who]]:
    """A country or capital as the subject of an act stands for its government."""
    for token in one.doc:
        if token.dep_ not in ("nsubj", "nsubj:pass", "conj") or not token.text[:1].isupper():
            continue
        if token.dep_ == "conj" and token.head.dep_ not in ("nsubj", "nsubj:pass"):
            continue
        match = names.longest([t.text for t in one.doc[token.i : token.i + 3]])
        named = next((n for n in match.found if n.kind in ("country", "capital")), None) if match else None
        if named and match:
            yield Mention(
                Who(named.name, "GOV", named.code, "office"),
                one.of(one.doc[token.i : token.i + match.size]),
                "actor.country",
            )


def read_actors(parsed: Sequence[Parsed], names: RussianNames) -> tuple[Mention[Who], ...]:
    """Every named or described actor, sorted; of mentions that overlap the longest stays."""
    kept: list[Mention[Who]] = []
    for one in parsed:
        found = [*_named_groups(one), *_described(one, names), *_entities(one, names), *_countries(one, names)]
        taken: list[Span] = []
        for mention in sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start)):
            if not any(mention.span.touches(span) for span in taken):
                taken.append(mention.span)
                kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))
