"""What ties a sentence to a border (codebook 10, "near the border")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import Where, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.clauses import distance
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

BORDER_WORD = re.compile(
    r"(?<!without )(?<!provincial )(?<!county )(?<!municipal )(?<!district )(?<!city )(?<!internal )(?<!administrative )\b(?:cross-border|borders?(?! (?:guard|police|patrol|force|security|agent|officer|troop|service|ranger))|frontiers?|boundary|boundaries|line of control|blue line|demarcation line|limit line|demilitari[sz]ed zone|DMZ|no-man['’]s land|checkpoint|crossings?(?= (?:between|with|points?|into|at|to))|crossing points?)\b",
    re.I,
)
_OVER_IT = re.compile(
    r"\b(?:cross-border|(?:across|cross(?:ed|ing|es)?|over) (?:[\w–-]+ ){0,3}(?:border|frontier|line|river|lines))\b",
    re.I,
)
_TOPIC = re.compile(
    r"\bborders?(?! (?:guard|police|patrol|force|agent|officer|troop|service|ranger)s?\b)|\b(?:flag meeting|cease-?fire line|front ?line)\b",
    re.I,
)
ANY_BORDER = re.compile(
    r"\b(?:borders?|frontiers?|line of (?:actual )?control|boundary|cross-border|crossing point|no-man['’]s land)\b",
    re.I,
)
_TRESPASS = re.compile(
    r"\b(?:fishermen|fishing (?:boats?|vessels?)|trawlers?|(?:territorial|its|their) waters|illegal(?:ly)? (?:enter|cross)\w*|(?:enter|cross)\w* (?:\w+ )?illegally|stray(?:ed|ing)?|trespass\w*|infiltrat\w*|smuggl\w*|contraband|(?:bound|destined|headed) for)\b",
    re.I,
)
_HOME = re.compile(r"\b(?:home|back home|repatriated)\b", re.I)
_ONLY_JOINS = re.compile(r"\s*(?:,|,? and|,? or)\s*(?:the )?")
_WAY = re.compile(r"\s+(?:from|into|to|towards?)\s+(?:the |neighbou?ring |nearby )*")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_BESIDE = re.compile(
    r"\b(?:near|close to|outside|not far from|miles from|kilometres from|kilometers from|km from|along|at|towards?|of|(?<!fell )(?<!landed )(?<!falling )(?<!hit )on)\s+(?:\w+['’]s |the |its |their )?$",
    re.I,
)
_OWN_WORDS = frozenset(("place.border", "place.border_one_sided", "border.story"))
_HEARD_IN = re.compile(r"\b(?:monitored|received|heard|picked up|based) (?:here )?(?:in|by the BBC in) $")
_WAY_TO = re.compile(
    r"\b(?:roads?|routes?|highways?|corridors?|motorways?|supply lines?) (?:\w+ ){0,4}?to (?:the |its )?(?:\w+ )?(?:border|frontier)\b",
    re.I,
)
_NAMED = frozenset(("place.border", "place.border_one_sided", "border.report"))
_FAR = 1000  # a border that another clause names
MUCH_NAMED = 4  # times that a report about two countries at war names each of them
_Side = Mention[Where] | Mention[Who]


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
    here = [m for m in here if not _HEARD_IN.search(_before(one, m.span))]
    named = [m for m in here if m.value.kind == "border"]
    sides: list[_Side] = [m for m in here if m.value.country]
    sides += groups
    countries = list(dict.fromkeys(m.value.country for m in sides))
    if named:
        best = max(named, key=lambda m: (setting.borders[m.value.border], -m.span.start))
        return Link(best.value.border, best.span, best.rule, best.reason, True)
    by_place = [
        m
        for m in here
        if m.value.border
        and m.value.kind not in ("border", "country", "demonym")
        and _is_border_place(m, setting, of_borders)
        and not world.capital_of(m.value.name)
    ]
    word = BORDER_WORD.search(sent.text)
    allied = _allies(one, sent, sides)
    pairs = [
        world.border_code(a, b)
        for n, a in enumerate(countries)
        for b in countries[n + 1 :]
        if world.border_code(a, b) and frozenset((a, b)) not in allied
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
        explicit = bool(word) or _BETWEEN.search(_before(one, span)) is not None or _from_to(one, sides, code)
        return Link(
            code, span, "border.neighbours", f"the sentence names both sides of the {titled(code, world)}", explicit
        )
    if word:
        start = one.passage.span.start + sent.start_char + word.start()
        span = Span(start, start + len(word[0]))
        single = [c for c in countries if any(c in code.split("-") for code in setting.borders)]
        code = (
            next((setting.partner(world, c) for c in single if setting.partner(world, c)), "") or setting.main_border()
        )
        if code:
            return Link(
                code, span, "border.report", f"“{word[0]}” → the {titled(code, world)}, which the report names", True
            )
    return None


def home_link(here: Sentence, trigger: Trigger, setting: Setting, world: World) -> Link | None:
    """ "Fled this month to Ethiopia", in a report about Eritrea: where people flee to, and the neighbour that the report is about."""
    named = {m.value.country: m for m in here.places if m.value.kind == "country"}
    if trigger.kind.code != "refugee_influx" or here.link is not None or len(named) != 1:
        return None
    refuge, mention = next(iter(named.items()))
    home, times = setting.countries.most_common(1)[0]
    code = world.border_code(home, refuge)
    if not code or home == refuge or times < MUCH_NAMED:
        return None
    return Link(code, mention.span, "border.home", f"{home} is what the report is about, {refuge} its neighbour", False)


def own_link(here: Sentence, trigger: Trigger) -> Link | None:
    """Of two borders that a sentence names, the one that the trigger's own clause does: "closed its border with X and that with Y was shut"."""
    named = [m for m in here.places if m.value.kind == "border"]
    if len({m.value.border for m in named}) < 2:
        return here.link
    steps = [(_steps(here, trigger, m), n) for n, m in enumerate(named)]
    near, n = min(steps)
    if near == _FAR or all(there == near for there, _ in steps):
        return here.link
    best = named[n]
    return Link(best.value.border, best.span, best.rule, best.reason, True)


