"""How long somebody was held says when, where the day of the release is told: "held for 24 hours … released on Sunday"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention
from incidents.parsing.stages.calendar import DAY, precision
from incidents.parsing.stages.clauses import parties, points_back
from incidents.parsing.stages.date_words import COUNT, days_in, number
from incidents.parsing.stages.event import Event, Heard
from incidents.parsing.stages.timing import past_day_of
from incidents.parsing.tongue import Parsed

REACH = 2  # passages from the holding to the release
LONGEST = 60  # days
_FOR = re.compile(rf"\bfor (?:about |nearly |almost |more than |some |over )?{COUNT} (?P<unit>hour|day|week)s?\b")
_LET_GO = frozenset(("release", "free", "repatriate"))


def with_releases(heard: Heard, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events; those of people held and let go have the days in between."""
    return tuple(_held(heard, e) if e.kind.code == "detention" and not e.explicit else e for e in events)


def _held(heard: Heard, event: Event) -> Event:
    near = [one for one in heard.parsed if 0 <= one.passage.index - event.passage <= REACH]
    days = _length(near[0], event) if near and event.modality.value == "actual" else None
    if days is None:
        return event
    for one, token in _let_go(near, event):
        release = past_day_of(heard, one, token)
        if release is not None and release.value.prec == 1:
            return replace(event, when=_before(release, days), explicit=True)
    return event


def _length(one: Parsed, event: Event) -> int | None:
    """How many days its sentence says."""
    start = one.passage.span.start
    found = _FOR.search(one.text[event.sentence.start - start : event.sentence.end - start])
    if found is None:
        return None
    days = days_in(number(found["n"].lower()), found["unit"])
    return days if days <= LONGEST else None


def _let_go(near: Sequence[Parsed], event: Event) -> Iterator[tuple[Parsed, Token]]:
    for one in near:
        for token in one.doc:
            if token.pos_ != "VERB" or token.lemma_.lower() not in _LET_GO:
                continue
            is_here = event.sentence.covers(one.of(token))
            if is_here or (one.of(token).start > event.trigger.start and points_back(parties(token).all)):
                yield one, token


def _before(release: Mention[When], days: int) -> Mention[When]:
    last = release.value.last
    first = last - days * DAY
    when = When(first, last, precision(first, last), lasted=True)
    return Mention(when, release.span, "date.held", f"held until the release: {release.reason}")
