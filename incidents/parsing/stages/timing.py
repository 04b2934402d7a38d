"""Which of a sentence's dates belongs to an event, by the parse and by who attributes what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.calendar import DAY, last_of_month, precision
from incidents.parsing.stages.clauses import opens_with_after
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.event import Heard
from incidents.parsing.stages.statements import Tail
from incidents.parsing.stages.triggers import own_words
from incidents.parsing.tongue import Parsed

SOON = 3  # days
_KNOWING = frozenset(("know", "believe", "think", "understand", "realise", "realize", "remember", "recall"))
_SAID = re.compile(r"\b(?:said|says|told (?:\w+ ){1,3}?|added|confirmed|acknowledged)(?: late| early)?(?: on)? $")
_NOW = re.compile(
    r"\b(?:is|are|was|were|remains?|has been|have been|kept) (?:\w+ ){0,2}?(?:now|currently|still)\b|\bso far kept\b|\bat (?:present|the moment)\b|\bin the process of\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Timing:
    """`explicit`: the sentence itself says when; otherwise `when` is None or carried over. `said`: the day it was told on."""

    when: Mention[When] | None
    explicit: bool
    said: Mention[When] | None = None


def scope_of(span: Span, tails: Sequence[Tail]) -> Tail | None:
    """The narrowest attribution whose content the stretch stands in."""
    found = [t for t in tails if t.scope.covers(span)]
    return min(found, key=lambda t: t.scope.end - t.scope.start) if found else None


def _ranked(one: Parsed, token: Token, dates: Sequence[Mention[When]]) -> Iterator[tuple[int, int, Mention[When]]]:
    own = token.doc[token.left_edge.i : token.right_edge.i + 1] if _is_aside(token) else None
    for mention in dates:
        tokens = one.tokens(mention.span)
        if tokens is None:
            continue
        if own is not None and not own.start <= tokens.root.i < own.end:
            continue
        if _is_known(token, tokens.root):
            continue
        steps = distance(token, tokens.root)
        if steps is not None:
            yield steps, abs(tokens.root.i - token.i), mention


def _is_aside(token: Token) -> bool:
    """ "Soldiers who had fled were flown home on Wednesday", "to help those who have fled": the aside has no day but its own."""
    return token.dep_ in ("relcl", "acl") and any(
        c.lower_ in ("had", "having", "have", "has", "'ve", "’ve") and c.dep_ == "aux" for c in token.children
    )


def _is_known(token: Token, day: Token) -> bool:
    """ "Today everyone knows that they attack us": the day of the knowing."""
    for at in (token, *token.ancestors):
        if at.dep_ == "ccomp" and at.head.lemma_.lower() in _KNOWING:
            return not at.left_edge.i <= day.i <= at.right_edge.i
    return False


def _went_before(one: Parsed, token: Token, date: Mention[When]) -> bool:
    """ "Shut it on Friday after shells fell": they fell on that day, or, if another sentence says so, on an earlier one."""
    if date.value.prec > 2:
        return False
    clauses = (t for t in (token, *token.ancestors) if opens_with_after(t))
    return any(not one.of(c.doc[c.left_edge.i : c.right_edge.i + 1]).covers(date.span) for c in clauses)


def of_its_day(dates: Iterable[Mention[When]], kind: EventType) -> Iterator[Mention[When]]:
    """ "Traded fire for the fourth day on Sunday" tells of Sunday's; "closed for a third day on Sunday" of a state that began on Friday."""
    for date in dates:
        if date.rule == "date.nth_day_on" and kind.code != "border_closure":
            day = date.value.last
            yield replace(date, value=When(day, day, 1))
        else:
            yield date


def happened(dates: Iterable[Mention[When]], frame: Frame) -> Iterator[Mention[When]]:
    """What happened did not happen after the report's day: a weekday read as the next one is the last one, other days are none."""
    for date in dates:
        if frame.report_date is None or date.value.first <= frame.report_date:
            yield date
        elif date.rule == "date.weekday" and date.value.prec == 1:
            day = date.value.first - 7 * DAY
            yield replace(date, value=replace(date.value, first=day, last=day))


def when_of(
    one: Parsed, sent: Tokens, token: Token, dates: Sequence[Mention[When]], tails: Sequence[Tail], frame: Frame
) -> Timing:
    """The date of the trigger's own clause, else the nearest that the parse lets belong to it.

    A date beside an attribution ("police said on Monday") tells when it was said, unless the said words have none and
    the date is a stretch ("last week").
    """
    here, own = inside(dates, one.of(sent)), one.of(token)
    tail = scope_of(own, tails)
    told = [
        d
        for d in here
        if (tail is None or tail.scope.covers(d.span)) and not _tells_of_saying(one, sent, d, own, tail, tails)
    ]
    now = _NOW.search(own_words(token, sent)) if not told else None
    if now is not None and frame.report_date is not None:
        today = When(frame.report_date, frame.report_date, 1, lasted=True)
        return Timing(Mention(today, one.of(token), "date.now", f"“{now[0]}” → the report's day"), True)
    ranked = [day for *_, day in sorted(_ranked(one, token, told), key=lambda r: r[:2])]
    if ranked:
        best = _exactest(ranked)
        return Timing(_began(one, token, best), not _went_before(one, token, best))
    if (stay := _in_aside_of_doer(one, token, told)) is not None:
        return Timing(stay, True)
    if (later := _soon_after(one, token, told, frame)) is not None:
        return Timing(later, True)
    if tail is None or told:
        return Timing(None, False)
    outside = [d for d in here if not tail.scope.covers(d.span)]
    stretches = [d for d in outside if d.value.prec > 1]
    if stretches:
        return Timing(stretches[0], True)
    return Timing(None, False, next((d for d in outside if d.value.prec == 1), None))


