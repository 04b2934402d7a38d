"""Each figure with the event that it counts: of its own sentence by the parse, else the event told last (codebook 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.parsing.drafts import ClaimDraft, Count, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.stages.claims import Counted, claim_kind, what_is_counted
from incidents.parsing.stages.clauses import distance, parties
from incidents.parsing.stages.event import Event, Heard
from incidents.parsing.stages.events import is_general, with_claims
from incidents.parsing.stages.timing import scope_of
from incidents.parsing.tongue import Parsed

REACH = 3  # paragraphs that a toll may stand behind its event
_LATER = frozenset(("killed", "injured", "missing", "detained", "mixed", "seized_kg", "shots"))
_OF_A_WAR = re.compile(
    r"\b(?:war|conflict|insurgency|crisis|civil war|violence|revolt|uprising)\b[^.]{0,60}\b(?:since|began|started|broke out|erupted)\b|\bsince (?:19|20)\d\d\b|\b(?:this|last) year\b",
    re.I,
)
_FAR = 1000  # a figure that the parse bars from a trigger belongs to it only where no other event would count it


def attach_figures(heard: Heard, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their claims; "300 on Saturday and 94 others on Sunday" becomes two events."""
    told = list(events)
    for one in heard.parsed:
        for number in inside(heard.numbers, one.passage.span):
            _give(heard, told, one, number)
    return tuple(sorted(told, key=lambda e: (e.passage, e.trigger.start)))


def _give(heard: Heard, told: list[Event], one: Parsed, number: Mention[Count]) -> None:
    counted = what_is_counted(one, number)
    if counted is None:
        return
    here = [n for n, e in enumerate(told) if e.sentence.covers(number.span) and claim_kind(counted, e.kind)]
    if here:
        at = min(here, key=lambda n: _nearness(one, number.span, told[n]))
        gapped = _gapped(heard, told[at], number, counted)
        if gapped is not None:
            told.append(gapped)
            return
    elif counted.kind in _LATER and not _is_general(one, number.span):
        found = next(_before(told, one, number.span, counted), None)
        if found is None:
            return
        at = found
    else:
        return
    for n in (at, *_sharing(one, number.span, told, here, at)):
        kind = claim_kind(counted, told[n].kind)
        if kind is not None:
            told[n] = with_claims(told[n], [ClaimDraft(kind, number, _source(heard, number.span))])


def _sharing(one: Parsed, span: Span, told: Sequence[Event], here: Sequence[int], at: int) -> Iterator[int]:
    """Further acts of the same persons: "three men detained on Thursday have been denied entry" counts for both."""
    tokens = one.tokens(span)
    for n in here:
        trigger = one.tokens(told[n].trigger)
        if n == at or told[n].kind.code == told[at].kind.code or tokens is None or trigger is None:
            continue
        if any(tokens.root.i == party.i for party in parties(trigger.root).all):
            yield n


def _source(heard: Heard, span: Span) -> Mention[Who] | None:
    tail = scope_of(span, heard.tails)
    return tail.speaker if tail else None


def _is_general(one: Parsed, span: Span) -> bool:
    """The toll of a whole war or of years is no incident's: "the conflict, which has killed 250,000 people since 2011"."""
    tokens = one.tokens(span)
    words = tokens.sent.text if tokens is not None else ""
    return is_general(words) or _OF_A_WAR.search(words) is not None


def _nearness(one: Parsed, span: Span, event: Event) -> tuple[int, int]:
    trigger, number = one.tokens(event.trigger), one.tokens(span)
    if trigger is None or number is None:
        return _FAR, 0
    steps = distance(trigger.root, number.root)
    return (_FAR if steps is None else steps), abs(trigger.root.i - number.root.i)


def _before(told: Sequence[Event], one: Parsed, span: Span, counted: Counted) -> Iterator[int]:
    """Events that a toll may belong to whose sentence names none, the one told last first."""
    for at in sorted(range(len(told)), key=lambda n: -told[n].trigger.start):
        event = told[at]
        if event.headline or event.sentence.start > span.start or not 0 <= one.passage.index - event.passage <= REACH:
            continue
        if event.modality.value == "actual" and claim_kind(counted, event.kind):
            yield at


def _gapped(heard: Heard, event: Event, number: Mention[Count], counted: Counted) -> Event | None:
    """ "over 300 … on Saturday and 94 others on Sunday evening": a further figure with its own day is a further event."""
    if event.when is None or not number.value.additive or number.span.start < event.trigger.start:
        return None
    first = event.when.value.first
    later = [
        d
        for d in heard.dates
        if event.sentence.covers(d.span) and d.span.start >= number.span.end and d.value.first != first
    ]
    if not later or later[0].span.start - number.span.end > 25:
        return None
    name = (
        event.kind.claim
        if counted.kind in ("people", event.kind.claim) or event.kind.claim == "other"
        else counted.kind
    )
    kind = Mention(name, number.span, "claim.gapped", "counts what the clause before counts")
    claim = ClaimDraft(kind, number, _source(heard, number.span))
    return replace(event, when=later[0], explicit=True, claims=(claim,), evidence=number.span.join(later[0].span))
