"""Whether a Russian text ties an event to a border as closely as its frame asks."""

from __future__ import annotations

import re

from incidents.parsing.evidence import Mention
from incidents.parsing.russian.links import BORDER_WORD
from incidents.parsing.russian.triggers import Trigger
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.places import Setting


def is_tied(
    here: Sentence, trigger: Trigger, away: Mention[str] | None, toward: Mention[str] | None, setting: Setting
) -> bool:
    """Whether the text ties the event to a border as closely as its frame asks."""
    needs, link = trigger.frame.needs, here.link
    crosses = bool(away and toward and away.value != toward.value)
    countries = {m.value.country for m in here.places if m.value.country}
    if "destination" in needs:
        over_it = re.search(r"(?:перес|переш|перей|через)\w* (?:\S+ ){0,3}границ", here.sent.text, re.I)
        return crosses or bool(link and link.strict and over_it)
    if "over" in needs:
        return crosses or bool(link and link.rule != "border.one_side" and (link.strict or len(countries) > 1))
    if link is None or link.rule == "border.one_side":
        return crosses and link is not None
    peoples = {m.value.country for m in here.places if m.value.kind == "demonym"}
    if trigger.kind.code == "border_clash" and set(link.code.split("-")) <= peoples:
        return True  # the forces of two neighbours fight each other
    if "border_strict" in needs:
        return link.strict or (
            len(countries) > 1 and setting.borders[link.code] > 1 and link.rule != "border.neighbours"
        )
    if "border_topic" in needs:
        return bool(BORDER_WORD.search(here.sent.text)) or (len(countries) > 1 and setting.borders[link.code] > 3)
    return link.rule != "border.neighbours" or link.strict or crosses or setting.borders[link.code] > 1
