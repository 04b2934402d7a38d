"""What a figure counts: killed, injured, crossed, seized … by the words that govern it (codebook 6)."""

from __future__ import annotations

import re

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
            "kill die dead death drown perish murder slay massacre fatality martyr body corpse freeze suffocate",
        ),
        ("injured", "injure wound hurt injury wounded injured casualty condition unhurt"),
        ("missing", "missing vanish disappear unaccounted"),
        ("detained", "arrest detain capture apprehend prisoner abduct kidnap hostage hold imprison captive nab"),
        ("intercepted", "intercept"),
        ("expelled", "expel deport push-back pushback deny refuse turn push"),
        ("returned", "return repatriate"),
        ("deployed", "deploy mobilize mobilise dispatch station mass amass send reinforce"),
        ("displaced", "displace flee exodus"),
        ("remaining", "strand remain trap stay stick wait"),
        ("crossed", "cross enter retreat arrive infiltrate penetrate"),
    )
)
_THINGS = re.compile(
    r"\b(?:rockets?|shells?|missiles?|mortars?|projectiles?|rounds|tanks?|vehicles?|drones?|jets?|warplanes?|helicopters?|boats?|cakes?|packages?|rifles?|weapons?|guns?|bus|buses|trucks?|cars?|aircraft|cartridges|grenades|mines?|ships?|vessels?)\b",
    re.I,
)
_OF_MOVING = {"cross_border_retreat", "refugee_influx", "irregular_crossing", "incursion", "return", "pushback"}


def _governors(token: Token) -> list[Token]:
    """The words above and beside a number that may say what it counts, the nearest first."""
    found, at = [], token
    for _ in range(5):
        found.append(at)
        found += [c for c in at.children if c.dep_ in ("amod", "acl", "relcl", "attr", "acomp", "oprd")]
        if at.head.i == at.i or at.sent != at.head.sent:
            break
        at = at.head
        if at.pos_ == "VERB" and at.i > token.i + 18:
            break
    return found


def claim_kind(one: Parsed, number: Mention[Count], kind: EventType) -> Mention[str] | None:
    """What the figure counts for this event; None where it counts neither people nor things of it."""
    tokens = one.tokens(number.span)
    if tokens is None:
        return None
    unit = number.value.unit
    if unit.startswith("kg"):
        return Mention("seized_kg", number.span, "claim.weight") if kind.code == "smuggling" else None
    if _THINGS.search(unit):
        return Mention("other", number.span, "claim.things") if kind.family in ("force", "crime", "control") else None
    root = tokens.root
    classes = {class_of(token) for token in tokens} - {""}
    is_people = (
        not unit
        or bool(classes - {"official"})
        or bool(re.search(r"others|people|more$", unit))
        or root.ent_type_ == "NORP"
    )
    if classes == {"official"} or (
        unit and re.search(r"\b(?:presidents|leaders|sides|countries|ministers|nations)\b", unit)
    ):
        return None
    if unit and not is_people and kind.code in _OF_MOVING:
        return None
    after = one.doc[tokens.end : tokens.end + 3]
    for token in [*after[:1], *_governors(root)]:
        word = token.lemma_.lower() if token.pos_ != "ADJ" else token.lower_
        for name, words in _KINDS:
            if word in words or token.lower_ in words:
                return _settled(name, token, one, number, kind)
    if not is_people or not unit:
        return None
    if kind.claim != "other":
        return Mention(kind.claim, number.span, "claim.of_event", f"people that the {kind.label.lower()} is about")
    return None


def _settled(name: str, token: Token, one: Parsed, number: Mention[Count], kind: EventType) -> Mention[str] | None:
    """A movement's own verbs count what the event type counts: "fled", "crossed", "returned"."""
    if kind.code not in _OF_MOVING and name in ("crossed", "displaced", "returned", "expelled", "intercepted"):
        return None
    if kind.code != "reinforcement" and name == "deployed":
        return None
    if (
        name in ("crossed", "displaced", "returned", "expelled")
        and kind.code in _OF_MOVING
        and kind.claim in ("crossed", "displaced", "returned", "expelled")
    ):
        name = "intercepted" if token.lemma_ == "intercept" else kind.claim
    spot = one.of(token)
    return Mention(
        name,
        Span(min(spot.start, number.span.start), max(spot.end, number.span.start + 1))
        if abs(spot.start - number.span.start) < 60
        else spot,
        "claim.governor",
        f"“{token.text}”",
    )
