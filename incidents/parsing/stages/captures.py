"""Which way a capture goes: land is taken by who comes from the other side, the abducted are taken to the captors' side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from incidents.parsing.drafts import ActorDraft
from incidents.parsing.evidence import Mention
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.triggers import Trigger

_OF_STATE = frozenset(("MIL", "COP"))
_ABDUCTS = frozenset(("abduct", "kidnap", "snatch"))
_BORDER_NEXT = re.compile(r"(?:['’]s)? (?:border|frontier|boundary|line)\b")

Way = tuple[Mention[str] | None, Mention[str] | None]
NOWHERE: Way = (None, None)


def way_of_capture(here: Sentence, trigger: Trigger, actors: Sequence[ActorDraft], border: Mention[str] | None) -> Way:
    """(from, to) where the words name both the taker's country and the one taken from, on this border's two sides."""
    taker = _of_role((a for a in actors if a.who.value.sector in _OF_STATE), "initiator")
    sides = border.value.split("-") if border else []
    if taker is None or taker.value not in sides:
        return NOWHERE
    if trigger.kind.code == "border_seizure":
        theirs = next((m for m in _named_behind(here, trigger) if m.value in sides and m.value != taker.value), None)
        return (taker, theirs) if theirs else NOWHERE
    taken = _of_role(actors, "target")
    if trigger.token.lemma_.lower() in _ABDUCTS and taken and taken.value in sides and taken.value != taker.value:
        return taken, taker
    return NOWHERE


def _of_role(actors: Iterable[ActorDraft], role: str) -> Mention[str] | None:
    """The country of the first who is named in that role."""
    first = next((a.who for a in actors if a.role == role), None)
    if first is None or not first.value.country:
        return None
    return Mention(first.value.country, first.span, f"direction.{role}", f"“{first.value.name}”")


def _named_behind(here: Sentence, trigger: Trigger) -> Iterable[Mention[str]]:
    """The countries of towns, nationalities and people in what the trigger governs: "a Syrian town", "from Iraqi troops"."""
    base = here.one.passage.span.start
    after = here.one.of(trigger.token).end
    end = here.one.of(here.one.doc[trigger.token.right_edge.i]).end
    for place in here.places:
        is_line = place.value.kind in ("country", "border") or _BORDER_NEXT.match(here.one.text, place.span.end - base)
        if place.value.country and not is_line and after <= place.span.start < end:
            yield Mention(place.value.country, place.span, "direction.taken", f"“{place.value.name}”")
    for group in here.groups:
        if after <= group.span.start < end:
            yield Mention(group.value.country, group.span, "direction.taken", f"“{group.value.name}”")
