"""Events of a Russian report by verb and noun frames over the parse, in the same form as the English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import Count, When, Where, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.world import World
from incidents.parsing.russian.directions import direction
from incidents.parsing.russian.links import BORDER_WORD, sentence_of
from incidents.parsing.russian.modality import read_modality
from incidents.parsing.russian.participants import read_participants
from incidents.parsing.russian.places import CAPITAL
from incidents.parsing.russian.statements import Attribution
from incidents.parsing.russian.ties import is_tied
from incidents.parsing.russian.triggers import Trigger, doers, kind_named, sufferers, triggers
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.homes import DATELINE
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.stages.own_links import border_of
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.story import Story
from incidents.parsing.tongue import Parsed

_GENERAL = re.compile(
    r"\b(?:регулярно|часто|обычно|ежегодно|каждый год|каждый день|на протяжении (?:многих )?лет|долгие годы|традиционно|постоянно|неоднократно|в годы|десятилети\w+)\b",
    re.I,
)
_POINTS_BACK = frozenset(("этот", "данный", "указанный", "тот", "такой"))
_AREAS = frozenset(("country", "demonym"))
MOST = 40  # tokens of an event's evidence


@dataclass(frozen=True, slots=True)
class Heard:
    """What the earlier stages found, for the whole report."""

    frame: Frame
    parsed: Sequence[Parsed]
    places: Sequence[Mention[Where]]
    setting: Setting
    dates: Sequence[Mention[When]]
    numbers: Sequence[Mention[Count]]
    actors: Sequence[Mention[Who]]
    tails: Sequence[Attribution]
    world: World


def read_events(heard: Heard) -> tuple[Event, ...]:
    """Every event of the report, in the order of its triggers; figures come later."""
    story = Story(heard.setting, of_borders=any(BORDER_WORD.search(one.text) for one in heard.parsed))
    found: list[Event] = []
    for one in heard.parsed:
        for sent in one.doc.sents:
            told = list(_in_sentence(heard, story, sentence_of(one, sent, heard.places, heard.setting, heard.world)))
            story.hear(told)
            found += told
    return tuple(found)


def _in_sentence(heard: Heard, story: Story, here: Sentence) -> Iterator[Event]:
    dated = bool(inside(heard.dates, here.span))
    if _GENERAL.search(here.sent.text) and not dated:
        return
    told: list[Event] = []
    for trigger in triggers(here.sent):
        event = _event(heard, here, trigger)
        is_near = dated or story.is_near(here.one, trigger)
        if event is None and is_near and (tie := story.link(trigger, here, dated)) is not None:
            event = _event(heard, replace(here, link=tie), trigger)
        if event is not None:
            _tell(told, event)
    yield from told


def _tell(told: list[Event], event: Event) -> None:
    """A second trigger of a type is a second event only with a day of its own; else it adds what the first left open."""
    same = [n for n, e in enumerate(told) if e.kind.code == event.kind.code]
    days = {told[n].when.value.first for n in same if told[n].explicit and told[n].when}  # type: ignore[union-attr]
    if not same or (event.explicit and event.when and days and event.when.value.first not in days):
        told.append(event)
        return
    first = told[same[0]]
    if first.modality.value != event.modality.value:
        return
    told[same[0]] = replace(
        first, when=first.when if first.explicit else event.when, explicit=first.explicit or event.explicit, border=first.border or event.border,
        away=first.away or event.away, toward=first.toward or event.toward, place=first.place or event.place, actors=first.actors or event.actors,
    )  # fmt: skip


def _event(heard: Heard, here: Sentence, trigger: Trigger) -> Event | None:
    trigger = _by_third_party(here, trigger)
    one, token, kind = here.one, trigger.token, trigger.kind
    actors = read_participants(one, trigger, inside(heard.actors, one.passage.span))
    away, toward = direction(here, trigger, actors, heard.world)
    if not is_tied(here, trigger, away, toward, heard.setting):
        return None
    border = _border(heard, here.link, away, toward)
    modality = read_modality(one, here.sent, token)
    when, explicit = _day_of_word(heard, here, token) if modality.value == "ordered" else _when(heard, here, token)
    return Event(
        kind=kind,
        trigger=one.of(token),
        sentence=here.span,
        passage=one.passage.index,
        headline=one.passage.kind == "headline",
        modality=modality,
        when=when,
        explicit=explicit,
        border=border,
        away=away if kind.directed else None,
        toward=toward if kind.directed else None,
        place=_place(heard, here, token, border, kind.family == "talk"),
        actors=actors,
        claims=(),
        evidence=_evidence(one, here, token),
        past_perfect=bool(re.search(r"\b(?:ранее|до этого|накануне этого|напомним)\b", here.sent.text, re.I)),
        repeats=token.pos_ == "NOUN" and any(c.lemma_ in _POINTS_BACK for c in token.children),
    )


def _by_third_party(here: Sentence, trigger: Trigger) -> Trigger:
    """«американский авиаудар близ границы с Пакистаном»: a third country's strike is an attack in the border zone (codebook 10)."""
    if trigger.kind.code != "cross_border_fire" or here.link is None:
        return trigger
    own = [here.one.of(c) for c in trigger.token.children if c.dep_ == "amod"]
    sides = here.link.code.split("-")
    if any(
        m.value.country and m.value.country not in sides
        for m in here.places
        if any(span.covers(m.span) for span in own)
    ):
        return replace(trigger, kind=kind_named("border_attack"))
    return trigger


