"""What ties a Russian sentence to a border, and which way a movement or a shot goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span as Tokens

from incidents.parsing.drafts import ActorDraft, Where
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.russian.lemmas import feature, root_of
from incidents.parsing.russian.triggers import Trigger
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.stages.places import Setting
from incidents.parsing.tongue import Parsed

BORDER_WORD = re.compile(
    r"\b(?:границ\w*|госграниц\w*|приграничь\w*|приграничн\w+|трансграничн\w+|погранзаст\w+|погранпост\w*|застав\w*|погранпереход\w*|кпп|пограничн\w+ (?:застав|пост|пункт|переход|зон|район|отряд|участ)\w*|"
    r"пункт\w* пропуска|нейтральн\w+ (?:полос|территори)\w+|линии соприкосновения|рубеж\w*|сопредельн\w+)\b",
    re.I,
)
_GUARDS = re.compile(
    r"\b(?:пограничник|погранвойск|погранслужб)\w*", re.I
)  # who catches a neighbour does so at the border
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


OFTEN = 2  # mentions of a border, headline and lead counting double, that make it the report's subject


def sentence_of(
    one: Parsed, sent: Tokens, places: Sequence[Mention[Where]], setting: Setting, world: World
) -> Sentence:
    span = one.of(sent)
    here = tuple(inside(places, span))
    return Sentence(one, sent, span, here, _link(one, sent, here, setting, world))


def _link(one: Parsed, sent: Tokens, here: Sequence[Mention[Where]], setting: Setting, world: World) -> Link | None:
    """The strongest tie of a sentence to a border, None where it has none."""
    named = [m for m in here if m.value.kind == "border"]
    if named:
        best = max(named, key=lambda m: (setting.borders[m.value.border], -m.span.start))
        return Link(best.value.border, best.span, best.rule, best.reason, True)
    countries = list(dict.fromkeys(m.value.country for m in here if m.value.country))
    pairs = [code for n, a in enumerate(countries) for b in countries[n + 1 :] if (code := world.border_code(a, b))]
    word = BORDER_WORD.search(sent.text)
    at_border = [m for m in here if m.value.border and m.value.kind not in ("country", "demonym")]
    if at_border:
        best = max(at_border, key=lambda m: (m.value.border in pairs, setting.borders[m.value.border], -m.value.prec))
        if pairs and best.value.border not in pairs and any(best.value.country in code.split("-") for code in pairs):
            return _of_neighbours(
                here, pairs, setting, bool(word)
            )  # a province touches several borders, the other side is named
        close = best.value.prec <= 3
        if close or best.value.border in pairs or word or setting.borders[best.value.border] > 2:
            why = f"“{best.value.name}” lies at the border {best.value.border}"
            return Link(
                best.value.border,
                best.span,
                "border.place",
                why,
                close and (bool(word) or setting.borders[best.value.border] > 0),
            )
    if pairs:
        return _of_neighbours(here, pairs, setting, bool(word or _GUARDS.search(sent.text)))
    if word:
        return _by_word(one, sent, word, countries, setting, world)
    return _of_report(here, countries, setting, world)


def _of_report(here: Sequence[Mention[Where]], countries: Sequence[str], setting: Setting, world: World) -> Link | None:
    """One side alone, in a report about its border: enough for what goes from there or to there."""
    for side in countries:
        code = setting.partner(world, side)
        if code and setting.borders[code] > OFTEN:
            span = next(m.span for m in here if m.value.country == side)
            return Link(code, span, "border.one_side", f"the report is about {code}", False)
    return None


def _of_neighbours(here: Sequence[Mention[Where]], pairs: Sequence[str], setting: Setting, strict: bool) -> Link:
    code = max(pairs, key=lambda c: setting.borders[c])
    span = next(m.span for m in here if m.value.country in code.split("-"))
    return Link(code, span, "border.neighbours", f"the sentence names both sides of {code}", strict)


def _by_word(
    one: Parsed, sent: Tokens, word: re.Match[str], countries: Sequence[str], setting: Setting, world: World
) -> Link | None:
    start = one.passage.span.start + sent.start_char + word.start()
    code = (
        next((c for side in countries if (c := setting.partner(world, side)) and setting.borders[c]), "")
        or setting.main_border()
    )
    if not code:
        code = next((c for side in countries if (c := setting.partner(world, side))), "")
    if not code:
        return None
    return Link(
        code,
        Span(start, start + len(word[0])),
        "border.report",
        f"“{word[0]}” → {code}, the border that the report names",
        True,
    )


# --- direction --------------------------------------------------------------------------------------------------------


def direction(
    here: Sentence, trigger: Trigger, actors: Sequence[ActorDraft], world: World
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """(from, to) as far as the words say; the doer's own country and the far side of a known border complete the other."""
    away, toward = _by_words(here, trigger)
    doer = _doer(trigger.kind, actors)
    if away and toward and away.value == toward.value:
        away = None
    if doer is not None and trigger.kind.code == "return" and _HOME.search(here.sent.text):
        away, toward = _homeward(doer, away, toward)
    if doer is not None and trigger.kind.code == "pushback" and here.link and doer.value in here.link.code.split("-"):
        away, toward = doer, None  # who sends them back is on the near side, whatever way they came
    if _DOERS_OWN.search(here.sent.text) and toward is None:
        toward = _host(here, actors) or toward
    if doer is not None:
        away, toward = _with_doer(trigger.kind, doer, away, toward, here.link, world)
    return _completed(away, toward, here.link)


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


