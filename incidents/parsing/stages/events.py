"""Events by verb and noun frames over the parse: what happened, to whom, over which border, when, and how sure the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.document import Frame
from incidents.parsing.drafts import ActorDraft, ClaimDraft, Count, When, Where, Who
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import EventFrame, EventType, load_event_types
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.claims import claim_kind
from incidents.parsing.stages.links import BORDER_WORD, Link, border_link, direction, places_in
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.statements import Tail
from incidents.parsing.tongue import Parsed

_ORDERING = {"order", "instruct", "plan", "intend", "threaten", "announce", "vow", "prepare", "decide", "agree", "ask", "call", "urge", "propose", "offer", "request", "pledge", "promise", "want", "demand", "authorize", "authorise"}  # fmt: skip
_DOUBT = {"could", "may", "might", "would", "can", "should"}
_RUMOUR = re.compile(
    r"\b(?:rumou?rs?|rumou?red|unconfirmed|if|in case|whether|feared? (?:to|that)|fears? (?:that|of)|aimed at|ways to|in an attempt to prevent|prevent\w*|in order to|risk of|possib\w+)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|dismiss\w+|rejected (?:reports|claims))\b", re.I)
_GENERAL = re.compile(
    r"\b(?:for (?:years|decades|months)|over the (?:past )?years|decades?-long|years-long|long-running|often|usually|regularly|routinely|in the past|historically|every (?:year|day|week)|frequently|traditionally)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One trigger's event before the report's events are put together."""

    kind: EventType
    trigger: Span
    sentence: Span
    passage: int
    headline: bool
    modality: Mention[str]
    when: Mention[When] | None
    explicit: bool  # the sentence itself says when
    border: Mention[str] | None
    away: Mention[str] | None
    toward: Mention[str] | None
    place: Mention[Where] | None
    actors: tuple[ActorDraft, ...]
    claims: tuple[ClaimDraft, ...]
    evidence: Span
    past_perfect: bool
    strength: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What the earlier stages found, for the whole report."""

    frame: Frame
    parsed: Sequence[Parsed]
    places: Sequence[Mention[Where]]
    setting: Setting
    dates: Sequence[Mention[When]]
    numbers: Sequence[Mention[Count]]
    actors: Sequence[Mention[Who]]
    tails: Sequence[Tail]
    world: World


def _subjects(trigger: Token) -> list[Token]:
    """Who does it: the subject, the agent of a passive, the owner of a noun; conjuncts included."""
    found = [c for c in trigger.children if c.dep_ in ("nsubj", "nsubjpass")]
    at = trigger
    while (
        not found
        and at.dep_ in ("conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp", "prep", "pobj", "dobj")
        and at.head.i != at.i
    ):
        if at.dep_ in ("relcl", "acl"):
            found = [at.head]
            break
        at = at.head
        found = [c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")]
        if at.pos_ == "VERB" and found:
            break
    if trigger.pos_ == "NOUN":
        for child in trigger.children:
            if child.dep_ in ("poss", "compound", "amod", "nmod"):
                found.insert(0, child)
            if child.dep_ == "prep" and child.lower_ in ("of", "by", "between", "involving"):
                found += [c for c in child.children if c.dep_ == "pobj"]
    return [*found, *(c for f in found for c in f.conjuncts)]


def _objects(trigger: Token) -> list[Token]:
    found = [c for c in trigger.children if c.dep_ in ("dobj", "nsubjpass", "dative", "attr", "oprd")]
    if trigger.pos_ == "NOUN":
        found += [
            c
            for p in trigger.children
            if p.dep_ == "prep" and p.lower_ in ("on", "against", "of")
            for c in p.children
            if c.dep_ == "pobj"
        ]
    for prep in (c for c in trigger.children if c.dep_ == "prep" and c.lower_ in ("on", "at", "against", "with")):
        found += [c for c in prep.children if c.dep_ == "pobj"]
    return [*found, *(c for f in found for c in f.conjuncts)]


def _agents(trigger: Token) -> list[Token]:
    return [c for a in trigger.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"]


def _has_class(tokens: Sequence[Token], classes: frozenset[str]) -> bool:
    for token in tokens:
        if class_of(token) in classes:
            return True
        if (
            token.pos_ in ("NUM", "PRON", "DET")
            or token.lower_ in ("total", "group", "number", "dozen", "majority", "rest")
        ) and any(class_of(c) in classes for c in token.subtree):
            return True
        if token.lower_ in ("others", "dozens", "hundreds", "thousands", "some", "many") and classes:
            return True
    return False


def _fits(frame: EventFrame, token: Token, sent: Tokens, clause: str) -> bool:
    lemma = token.lemma_.lower()
    is_verb = token.pos_ in ("VERB", "AUX") and lemma in frame.verbs
    is_noun = token.pos_ in ("NOUN", "PROPN") and (lemma in frame.nouns or token.lower_ in frame.nouns)
    if not (is_verb or is_noun):
        return False
    if frame.words and not frame.words.search(clause):
        return False
    if frame.without and frame.without.search(clause):
        return False
    if frame.subject:
        near = list(sent) if frame.either else [*_subjects(token), *(_objects(token) if is_noun else [])]
        if not _has_class(near, frame.subject):
            return False
    if frame.object:
        near = list(sent) if frame.either else [*_objects(token), *(_subjects(token) if token.dep_ != "ROOT" else [])]
        if not _has_class(near, frame.object):
            return False
    return True


def _clause(token: Token, sent: Tokens) -> str:
    """The words around a trigger that are its own: its subtree and what stands up to it, at most the sentence."""
    left, right = token.left_edge.i, token.right_edge.i
    if token.dep_ in ("xcomp", "pcomp", "dobj", "pobj", "nsubj", "attr", "relcl", "acl", "compound", "ccomp"):
        left, right = min(left, token.head.i), max(right, token.head.i)
    left, right = max(sent.start, min(left, token.i - 6)), min(sent.end, max(right + 1, token.i + 12))
    return token.doc[left:right].text


class _Finder:
    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.types = load_event_types()

    def events(self) -> Iterator[Event]:
        for one in self.heard.parsed:
            for sent in one.doc.sents:
                yield from self._in_sentence(one, sent)

    def _in_sentence(self, one: Parsed, sent: Tokens) -> Iterator[Event]:
        span = one.of(sent)
        here = places_in(self.heard.places, span)
        link = border_link(one, sent, here, self.heard.setting, self.heard.world)
        if _GENERAL.search(sent.text) and not self._dates_in(span):
            return
        seen: dict[str, set[object]] = {}
        for token in sent:
            if token.pos_ not in ("VERB", "NOUN", "PROPN", "AUX"):
                continue
            clause = _clause(token, sent)
            for kind in self.types:
                frame = next((f for f in kind.frames if _fits(f, token, sent, clause)), None)
                if frame is None:
                    continue
                event = self._event(one, sent, token, kind, frame, link, here)
                day = event.when.value.first if event is not None and event.when and event.explicit else None
                days = seen.setdefault(kind.code, set())
                # A second trigger of the type is a second event only with a day of its own.
                if event is not None and (not days or (day is not None and day not in days)):
                    days.add(day)
                    yield event
                    yield from self._gapped(one, sent, event)

    # --- one event ---------------------------------------------------------------------------------------------------

    def _event(
        self,
        one: Parsed,
        sent: Tokens,
        token: Token,
        kind: EventType,
        frame: EventFrame,
        link: Link | None,
        here: Sequence[Mention[Where]],
    ) -> Event | None:
        subjects, objects = _subjects(token), _objects(token)
        mover = next(iter([*subjects, *objects]), None)
        away, toward = direction(one, token, mover, here, link.code if link else "")
        if not self._tied(one, token, frame, sent, link, away, toward, here):
            return None
        sides = self.heard.world.border_code(away.value, toward.value) if away and toward else ""
        border: Mention[str] | None = None
        if sides and toward:
            border = Mention(
                sides, toward.span, "border.direction", f"from {away.value if away else ''} to {toward.value}"
            )
        elif (link and not (away and toward)) or (
            link and {away.value if away else "", toward.value if toward else ""} & set(link.code.split("-"))
        ):
            border = Mention(link.code, link.span, link.rule, link.reason)
        if kind.family in ("control", "talk", "other") or kind.code in (
            "border_clash",
            "detention",
            "border_seizure",
            "border_attack",
        ):
            away = toward = None
        when, explicit = self._when(one, sent, token)
        modality = self._modality(one, sent, token)
        if modality.value == "ordered":
            when, explicit = self._day_of_word(one, sent, token)
        claims = self._claims(one, sent, token, kind)
        place = self._place(one, sent, here, border, kind)
        left = min([token.i, *(t.left_edge.i for t in subjects[:1])])
        right = max(
            [
                token.i,
                *(t.right_edge.i for t in objects[:1]),
                *(c.right_edge.i for c in token.children if c.dep_ == "prep" and c.i == token.i + 1),
            ]
        )
        left, right = max(left, sent.start), min(max(right, left + 1), left + 40, sent.end - 1)
        evidence = one.of(one.doc[left : right + 1])
        past_perfect = any(c.lower_ in ("had", "having") and c.dep_ == "aux" for c in token.children)
        strength = (
            0.5
            + 0.15 * bool(link and link.strict)
            + 0.15 * explicit
            + 0.1 * bool(claims)
            + 0.1 * (token.pos_ == "VERB")
        )
        return Event(
            kind=kind, trigger=one.of(token), sentence=one.of(sent), passage=one.passage.index, headline=one.passage.kind == "headline",
            modality=modality, when=when, explicit=explicit, border=border, away=away, toward=toward, place=place,
            actors=self._actors(one, token, kind, subjects, objects), claims=claims, evidence=evidence, past_perfect=past_perfect, strength=strength,
        )  # fmt: skip

    def _tied(
        self,
        one: Parsed,
        token: Token,
        frame: EventFrame,
        sent: Tokens,
        link: Link | None,
        away: Mention[str] | None,
        toward: Mention[str] | None,
        here: Sequence[Mention[Where]],
    ) -> bool:
        """The codebook's "near the border": by the sentence's own words or a place at the border, as the frame asks."""
        if "destination" in frame.needs:
            crosses = bool(away and toward and away.value != toward.value)
            return bool(toward and (crosses or link)) or bool(
                link
                and link.strict
                and re.search(
                    r"\b(?:across|cross(?:ed|ing)?|over) (?:[\w–-]+ ){0,3}(?:border|frontier|line|river)",
                    sent.text,
                    re.I,
                )
            )
        if "over" in frame.needs:
            countries = {m.value.country for m in here if m.value.country}
            return bool(away and toward) or bool(link and (link.strict or len(countries) > 1) and len(countries) > 0)
        if "border_strict" in frame.needs:
            around = one.of(sent.doc[max(sent.start, token.i - 8) : min(sent.end, token.i + 9)])
            two_sides = (
                len({m.value.country for m in here if m.value.kind in ("demonym", "country") and around.covers(m.span)})
                > 1
            )
            return bool(link and (link.strict or (two_sides and self.heard.setting.borders[link.code] > 1)))
        if "border_topic" in frame.needs:
            two = {m.value.country for m in here if m.value.kind in ("demonym", "country")}
            return bool(
                link and (BORDER_WORD.search(sent.text) or (len(two) > 1 and self.heard.setting.borders[link.code] > 4))
            )
        return link is not None

    def _dates_in(self, span: Span) -> list[Mention[When]]:
        return [d for d in self.heard.dates if span.covers(d.span)]

    def _tail_of(self, span: Span) -> Tail | None:
        """The attribution whose content a stretch stands in."""
        found = [t for t in self.heard.tails if t.scope.covers(span)]
        return min(found, key=lambda t: t.scope.end - t.scope.start) if found else None

    def _when(self, one: Parsed, sent: Tokens, token: Token) -> tuple[Mention[When] | None, bool]:
        """The date that belongs to the trigger: in its own clause, else in the sentence outside any attribution."""
        span, trigger = one.of(sent), one.of(token)
        dates = self._dates_in(span)
        tail = self._tail_of(trigger)
        inside = [d for d in dates if tail is None or tail.scope.covers(d.span)]
        if inside:
            own = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
            best = min(inside, key=lambda d: (not own.covers(d.span), _distance(d.span, trigger)))
            return best, True
        if dates and tail is not None and dates[0].value.prec > 1:
            return dates[0], True
        return None, False

    def _day_of_word(self, one: Parsed, sent: Tokens, token: Token) -> tuple[Mention[When] | None, bool]:
        """Ordered incidents are dated on the day of the order or announcement (codebook 10)."""
        trigger = one.of(token)
        tail = self._tail_of(trigger)
        told = [d for d in self._dates_in(one.of(sent)) if d.value.prec == 1]
        dates = [d for d in told if tail is None or not tail.scope.covers(d.span)]
        if dates:
            day = dates[0]
            return Mention(replace(day.value, part_of_day=""), day.span, "date.announced", day.reason), True
        today = self.heard.frame.report_date
        if today is None:
            return None, False
        return Mention(
            When(today, today, 1), trigger, "date.announced_today", "ordered or announced: the report's day"
        ), True

    def _modality(self, one: Parsed, sent: Tokens, token: Token) -> Mention[str]:
        at: Token = token
        for _ in range(5):
            auxiliaries = {c.lower_: c for c in at.children if c.dep_ in ("aux", "neg")}
            for word, aux in auxiliaries.items():
                if word in ("not", "n't", "never"):
                    return Mention("denied", one.of(aux), "modality.negated")
                if word in _DOUBT:
                    return Mention("hypothetical", one.of(aux), "modality.doubt")
                if word in ("will", "shall", "'ll"):
                    return Mention("ordered", one.of(aux), "modality.future")
            if any(
                c.dep_ == "det" and c.lower_ == "no"
                for s in at.children
                if s.dep_ in ("nsubj", "nsubjpass")
                for c in s.children
            ):
                return Mention("denied", one.of(at), "modality.negated")
            head = at.head
            if (
                at.dep_ in ("xcomp", "ccomp", "advcl", "dobj", "pobj", "prep", "acl", "pcomp", "relcl")
                and head.i != at.i
            ):
                if (
                    head.lemma_.lower() in _ORDERING
                    and at.dep_ in ("xcomp", "ccomp", "acl", "dobj")
                    and any(c.lower_ == "to" and c.dep_ == "aux" for c in at.children)
                ):
                    return Mention("ordered", one.of(head), "modality.ordered", f"“{head.text}”")
                if head.lemma_.lower() in ("deny", "refute"):
                    return Mention("denied", one.of(head), "modality.denied")
                if head.lemma_.lower() in ("try", "attempt", "fail") and token.lemma_.lower() not in ("cross", "enter"):
                    return Mention("hypothetical", one.of(head), "modality.attempted")
                at = head
            else:
                break
        clause = one.doc[max(sent.start, token.i - 12) : token.i + 1]
        if doubt := _RUMOUR.search(clause.text):
            start = one.passage.span.start + clause.start_char + doubt.start()
            return Mention("hypothetical", Span(start, start + len(doubt[0])), "modality.doubt", f"“{doubt[0]}”")
        return Mention("actual", one.of(token), "modality.plain")

    def _claims(self, one: Parsed, sent: Tokens, token: Token, kind: EventType) -> tuple[ClaimDraft, ...]:
        span = one.of(sent)
        found = []
        for number in self.heard.numbers:
            if not span.covers(number.span):
                continue
            counted = claim_kind(one, number, kind)
            if counted is None:
                continue
            tail = self._tail_of(number.span)
            source = tail.speaker if tail and tail.speaker else None
            found.append(ClaimDraft(counted, number, source))
        return tuple(found)

    def _place(
        self, one: Parsed, sent: Tokens, here: Sequence[Mention[Where]], border: Mention[str] | None, kind: EventType
    ) -> Mention[Where] | None:
        """The most specific named place that fits the border; talks are about a border, never at the city of the meeting."""
        code = border.value if border else ""
        sides = set(code.split("-"))
        dateline = self.heard.frame.dateline_place.casefold()
        spots = [
            m
            for m in here
            if m.value.kind not in ("country", "demonym")
            and (m.value.border == code or m.value.country in sides or not code)
        ]
        spots = [m for m in spots if m.value.name.casefold() != dateline]
        if kind.family == "talk":
            spots = [m for m in spots if m.value.prec >= 5]
        if not spots:
            return None
        return min(spots, key=lambda m: (m.value.prec, m.value.border != code, m.span.start))

    def _actors(
        self, one: Parsed, token: Token, kind: EventType, subjects: list[Token], objects: list[Token]
    ) -> tuple[ActorDraft, ...]:
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children)
        doers = _agents(token) if passive else subjects
        suffer = subjects if passive else objects
        movers = kind.code in (
            "cross_border_retreat",
            "refugee_influx",
            "irregular_crossing",
            "return",
            "incursion",
            "border_death",
        )
        drafts = []
        if movers:
            drafts += [self._who(one, t, "mover") for t in (subjects or objects)]
        elif kind.code == "reinforcement":
            drafts += [
                self._who(
                    one,
                    t,
                    "mover" if class_of(t) in ("armed", "border_guard", "police") and not objects else "initiator",
                )
                for t in subjects
            ]
            drafts += [self._who(one, t, "mover") for t in objects if class_of(t)]
        elif kind.code in ("border_clash", "diplomatic_contact"):
            drafts += [
                self._who(one, t, "initiator")
                for t in subjects + [o for o in objects if o.pos_ == "PROPN" or class_of(o)]
            ]
        else:
            drafts += [self._who(one, t, "initiator") for t in doers]
            drafts += [self._who(one, t, "target") for t in suffer if class_of(t) or t.pos_ == "PROPN"]
        drafts += self._causes(one, token)
        return tuple({(d.who.value.name, d.role): d for d in drafts if d}.values())

    def _causes(self, one: Parsed, token: Token) -> list[ActorDraft | None]:
        words = one.doc[token.i : min(token.i + 25, token.sent.end)].text
        match = re.search(
            r"under (?:the )?(?:pressure|attack|fire) (?:of|from|by)|fleeing|in the face of|advance of|after (?:an? )?(?:attack|offensive)s? (?:by|of)|pursued by",
            words,
        )
        if not match:
            return []
        start = one.passage.span.start + one.doc[token.i].idx + match.end()
        after = [m for m in self.heard.actors if start <= m.span.start < start + 40]
        return [ActorDraft(after[0], "cause")] if after else []

    def _who(self, one: Parsed, token: Token, role: str) -> ActorDraft | None:
        if token.pos_ == "PRON":
            return None
        span = one.of(token)
        mention = next((m for m in self.heard.actors if m.span.covers(span)), None)
        if mention is None:
            area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
            mention = next((m for m in self.heard.actors if area.covers(m.span)), None)
        if mention is None or not re.search(r"[A-Za-z]{3}", mention.value.name):
            return None
        return ActorDraft(mention, role)

    def _gapped(self, one: Parsed, sent: Tokens, event: Event) -> Iterator[Event]:
        """ "over 300 … on Saturday and 94 others on Sunday evening": a second figure with its own day is a second event."""
        if event.when is None or event.kind.claim == "other":
            return
        span = one.of(sent)
        for number in self.heard.numbers:
            if not number.value.additive or not span.covers(number.span) or number.span.start < event.trigger.start:
                continue
            later = [
                d
                for d in self._dates_in(span)
                if d.span.start >= number.span.end and d.value.first != event.when.value.first
            ]
            if not later or later[0].span.start - number.span.end > 25:
                continue
            kind = Mention(event.kind.claim, number.span, "claim.gapped", "counts what the clause before counts")
            own = tuple(c for c in event.claims if c.count.span == number.span)
            source = own[0].attributed_to if own else None
            yield replace(
                event, when=later[0], explicit=True, claims=(ClaimDraft(kind, number, source),), evidence=number.span.join(later[0].span)
            )  # fmt: skip


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)


def read_events(heard: Heard) -> tuple[Event, ...]:
    """Every event of the report, in the order of its triggers, each figure with the event that it counts."""
    found = list(_Finder(heard).events())
    return tuple(_with_later_figures(heard, [_own_figures(event, found) for event in found]))


def _own_figures(event: Event, found: Sequence[Event]) -> Event:
    """Where one sentence tells of several days, a figure belongs to the trigger that stands nearest to it."""
    rivals = [e for e in found if e is not event and e.sentence == event.sentence and e.kind.code == event.kind.code]
    gapped = {c.count.span for e in rivals for c in e.claims if c.kind.rule == "claim.gapped"}

    def is_mine(claim: ClaimDraft) -> bool:
        if claim.kind.rule == "claim.gapped":
            return True
        if claim.count.span in gapped:
            return False
        mine = _distance(claim.count.span, event.trigger)
        plain = [e for e in rivals if not any(c.kind.rule == "claim.gapped" for c in e.claims)]
        return all(mine <= _distance(claim.count.span, e.trigger) for e in plain)

    return replace(event, claims=tuple(c for c in event.claims if is_mine(c)))


_TOLL = {
    "killed": {"force", "deaths", "movement"},
    "injured": {"force", "deaths", "movement"},
    "missing": {"force", "deaths", "movement"},
    "detained": {"force", "crime"},
}


def _with_later_figures(heard: Heard, events: list[Event]) -> list[Event]:
    """A toll in a sentence that names no event counts for the event told last, at most two paragraphs before."""
    taken = {c.count.span for e in events for c in e.claims}
    told = {e.sentence for e in events}
    for one in heard.parsed:
        for sent in one.doc.sents:
            span = one.of(sent)
            if span in told:
                continue
            for number in heard.numbers:
                if span.covers(number.span) and number.span not in taken:
                    _give_to_last(heard, events, one, span, number)
    return events


def _give_to_last(heard: Heard, events: list[Event], one: Parsed, sentence: Span, number: Mention[Count]) -> None:
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if event.headline or event.sentence.start > sentence.start or not 0 <= one.passage.index - event.passage <= 2:
            continue
        kind = claim_kind(one, number, event.kind)
        if kind is None or event.kind.family not in _TOLL.get(kind.value, set()):
            return
        tail = next((t for t in heard.tails if t.scope.covers(number.span)), None)
        events[at] = replace(event, claims=(*event.claims, ClaimDraft(kind, number, tail.speaker if tail else None)))
        return