def past_day_of(heard: Heard, one: Parsed, token: Token) -> Mention[When] | None:
    """The day of what a word tells as happened, where its own sentence says when."""
    dates = tuple(happened(heard.dates, heard.frame))
    timing = when_of(one, token.sent, token, dates, heard.tails, heard.frame)
    return timing.when if timing.explicit else None


def _exactest(ranked: Sequence[Mention[When]]) -> Mention[When]:
    """The nearest; where that is a stretch and another names a day within it, that day: "killed three weeks earlier, on September 24"."""
    nearest = ranked[0].value
    within = (d for d in ranked[1:] if d.value.prec == 1 and nearest.first <= d.value.first <= nearest.last)
    return next(within, ranked[0]) if nearest.prec > 2 and not nearest.lasted else ranked[0]


def ever_since(one: Parsed, token: Token, timing: Timing, frame: Frame) -> Timing:
    """People who "have arrived since fighting broke out on Saturday" came from that day until the report's."""
    date, today = timing.when, frame.report_date
    if date is None or today is None or date.value.lasted or date.value.first > today:
        return timing
    if not _is_since(one, token, date):
        return timing
    when = When(date.value.first, today, precision(date.value.first, today), lasted=True)
    return replace(timing, when=replace(date, value=when, reason=f"{date.reason}; since then until the report's day"))


def _is_since(one: Parsed, token: Token, date: Mention[When]) -> bool:
    """The day stands in a clause below the trigger that opens with "since"."""
    words = one.tokens(date.span)
    if words is None or not token.is_ancestor(words.root):
        return False
    return any(_opens_with_since(t) for t in itertools.takewhile(lambda t: t.i != token.i, words.root.ancestors))


def _opens_with_since(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ == "since" for c in clause.children)


def _began(one: Parsed, token: Token, date: Mention[When]) -> Mention[When]:
    """ "Since a brutal June 15 battle", "since the attack on Monday": the battle itself was on the first of the days that it began."""
    when = date.value
    counts_from = date.span.covers(one.of(token)) or (token.dep_ == "pobj" and token.head.lower_ == "since")
    if not (counts_from and when.lasted and when.first.isoformat().startswith(when.edtf or "-")):
        return date
    last = {10: when.first, 7: last_of_month(when.first.year, when.first.month)}.get(len(when.edtf), when.last)
    return replace(date, value=replace(when, last=last, prec=precision(when.first, last), lasted=False))


def _in_aside_of_doer(one: Parsed, token: Token, dates: Sequence[Mention[When]]) -> Mention[When] | None:
    """ "The envoy, who was in Beirut on Thursday, discussed …": the only day there is, told in the simple past of who acts."""
    if token.tag_ in ("VBZ", "VBP"):
        return None  # "Chad, which shut its border on Monday, lets refugees in": how things stand
    doers = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    asides = [
        r for d in doers for r in d.children if r.dep_ == "relcl" and not _is_aside(r) and r.tag_ in ("VBD", "VBN")
    ]
    for aside in asides:
        area = one.of(aside.doc[aside.left_edge.i : aside.right_edge.i + 1])
        found = [d for d in dates if area.covers(d.span)]
        if len(found) == 1 == len(dates) and found[0].value.prec <= 2:
            return found[0]
    return None


def _soon_after(one: Parsed, token: Token, dates: Sequence[Mention[When]], frame: Frame) -> Mention[When] | None:
    """ "Police seized opium from two trucks which had crossed on Thursday": between that day and the report's, if they are near."""
    today = frame.report_date
    if len(dates) != 1 or today is None or token.pos_ != "VERB":
        return None
    when, words = dates[0].value, one.tokens(dates[0].span)
    if words is None or when.prec > 1 or not today - SOON * DAY <= when.first <= today:
        return None
    asides = [a for a in words.root.ancestors if a.dep_ == "relcl" and token in a.ancestors and a.i > token.i]
    if not asides or not any(c.lower_ == "had" and c.dep_ == "aux" for c in asides[0].children):
        return None
    since = When(when.first, today, precision(when.first, today))
    return Mention(since, dates[0].span, "date.soon_after", f"not before {dates[0].reason}")


def _tells_of_saying(
    one: Parsed, sent: Tokens, date: Mention[When], trigger: Span, own: Tail | None, tails: Sequence[Tail]
) -> bool:
    """The date stands in the words of another attribution than the trigger's, or right behind its verb, and the trigger does not."""
    if (said := _SAID.search(sent.text[: date.span.start - one.passage.span.start - sent.start_char])) is not None:
        verb = one.passage.span.start + sent.start_char + said.start()
        return not trigger.start <= verb < trigger.end
    return any(
        t is not own and t.span.covers(date.span) and not t.scope.covers(date.span) and not t.span.covers(trigger)
        for t in tails
    )
