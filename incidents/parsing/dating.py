"""When an incident happened: its own day, else one that the report lends it, else the week that ends with the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import OF_GATES
from incidents.parsing.stages.calendar import DAY, precision
from incidents.parsing.stages.dates import default_when
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.folding import LEAD, Pot

_DEEDS = frozenset(("force", "movement", "crime"))


def date_of(pot: Pot, told: Sequence[Event], frame: Frame) -> Mention[When] | None:
    """Its own day, else the day of the story that it belongs to, else the week that ends with the report or the telling."""
    own = [e for e in pot.events if e.when and e.explicit]
    if own:
        best = min(own, key=_looseness)
        return _closing(best)
    if pot.first.when is not None:
        return pot.first.when
    lent = _carried(pot.first, told) or _awaited(pot.first, told) or _answering(pot.first, told, frame)
    return lent or _week(pot.first, frame)


def _looseness(event: Event) -> tuple[int, bool, bool]:
    """The most exact day first; "recently" gives way to "earlier this week", the headline to the text."""
    when = event.when
    return (when.value.prec if when else 9, when is not None and when.rule == "date.recent", event.headline)


def _closing(event: Event) -> Mention[When] | None:
    """ "Closed since Saturday": closures are dated on the day of closing (codebook 10)."""
    when = event.when
    if when is None or event.kind.code not in OF_GATES or when.value.edtf != when.value.first.isoformat():
        return when
    day = replace(when.value, last=when.value.first, prec=1)
    return replace(when, value=day, reason=f"{when.reason}; the day of closing")


def _carried(event: Event, told: Sequence[Event]) -> Mention[When] | None:
    """A narrative goes on: what follows in the same paragraph happened on the day told last, unless it is told as recalled;
    so did what the same people did in the next ("The group crossed the river …").
    """
    if not _is_current(event) or event.said:
        return None
    before = [
        e
        for e in _told_exactly(told)
        if e.trigger.start < event.trigger.start and (e.passage == event.passage or _goes_on_from(event, e))
    ]
    last = max(before, key=lambda e: e.trigger.start).when if before else None
    return Mention(last.value, last.span, "date.carried", f"goes on from {last.reason}") if last else None


def _goes_on_from(event: Event, told: Event) -> bool:
    is_next = event.goes_on and told.passage == event.passage - 1
    return is_next and {event.kind.family, told.kind.family} <= _DEEDS and _border_of(event) == _border_of(told)


def _border_of(event: Event) -> str:
    return event.border.value if event.border else ""


def _awaited(event: Event, told: Sequence[Event]) -> Mention[When] | None:
    """A lead without a day has it in the paragraphs behind, which tell the same story at length."""
    if not _is_current(event) or event.passage > LEAD:
        return None
    behind = [
        e
        for e in _told_exactly(told)
        if event.passage <= e.passage <= event.passage + LEAD
        and e.trigger.start > event.trigger.start
        and e.kind.family == event.kind.family
        and not e.past_perfect
        and not any(c.count.value.additive for c in e.claims)  # "nine more on May 7" has a day of its own
        and e.when is not None
        and e.when.rule != "date.today"  # "today they are attacking us" tells of how things stand
        and _border_of(e) == _border_of(event)
    ]
    first = min(behind, key=lambda e: e.trigger.start).when if behind else None
    return Mention(first.value, first.span, "date.awaited", f"told at length with {first.reason}") if first else None


def _answering(event: Event, told: Sequence[Event], frame: Frame) -> Mention[When] | None:
    """A call or a protest about what happened on the border these days came between that and the report."""
    today = frame.report_date
    if event.kind.family != "talk" or not _is_current(event) or today is None:
        return None
    recent = [
        e
        for e in _told_exactly(told)
        if e.kind.family != "talk"
        and _border_of(e)
        and _border_of(e) == _border_of(event)
        and e.when is not None
        and today - 6 * DAY <= e.when.value.first <= today
    ]
    cause = min(recent, key=lambda e: abs(e.passage - event.passage), default=None)
    if cause is None or cause.when is None:
        return None
    first = cause.when.value.first
    when = When(first, today, precision(first, today))
    return Mention(
        when, cause.when.span, "date.answering", f"about what happened: {cause.when.reason}; by the report's day"
    )


def _is_current(event: Event) -> bool:
    return not (event.past_perfect or event.headline) and event.modality.value == "actual"


def _told_exactly(told: Sequence[Event]) -> list[Event]:
    return [e for e in told if e.when and e.when.value.prec <= 2]


def _week(event: Event, frame: Frame) -> Mention[When] | None:
    """Known only by the day it was announced: the seven days before; else those that end with the report's day (codebook 10)."""
    today = frame.report_date
    if event.said is not None and today is not None and event.said.value.first <= today:
        last = event.said.value.first
        when = When(last - 6 * DAY, last, 3)
        return Mention(
            when, event.said.span, "date.told", f"told on the day of {event.said.reason}, the seven days before"
        )
    week = default_when(frame)
    if week is None:
        return None
    reason = "no time is given and it is plainly current: the seven days that end with the report's day"
    return Mention(week, event.trigger, "date.current", reason)
