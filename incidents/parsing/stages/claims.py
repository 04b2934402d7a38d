"""What a figure counts: killed, injured, crossed, seized … by the words that govern it; and whose event it counts for (codebook 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.actors import class_of
from incidents.parsing.tongue import Parsed

_KINDS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (kind, frozenset(words.split()))
    for kind, words in (
        (
            "killed",
            "kill die dead death drown perish murder slay massacre fatality martyr body corpse freeze suffocate claim lose",
        ),
        ("injured", "injure wound hurt injury wounded injured casualty condition unhurt"),
        ("missing", "missing vanish disappear unaccounted"),
        (
            "detained",
            "arrest detain capture apprehend prisoner abduct kidnap hostage hold imprison captive nab seize custody",
        ),
        ("intercepted", "intercept rescue catch spot"),
        ("expelled", "expel deport push-back pushback deny refuse turn push"),
        ("returned", "return repatriate"),
        ("deployed", "deploy mobilize mobilise dispatch station mass amass send reinforce"),
        ("displaced", "displace flee exodus"),
        ("remaining", "strand remain trap stay stick wait"),
        ("crossed", "cross enter retreat arrive infiltrate penetrate"),
    )
)
_MOVED = frozenset(("crossed", "displaced", "returned", "expelled", "intercepted"))
_THINGS = re.compile(
    r"\b(?:rockets?|shells?|missiles?|mortars?|projectiles?|rounds|tanks?|vehicles?|drones?|jets?|warplanes?|helicopters?|boats?|cakes?|packages?|rifles?|"
    r"weapons?|guns?|bus|buses|trucks?|cars?|aircraft|cartridges|grenades|mines?|ships?|vessels?|houses|homes|bombs?|pills|tablets|bags|packets|cartons)\b",
    re.I,
)
_SHOTS = re.compile(r"\b(?:rockets?|shells?|missiles?|mortars?|mortar bombs|projectiles?|rounds|bombs|drones?)\b", re.I)
_NO_PARTY = re.compile(
    r"\b(?:presidents|leaders|sides|countries|ministers|nations|governments|agents|governors|foreign ministers)\b"
)
_EACH = re.compile(r"\b(?:each|every|per)\b[\w ]*$", re.I)
_MIXED_TOLL = re.compile(r"\b(?:killed|dead) (?:or|and/or) (?:wounded|injured)|casualties\b", re.I)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts before it is known for which event: a kind, "people" for persons of the event itself, or "things"."""

    kind: str
    span: Span
    rule: str
    reason: str = ""


def _governors(token: Token) -> Iterator[Token]:
    """The words above and beside a number that may say what it counts, the nearest first."""
    at = token
    for _ in range(5):
        yield at
        yield from (c for c in at.children if c.dep_ in ("amod", "acl", "relcl", "attr", "acomp", "oprd"))
        yield from (c for c in at.children if c.dep_ == "xcomp" and c.tag_ == "VBN")  # "were reported killed"
        if at.lemma_ == "be":  # "six are in serious condition"
            yield from (
                c for p in at.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children if c.dep_ == "pobj"
            )
        if at.head.i == at.i or at.sent != at.head.sent:
            return
        at = at.head
        if at.pos_ == "VERB" and at.i > token.i + 18:
            return


def _ahead(tokens: Tokens) -> Token | None:
    """The next verb behind a subject that the parse lost: "two guards and one officer were killed"."""
    for token in tokens.doc[tokens.end : min(tokens.end + 12, tokens.sent.end)]:
        if token.text in ";:()" or token.lower_ in ("who", "which", "that", "when", "while", "after"):
            return None
        if token.pos_ == "VERB":
            passive = any(c.dep_ == "auxpass" for c in token.children)
            return token if passive else None
    return None


def what_is_counted(one: Parsed, number: Mention[Count]) -> Counted | None:
    """None where the figure counts neither people nor things that a claim may count."""
    tokens = one.tokens(number.span)
    unit = number.value.unit
    if tokens is None:
        return None
    if _EACH.search(one.text[max(0, tokens.start_char - 24) : tokens.start_char]):
        return None
    if unit.startswith("kg"):
        return Counted("seized_kg", number.span, "claim.weight")
    if _SHOTS.search(unit):
        return Counted("shots", number.span, "claim.shots")
    if _THINGS.search(unit):
        return Counted("things", number.span, "claim.things")
    classes = {class_of(token) for token in _counted(tokens.root)} - {""}
    if classes == {"official"} or (unit and _NO_PARTY.search(unit)):
        return None
    is_people = (
        not unit
        or bool(classes - {"official"})
        or bool(re.search(r"others|people|more$", unit))
        or tokens.root.ent_type_ == "NORP"
    )
    after = one.doc[tokens.end : tokens.end + 6]
    if _MIXED_TOLL.match(after.text) or _MIXED_TOLL.search(unit):
        return Counted("mixed", number.span, "claim.mixed_toll", "killed or wounded as one figure")
    ahead = _ahead(tokens)
    governors = [*after[:1], *_governors(tokens.root), *([ahead] if ahead is not None else [])]
    for token in governors if unit else governors[:4]:
        word = token.lemma_.lower() if token.pos_ != "ADJ" else token.lower_
        kind = next((name for name, words in _KINDS if word in words or token.lower_ in words), "")
        if kind:
            return (
                Counted(kind, _beside(number.span, one.of(token)), "claim.governor", f"“{token.text}”")
                if is_people
                else None
            )
    return Counted("people", number.span, "claim.of_event") if is_people and unit else None


def _counted(root: Token) -> Iterator[Token]:
    """The head of what is counted, its partners, and what "dozens of …" is of; not what merely describes it ("three rebel-held towns")."""
    for token in (root, *root.conjuncts):
        yield token
        yield from (
            c for p in token.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children if c.dep_ == "pobj"
        )


def _beside(number: Span, word: Span) -> Span:
    if abs(word.start - number.start) < 60:
        return Span(min(word.start, number.start), max(word.end, number.start + 1))
    return word


def claim_kind(counted: Counted, kind: EventType) -> Mention[str] | None:
    """The codebook's kind of the figure in an incident of this type; None where such an incident does not count it."""
    name = counted.kind
    if name == "shots":
        name = "other" if kind.code in ("cross_border_fire", "border_clash", "border_attack", "smuggling") else ""
    elif name == "things":
        name = "other" if kind.family in ("force", "crime", "control") else ""
    elif name == "mixed":
        name = "other"
    elif name == "people":
        name = kind.claim if kind.claim != "other" else ""
    elif name in _MOVED and kind.claim in _MOVED and name != "intercepted":
        name = kind.claim
    if name not in kind.counts:
        return None
    reason = counted.reason or (f"people that the {kind.label.lower()} is about" if counted.kind == "people" else "")
    return Mention(name, counted.span, counted.rule, reason)
