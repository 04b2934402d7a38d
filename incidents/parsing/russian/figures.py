"""Each Russian figure with the event that it counts: of its own sentence, else the event told last (codebook 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.parsing.drafts import ClaimDraft, Count, When, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.russian.claims import Counted, claim_kind, what_is_counted
from incidents.parsing.russian.events import Heard, scope_of
from incidents.parsing.stages.dates import default_when
from incidents.parsing.stages.event import Event
from incidents.parsing.tongue import Parsed

REACH = 3  # paragraphs that a toll may stand behind its event
FURTHER = 25  # characters between a further figure and the day of its own
_LATER = frozenset(("killed", "injured", "missing", "detained", "seized_kg"))


def attach_figures(heard: Heard, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their claims; «300 в субботу и еще 94 в воскресенье» becomes two events."""
    told = list(events)
    for one in heard.parsed:
        for number in inside(heard.numbers, one.passage.span):
            _give(heard, told, one, number)
    return tuple(sorted(told, key=lambda e: (e.passage, e.trigger.start)))


def _give(heard: Heard, told: list[Event], one: Parsed, number: Mention[Count]) -> None:
    counted = what_is_counted(one, number)
    if counted is None:
        counted = _as_before(told, number)
    if counted is None:
        return
    here = [n for n, e in enumerate(told) if e.sentence.covers(number.span) and claim_kind(counted, e.kind)]
    if here:
        at = min(here, key=lambda n: _gap(told[n].trigger, number.span))
        further = _further(heard, told[at], number, counted)
        if further is not None:
            told.append(further)
            return
    else:
        found = next(_before(told, one, number.span, counted, heard), None) if counted.kind in _LATER else None
        if found is None:
            return
        at = found
    kind = claim_kind(counted, told[at].kind)
    if kind is not None:
        claim = ClaimDraft(kind, number, _source(heard, number.span))
        told[at] = replace(told[at], claims=(*told[at].claims, claim))


def _as_before(told: Sequence[Event], number: Mention[Count]) -> Counted | None:
    """«… и еще 94 – в воскресенье»: a figure without a noun counts what the clause before counts."""
    if number.value.unit or not any(
        e.sentence.covers(number.span) and e.trigger.start < number.span.start for e in told
    ):
        return None
    return Counted("people", number.span, "claim.again", "counts what the clause before counts")


def _source(heard: Heard, span: Span) -> Mention[Who] | None:
    tail = scope_of(span, heard.tails)
    return tail.speaker if tail else None


def _before(told: Sequence[Event], one: Parsed, span: Span, counted: Counted, heard: Heard) -> Iterator[int]:
    """Events that a toll may belong to whose sentence names none, the one told last first."""
    tokens = one.tokens(span)
    sentence = one.of(tokens[0].sent) if tokens is not None else span
    current = default_when(heard.frame)
    days = [d for d in inside(heard.dates, sentence) if d.rule != "date.part_of_day"]
    for at in sorted(range(len(told)), key=lambda n: -told[n].trigger.start):
        event = told[at]
        when = event.when.value if event.when and event.explicit else current
        if when and days and not any(_overlap(d.value, when) for d in days):
            continue  # a toll with a day of its own is another day's
        if event.headline or event.sentence.start > span.start or not 0 <= one.passage.index - event.passage <= REACH:
            continue
        if (
            event.modality.value == "actual"
            and event.kind.family in ("force", "deaths", "movement", "crime")
            and claim_kind(counted, event.kind)
        ):
            yield at


def _further(heard: Heard, event: Event, number: Mention[Count], counted: Counted) -> Event | None:
    """A further figure with its own day is a further event."""
    if (
        event.when is None
        or number.span.start < event.trigger.start
        or not (number.value.additive or counted.rule == "claim.again")
    ):
        return None
    first = event.when.value.first
    days = [
        d
        for d in heard.dates
        if event.sentence.covers(d.span) and d.value.first != first and _gap(d.span, number.span) < FURTHER
    ]
    if not days or event.kind.claim == "other":
        return None
    day = min(days, key=lambda d: _gap(d.span, number.span))
    kind = Mention(event.kind.claim, number.span, "claim.gapped", "counts what the clause before counts")
    claim = ClaimDraft(kind, number, _source(heard, number.span))
    return replace(event, when=day, explicit=True, claims=(claim,), evidence=number.span.join(day.span))


def _overlap(a: When, b: When) -> bool:
    return a.first <= b.last and b.first <= a.last


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
