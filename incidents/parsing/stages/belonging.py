"""Which event of a report a figure may belong to: of its sentence by the parse, else of the sentences before and the day they tell of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from spacy.tokens import Token

from incidents.parsing.drafts import Count, When
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.counted_words import load_counted_words
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.claims import Acting, claim_kind
from incidents.parsing.stages.clauses import parties
from incidents.parsing.stages.counted import TOLL, Counted, heads_of
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.event import Event, Heard
from incidents.parsing.stages.events import is_general
from incidents.parsing.tongue import Parsed

REACH = 3  # paragraphs that a toll may stand behind its event
AHEAD = 2  # paragraphs that a lead's toll may stand before the words that tell of what
WEEK = dt.timedelta(days=7)
HISTORY = dt.timedelta(days=366)
_FIGHTS = frozenset(("border_clash", "cross_border_fire", "border_attack", "border_death", "smuggling"))
_OF_A_WAR = re.compile(
    r"\b(?:war|conflict|insurgency|crisis|civil war|violence|revolt|uprising)\b[^.]{0,60}\b(?:since|began|started|broke out|erupted)\b|\bsince (?:19|20)\d\d\b|\b(?:this|last) year\b",
    re.I,
)
_FAR = 1000  # a figure that the parse bars from a trigger belongs to it only where no other event would count it
_UP_TO = frozenset(("reach", "arrive", "come", "go"))  # "had reached Turkey's borders": not over it
_LINES = frozenset(("border", "frontier", "gate", "fence"))
_SAYING = frozenset(
    ("say", "tell", "report", "announce", "publish", "release", "issue", "state", "add", "claim", "confirm")
)
_TO_HEAD = 3


def acting(one: Parsed, span: Span, event: Event) -> Acting | None:
    """Where what is counted does the event's act or suffers it: "a group of 45 migrants crossed"."""
    tokens, trigger = one.tokens(span), one.tokens(event.trigger)
    if tokens is None or trigger is None or not event.sentence.covers(span):
        return None
    who = {token.i for token in parties(trigger.root).all} - {trigger.root.i}
    is_acting = any(token.i in who for token in (*heads_of([tokens.root]), *_up(tokens.root)))
    return Acting(_kind_of_act(event.kind, trigger.root)) if is_acting else None


def _kind_of_act(kind: EventType, trigger: Token) -> str:
    """As what an event counts those who act in it; of those who flee, whether they are told of as over the border."""
    if kind.code != "refugee_influx":
        return kind.claim
    lemma = trigger.lemma_.lower()
    into = any(c.dep_ == "prep" and c.lower_ in ("into", "to", "across", "over") for c in trigger.children)
    at_border = any(
        t.lemma_.lower() in _LINES for c in trigger.children if c.dep_ in ("dobj", "prep") for t in c.subtree
    )
    is_over = lemma in load_counted_words().arrivals and not (lemma in _UP_TO and at_border)
    is_over = is_over or (lemma in ("flee", "escape") and into)
    return "crossed" if is_over else "displaced"


def _up(token: Token) -> Iterator[Token]:
    """The word and those it is part of: "45 migrants" in "a group of 45 migrants"."""
    for _ in range(_TO_HEAD):
        yield token
        if token.dep_ not in ("nummod", "quantmod", "pobj", "prep", "conj", "compound", "amod", "appos", "acl", "dobj"):
            return
        token = token.head


def nearness(one: Parsed, span: Span, event: Event) -> tuple[int, int]:
    """Steps of the parse between a figure and a trigger of its sentence, then words."""
    trigger, number = one.tokens(event.trigger), one.tokens(span)
    if trigger is None or number is None:
        return _FAR, 0
    steps = distance(trigger.root, number.root)
    return (_FAR if steps is None else steps), abs(trigger.root.i - number.root.i)


def sharing(one: Parsed, span: Span, told: Sequence[Event], here: Sequence[int], at: int) -> Iterator[int]:
    """Further acts of the same persons: "three men detained on Thursday have been denied entry" counts for both."""
    for n in here:
        if n != at and told[n].kind.code != told[at].kind.code and acting(one, span, told[n]):
            yield n


def told_elsewhere(
    heard: Heard, told: Sequence[Event], near: Sequence[int], one: Parsed, span: Span, counted: Counted
) -> Iterator[int]:
    """Events that a toll may belong to whose sentence names none: fights before other acts, the one told last first."""
    days = _days_at(heard, one, span)
    counting = [n for n in near if _may_count(told[n], counted) and _is_of(heard, told[n], days)]
    before = [
        n for n in counting if told[n].sentence.start <= span.start and one.passage.index - told[n].passage <= REACH
    ]
    words = _nouns(one, span)
    yield from sorted(before, key=lambda n: (_rank(one, told[n], words), -told[n].trigger.start))
    if one.passage.index <= AHEAD:
        ahead = [
            n for n in counting if told[n].sentence.start > span.start and told[n].passage - one.passage.index <= AHEAD
        ]
        yield from sorted(ahead, key=lambda n: told[n].trigger.start)