def _steps(here: Sentence, trigger: Trigger, border: Mention[Where]) -> int:
    tokens = here.one.tokens(border.span)
    steps = distance(trigger.token, tokens.root) if tokens is not None else None
    return _FAR if steps is None else steps


def _allies(one: Parsed, sent: Tokens, sides: Sequence[_Side]) -> set[frozenset[str]]:
    """Pairs that only stand side by side ("closed its borders with X and Y"): no border between them is meant.

    "Between X and Y" and two subjects ("X and Y exchanged fire") do mean theirs.
    """
    found: set[frozenset[str]] = set()
    chain: list[str] = []
    ordered = sorted(sides, key=lambda m: m.span)
    for a, b in itertools.pairwise(ordered):
        start = one.passage.span.start
        between = one.text[a.span.end - start : b.span.start - start]
        before = _before(one, a.span)
        if not _ONLY_JOINS.fullmatch(between) or "between" in before[-14:].lower():
            continue
        tokens = one.tokens(a.span)
        if tokens is None or (
            tokens.root.dep_ in ("pobj", "dobj", "conj") and tokens.root.head.head.dep_ not in ("nsubj", "nsubjpass")
        ):
            chain = chain if chain and chain[-1] == a.value.country else [a.value.country]
            found |= {frozenset((earlier, b.value.country)) for earlier in chain}
            chain.append(b.value.country)
    return found


def _from_to(one: Parsed, sides: Sequence[_Side], code: str) -> bool:
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


def _before(one: Parsed, span: Span) -> str:
    """The forty characters before a stretch."""
    at = span.start - one.passage.span.start
    return one.text[max(0, at - 40) : max(0, at)]


def _is_border_place(place: Mention[Where], setting: Setting, of_borders: bool) -> bool:
    """A crossing or a place of the border lists is one by itself; a town that merely lies close only where the report speaks of that border."""
    if place.value.kind in ("crossing", "post", "river", "line"):
        return True
    return of_borders and (place.value.geonames_id is None or setting.borders[place.value.border] > 0)


def named_groups(span: Span, actors: Sequence[Mention[Who]]) -> list[Mention[Who]]:
    """Groups that stand for a side though their name says no country: Hezbollah, the Taliban, the Revolutionary Guards."""
    return [m for m in actors if m.value.kind == "group" and span.covers(m.span)]


