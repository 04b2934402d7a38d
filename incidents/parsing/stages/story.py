"""What a report is about: a later sentence of the same story need not name the border again."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.parsing.evidence import Mention
from incidents.parsing.stages.links import Link, Sentence
from incidents.parsing.stages.places import Setting
from incidents.parsing.stages.triggers import Trigger


class Story:
    """The borders that the events told so far were tied to, by family of event type."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.told: dict[str, Mention[str]] = {}

    def hear(self, events: Iterable[tuple[str, Mention[str] | None]]) -> None:
        self.told.update({family: border for family, border in events if border is not None})

    def link(self, trigger: Trigger, here: Sentence) -> Link | None:
        """The border of the last event of this family, where it is the report's main one and the sentence names no other side or far place."""
        border = self.told.get(trigger.kind.family)
        if border is None or border.value != self.setting.main_border():
            return None
        if not {m.value.country for m in here.places if m.value.country} <= set(border.value.split("-")):
            return None
        if any(m.value.prec <= 4 and m.value.border != border.value for m in here.places):
            return None
        span = here.one.of(trigger.token)
        return Link(border.value, span, "border.story", f"told of {border.value}, the border that the report is about", True)
