"""An incident in sentences: who did what, which figures are given by whom; each with what it rests on. Nothing is said that no field holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.brief.facts import Claimed, Grounds, Happened, Part, Said
from incidents.brief.phrases import Phrase, load_phrases
from incidents.brief.wording import closed, listed, opened, spelled
from incidents.parsing.knowledge.codes import BARE_UNITS, CLAIM_KINDS, LEADING_KINDS

Formed = tuple[str, Grounds]

MOVED = ("crossed", "displaced", "returned", "expelled", "intercepted", "deployed")  # kinds that count those who move
UNREAL = {
    "ordered": "Ordered or planned, not reported as done",
    "hypothetical": "Unconfirmed or supposed",
    "denied": "Denied",
}
MOST_CLAIMS = 5
LATIN_ENDS = 0x250


@dataclass(frozen=True, slots=True)
class _Named:
    """Some of the participants, or the figure that counts them, as words of a sentence."""

    words: str
    rests: Grounds
    many: int = 1
    claim: Claimed | None = None


def what_happened(one: Happened) -> Formed:
    """The main sentence."""
    phrase = load_phrases()[one.type]
    subject, verb, rests = _said_of(one, phrase) if one.modality == "actual" else _unreal(one, phrase)
    cause, counted = _named(one, ("cause",)), counted_in_text(one)
    text = f"{subject} {verb}".strip() + (f", under pressure from {cause.words}" if cause else "")
    text += f", {voice_of(counted)}" if counted and counted.voice else ""
    return closed(opened(text)), one.within(
        (*one.ground("itself"), *rests, *(cause.rests if cause else ()))
    ) or one.any_ground


def _said_of(one: Happened, phrase: Phrase) -> tuple[str, str, Grounds]:
    way = _way(one)
    who = _moved(one) if "mover" in phrase.who[:1] else None
    who = who or _first_named(one, phrase.who)
    whom = _first_named(one, tuple(role for role in phrase.whom if not who or role != _role(one, phrase.who)))
    whom = (_moved(one) or whom) if phrase.whom and "mover" in phrase.whom and whom else whom
    if who and whom:
        link = f" {phrase.before_whom} " if phrase.before_whom else " "
        if not phrase.before_whom:
            way = _way(one)
        verb = phrase.verb.format(way=way)
        return who.words, f"{verb}{link}{whom.words}", (*who.rests, *whom.rests, *_way_ground(one, verb, way))
    if whom and phrase.passive:
        verb = phrase.passive.format(way=way)
        return whom.words, verb, (*whom.rests, *_way_ground(one, verb, way))
    if who:
        verb = (phrase.alone if phrase.alone and who.many == 1 else phrase.verb or phrase.alone).format(way=way)
        return who.words, verb, (*who.rests, *_way_ground(one, verb, way))
    text = phrase.nobody.format(way=way)
    return text, "", _way_ground(one, text, way)


def _unreal(one: Happened, phrase: Phrase) -> tuple[str, str, Grounds]:
    way = _way(one)
    noun = phrase.noun.format(way=way)
    moved, doers = _moved(one) or _named(one, ("mover",)), _named(one, ("initiator",))
    text, rests = f"{UNREAL[one.modality]}: {noun}", (*one.ground("modality"), *_way_ground(one, noun, way))
    if moved:
        text, rests = f"{text} {phrase.of} {moved.words}", (*rests, *moved.rests)
    if doers:
        text, rests = f"{text}; acting: {doers.words}", (*rests, *doers.rests)
    return text, "", rests


def _way(one: Happened) -> str:
    start = f" from {one.start}" if one.start else ""
    return start + (f" to {one.end}" if one.end else "")


def _way_ground(one: Happened, text: str, way: str) -> Grounds:
    return one.ground("from_country", "to_country") if way and way in text else ()


def _role(one: Happened, roles: Sequence[str]) -> str:
    """The first of these roles that somebody has."""
    held = {part.role for part in one.parts}
    return next((role for role in roles if role in held), "")


def _first_named(one: Happened, roles: Sequence[str]) -> _Named | None:
    return _named(one, (role,)) if (role := _role(one, roles)) else None


def _named(one: Happened, roles: Sequence[str]) -> _Named | None:
    parts: list[Part] = [part for part in one.parts if part.role in roles]
    if not parts:
        return None
    names = list(dict.fromkeys(part.name for part in parts))
    names = [name for name in names if is_latin(name)] or names
    return _Named(listed(names), tuple(ground for part in parts for ground in part.rests[:1]), len(names))


def leading(claims: Iterable[Claimed]) -> list[Claimed]:
    """The claims that count those who moved, of the kind that says most; parts of a total stand aside."""
    held = [claim for claim in claims if claim.kind in MOVED and claim.basis != "subtotal"]
    if not held:
        return []
    kind = min((claim.kind for claim in held), key=LEADING_KINDS.index)
    fresh = [claim for claim in held if claim.kind == kind and claim.basis == "new"]
    return fresh or [claim for claim in held if claim.kind == kind]


def _moved(one: Happened) -> _Named | None:
    """ "more than 1,000 Afghan soldiers", where all who count them give the same figure."""
    claims = leading(one.claims)
    if len(alike(claims)) != 1 or not claims[0].unit or claims[0].basis == "remaining":
        return None
    claim = alike(claims)[0]
    amount = f"{spelled(claim.low, claim.high, claim.comparator)} {claim.unit}"
    movers = _named(one, ("mover",)) if claim.unit in BARE_UNITS else None
    if movers:
        return _Named(f"{amount} ({movers.words})", (*claim.rests, *movers.rests), 2, claim)
    return _Named(amount, claim.rests, 2, claim)


def counted_in_text(one: Happened) -> Claimed | None:
    """The figure that the main sentence holds."""
    phrase = load_phrases()[one.type]
    tells = "mover" in phrase.who[:1] if one.modality == "actual" else True
    tells = tells or ("mover" in phrase.whom and any(part.role in phrase.whom for part in one.parts))
    moved = _moved(one) if tells else None
    return moved.claim if moved else None


def figures_told(one: Happened) -> list[Formed]:
    """Each figure that the main sentence does not hold, with who gives it."""
    told = counted_in_text(one)
    return [figure_told(claim) for claim in alike(one.claims) if claim != told][:MOST_CLAIMS]


def alike(claims: Iterable[Claimed]) -> list[Claimed]:
    """One a figure, in the voice of all who give it, and in the unit that a reader of English understands."""
    held: dict[tuple[object, ...], list[Claimed]] = defaultdict(list)
    for claim in claims:
        held[claim.kind, claim.low, claim.high, claim.comparator, claim.basis].append(claim)
    return [_together(same) for same in held.values()]


def _together(same: list[Claimed]) -> Claimed:
    if len(same) == 1:
        return same[0]
    unit = next((claim.unit for claim in same if claim.unit and is_latin(claim.unit)), same[0].unit)
    own = [f"{claim.agency} in its own voice" for claim in same if not claim.voice and claim.agency]
    named = sorted(dict.fromkeys(claim.voice for claim in same if claim.voice), key=lambda name: not is_latin(name))
    voices = listed([*named, *dict.fromkeys(own)])
    return replace(same[0], unit=unit, voice=voices, rests=tuple(ground for claim in same for ground in claim.rests))


def is_latin(text: str) -> bool:
    return all(ord(letter) < LATIN_ENDS for letter in text if letter.isalpha())


def figure_told(claim: Claimed) -> Formed:
    """ "Killed: 12 soldiers, according to the border service.\""""
    basis = {"cumulative": ", in total so far", "subtotal": ", as part of these", "remaining": ""}.get(claim.basis, "")
    kind = CLAIM_KINDS[claim.kind] if claim.kind != "other" else "Also counted"
    amount = spelled(claim.low, claim.high, claim.comparator)
    unit = "kg" if claim.kind == "seized_kg" else claim.unit
    kind = "Seized" if claim.kind == "seized_kg" else kind
    return f"{kind}: {f'{amount} {unit}'.strip()}{basis}, {voice_of(claim)}.", claim.rests


def voice_of(claim: Claimed) -> str:
    if claim.voice:
        return f"according to {claim.voice}"
    return f"{claim.agency} in its own voice" if claim.agency else "no source named"


def statement_told(said: Said) -> Formed:
    """What was said; in quotation marks only where the report quotes."""
    through = {"press_service": "through its press service", "phone_call": "by telephone", "interview": "in an interview",
               "post": "in a post", "briefing": "at a briefing", "letter": "in a letter"}.get(said.medium, "")  # fmt: skip
    cue = f"{said.cue or 'said'} {through}".strip()
    if said.kind == "direct":
        return f"{cue}: “{said.content}”", said.rests
    link = " " if said.content[:1].islower() else ": "
    return f"{cue}{link}{closed(said.content)}", said.rests
