"""What a report is about: a later sentence of the same story need not name the border again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed


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
        self.last = -2  # the passage that told last

    def hear(self, events: Iterable[Told]) -> None:
        for event in events:
            self.last = event.passage
            if event.border is not None:
                self.told[event.kind.family] = event.border
                self.types.add(event.kind.code)

    def _single(self) -> Mention[str] | None:
        """The border of everything told so far, where the report names it again and again and hardly any other."""
        told = {m.value for m in self.told.values()}
        counts = self.setting.borders.most_common(2)
        if len(told) != 1 or not counts or counts[0][1] < 2 or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        return next(iter(self.told.values()))

    def is_near(self, one: Parsed, trigger: Trigger) -> bool:
        """True when an event of this very type was told before, or any in this paragraph or the one above."""
        return trigger.kind.code in self.types or one.passage.index <= self.last + 1

    def link(self, trigger: Trigger, here: Sentence) -> Link | None:
        """The border of the last event of this family, where it is the report's main one and the sentence names no other side or far place."""
        border = self.told.get(trigger.kind.family) or self._single()
        if border is None or border.value != self.setting.main_border():
            return None
        if not {m.value.country for m in here.places if m.value.country} <= set(border.value.split("-")):
            return None
        if any(m.value.prec <= 4 and m.value.border != border.value for m in here.places):
            return None
        span = here.one.of(trigger.token)
        return Link(
            border.value, span, "border.story", f"told of {border.value}, the border that the report is about", True
        )