def is_tied(
    here: Sentence,
    trigger: Trigger,
    away: Mention[str] | None,
    toward: Mention[str] | None,
    setting: Setting,
    acting: Set[str] = frozenset(),
) -> bool:
    """Whether the text ties the event to a border as closely as its frame asks: by its own words or by a place at the border.

    `acting`: the countries of those who take part.
    """
    needs, link = trigger.frame.needs, here.link
    crosses = bool(away and toward and away.value != toward.value)
    if "crosses" in needs:
        return crosses
    if link is not None and link.rule == "border.neighbours" and not crosses and not link.strict:
        # Two neighbours in one sentence tell of their border where both act, or where the report speaks of it somewhere.
        sides = set(link.code.split("-"))
        both_act = sides <= countries_of(here, trigger) or (trigger.kind.code == "pushback" and sides <= acting)
        if both_act and ("border_topic" not in needs or _is_about(here, link, setting)):
            return True
        at_war = (
            trigger.kind.family == "force" and min(setting.countries[c] for c in link.code.split("-")) >= MUCH_NAMED
        )
        if setting.borders[link.code] < 1 and not at_war:
            return False
    if trigger.kind.code == "return" and link is not None and link.rule == "border.story":
        return crosses or _HOME.search(here.sent.text) is not None
    if "destination" in needs:
        comes_in = toward is not None and (toward.rule == "direction.to" or _came_from(away, trigger))
        if trigger.kind.family == "force" and not comes_in and not _OVER_IT.search(here.sent.text):
            return False  # forces that do something in a country have not come into it
        return bool(toward and (crosses or link)) or bool(link and link.strict and _OVER_IT.search(here.sent.text))
    if "over" in needs:
        doers, sides = countries_of(here, trigger), set(link.code.split("-")) if link else set()
        third = doers - sides if not doers & sides else set()
        return not third and (crosses or bool(link and (_is_over(here, link) or _OVER_IT.search(here.sent.text))))
    if "border_strict" in needs:
        if trigger.kind.family == "force" and link is not None and not _is_of_clause(here, trigger, link):
            return False
        if link is not None and set(link.code.split("-")) <= countries_of(here, trigger):
            return True  # both sides act
        near = _sides_in(here, _around(here, trigger.token))
        return bool(link and (link.strict or (len(near) > 1 and setting.borders[link.code] > 1)))
    if "border_topic" in needs:
        return link is not None and _is_about(here, link, setting)
    if trigger.kind.family == "crime" and link is not None and link.rule == "border.neighbours" and not link.strict:
        return (
            crosses or _TRESPASS.search(here.sent.text) is not None
        )  # a suspect's nationality ties no arrest to a border
    return link is not None or (
        crosses and (trigger.kind.family in ("movement", "deaths") or trigger.kind.claim == "crossed")
    )


def _is_of_clause(here: Sentence, trigger: Trigger, link: Link) -> bool:
    """Not where only another clause speaks of the border: "the attack hardened his resolve to fight gangs along the border"."""
    words = here.sent.text
    if _WAY_TO.search(words) and len(BORDER_WORD.findall(words)) < 2:
        return False
    tokens = here.one.tokens(link.span) if link.rule in _NAMED else None
    if tokens is None:
        return True
    above = {t.i for t in (trigger.token, *trigger.token.ancestors)}
    return not any(_is_apart(t, trigger.token) for t in _up_to(tokens.root, above))


def _up_to(token: Token, above: Set[int]) -> Iterator[Token]:
    """The token and those above it, as far as the first of these."""
    for one in (token, *token.ancestors):
        if one.i in above:
            return
        yield one


def _is_apart(clause: Token, trigger: Token) -> bool:
    """A clause with a verb of its own, but for one that says more about the act itself ("an attack that took place near …")."""
    is_own = clause.dep_ in ("relcl", "ccomp", "csubj", "parataxis") or (clause.dep_ == "acl" and clause.tag_ == "VB")
    return is_own and clause.head.i != trigger.i


def _came_from(away: Mention[str] | None, trigger: Trigger) -> bool:
    """ "had crossed from Sudan", "poured in from Nigeria": whoever crosses from there has come in here."""
    if away is None or away.rule != "direction.from":
        return False
    is_in = any(
        c.dep_ in ("prt", "prep", "advmod") and c.lower_ in ("in", "over", "across") for c in trigger.token.children
    )
    return is_in or trigger.token.lemma_.lower() in ("cross", "infiltrate", "slip", "intrude", "sneak")


def _is_about(here: Sentence, link: Link, setting: Setting) -> bool:
    """The words speak of the border or of a place on it, or of the one that the whole report is about."""
    if link.rule == "border.story" or (link.rule == "border.place" and link.strict) or setting.borders[link.code] > 2:
        return True
    return (BORDER_WORD.search(here.sent.text) or _TOPIC.search(here.sent.text)) is not None


def _around(here: Sentence, token: Token) -> Span:
    """Some eight words on both sides of a trigger."""
    return here.one.of(here.sent.doc[max(here.sent.start, token.i - 8) : min(here.sent.end, token.i + 9)])


def _is_over(here: Sentence, link: Link) -> bool:
    """The border itself is what was fired over or fell on, not a line that something happened to be near."""
    return link.rule in _OWN_WORDS and not _BESIDE.search(_before(here.one, link.span))


def countries_of(here: Sentence, trigger: Trigger) -> set[str]:
    """The countries in the phrases of those who act."""
    spans = [here.one.of(here.sent.doc[t.left_edge.i : t.right_edge.i + 1]) for t in trigger.who.doers]
    sides: tuple[_Side, ...] = (*here.places, *here.groups)
    return {m.value.country for m in sides if any(s.covers(m.span) for s in spans)}


def _sides_in(here: Sentence, span: Span) -> set[str]:
    return {m.value.country for m in here.places if m.value.kind in ("demonym", "country") and span.covers(m.span)}