def _border(
    heard: Heard, link: Link | None, away: Mention[str] | None, toward: Mention[str] | None
) -> Mention[str] | None:
    """The border between the two sides of a movement, else the one that the sentence is tied to."""
    if away and toward:
        if sides := heard.world.border_code(away.value, toward.value):
            if link is not None and link.rule == DATELINE and link.code == sides:
                return border_of(link, heard.setting)
            return Mention(sides, toward.span, "border.direction", f"from {away.value} to {toward.value}")
        return None
    return border_of(link, heard.setting) if link else None


def scope_of(span: Span, tails: Sequence[Attribution]) -> Attribution | None:
    """The narrowest attribution whose content the stretch stands in."""
    return min((t for t in tails if t.scope.covers(span)), key=lambda t: t.scope.end - t.scope.start, default=None)


def _when(heard: Heard, here: Sentence, token: Token) -> tuple[Mention[When] | None, bool]:
    """The date of the trigger's own clause, else the nearest one of the sentence that no attribution claims for itself."""
    trigger = here.one.of(token)
    own = scope_of(trigger, heard.tails)
    dates = inside(heard.dates, here.span)
    near = [d for d in dates if not any(t.span.covers(d.span) and not t.scope.covers(d.span) for t in heard.tails)]
    near = [d for d in near if own is None or own.scope.covers(d.span) or not here.span.covers(own.scope)]
    if not near:
        stretch = [d for d in dates if d.value.prec > 1]
        return (stretch[0], True) if stretch else (None, False)
    area = here.one.of(token.doc[token.left_edge.i : token.right_edge.i + 1])
    best = min(near, key=lambda d: (d.rule == "date.part_of_day", not area.covers(d.span), _gap(d.span, trigger)))
    return best, True


def _day_of_word(heard: Heard, here: Sentence, token: Token) -> tuple[Mention[When] | None, bool]:
    """Ordered incidents are dated on the day of the order or announcement (codebook 10)."""
    today = heard.frame.report_date
    told = [
        d for d in inside(heard.dates, here.span) if d.value.prec == 1 and (today is None or d.value.first <= today)
    ]
    if told:
        day = told[0]
        return Mention(replace(day.value, part_of_day=""), day.span, "date.announced", day.reason), True
    if today is None:
        return None, False
    return Mention(
        When(today, today, 1), here.one.of(token), "date.announced_today", "ordered or announced: the report's day"
    ), True


def _place(
    heard: Heard, here: Sentence, token: Token, border: Mention[str] | None, talk: bool
) -> Mention[Where] | None:
    """The most specific named place that fits the border; talks are about a border, never at the city of the meeting."""
    code = border.value if border else ""
    sides = set(code.split("-"))
    dateline = heard.frame.dateline_place.casefold()
    spots = [
        m for m in here.places
        if m.value.kind == "border" or (m.value.kind not in _AREAS and m.value.lat is not None)
        if (not code or m.value.border == code or m.value.country in sides) and m.value.name.casefold() != dateline
    ]  # fmt: skip
    spots = (
        [m for m in spots if m.value.prec >= 5]
        if talk
        else [m for m in spots if m.value.border == code or m.rule != CAPITAL]
    )
    trigger = here.one.of(token)
    return min(
        spots,
        key=lambda m: (0 if m.value.prec <= 3 else m.value.prec, m.value.border != code, _gap(m.span, trigger)),
        default=None,
    )


def _evidence(one: Parsed, here: Sentence, token: Token) -> Span:
    """From the first party to the last word that the trigger itself needs."""
    parties = [t for t in (*doers(token)[:1], *sufferers(token)[:1]) if here.sent.start <= t.i < here.sent.end]
    near = [t for t in parties if abs(t.i - token.i) < MOST // 2]
    behind = [min(t.right_edge.i, t.i + 8) for t in near if t.i > token.i]
    behind += [
        min(c.right_edge.i, c.i + 8) for c in token.children if c.dep_ in ("obl", "obj") and 0 < c.i - token.i < 8
    ]
    right = max([token.i, *behind])
    left = min([token.i, *(max(t.left_edge.i, t.i - 6) for t in near)])
    left, right = max(here.sent.start, left), min(here.sent.end - 1, right, max(token.i, left + MOST))
    return one.of(one.doc[left : right + 1])


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
