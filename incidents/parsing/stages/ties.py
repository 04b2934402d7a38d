"""Whether the text ties an event to a border as closely as its frame asks (codebook 10, "near the border")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from spacy.tokens import Token

from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.homes import DATELINE
from incidents.parsing.stages.links import BORDER_WORD, MUCH_NAMED, Link, Sentence, Side, words_before
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger

_OVER_IT = re.compile(
    r"\b(?:cross-border|(?:across|cross(?:ed|ing|es)?|over) (?:[\w–-]+ ){0,3}(?:border|frontier|line|river|lines))\b",
    re.I,
)
_TOPIC = re.compile(
    r"\bborders?(?! (?:guard|police|patrol|force|agent|officer|troop|service|ranger)s?\b)|\b(?:flag meeting|cease-?fire line|front ?line)\b",
    re.I,
)
_TRESPASS = re.compile(
    r"\b(?:fishermen|fishing (?:boats?|vessels?)|trawlers?|(?:territorial|its|their) waters|illegal(?:ly)? (?:enter|cross)\w*|(?:enter|cross)\w* (?:\w+ )?illegally|stray(?:ed|ing)?|trespass\w*|infiltrat\w*|smuggl\w*|contraband|(?:bound|destined|headed) for)\b",
    re.I,
)
_HOME = re.compile(r"\b(?:home|back home|repatriated)\b", re.I)
_BESIDE = re.compile(
    r"\b(?:near|close to|outside|not far from|miles from|kilometres from|kilometers from|km from|along|at|towards?|of|(?<!fell )(?<!landed )(?<!falling )(?<!hit )on)\s+(?:\w+['’]s |the |its |their )?$",
    re.I,
)
_OWN_WORDS = frozenset(("place.border", "place.border_one_sided", "border.story"))
_WAY_TO = re.compile(
    r"\b(?:roads?|routes?|highways?|corridors?|motorways?|supply lines?) (?:\w+ ){0,4}?to (?:the |its )?(?:\w+ )?(?:border|frontier)\b",
    re.I,
)
_CAUSES = frozenset(("after", "since", "following", "amid", "as", "when", "because"))
_MOVES = frozenset(
    ("flee", "cross", "retreat", "enter", "pour", "stream", "escape", "arrive", "seek", "withdraw", "come", "move", "run", "reach", "slip", "take", "flood", "trek", "drive", "force", "displace", "leave", "allow", "let", "surge", "flock")
)  # fmt: skip
_NAMED = frozenset(("place.border", "place.border_one_sided", "border.report", DATELINE))


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
    if link is not None and _only_drove_them_out(here, trigger, link):
        return False
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


def _only_drove_them_out(here: Sentence, trigger: Trigger, link: Link) -> bool:
    """ "Fled over the border after clashes with rebels", "have arrived since fighting erupted": they crossed there, but fought anywhere."""
    token = trigger.token
    is_fight = trigger.kind.code == "border_clash" and token.pos_ == "NOUN"
    if not is_fight and not (trigger.kind.code == "reinforcement" and token.dep_ == "advcl"):
        return False
    clause = next((t for t in (token, *token.ancestors) if t.dep_ in ("pobj", "advcl")), None)
    if clause is None or not _opens_cause(clause) or not any(t.lemma_.lower() in _MOVES for t in clause.ancestors):
        return False
    own = here.one.of(here.sent.doc[clause.left_edge.i : clause.right_edge.i + 1])
    words = BORDER_WORD.search(
        here.one.text, own.start - here.one.passage.span.start, own.end - here.one.passage.span.start
    )
    return not (words or (link.rule == "border.place" and own.covers(link.span)))


def _opens_cause(clause: Token) -> bool:
    if clause.dep_ == "pobj":
        return clause.head.lower_ in _CAUSES
    return any(c.lower_ in _CAUSES for c in clause.children if c.i < clause.i)


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
    return link.rule in _OWN_WORDS and not _BESIDE.search(words_before(here.one, link.span))


def countries_of(here: Sentence, trigger: Trigger) -> set[str]:
    """The countries in the phrases of those who act."""
    spans = [here.one.of(here.sent.doc[t.left_edge.i : t.right_edge.i + 1]) for t in trigger.who.doers]
    sides: tuple[Side, ...] = (*here.places, *here.groups)
    return {m.value.country for m in sides if any(s.covers(m.span) for s in spans)}


def _sides_in(here: Sentence, span: Span) -> set[str]:
    return {m.value.country for m in here.places if m.value.kind in ("demonym", "country") and span.covers(m.span)}
