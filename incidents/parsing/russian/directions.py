"""Which way a movement or a shot of a Russian sentence goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.parsing.drafts import ActorDraft, Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.russian.lemmas import feature, root_of
from incidents.parsing.russian.triggers import Trigger
from incidents.parsing.stages.ends import completed, end_of
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.tongue import Parsed

_INTO = re.compile(
    r"(?:\b(?:в|во)|\b(?:на|в) (?:\w+ )?(?:территори\w+|сторону|землю|пределы|пространство|глубь)(?: \w+(?:ой|ого|его|ей))?|\bв сторону|\bв направлении|\bпо (?:\w+ )?территории|\bпо|"
    r"(?:территори\w+|воздушн\w+ пространств\w+|границ\w+)(?: (?:соседне\w+|республики))?)$",
    re.I,
)
_OUT = re.compile(
    r"(?:\bиз|\b(?:с|со) (?:\w+ )?(?:территории|стороны)(?: \w+(?:ой|ого|его|ей))?|\bс|\bпокинул\w*|\bот)(?: соседне\w+)?$",
    re.I,
)
_TO_LAND = re.compile(r"^\s(?:\w+ )?(?:территори[юия]|сторону|воздушн\w+ пространств\w+|землю|границ\w+)\b", re.I)
_FROM_LAND = re.compile(r"^\s(?:\w+ )?(?:территории|стороны)\b", re.I)
_HOME = re.compile(r"\b(?:на родину|домой|в свою страну)\b", re.I)
_DOERS_OWN = re.compile(r"\b(?:свою|их|нашу) территори[юи]\b", re.I)


def direction(
    here: Sentence, trigger: Trigger, actors: Sequence[ActorDraft], world: World
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """(from, to) as far as the words say; the doer's own country and the far side of a known border complete the other."""
    away, toward = _by_words(here, trigger)
    kind = trigger.kind
    doer = end_of(actors, kind.roles[:1], "direction.doer") if kind.doer_side else None
    if away and toward and away.value == toward.value:
        away = None
    if doer is not None and kind.code == "return" and _HOME.search(here.sent.text):
        away, toward = _homeward(doer, away, toward)
    if doer is not None and kind.code == "pushback" and here.link and doer.value in here.link.code.split("-"):
        away, toward = doer, None  # who sends them back is on the near side, whatever way they came
    if _DOERS_OWN.search(here.sent.text) and toward is None:
        toward = end_of(actors, ("host", "initiator"), "direction.host")  # «приняли на свою территорию»
    if doer is not None:
        away, toward = _with_doer(kind, doer, away, toward, here.link, world)
    return completed(away, toward, here.link, world)


def _by_words(here: Sentence, trigger: Trigger) -> tuple[Mention[str] | None, Mention[str] | None]:
    """Countries behind «в», «на территорию», «из», «с территории», the nearest to the trigger first."""
    at = here.one.of(trigger.token).start
    text, base = here.sent.text, here.span.start
    away: list[tuple[int, Mention[str]]] = []
    toward: list[tuple[int, Mention[str]]] = []
    lines = [m.span for m in here.places if m.value.kind == "border"]
    for place in here.places:
        if not place.value.country or any(line.covers(place.span) for line in lines):
            continue  # «границу Белоруссии и Литвы» names two sides and no way
        if _in_another_clause(here, trigger, place.span):
            continue
        start, end = place.span.start - base, place.span.end - base
        before, behind = text[max(0, start - 45) : start].rstrip(' «"'), text[end : end + 40]
        side = Mention(place.value.country, place.span, "", f"“{place.value.name}” → {place.value.country}")
        gap = abs(place.span.start - at) + (200 if place.span.end < at and trigger.token.pos_ == "VERB" else 0)
        way = _way(here.one, place, before, behind)
        if way == "to":
            toward.append((gap, Mention(side.value, side.span, "direction.to", side.reason)))
        elif way == "from":
            away.append((gap, Mention(side.value, side.span, "direction.from", side.reason)))
    first = min(away, key=lambda pair: pair[0], default=None)
    last = min(toward, key=lambda pair: pair[0], default=None)
    return (first[1] if first else None), (last[1] if last else None)


def _in_another_clause(here: Sentence, trigger: Trigger, span: Span) -> bool:
    """A comma and a finite verb of its own stand between the trigger and the place."""
    tokens = here.one.tokens(span)
    if tokens is None:
        return False
    left, right = sorted((trigger.token.i, tokens[0].i))
    between = trigger.token.doc[left + 1 : right]
    comma = next((t.i for t in between if t.text in (",", ";")), None)
    if comma is None:
        return False
    beyond = [t for t in between if (t.i > comma) == (tokens[0].i > trigger.token.i)]
    return any(t.pos_ == "VERB" and ("VerbForm=Fin" in str(t.morph) or "Variant=Short" in str(t.morph)) for t in beyond)


def _way(one: Parsed, place: Mention[Where], before: str, behind: str) -> str:
    tokens = one.tokens(place.span)
    case = feature(root_of(list(tokens)), "Case") if tokens is not None else ""
    if place.value.kind == "demonym":
        if re.search(r"\b(?:на|в|через|нарушил\w*|обстрелял\w*|по)$", before, re.I) and _TO_LAND.match(behind):
            return "" if case == "Loc" and not re.search(r"\bпо$", before) else "to"
        return "from" if re.search(r"\b(?:с|со)$", before, re.I) and _FROM_LAND.match(behind) else ""
    if (
        _OUT.search(before)
        and case in ("Gen", "")
        and not re.search(r"\b(?:границ\w+|разговор\w*|переговор\w*|встреч\w+) с$", before)
    ):
        return "from"
    found = _INTO.search(before)
    if not found:
        return ""
    word = found[0].lower().split()[0]
    if word in ("в", "во", "на") and len(found[0].split()) == 1:
        return "to" if case in ("Acc", "Nom", "") else "at"
    if re.match(r"(?:в|на) .*(?:территории|стороне|пространстве)\b", found[0], re.I):
        return "at"
    if word == "по":
        return "to" if case == "Dat" or "территории" in found[0] else ""
    if word.startswith("границ"):
        return "to" if re.search(r"(?:наруш|перес|переш|перей)\w+ (?:\w+ )?границ\w+$", before, re.I) else ""
    if word.startswith("территори"):
        return (
            "at" if re.search(r"\b(?:на|с) территории$", before) else "to" if re.search(r"территорию$", before) else ""
        )
    return "to"


def _homeward(
    doer: Mention[str], away: Mention[str] | None, toward: Mention[str] | None
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """«вернулись на родину»: to their own country, from the other one that the sentence names."""
    other = next((m for m in (away, toward) if m is not None and m.value != doer.value), None)
    return other, doer


def _with_doer(
    kind: EventType,
    doer: Mention[str],
    away: Mention[str] | None,
    toward: Mention[str] | None,
    link: Link | None,
    world: World,
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """A doer's country stands for the side that the words leave open, where that side borders the other."""
    returns = kind.doer_side == "destination"
    near, far = (toward, away) if returns else (away, toward)
    borders_far = far is not None and far.value != doer.value and bool(world.border_code(far.value, doer.value))
    of_link = far is None and link is not None and doer.value in link.code.split("-")
    if near is None and (borders_far or of_link):
        near = doer
    return (far, near) if returns else (near, far)
