"""Events by verb and noun frames over the parse: what happened, to whom, over which border, when, and how sure the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import When, Where
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.event_types import load_event_types, types_of_story
from incidents.parsing.stages.announced import day_of_word
from incidents.parsing.stages.captures import way_of_capture
from incidents.parsing.stages.clauses import SAYING, Parties, points_back
from incidents.parsing.stages.coreference import REACH
from incidents.parsing.stages.directions import direction, filled, named
from incidents.parsing.stages.event import Event, Heard
from incidents.parsing.stages.homes import DATELINE
from incidents.parsing.stages.links import (
    ANY_BORDER,
    Link,
    Sentence,
    border_link,
    named_groups,
    places_in,
)
from incidents.parsing.stages.modality import read_modality
from incidents.parsing.stages.own_links import border_of, home_link, own_link
from incidents.parsing.stages.participants import read_participants
from incidents.parsing.stages.scene import scene_of, unspoken
from incidents.parsing.stages.sides import host_of, with_unsaid
from incidents.parsing.stages.splitting import split
from incidents.parsing.stages.story import Story
from incidents.parsing.stages.ties import is_tied
from incidents.parsing.stages.timing import Timing, ever_since, happened, of_its_day, when_of
from incidents.parsing.stages.triggers import Lexicon, Trigger, triggers
from incidents.parsing.tongue import Parsed

_GENERAL = re.compile(
    r"\b(?:for (?:years|decades|months|generations)|over the (?:past )?(?:years|decades)|decades?-long|years-long|long-running|often|usually|regularly|routinely|"
    r"in the past|throughout the (?:\w+ )?(?:conflict|war|crisis|years)|historically|every (?:year|day|week|month)|frequently|traditionally|almost daily|near-daily|typically|(?:\w+-(?:year|decade)(?:-old)?|long) (?:civil )?(?:war|conflict|insurgency|campaign|rebellion))\b",
    re.I,
)
_SINCE = re.compile(r"\bsince\b[^,;]*$", re.I)
_POINTS_BACK = frozenset(("the", "this", "that", "these", "those", "latest", "such"))


def read_events(heard: Heard) -> tuple[Event, ...]:
    """Every event of the report, in the order of its triggers; figures are attached by `figures.py`."""
    words = "\n".join(one.text for one in heard.parsed)
    story = Story(heard.setting, of_borders=ANY_BORDER.search(words) is not None)
    lexicon = Lexicon.of(types_of_story(load_event_types(), words))
    found: list[Event] = []
    for one in heard.parsed:
        for sent in one.doc.sents:
            told = list(_in_sentence(heard, story, lexicon, one, sent))
            story.hear(told)
            found += told
    return tuple(found)


def is_general(words: str) -> bool:
    """A sentence about how things usually are, or have been for years: it tells of no single event (codebook 9.1)."""
    return _GENERAL.search(words) is not None


def _in_sentence(heard: Heard, story: Story, lexicon: Lexicon, one: Parsed, sent: Tokens) -> Iterator[Event]:
    span = one.of(sent)
    dated = bool(inside(heard.dates, span))
    if not dated and is_general(sent.text):
        return
    places = tuple(places_in(heard.places, span))
    near = tuple(inside(heard.actors, Span(max(0, span.start - REACH), span.end)))
    groups = tuple(m for m in named_groups(span, near) if m.value.country)
    link = border_link(one, sent, places, groups, heard.setting, heard.world, story.of_borders)
    here = Sentence(one, sent, span, places, link, near, tuple(places_in(heard.unmapped, span)), groups)
    told: list[Event] = []
    for trigger in triggers(sent, lexicon, _spots(one, places)):
        event = _event(heard, replace(here, link=own_link(here, trigger)), trigger)
        if (
            event is None
            and _may_be_of_story(link, trigger)
            and (dated or story.is_near(one, trigger))
            and (tie := story.link(trigger, here, dated)) is not None
        ):
            event = _event(heard, replace(here, link=tie), trigger)
        if event is None and dated and (tie := home_link(here, trigger, heard.setting, heard.world)) is not None:
            event = _event(heard, replace(here, link=tie), trigger)
        if event is None and (tie := story.line(here, trigger, heard.world, dated)) is not None:
            event = _event(heard, replace(here, link=tie), trigger)
        if event is not None:
            _tell(told, event)
    yield from (part for event in told for part in split(event, here, heard.world))


def _may_be_of_story(link: Link | None, trigger: Trigger) -> bool:
    """An arrest in a sentence that names both sides, and ties it to no border by that, is not of the story."""
    return link is None or link.rule != "border.neighbours" or trigger.kind.family != "crime"


def _spots(one: Parsed, places: Sequence[Mention[Where]]) -> frozenset[int]:
    """The words of towns, posts and hills, which nobody arrests."""
    named = (one.tokens(m.span) for m in places if m.value.kind not in ("country", "demonym", "border"))
    return frozenset(t.i for tokens in named if tokens is not None for t in tokens)


def _tell(told: list[Event], event: Event) -> None:
    """A second trigger of a type is a second event only with a day of its own; else it adds what the first left open."""
    apart = [_goes_back(e, event) or _goes_on_since(e, event) for e in told]
    same = [n for n, e in enumerate(told) if e.kind.code == event.kind.code and not apart[n]]
    day = event.when.value.first if event.when and event.explicit else None
    days = {e.when.value.first if e.when and e.explicit else None for e in (told[n] for n in same)}
    if not same or (day is not None and day not in days and None not in days):
        told.append(event)
        return
    first = told[same[0]]
    if modality_clashes(first, event):
        return
    directed = first.away and first.toward
    told[same[0]] = replace(
        first,
        when=first.when if first.explicit else event.when,
        explicit=first.explicit or event.explicit,
        border=first.border if directed or not (event.away and event.toward) else event.border,
        away=first.away if directed else event.away or first.away,
        toward=first.toward if directed else event.toward or first.toward,
        place=min((p for p in (first.place, event.place) if p), key=lambda m: m.value.prec, default=None),
        actors=first.actors or event.actors,
        weak=first.weak and event.weak,
    )


def _goes_back(first: Event, event: Event) -> bool:
    """ "Fired back after rockets from over the border hit": each way is an event of its own."""
    if not (first.away and first.toward and event.away and event.toward):
        return False
    return (first.away.value, first.toward.value) == (event.toward.value, event.away.value)


def _goes_on_since(first: Event, event: Event) -> bool:
    """ "The new skirmish, east of the hills where the armies have fought since Friday": the longer fight lends it no day."""
    is_longer = event.explicit and event.when is not None and event.when.value.lasted
    return event.kind.code == "border_clash" and is_longer and not first.explicit and event.verb != first.verb


def modality_clashes(a: Event, b: Event) -> bool:
    """One happened and the other did not, or is only ordered: their words must not be joined."""
    return a.modality.value != b.modality.value


def _event(heard: Heard, here: Sentence, trigger: Trigger) -> Event | None:
    one, token, kind = here.one, trigger.token, trigger.kind
    actors = read_participants(here, trigger, heard.world)
    away, toward = direction(here, trigger, actors, heard.world)
    acting = {a.who.value.country for a in actors}
    if not is_tied(here, trigger, away, toward, heard.setting, acting) or _is_summary(heard, here, trigger):
        return None
    border = _border(heard, here.link, away, toward)
    away, toward = filled(here, trigger, away, toward, heard.world)
    if kind.by_capture and not (away and toward and kind.directed):
        by_taker = way_of_capture(here, trigger, actors, border)
        away, toward = by_taker if any(by_taker) or not kind.directed else (away, toward)
    code = border.value if border else ""
    place = scene_of(unspoken(here, heard.tails), token, kind, code, heard.frame, heard.world)
    actors = (*with_unsaid(actors, kind, here, border, place, heard), *host_of(here, kind, toward, heard.world))
    modality = read_modality(one, here.sent, token)
    if modality.value == "actual" and (coming := _to_come(heard, here, trigger)) is not None:
        modality = Mention("ordered", coming.span, "modality.future_day", "its day is still to come")
    if modality.value == "ordered" and kind.family == "force" and border is not None and border.rule == "border.story":
        return None  # what somebody only announces has no place but the one that its own words give
    timing = _timing(heard, here, trigger, modality)
    return Event(
        kind=kind,
        trigger=one.of(token),
        sentence=here.span,
        passage=one.passage.index,
        headline=one.passage.kind == "headline",
        modality=modality,
        when=timing.when,
        explicit=timing.explicit,
        said=timing.said,
        border=border,
        away=away if kind.directed or kind.by_capture else None,
        toward=toward if kind.directed or kind.by_capture else None,
        place=place,
        actors=actors,
        claims=(),
        evidence=_evidence(one, here.sent, token, trigger.who),
        past_perfect=_is_recalled(token),
        weak=token.lemma_.lower() in kind.weak,
        verb=token.lemma_.lower(),
        goes_on=token.pos_ == "VERB" and points_back(trigger.who.all),
        of_manner=token.dep_ == "pobj" and token.head.lower_ in ("in", "during") and token.head.head.pos_ == "VERB",
        repeats=token.pos_ == "NOUN" and any(c.lower_ in _POINTS_BACK for c in token.children),
    )


def _is_recalled(token: Token) -> bool:
    """Told in the past perfect, but for reported speech, which shifts every tense back ("said it had repulsed …")."""
    if not any(c.lower_ in ("had", "having") and c.dep_ == "aux" for c in token.children):
        return False
    return not (token.dep_ == "ccomp" and token.head.lemma_.lower() in SAYING)


def _is_summary(heard: Heard, here: Sentence, trigger: Trigger) -> bool:
    """Habits, and plurals of one-sided violence without a day or month ("the air strikes", "attacks last year") sum up; they tell of no one event."""
    is_way_of_things = trigger.token.dep_ == "relcl" and trigger.token.tag_ in (
        "VBP",
        "VBZ",
    )  # "those who enter illegally"
    is_plural = trigger.kind.code in ("border_attack", "cross_border_fire") and trigger.token.tag_ == "NNS"
    if not (is_plural or is_way_of_things):
        return False
    return not any(d.value.prec < 5 for d in inside(heard.dates, here.span))


def _to_come(heard: Heard, here: Sentence, trigger: Trigger) -> Mention[When] | None:
    """ "has summoned both governments to a meeting on Sept. 24": what the report's day has not seen is only announced."""
    today = heard.frame.report_date
    if today is None or trigger.kind.family not in ("talk", "control"):
        return None
    when = when_of(here.one, here.sent, trigger.token, heard.dates, heard.tails, heard.frame).when
    if when is None or when.rule == "date.weekday" or when.value.first <= today:
        return None
    start = here.one.passage.span.start
    before = here.one.text[here.span.start - start : max(0, when.span.start - start)]
    return None if _SINCE.search(before) else when  # "since the coup on July 26": of the year before


