"""The day on which something was ordered or announced: of the ordering verb, of the words that tell of it, else the report's (codebook 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.statements import Tail
from incidents.parsing.stages.timing import Timing, scope_of
from incidents.parsing.tongue import Parsed

BESIDE = 30  # characters between a cue and the day of the saying
HANGS_ON = 6  # steps from an ordering verb to its day


def _day_of_speech(tail: Tail | None, dates: Sequence[Mention[When]], tails: Sequence[Tail]) -> Mention[When] | None:
    """The one day on which the same speaker is said to have spoken: "… says he will close it. In a speech on Thursday, he said …"."""
    if tail is None or tail.speaker is None:
        return None
    spoken: dict[dt.date, Mention[When]] = {}
    for other in tails:
        if other.speaker is None or other.speaker.value.name != tail.speaker.value.name:
            continue
        for date in dates:
            near = min(abs(date.span.start - other.span.end), abs(other.span.start - date.span.end)) < BESIDE
            if date.value.prec == 1 and near and not other.scope.covers(date.span):
                spoken.setdefault(date.value.first, date)
    return next(iter(spoken.values())) if len(spoken) == 1 else None


def _day_of_order(one: Parsed, order: Span, past: Sequence[Mention[When]]) -> Mention[When] | None:
    """The past day that hangs on the ordering verb itself: "on Monday the command ordered two companies moved"."""
    words = one.tokens(order)
    if words is None or words.root.pos_ != "VERB":
        return None
    for day in past:
        tokens = one.tokens(day.span)
        near = distance(words.root, tokens.root) if tokens is not None else None
        if near is not None and near <= HANGS_ON:
            return day
    return None


def day_of_word(
    one: Parsed,
    sent: Tokens,
    token: Token,
    order: Span,
    dates: Sequence[Mention[When]],
    tails: Sequence[Tail],
    frame: Frame,
) -> Timing:
    """Ordered incidents are dated on the day of the order or announcement (codebook 10); `order`: the words that order."""
    tail = scope_of(one.of(token), tails)
    told = [d for d in inside(dates, one.of(sent)) if d.value.prec == 1]
    past = [d for d in told if frame.report_date is None or d.value.first <= frame.report_date]
    outside = (d for d in past if tail is None or not tail.scope.covers(d.span))
    if (day := _day_of_order(one, order, past) or next(outside, None)) is not None:
        return Timing(_announced(day), True)
    if (spoken := _day_of_speech(tail, dates, tails)) is not None:
        return Timing(_announced(spoken), False)
    if frame.report_date is None:
        return Timing(None, False)
    today = When(frame.report_date, frame.report_date, 1)
    reason = "ordered or announced: the report's day"
    return Timing(Mention(today, one.of(token), "date.announced_today", reason), False)


def _announced(day: Mention[When]) -> Mention[When]:
    return Mention(replace(day.value, part_of_day=""), day.span, "date.announced", day.reason)
