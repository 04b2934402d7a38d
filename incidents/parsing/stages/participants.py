"""Who takes part in an event, and as what: mover, initiator, target, cause or host (codebook 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.clauses import Parties, is_passive
from incidents.parsing.stages.coreference import stands_for
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_CAUSE = re.compile(
    r"under (?:the )?(?:heavy )?(?:pressure|attack|fire|assault) (?:of|from|by)|fleeing(?: from)?|in the face of|advances? (?:of|by)|"
    r"(?:clashes|fighting|battles|battle|skirmish) with|after (?:an? )?(?:attack|offensive|assault|advance)s? (?:by|of)|pursued by|overrun by|driven out by|fled"
)
_RUNS_FROM = frozenset(("flee", "escape", "leave", "attack", "invade", "fight"))
_HELD = frozenset(
    [
        "target",
        "position",
        "post",
        "base",
        "camp",
        "checkpoint",
        "patrol",
        "stronghold",
        "outpost",
        "convoy",
        "barracks",
        "vehicle",
        "village",
        "town",
        "school",
        "hospital",
    ]
)
_NOBODY = frozenset(("sides", "side", "countries", "neighbours", "neighbors", "leaders", "presidents", "ministers"))
_FORCES = frozenset(("armed", "border_guard", "police", "rebel"))


def who_at(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor that a word names, or that its phrase names; None for pronouns and things."""
    if token.pos_ == "PRON":
        return None
    span = one.of(token)
    mention = next((m for m in actors if m.span.covers(span)), None)
    if mention is None and token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
        mention = next((m for m in actors if area.covers(m.span)), None)
    if mention is None or not re.search(r"[A-Za-z]{3}", mention.value.name):
        return None
    return mention


def read_participants(one: Parsed, trigger: Trigger, actors: Sequence[Mention[Who]]) -> tuple[ActorDraft, ...]:
    """Each participant once a role, in the order of the words that name them."""
    drafts: dict[tuple[str, str], ActorDraft] = {}
    for token, role in roles_of(trigger.token, trigger.kind, trigger.who):
        for mention in _all_at(one, token, actors):
            drafts.setdefault((mention.value.name.casefold(), role), ActorDraft(mention, role))
    for draft in _causes(one, trigger.token, trigger.kind, actors):
        drafts.setdefault((draft.who.value.name.casefold(), draft.role), draft)
    return tuple(_named_first(list(drafts.values())))


def _all_at(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Iterator[Mention[Who]]:
    """The actors of one word: two for "Indian and Chinese troops", the one named before for a pronoun."""
    mention = stands_for(one, token, actors) if token.pos_ == "PRON" else who_at(one, token, actors)
    if mention is None:
        return
    nations = [
        c
        for a in token.children
        if a.dep_ in ("amod", "nmod", "compound") and a.ent_type_ == "NORP"
        for c in (a, *a.conjuncts)
    ]
    if len(nations) < 2 or token.pos_ != "NOUN":
        yield mention
        return
    for nation in nations:
        who = replace(mention.value, name=f"{nation.text} {token.text}", country="")
        yield replace(mention, value=who, reason=f"“{mention.value.name}”, told apart")


def _named_first(drafts: list[ActorDraft]) -> list[ActorDraft]:
    """Bare words ("people", "sides", "leaders") say nothing beside a name in the same role."""
    named = {d.role for d in drafts if not _is_bare(d)}
    return [d for d in drafts if not (_is_bare(d) and (d.role in named or d.who.value.name.lower() in _NOBODY))]


def _is_bare(draft: ActorDraft) -> bool:
    who = draft.who.value
    return " " not in who.name and who.name[:1].islower()


def roles_of(trigger: Token, kind: EventType, who: Parties) -> Iterator[tuple[Token, str]]:
    """Role by role as the event type's file says what its subject and object are."""
    doer, sufferer = kind.roles
    if kind.code == "reinforcement":
        yield from _of_reinforcement(who)
        return
    if doer == sufferer == "initiator":
        yield from (
            (token, doer) for token in (*who.doers, *(o for o in who.sufferers if o.pos_ == "PROPN" or class_of(o)))
        )
        return
    moved = [t for t in who.sufferers if class_of(t) or t.ent_type_ in ("PERSON", "NORP")]
    if doer == "mover" and (
        is_passive(trigger) or not who.doers or (moved and trigger.lemma_.lower() not in _RUNS_FROM)
    ):
        yield from ((token, "mover") for token in moved or who.sufferers)
        yield from ((token, "initiator") for token in who.doers)
        return
    yield from ((token, doer) for token in who.doers)
    yield from (
        (token, sufferer)
        for token in who.sufferers
        if sufferer and (class_of(token) or token.pos_ == "PROPN" or _is_owned(token))
    )


def _is_owned(token: Token) -> bool:
    """A thing that stands for those who hold it: "militia targets", "army positions"."""
    return token.lemma_.lower() in _HELD


def _of_reinforcement(who: Parties) -> Iterator[tuple[Token, str]]:
    """Who sends is the initiator, who is sent the mover."""
    sent = [t for t in who.sufferers if class_of(t)]
    yield from ((token, "mover" if class_of(token) in _FORCES and not sent else "initiator") for token in who.doers)
    yield from ((token, "mover") for token in sent)


def _causes(one: Parsed, trigger: Token, kind: EventType, actors: Sequence[Mention[Who]]) -> Iterator[ActorDraft]:
    if kind.family != "movement":
        return
    words = one.doc[trigger.i : min(trigger.i + 25, trigger.sent.end)].text
    match = _CAUSE.search(words)
    if match is None:
        return
    start = one.passage.span.start + one.doc[trigger.i].idx + match.end()
    after = [m for m in actors if start <= m.span.start < start + 40 and m.value.sector in ("REB", "MIL", "COP", "UAF")]
    if after:
        yield ActorDraft(after[0], "cause")
