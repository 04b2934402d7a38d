"""What ties a sentence to a border (codebook 10, "near the border")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from incidents.parsing.drafts import Where, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.homes import DATELINE
from incidents.parsing.stages.places import Setting
from incidents.parsing.tongue import Parsed

BORDER_WORD = re.compile(
    r"(?<!without )(?<!provincial )(?<!county )(?<!municipal )(?<!district )(?<!city )(?<!internal )(?<!administrative )\b(?:cross-border|borders?(?! (?:guard|police|patrol|force|security|agent|officer|troop|service|ranger))|frontiers?|boundary|boundaries|line of control|blue line|demarcation line|limit line|demilitari[sz]ed zone|DMZ|no-man['’]s land|checkpoint|crossings?(?= (?:between|with|points?|into|at|to))|crossing points?)\b",
    re.I,
)
ANY_BORDER = re.compile(
    r"\b(?:borders?|frontiers?|line of (?:actual )?control|boundary|cross-border|crossing point|no-man['’]s land)\b",
    re.I,
)
_ONLY_JOINS = re.compile(r"\s*(?:,|,? and|,? or)\s*(?:the )?")
_WAY = re.compile(r"\s+(?:from|into|to|towards?)\s+(?:the |neighbou?ring |nearby )*")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_HEARD_IN = re.compile(r"\b(?:monitored|received|heard|picked up) (?:here )?(?:in|by the BBC in) $")
_GATE = re.compile(r" (?:border )?(?:crossing|checkpoint)\b")
MUCH_NAMED = 4  # times that a report about two countries at war names each of them
Side = Mention[Where] | Mention[Who]


@dataclass(frozen=True, slots=True)
class Link:
    """The border of a sentence: by its own words (strict), by a place, by two neighbours, or by the report's subject."""

    code: str
    span: Span
    rule: str
    reason: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its places and the border that it is tied to."""

    one: Parsed
    sent: Tokens
    span: Span
    places: tuple[Mention[Where], ...]
    link: Link | None
    actors: tuple[Mention[Who], ...] = ()  # of the sentence and of the page before it, which pronouns point to
    unmapped: tuple[Mention[Where], ...] = ()
    groups: tuple[Mention[Who], ...] = ()  # that stand for a country without naming it


def titled(code: str, world: World) -> str:
    """The border's name, for reasons that persons read: "Afghanistan–Tajikistan border"."""
    line = world.border(code)
    return f"{line.name} border" if line else code


def places_in(places: Sequence[Mention[Where]], span: Span) -> list[Mention[Where]]:
    return inside(places, span)


def border_link(
    one: Parsed,
    sent: Tokens,
    here: Sequence[Mention[Where]],
    groups: Sequence[Mention[Who]],
    setting: Setting,
    world: World,
    of_borders: bool = True,
) -> Link | None:
    """The strongest tie of a sentence to a border, None where it has none.

    `of_borders`: the report speaks of borders somewhere; where it does not, a town that lies near one ties nothing to it.
    """
    here = [m for m in here if not _HEARD_IN.search(words_before(one, m.span))]
    named = [m for m in here if m.value.kind == "border"]
    sides: list[Side] = [m for m in here if m.value.country]
    sides += groups
    countries = list(dict.fromkeys(m.value.country for m in sides))
    if named:
        best = max(named, key=lambda m: (setting.borders[m.value.border], -m.span.start))
        return Link(best.value.border, best.span, best.rule, best.reason, True)
    word = BORDER_WORD.search(sent.text)
    allied = _allies(one, sent, sides)
    pairs = [
        world.border_code(a, b)
        for n, a in enumerate(countries)
        for b in countries[n + 1 :]
        if world.border_code(a, b) and frozenset((a, b)) not in allied
    ]
    by_place = [
        m
        for m in here
        if m.value.border
        and m.value.kind not in ("border", "country", "demonym")
        and (_is_border_place(m, setting, of_borders) or ((not pairs or m.value.border in pairs) and _is_gate(one, m)))
        and not world.capital_of(m.value.name)
    ]
    if by_place:
        best = max(by_place, key=lambda m: (m.value.border in pairs, setting.borders[m.value.border], -m.value.prec))
        if (
            best.value.prec <= 3
            or best.value.border in pairs
            or word
            or (best.value.kind != "province" and setting.borders[best.value.border] > 2)
        ):
            return Link(
                best.value.border,
                best.span,
                "border.place",
                f"“{best.value.name}” lies at the {titled(best.value.border, world)}",
                best.value.prec <= 3 or word is not None,
            )
    if pairs:
        code = max(pairs, key=lambda c: (setting.borders[c], _named_as_country(c, here)))
        span = next(m.span for m in sides if m.value.country in code.split("-"))
        explicit = bool(word) or _BETWEEN.search(words_before(one, span)) is not None or _from_to(one, sides, code)
        return Link(
            code, span, "border.neighbours", f"the sentence names both sides of the {titled(code, world)}", explicit
        )
    if word:
        start = one.passage.span.start + sent.start_char + word.start()
        span = Span(start, start + len(word[0]))
        single = [c for c in countries if any(c in code.split("-") for code in setting.borders)]
        code = (
            next((setting.partner(world, c) for c in single if setting.partner(world, c)), "")
            or setting.main_border()
            or next(filter(None, (setting.partner(world, m.value.country) for m in sides)), "")
        )
        if code:
            return Link(
                code, span, "border.report", f"“{word[0]}” → the {titled(code, world)}, which the report names", True
            )
        return by_dateline(countries, word[0], span, setting, world)
    return None


