"""Who is named: forces, groups, offices, persons, peoples; under neutral names, with sector and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.actor_lists import ActorLists, load_actor_lists
from incidents.parsing.knowledge.world import Country, World, fold
from incidents.parsing.tongue import Parsed

_LEAD = {"the", "a", "an", "some", "of", "about", "over", "nearly", "around", "at", "least", "more", "than", "up", "to", "its", "their", "his", "her", "our", "these", "those", "such", "many", "several", "other", "another", "additional", "all", "both", "any", "no", "hundreds", "dozens", "thousands", "scores", "tens", "and", "few", "most", "total", "number", "group", "fewer", "dozen", "country", "'s", "’s"}  # fmt: skip
_MAKES = re.compile(r"(?:MiG|Mig|Su|Tu|Il|Mi|Ka|F|AH|MQ|UH|T)-\d{1,3}[A-Z]?s?")  # "MiG-21s", "F-16s", "T-55s"
_CORPS = frozenset(
    ("guards", "rangers", "marines", "commandos")
)  # of "the Revolutionary Guards" the model knows no singular
_PARTY = frozenset(("nsubj", "nsubjpass", "pobj", "agent", "dobj", "conj", "poss"))


def government(country: Country) -> Who:
    """A country that acts."""
    return Who(country.name, "GOV", country.code, "office")


def class_of(token: Token, lists: ActorLists | None = None) -> str:
    """The class of people that a noun names ("soldiers" → armed), empty for none."""
    known = (lists or load_actor_lists()).class_of
    lemma = token.lemma_.lower()
    if _MAKES.fullmatch(token.text):
        return "armed"
    if token.i:
        pair = f"{token.nbor(-1).lower_} {lemma}"
        if pair in known:
            return known[pair]
    if token.pos_ == "PROPN" and token.lower_ in _CORPS:
        lemma = token.lower_.removesuffix("s")
    return known.get(lemma, known.get(token.lower_, ""))


def neutral_name(chunk: Tokens) -> tuple[str, Token, Token]:
    """The chunk without counts, articles and relative clauses, and its first and last token."""
    tokens = list(chunk)
    while tokens and (
        tokens[0].lower_ in _LEAD
        or tokens[0].like_num
        or tokens[0].pos_ in ("NUM", "PUNCT", "SPACE", "DET", "PRON", "ADV", "SCONJ")
        or tokens[0].ent_type_ in ("DATE", "TIME")
    ):
        tokens = tokens[1:]
    while tokens and tokens[-1].pos_ in ("PUNCT", "SPACE"):
        tokens = tokens[:-1]
    if not tokens:
        tokens = [chunk.root]
    return " ".join(chunk.doc[tokens[0].i : tokens[-1].i + 1].text.split()), tokens[0], tokens[-1]


def country_in(words: str, world: World) -> str:
    """The one country whose name or demonym stands among the words."""
    for part in re.findall(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?", words):
        for name in (part, *part.split()):
            if code := world.country_named(re.sub(r"['’]s?$", "", name)):
                return code
    return ""


def _people(one: Parsed, world: World, lists: ActorLists) -> Iterator[Mention[Who]]:
    for chunk in one.doc.noun_chunks:
        kind = class_of(chunk.root, lists)
        if not kind:
            continue
        name, first, last = neutral_name(chunk)
        if not name or first.pos_ == "PRON":
            continue
        group = lists.pattern.search(name)
        is_rebel = lists.class_of.get(chunk.root.lemma_.lower()) == "rebel"
        if group and group[0] != name and (is_rebel or chunk.root.pos_ == "PROPN"):
            continue
        who = Who(
            name[:200],
            lists.sector_of[kind],
            country_in(name, world),
            "force"
            if kind in ("armed", "police", "border_guard", "rebel", "gunman")
            else "office"
            if kind == "official"
            else "people",
        )
        yield Mention(who, one.of([first, last]), f"actor.{kind}")


def _groups(one: Parsed, lists: ActorLists) -> Iterator[Mention[Who]]:
    at = one.passage.span.start
    for match in lists.pattern.finditer(one.text):
        yield Mention(lists.groups[match[0]], Span(at + match.start(), at + match.end()), "actor.group")


def _entities(one: Parsed, world: World, lists: ActorLists) -> Iterator[Mention[Who]]:
    for entity in one.doc.ents:
        words = " ".join(entity.text.split()).removesuffix("'s").removesuffix("’s").strip()
        is_country = bool(world.country_named(words))  # the model knows a man called Chad
        if entity.label_ == "PERSON" and len(words) > 2 and not is_country:
            yield Mention(Who(words, "", "", "person"), one.of(entity), "actor.person")
        elif entity.label_ == "ORG" and len(words) > 2 and not is_country:
            name = words.removeprefix("the ").removeprefix("The ")
            group = lists.groups.get(name)
            who = group or Who(name, "", country_in(words, world), "office")
            yield Mention(who, one.of(entity), "actor.group" if group else "actor.office")


def _countries(one: Parsed, world: World) -> Iterator[Mention[Who]]:
    """A country or capital as the subject of an act stands for its government."""
    for token in one.doc:
        if token.dep_ not in _PARTY or token.pos_ != "PROPN":
            continue
        name = _whole_name(token)
        if not is_of_nation(name.text, world):
            capital = world.capital_of(name.text) if token.dep_ in ("nsubj", "nsubjpass") else ""
            entry = world.country(world.country_named(name.text) or capital)
            if entry:
                yield Mention(government(entry), one.of(name), "actor.country")


def _whole_name(token: Token) -> Tokens:
    """ "Saudi Arabia", "South Koreans": the word with those of its name before it."""
    doc, first = token.doc, token.i
    while first > 0 and doc[first - 1].dep_ == "compound" and token.i >= doc[first - 1].head.i >= first:
        first -= 1
    return doc[first : token.i + 1]


def _nationals(one: Parsed, world: World) -> Iterator[Mention[Who]]:
    """ "Syrians", "a Cambodian", "the Kurds": people by their nation, whose government is not meant."""
    for token in one.doc:
        if token.dep_ not in _PARTY or token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            continue
        whole = _whole_name(token)
        name = whole if is_of_nation(whole.text, world) else token.doc[token.i : token.i + 1]
        if is_of_nation(name.text, world) or (token.ent_type_ == "NORP" and token.tag_ in ("NNS", "NNPS")):
            who = Who(name.text, "CVL", world.country_named(name.text), "people")
            yield Mention(who, one.of(name), "actor.nationals")


def is_of_nation(name: str, world: World) -> bool:
    """True for a name that means the people of a country and never the country itself."""
    entry = world.country(world.country_named(name))
    word = fold(name)
    return entry is not None and word in {fold(d) for d in entry.demonyms} - {fold(n) for n in entry.names}


def read_actors(parsed: Sequence[Parsed], world: World) -> tuple[Mention[Who], ...]:
    """Every named or described actor, sorted; of mentions that overlap the longest stays."""
    lists = load_actor_lists()
    kept: list[Mention[Who]] = []
    for one in parsed:
        found = [*_groups(one, lists), *_people(one, world, lists), *_entities(one, world, lists)]
        found += [*_countries(one, world), *_nationals(one, world)]
        start = one.passage.span.start
        taken = bytearray(one.passage.span.end - start)  # a mark for each character, since lists of names grow long
        for mention in sorted(found, key=lambda m: (-(m.span.end - m.span.start), m.span.start)):
            words = slice(mention.span.start - start, mention.span.end - start)
            if not any(taken[words]):
                taken[words] = b"\1" * (words.stop - words.start)
                kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))
