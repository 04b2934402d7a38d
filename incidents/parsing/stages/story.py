"""What a report is about: a later sentence of the same story need not name the border again."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from spacy.tokens import Token

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import OF_GATES, EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.clauses import SAYING
from incidents.parsing.stages.distance import distance
from incidents.parsing.stages.links import BORDER_WORD, MUCH_NAMED, Link, Sentence, titled
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger, own_words
from incidents.parsing.tongue import Parsed

_BOTH = re.compile(
    r"\b(?:two|both) (?:\w+ ){0,2}(?:sides|countries|neighbou?rs|governments|nations|armies|states|capitals|leaders|presidents|ministers)\b|\bcounterparts?\b|\bflag meeting\b|"
    r"\bneighbou?rs\b|\bhotline\b|\bpeace talks\b|\bprevious talks\b|\brepatriation\b|\bthe talks\b|"
    r"\b(?:обе|двух|обеих|двумя) (?:\w+ )?(?:сторон|стран|государств|республик)\w*|\bстороны\b|\bколлег(?:ой|у|а)\b|\bсосед(?:и|ями|ей)\b",
    re.I,
)
_GATE = re.compile(
    r"\b(?:the|its|that|this|both) (?:\w+ ){0,2}?(?:crossings?|gates?|bridges?|checkpoints?|posts?)\b", re.I
)
_PROMPTS = frozenset(
    ("prompt", "force", "cause", "drive", "send", "lead", "push", "trigger", "spark", "uproot", "displace")
)
_FROM_SUBJECT = frozenset(("movement", "control", "crime", "talk"))


class Word(Protocol):
    """What the story needs to know of a trigger, in whatever language."""

    @property
    def kind(self) -> EventType: ...
    @property
    def token(self) -> Token: ...


class Told(Protocol):
    """What the story needs to know of an event."""

    @property
    def kind(self) -> EventType: ...
    @property
    def passage(self) -> int: ...
    @property
    def border(self) -> Mention[str] | None: ...


class Story:
    """The borders that the events told so far were tied to, by family of event type."""

    def __init__(self, setting: Setting, *, of_borders: bool) -> None:
        self.setting = setting
        self.of_borders = of_borders  # the report speaks of some border
        self.told: dict[str, Mention[str]] = {}
        self.types: set[str] = set()
        self.times = Counter[str]()
        self.last = -2  # the passage that told last

    def hear(self, events: Iterable[Told]) -> None:
        for event in events:
            self.last = event.passage
            if event.border is not None:
                self.told[event.kind.family] = event.border
                self.types.add(event.kind.code)
                self.times[event.border.value] += 1

    def is_near(self, one: Parsed, trigger: Word) -> bool:
        """True when an event of this very type was told before, or any in this paragraph or the one above."""
        return trigger.kind.code in self.types or one.passage.index <= self.last + 1

    def link(self, trigger: Word, here: Sentence, dated: bool) -> Link | None:
        """The border that the report is about, where an event of this family was told of it or it plainly is the subject,
        and the sentence names no other side or far place.
        """
        code = self._of_family(trigger.kind.family, dated)
        is_talk = trigger.kind.family == "talk"
        places = [m for m in here.places if is_talk or _tells_where(m, trigger, here)]
        if trigger.kind.family == "crime":  # the nationality of those arrested says nothing of where
            places = [m for m in places if m.value.kind != "demonym"]
        if not code or not {m.value.country for m in places if m.value.country} <= set(code.split("-")):
            return None
        if is_talk:
            if not _is_between(here, code):
                return None
        elif _is_cause(trigger) or any(m.value.prec <= 4 and m.value.border != code for m in places):
            return None
        span = here.one.of(trigger.token)
        return Link(code, span, "border.story", f"told of {code}, the border that the report is about", True)

    def line(self, here: Sentence, trigger: Trigger, world: World, dated: bool) -> Link | None:
        """ "It closed the border on Monday", "the crossing was shut": the only line of the report, though no word names its sides."""
        if here.link is not None or trigger.kind.family == "talk":
            return None
        words = own_words(trigger.token, here.sent)
        if not (dated and BORDER_WORD.search(words)) and not self._is_its_gate(trigger, words):
            return None
        span = here.one.of(trigger.token)
        link = self._only_border(span) or self._only_neighbours(span, world)
        if link is None or not {m.value.country for m in here.places if m.value.country} <= set(link.code.split("-")):
            return None
        return link

    def _only_border(self, span: Span) -> Link | None:
        codes = {m.value for m in self.told.values()} | set(self.setting.borders)
        if len(codes) != 1:
            return None
        code = codes.pop()
        return Link(code, span, "border.report", f"the only border of the report: {code}", True)

    def _only_neighbours(self, span: Span, world: World) -> Link | None:
        """In a report that names no border and no place at one, the two countries that have one."""
        codes = set(self._pairs(world))
        if self.told or self.setting.borders or len(codes) != 1:
            return None
        reason = f"no border is named; the only neighbours that the report names have the {titled(min(codes), world)}"
        return Link(codes.pop(), span, "border.report_neighbours", reason, False)

    def _is_its_gate(self, trigger: Trigger, words: str) -> bool:
        speaks = any(t.lower_ in ("i", "we") for t in trigger.who.doers)  # "we opened the gate to them"
        return trigger.kind.code in OF_GATES and bool(self.told) and not speaks and _GATE.search(words) is not None

    def _pairs(self, world: World) -> Iterator[str]:
        """The borders between countries that the report names."""
        named = sorted(self.setting.countries)
        pairs = (world.border_code(a, b) for a, b in itertools.combinations(named, 2))
        return filter(None, pairs)

    def _of_family(self, family: str, dated: bool) -> str:
        main = self.setting.main_border()
        told = self.told.get(family)
        if told is not None:
            return main if told.value == main else ""
        is_subject = dated and family in _FROM_SUBJECT and self._is_subject(main)
        return main if is_subject or self._is_single(main) else ""

    def _is_single(self, main: str) -> bool:
        """Everything told so far is of it, and the report names it again and again and hardly any other."""
        return {m.value for m in self.told.values()} == {main} and self._leads(main) and self.setting.borders[main] >= 2

    def _is_subject(self, main: str) -> bool:
        """Told of twice, or named in headline or lead."""
        return self._leads(main) and max(self.setting.borders[main], 2 * self.times[main]) >= MUCH_NAMED

    def _leads(self, main: str) -> bool:
        """Named twice as often as any other border."""
        named = self.setting.borders
        return bool(main) and named[main] >= 2 * max((n for code, n in named.items() if code != main), default=0)


def _is_cause(trigger: Word) -> bool:
    """A noun of force that only says why others moved: "fighting in the north sent soldiers over the border"."""
    token = trigger.token
    is_subject = token.pos_ in ("NOUN", "PROPN") and token.dep_ == "nsubj"
    return trigger.kind.family == "force" and is_subject and token.head.lemma_.lower() in _PROMPTS


def _tells_where(place: Mention[Where], trigger: Word, here: Sentence) -> bool:
    """Not the town of those who say it ("a newspaper in the capital quoted residents as saying that soldiers came over"),
    nor that of a clause of its own.
    """
    tokens = here.one.tokens(place.span)
    if tokens is None or place.value.kind in ("country", "demonym", "border"):
        return True
    if distance(trigger.token, tokens.root) is None:
        return False
    said = next((t for t in (trigger.token, *trigger.token.ancestors) if _is_said(t)), None)
    return said is None or tokens.root in said.subtree


def _is_said(token: Token) -> bool:
    return token.dep_ == "ccomp" and token.head.lemma_.lower() in SAYING


def _is_between(here: Sentence, code: str) -> bool:
    """Both sides speak: by name, by their capitals, or as "the two countries"."""
    named = {m.value.country for m in here.places} | {m.value.country for m in here.groups}
    return set(code.split("-")) <= named or _BOTH.search(here.sent.text) is not None