def by_dateline(countries: Sequence[str], word: str, span: Span, setting: Setting, world: World) -> Link | None:
    """ "Over the border into Poland", written in Minsk: no word of the story names the other side."""
    code = next(filter(None, (setting.beside_home(world, c) for c in countries)), "")
    reason = f"“{word}” → the {titled(code, world)}: {setting.written()}"
    return Link(code, span, DATELINE, reason, True) if code else None


def _allies(one: Parsed, sent: Tokens, sides: Sequence[Side]) -> set[frozenset[str]]:
    """Pairs that only stand side by side ("closed its borders with X and Y"): no border between them is meant.

    "Between X and Y" and two subjects ("X and Y exchanged fire") do mean theirs.
    """
    found: set[frozenset[str]] = set()
    chain: list[str] = []
    ordered = sorted(sides, key=lambda m: m.span)
    for a, b in itertools.pairwise(ordered):
        start = one.passage.span.start
        between = one.text[a.span.end - start : b.span.start - start]
        before = words_before(one, a.span)
        if not _ONLY_JOINS.fullmatch(between) or "between" in before[-14:].lower():
            continue
        if between.strip() in (",", ", the") and not _is_listed(one, b):
            continue  # "clashes with the Taliban, the Tajik border guard said": the comma joins nothing
        tokens = one.tokens(a.span)
        if tokens is None or (
            tokens.root.dep_ in ("pobj", "dobj", "conj") and tokens.root.head.head.dep_ not in ("nsubj", "nsubjpass")
        ):
            chain = chain if chain and chain[-1] == a.value.country else [a.value.country]
            found |= {frozenset((earlier, b.value.country)) for earlier in chain}
            chain.append(b.value.country)
    return found


def _is_listed(one: Parsed, side: Side) -> bool:
    """A further name of a list, or one that only describes such a word ("Iraqi, Turkish and Syrian posts")."""
    tokens = one.tokens(side.span)
    return tokens is None or tokens.root.dep_ in ("conj", "appos") or tokens.root.head.dep_ in ("conj", "appos")


def _from_to(one: Parsed, sides: Sequence[Side], code: str) -> bool:
    """ "into Tajikistan from Afghanistan": the two sides, with nothing but the way between them."""
    ordered = sorted((m for m in sides if m.value.country in code.split("-")), key=lambda m: m.span)
    start = one.passage.span.start
    return any(
        a.value.country != b.value.country and _WAY.fullmatch(one.text[a.span.end - start : b.span.start - start])
        for a, b in itertools.pairwise(ordered)
    )


def _named_as_country(code: str, here: Sequence[Mention[Where]]) -> int:
    """How many of the two sides the sentence names as countries: a migrant's nationality makes no side."""
    named = {m.value.country for m in here if m.value.kind == "country"}
    return len(named & set(code.split("-")))


def words_before(one: Parsed, span: Span) -> str:
    """The forty characters before a stretch."""
    at = span.start - one.passage.span.start
    return one.text[max(0, at - 40) : max(0, at)]


def _is_border_place(place: Mention[Where], setting: Setting, of_borders: bool) -> bool:
    """A crossing or a place of the border lists is one by itself; a town that merely lies close only where the report speaks of that border."""
    if place.value.kind in ("crossing", "post", "river", "line"):
        return True
    return of_borders and (place.value.geonames_id is None or setting.borders[place.value.border] > 0)


def _is_gate(one: Parsed, place: Mention[Where]) -> bool:
    """ "The Bunagana crossing": a town's name at the border, for its gate."""
    at = place.span.end - one.passage.span.start
    return _GATE.search(place.value.name) is not None or _GATE.match(one.text, at) is not None


def named_groups(span: Span, actors: Sequence[Mention[Who]]) -> list[Mention[Who]]:
    """Groups that stand for a side though their name says no country: Hezbollah, the Taliban, the Revolutionary Guards."""
    return [m for m in actors if m.value.kind == "group" and span.covers(m.span)]