def _timing(heard: Heard, here: Sentence, trigger: Trigger, modality: Mention[str]) -> Timing:
    token, kind = trigger.token, trigger.kind
    if modality.value == "ordered":
        return day_of_word(here.one, here.sent, token, modality.span, heard.dates, heard.tails, heard.frame)
    dates = tuple(of_its_day(heard.dates, kind))
    if modality.value == "actual":
        dates = tuple(happened(dates, heard.frame))
    timing = when_of(here.one, here.sent, token, dates, heard.tails, heard.frame)
    return ever_since(here.one, token, timing, heard.frame) if kind.family == "movement" else timing


def _border(
    heard: Heard, link: Link | None, away: Mention[str] | None, toward: Mention[str] | None
) -> Mention[str] | None:
    """The border between the two sides of a movement, else the one that the sentence is tied to."""
    if away and toward:
        if sides := heard.world.border_code(away.value, toward.value):
            if link is not None and link.rule == DATELINE and link.code == sides:
                return border_of(link, heard.setting)
            return Mention(
                sides,
                toward.span,
                "border.direction",
                f"from {named(away.value, heard.world)} to {named(toward.value, heard.world)}",
            )
        if link is None or not {away.value, toward.value} & set(link.code.split("-")):
            return None
    return border_of(link, heard.setting) if link else None


def _evidence(one: Parsed, sent: Tokens, token: Token, who: Parties) -> Span:
    """From the first party to the last word that the trigger itself needs: its object and the phrase right behind it."""
    left = min(
        [token.i, *(t.left_edge.i for t in who.doers[:1]), *(t.left_edge.i for t in who.sufferers[:1] if t.i < token.i)]
    )
    behind = [t.right_edge.i for t in who.sufferers[:1]]
    behind += [c.right_edge.i for c in token.children if c.dep_ in ("prep", "prt", "advmod") and c.i == token.i + 1]
    right = max([token.i, *behind])
    left, right = max(left, sent.start), min(max(right, left + 1), left + 40, sent.end - 1)
    if right < token.i:
        left, right = max(sent.start, token.i - 20), token.i
    return one.of(one.doc[left : right + 1])