def is_definite(one: Parsed, span: Span) -> bool:
    """ "The 292 people": a figure of those told of before."""
    tokens = one.tokens(span)
    return tokens is not None and tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in ("the", "these", "those")


def moved_before(told: Sequence[Event], near: Sequence[int], one: Parsed, span: Span) -> Iterator[int]:
    """Movements of this paragraph and the one above, the last first."""
    before = [n for n in near if told[n].sentence.end <= span.start and one.passage.index - told[n].passage <= 1]
    moves = [n for n in before if told[n].kind.family == "movement" and told[n].modality.value == "actual"]
    yield from sorted(moves, key=lambda n: -told[n].trigger.start)


def _may_count(event: Event, counted: Counted) -> bool:
    return not event.headline and event.modality.value == "actual" and claim_kind(counted, event.kind) is not None


def _nouns(one: Parsed, span: Span) -> frozenset[str]:
    """The nouns of the figure's sentence: "40 rebels were killed in the raids"."""
    tokens = one.tokens(span)
    return frozenset(t.lemma_.lower() for t in tokens.sent if t.pos_ == "NOUN") if tokens is not None else frozenset()


def is_fight(event: Event) -> bool:
    """A toll is of the fight rather than of the march that led to it."""
    return event.kind.code in _FIGHTS


def _rank(one: Parsed, event: Event, words: frozenset[str]) -> tuple[bool, bool, bool, bool]:
    """The same paragraph, then a type that the words name, then a fight, then one whose toll has been told before."""
    is_named = any(words & frame.nouns for frame in event.kind.frames)
    return event.passage != one.passage.index, not is_named, not is_fight(event), not _has_toll(event)


def _has_toll(event: Event) -> bool:
    return any(claim.kind.value in TOLL for claim in event.claims)


def _days_at(heard: Heard, one: Parsed, span: Span) -> list[When]:
    """The days that the figure's sentence names, else the one named last in its paragraph."""
    tokens = one.tokens(span)
    own = one.of(tokens.sent) if tokens is not None else span
    days = [d for d in inside(heard.dates, one.passage.span) if d.value.prec <= 2]
    within = [d.value for d in inside(heard.dates, own) if d.value.prec <= 4 and not _is_of_saying(heard, one, d.span)]
    return within or [d.value for d in days if d.span.start < span.start][-1:]


def _is_of_saying(heard: Heard, one: Parsed, date: Span) -> bool:
    """ "the ministry said on Friday", "a report published on Saturday": the day of the saying is not that of the toll."""
    tokens = one.tokens(date)
    above = [t.lemma_.lower() for t in islice(tokens.root.ancestors, 2)] if tokens is not None else []
    return any(word in _SAYING for word in above) or any(
        t.span.covers(date) and not t.scope.covers(date) for t in heard.tails if one.passage.span.covers(t.span)
    )


def _is_of(heard: Heard, event: Event, days: Sequence[When]) -> bool:
    """True but where the figure's words tell of another day than the event's; an undated one is of the report's week."""
    today = heard.frame.report_date
    if not days or event.past_perfect or (today is None and event.when is None):
        return True
    if event.when is not None and event.explicit:
        first, last = event.when.value.first, event.when.value.last
    elif today is not None:
        first, last = today - WEEK, today
    else:
        return True
    return any(first <= d.last + DAY and d.first <= last + DAY for d in days)


def is_of_a_war(heard: Heard, one: Parsed, number: Mention[Count]) -> bool:
    """The toll of a war, of years, or of a year long past is no incident's: "the conflict, which has killed 250,000 people"."""
    tokens = one.tokens(number.span)
    if tokens is None:
        return False
    wars = load_counted_words().wars
    subjects = [c for t in (tokens.root, *tokens.root.ancestors) for c in t.children if c.dep_ == "nsubj"]
    if any(t.lemma_.lower() in wars for t in subjects):
        return True
    sentence = one.of(tokens.sent)
    whens = [d.value for d in inside(heard.dates, sentence)]
    day = heard.frame.report_date
    return bool(day and whens) and all(day - w.last > HISTORY for w in whens if day)


def sums_up(one: Parsed, span: Span) -> bool:
    """The sentence tells how things usually are, or of a whole war."""
    tokens = one.tokens(span)
    words = tokens.sent.text if tokens is not None else ""
    return is_general(words) or _OF_A_WAR.search(words) is not None