def _doer(kind: EventType, actors: Sequence[ActorDraft]) -> Mention[str] | None:
    if not kind.doer_side:
        return None
    for draft in actors:
        if draft.role == kind.roles[0] and draft.who.value.country:
            return Mention(draft.who.value.country, draft.who.span, "direction.doer", f"“{draft.who.value.name}”")
    return None


def _homeward(
    doer: Mention[str], away: Mention[str] | None, toward: Mention[str] | None
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """«вернулись на родину»: to their own country, from the other one that the sentence names."""
    other = next((m for m in (away, toward) if m is not None and m.value != doer.value), None)
    return other, doer


def _host(here: Sentence, actors: Sequence[ActorDraft]) -> Mention[str] | None:
    """«приняли на свою территорию»: the country of those who took them in."""
    for draft in actors:
        if draft.role in ("host", "initiator") and draft.who.value.country:
            return Mention(draft.who.value.country, draft.who.span, "direction.host", f"“{draft.who.value.name}”")
    return None


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


def _completed(
    away: Mention[str] | None, toward: Mention[str] | None, link: Link | None
) -> tuple[Mention[str] | None, Mention[str] | None]:
    sides = link.code.split("-") if link else []

    def other(known: Mention[str], way: str) -> Mention[str]:
        code = next(s for s in sides if s != known.value)
        return Mention(code, known.span, "direction.other_side", f"over {'-'.join(sides)}, so {way} the other side")

    if toward and not away and toward.value in sides:
        away = other(toward, "from")
    elif away and not toward and away.value in sides:
        toward = other(away, "to")
    return away, toward


def is_tied(
    here: Sentence, trigger: Trigger, away: Mention[str] | None, toward: Mention[str] | None, setting: Setting
) -> bool:
    """Whether the text ties the event to a border as closely as its frame asks."""
    needs, link = trigger.frame.needs, here.link
    crosses = bool(away and toward and away.value != toward.value)
    countries = {m.value.country for m in here.places if m.value.country}
    if "destination" in needs:
        over_it = re.search(r"(?:перес|переш|перей|через)\w* (?:\S+ ){0,3}границ", here.sent.text, re.I)
        return crosses or bool(link and link.strict and over_it)
    if "over" in needs:
        return crosses or bool(link and link.rule != "border.one_side" and (link.strict or len(countries) > 1))
    if link is None or link.rule == "border.one_side":
        return crosses and link is not None
    peoples = {m.value.country for m in here.places if m.value.kind == "demonym"}
    if trigger.kind.code == "border_clash" and set(link.code.split("-")) <= peoples:
        return True  # the forces of two neighbours fight each other
    if "border_strict" in needs:
        return link.strict or (
            len(countries) > 1 and setting.borders[link.code] > 1 and link.rule != "border.neighbours"
        )
    if "border_topic" in needs:
        return bool(BORDER_WORD.search(here.sent.text)) or (len(countries) > 1 and setting.borders[link.code] > 3)
    return link.rule != "border.neighbours" or link.strict or crosses or setting.borders[link.code] > 1
