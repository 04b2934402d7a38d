"""The actors of an incident, from all its events and from its kin in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from incidents.parsing.drafts import ActorDraft, IncidentDraft, Who
from incidents.parsing.knowledge.actor_lists import load_actor_lists
from incidents.parsing.knowledge.event_types import OF_GATES
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.participants import is_bare, without_bare
from incidents.parsing.stages.sides import SIDE

MOST_ACTORS = 6
_BY_NATION = frozenset(("actor.nationals", "actor.forces_of", "actor.country"))
SAME_STORY = 800  # characters between the sentences of one movement
_BY_GUARDS = ("pushback", "detention")  # what a border's guards do


def cast(events: Iterable[Event]) -> tuple[ActorDraft, ...]:
    """Each participant once a role: "troops" beside "Afghan troops" is the same one again, "Turkey" beside its army too.

    Whom the events' own words name comes before whom the words around them name for an open side.
    """
    ordered = sorted(events, key=lambda e: e.headline)
    drafts = [draft for event in ordered for draft in event.actors]
    kept = without_bare(_each_once(d for d in drafts if d.who.rule != SIDE))
    most = 1 if ordered[0].kind.code == "border_attack" else 2
    return tuple(without_bare([*kept, *_open_sides(drafts, kept, most)]))[:MOST_ACTORS]


def _each_once(drafts: Iterable[ActorDraft]) -> list[ActorDraft]:
    """Of two names of one participant the one that says more than the nation stays."""
    kept: list[ActorDraft] = []
    for draft in drafts:
        at = next((n for n, other in enumerate(kept) if _is_same(draft, other)), None)
        if at is None:
            kept.append(draft)
        elif kept[at].who.rule in _BY_NATION and draft.who.rule not in _BY_NATION and " " in draft.who.value.name:
            kept[at] = draft
    return kept


def _open_sides(drafts: Sequence[ActorDraft], kept: Sequence[ActorDraft], most: int) -> list[ActorDraft]:
    """At most two sides fight or talk, and one attacks."""
    found: list[ActorDraft] = []
    for draft in (d for d in drafts if d.who.rule == SIDE):
        held = [a for a in (*kept, *found) if a.role == draft.role and not is_bare(a)]
        if len(held) < most and not any(_is_same(draft, other) or _side(other) == _side(draft) != "" for other in held):
            found.append(draft)
    return found


def _is_same(a: ActorDraft, b: ActorDraft) -> bool:
    if a.role != b.role:
        return False
    x, y = _words(a.who.value), _words(b.who.value)
    if x <= y or y <= x:
        return True
    if {a.who.rule, b.who.rule} & _BY_NATION:
        return _side(a) == _side(b) != ""
    is_open = "" in (a.who.value.country, b.who.value.country) or a.who.value.country == b.who.value.country
    return is_open and bool(x & y - load_actor_lists().class_of.keys() - _plural(x & y))


def _plural(words: frozenset[str]) -> set[str]:
    """Those that are class words in the plural: "fighters" on both sides make no likeness."""
    known = load_actor_lists().class_of
    return {w for w in words if w.removesuffix("s") in known or w.removesuffix("es") in known or len(w) < 4}


def _side(draft: ActorDraft) -> str:
    """The country for which somebody acts; rebels and persons act for none."""
    who = draft.who.value
    return who.country if who.sector not in ("REB", "UAF", "CRM") else ""


def _words(who: Who) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", who.name.casefold()))


def with_kin(draft: IncidentDraft, told: Sequence[IncidentDraft]) -> IncidentDraft:
    """What one sentence leaves out, another of the same story says: the cause of a retreat, who shells and who is shelled, who closed the border."""
    actors = list(draft.actors)
    for role in ("cause", "initiator", "target"):
        if not any(a.role == role for a in actors):
            kin = [d for d in told if d is not draft and _is_kin(d, draft, role)]
            actors += next((its for d in sorted(kin, key=lambda d: _gap(d, draft)) if (its := _of(d, role))), [])
    return replace(draft, actors=tuple(actors)[:MOST_ACTORS]) if len(actors) > len(draft.actors) else draft


def _of(draft: IncidentDraft, role: str) -> list[ActorDraft]:
    found = [a for a in draft.actors if a.role == role]
    return found[:1] if role == "cause" else found


def _is_kin(other: IncidentDraft, draft: IncidentDraft, role: str) -> bool:
    a, b = other.event_type.value, draft.event_type.value
    if role == "cause":
        return a == b and _way(other) == _way(draft) and _gap(other, draft) < SAME_STORY
    same_border = other.border is not None and draft.border is not None and other.border.value == draft.border.value
    if role == "initiator" and a in OF_GATES and b in OF_GATES:
        return same_border  # who opens a border is who closed it
    if role == "initiator" and b in _BY_GUARDS and a in (*_BY_GUARDS, *OF_GATES):
        return same_border and _share_a_day(other, draft)
    return a == b == "cross_border_fire" and same_border and _way(other) == _way(draft)


def _share_a_day(a: IncidentDraft, b: IncidentDraft) -> bool:
    x, y = a.when.value if a.when else None, b.when.value if b.when else None
    return x is not None and y is not None and x.first <= y.last and y.first <= x.last


def _gap(a: IncidentDraft, b: IncidentDraft) -> int:
    return abs(a.evidence[0].start - b.evidence[0].start)


def _way(draft: IncidentDraft) -> tuple[str, str]:
    away, toward = draft.from_country, draft.to_country
    return away.value if away else "", toward.value if toward else ""
