"""Each figure with the event that it counts: of its own sentence by the parse, else the event told last (codebook 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.parsing.drafts import ClaimDraft, Count, Who
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.stages.belonging import (
    AHEAD,
    REACH,
    acting,
    is_definite,
    is_fight,
    is_of_a_war,
    moved_before,
    nearness,
    sharing,
    sums_up,
    told_elsewhere,
)
from incidents.parsing.stages.claims import claim_kind
from incidents.parsing.stages.counted import TOLL, Counted, Kind, what_is_counted
from incidents.parsing.stages.event import Event, Heard, with_claims
from incidents.parsing.stages.singles import read_singles
from incidents.parsing.stages.timing import scope_of
from incidents.parsing.tongue import Parsed

_LATER = frozenset(("mixed", "weight", "shots"))  # counted also where the sentence tells of no event
_TOLD_LATER = TOLL | {"displaced", "other"}
_GAP = 25  # characters between a further figure and its own day


def attach_figures(heard: Heard, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their claims; "300 on Saturday and 94 others on Sunday" becomes two events."""
    told = list(events)
    in_passage: dict[int, list[int]] = {}
    for n, event in enumerate(told):
        in_passage.setdefault(event.passage, []).append(n)
    for one in heard.parsed:
        at = one.passage.index
        near = [n for p in range(at - REACH, at + AHEAD + 1) for n in in_passage.get(p, ())]
        figures = inside(heard.numbers, one.passage.span)
        for number in sorted((*figures, *read_singles(one, figures)), key=lambda n: n.span):
            _give(heard, told, near, one, number)
    return tuple(sorted(told, key=lambda e: (e.passage, e.trigger.start)))


def _give(heard: Heard, told: list[Event], near: list[int], one: Parsed, number: Mention[Count]) -> None:
    counted = what_is_counted(one, number)
    is_part = counted is not None and (counted.sort == "part" or number.value.basis == "subtotal")
    if counted is not None and is_part and not counted.kinds:
        counted = _as_the_whole(one, number, [told[n] for n in near], counted)
    if counted is None or is_of_a_war(heard, one, number):
        return
    told_here = [n for n in near if told[n].sentence.covers(number.span)]
    here = [n for n in told_here if _kind(one, number, counted, told[n]) or _goes_on(number, counted, told[n])]
    at = _owner(heard, told, near, one, number, counted, here)
    if at is None:
        return
    gapped = _gapped(heard, told[at], number, counted) if here else None
    if gapped is not None:
        near.append(len(told))
        told.append(gapped)
        return
    for n in (at, *sharing(one, number.span, told, here, at)):
        kind = _kind(one, number, counted, told[n]) or _as_before(one, number, told[n])
        if kind is not None:
            told[n] = with_claims(told[n], [ClaimDraft(kind, number, _source(heard, number.span))])


def _owner(
    heard: Heard,
    told: Sequence[Event],
    near: Sequence[int],
    one: Parsed,
    number: Mention[Count],
    counted: Counted,
    here: Sequence[int],
) -> int | None:
    if here:
        fights = [n for n in here if is_fight(told[n])] if counted.first in ("killed", "injured") else []
        return min(fights or here, key=lambda n: nearness(one, number.span, told[n]))
    if (counted.first in _TOLD_LATER or counted.sort in _LATER) and not sums_up(one, number.span):
        return next(told_elsewhere(heard, told, near, one, number.span, counted), None)
    if not counted.kinds and counted.sort == "people" and is_definite(one, number.span):
        return next(moved_before(told, near, one, number.span), None)
    return None


def _as_the_whole(one: Parsed, number: Mention[Count], told: Sequence[Event], part: Counted) -> Counted:
    """ "wounding ten people, six of them soldiers": a part is of the kind that the figure before it is."""
    tokens = one.tokens(number.span)
    sentence = one.of(tokens.sent) if tokens is not None else number.span
    before = [
        c for e in told for c in e.claims if sentence.covers(c.count.span) and c.count.span.start < number.span.start
    ]
    if not before:
        return part
    whole = max(before, key=lambda c: c.count.span.start).kind
    return replace(
        part, kinds=(Kind(whole.value, number.span, f"a part of what {whole.reason or 'is counted before'}"),)
    )


def _kind(one: Parsed, number: Mention[Count], counted: Counted, event: Event) -> Mention[str] | None:
    return claim_kind(counted, event.kind, acting(one, number.span, event))


def _goes_on(number: Mention[Count], counted: Counted, event: Event) -> bool:
    """ "… and a further 75 followed on Friday": counts what the event's figure before it counts."""
    is_more = number.value.additive and counted.sort == "bare" and not counted.kinds
    return is_more and any(c.count.span.start < number.span.start for c in event.claims)


def _as_before(one: Parsed, number: Mention[Count], event: Event) -> Mention[str] | None:
    """ "The 292 people passed the gate": those of the movement told before."""
    if event.kind.family != "movement" or not is_definite(one, number.span):
        return None
    return Mention(event.kind.claim, number.span, "claim.definite", "those of whom the sentences before tell")


def _source(heard: Heard, span: Span) -> Mention[Who] | None:
    tail = scope_of(span, heard.tails)
    return tail.speaker if tail else None


def _is_counted_before(event: Event, span: Span) -> bool:
    return any(event.sentence.covers(c.count.span) and c.count.span.start < span.start for c in event.claims)


def _gapped(heard: Heard, event: Event, number: Mention[Count], counted: Counted) -> Event | None:
    """ "over 300 … on Saturday and 94 others on Sunday", "900 in May, 1,100 in June": a figure with its own day is a further event."""
    is_further = number.value.additive or counted.sort == "bare"
    if event.when is None or not is_further or not _is_counted_before(event, number.span):
        return None
    first = event.when.value.first
    later = [
        d
        for d in heard.dates
        if event.sentence.covers(d.span) and d.span.start >= number.span.end and d.value.first != first
    ]
    if not later or later[0].span.start - number.span.end > _GAP:
        return None
    before = max((c for c in event.claims if c.count.span.start < number.span.start), key=lambda c: c.count.span.start)
    kind = Mention(before.kind.value, number.span, "claim.gapped", "counts what the clause before counts")
    claim = ClaimDraft(kind, number, _source(heard, number.span))
    return replace(event, when=later[0], explicit=True, claims=(claim,), evidence=number.span.join(later[0].span))
