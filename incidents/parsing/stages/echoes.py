"""A later sentence that tells the same thing again: "The attack happened on Saturday near X" lends its day and place to the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import When, Where
from incidents.parsing.evidence import Mention
from incidents.parsing.stages.clauses import parties, points_back
from incidents.parsing.stages.event import Event, Heard
from incidents.parsing.stages.links import Sentence, places_in
from incidents.parsing.stages.scene import scene_of
from incidents.parsing.stages.timing import past_day_of
from incidents.parsing.stages.unmapped import UNMAPPED
from incidents.parsing.tongue import Parsed

REACH = 3  # passages from what is told to its echo
_TAKES_PLACE = frozenset(("happen", "occur", "begin", "start", "erupt", "break", "take", "ensue", "unfold"))
_NAMES_IT = frozenset(
    ("incident", "attack", "accident", "shooting", "clash", "exchange", "violence", "fighting", "raid", "operation", "ambush", "assault", "shelling",
     "strike", "bombing", "explosion", "blast", "killing", "fight", "firefight", "gunfight", "battle", "skirmish", "crossing", "seizure", "arrest", "tragedy")
)  # fmt: skip
_FALLS = frozenset(("kill", "die", "shoot", "wound", "injure", "drown"))


def with_echoes(heard: Heard, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each with the day and the place that a later sentence gives to the same happening."""
    told = list(events)
    for one in heard.parsed:
        near = [n for n, e in enumerate(told) if 0 <= one.passage.index - e.passage <= REACH and _is_open(e)]
        if not near:
            continue
        for sent in one.doc.sents:
            for token in sent:
                if token.pos_ == "VERB" and (n := _told(one, sent, token, told, near)) is not None:
                    told[n] = _with_echo(heard, one, sent, token, told[n])
    return tuple(_named_before(heard, event) for event in told)


def _named_before(heard: Heard, event: Event) -> Event:
    """ "The attack was planned across the border": its day is the one on which earlier words tell that they attacked."""
    if event.explicit or not event.repeats or not _is_open(event):
        return event
    for one in reversed([p for p in heard.parsed if p.passage.index <= event.passage and p.passage.kind != "headline"]):
        for token in reversed(one.doc):
            if token.pos_ != "VERB" or token.lemma_.lower() != event.verb or one.of(token).start >= event.trigger.start:
                continue
            when = past_day_of(heard, one, token)
            if when is not None and when.value.prec <= 2:
                return replace(event, when=when, explicit=True)
    return event


def _is_open(event: Event) -> bool:
    return event.modality.value == "actual" and not event.past_perfect and not event.headline


def _told(one: Parsed, sent: Tokens, token: Token, told: Sequence[Event], near: Sequence[int]) -> int | None:
    """The event told last that this verb tells again; none where the sentence is itself read as telling of the like."""
    span = one.of(sent)
    before = [n for n in near if told[n].sentence.end <= span.start]
    if not before or not points_back(parties(token).all):
        return None
    fitting = [n for n in before if _is_echo(token, told[n], one)]
    if not fitting:
        return None
    n = fitting[-1]
    is_read = any(e.sentence == span and e.kind.family == told[n].kind.family for e in told)
    return None if is_read else n


def _is_echo(token: Token, event: Event, one: Parsed) -> bool:
    lemma = token.lemma_.lower()
    if lemma in _TAKES_PLACE:
        return event.kind.family != "talk" and any(
            c.dep_ in ("nsubj", "nsubjpass") and (c.lemma_.lower() in _NAMES_IT) for c in token.children
        )
    if lemma in _FALLS and event.kind.family == "force":
        return True
    return lemma == event.verb


def _with_echo(heard: Heard, one: Parsed, sent: Tokens, token: Token, event: Event) -> Event:
    when = past_day_of(heard, one, token)
    if when is not None and _is_nearer(when.value, event):
        event = replace(event, when=when, explicit=True)
    if event.place is None or event.place.value.prec >= 4:
        place = _place(heard, one, sent, token, event)
        event = replace(event, place=place or event.place)
    return event


def _is_nearer(when: When, event: Event) -> bool:
    """A day where none was told, or one that lies in the stretch that was."""
    if event.when is None or not event.explicit:
        return when.prec <= 4
    told = event.when.value
    return told.prec >= 2 and when.prec < told.prec and told.first <= when.first and when.last <= told.last


def _place(heard: Heard, one: Parsed, sent: Tokens, token: Token, event: Event) -> Mention[Where] | None:
    """The exact place that the echo names for what was told."""
    span = one.of(sent)
    here = Sentence(
        one,
        sent,
        span,
        tuple(places_in(heard.places, span)),
        None,
        unmapped=tuple(places_in(heard.unmapped, span)),
    )
    code = event.border.value if event.border else ""
    place = scene_of(here, token, event.kind, code, heard.frame, heard.world)
    if place is None or (place.value.prec > 3 and place.value.kind != UNMAPPED):
        return None
    return place if place.value.border == code or token.lemma_.lower() != event.verb else None
