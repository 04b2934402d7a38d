"""Who takes part in an event, and as what: mover, initiator, target, cause or host (codebook 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.clauses import Parties, is_passive
from incidents.parsing.stages.naming import named_by
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_CAUSE = re.compile(
    r"under (?:the )?(?:heavy )?(?:pressure|attack|fire|assault) (?:of|from|by)|(?:flee|fled|escap|evad)\w*(?: from)?|in the face of|advances? (?:of|by)|"
    r"(?:clashes|fighting|battles|battle|skirmish) with|after (?:an? )?(?:attack|offensive|assault|advance)s? (?:by|of)|pursued by|overrun by|driven out by|fled"
)
_ONSLAUGHT = frozenset(
    ("offensive", "onslaught", "assault", "bombardment", "advance", "attack", "crackdown", "shelling", "persecution")
)
_RUNS_FROM = frozenset(("flee", "escape", "leave", "attack", "invade", "fight"))
_HELD = frozenset(
    [
        "target", "position", "post", "base", "camp", "checkpoint", "patrol", "stronghold", "outpost", "convoy", "barracks", "vehicle", "village",
        "town", "school", "hospital", "counter", "counter-attack", "counterattack", "attack", "offensive", "advance",
    ]
)  # fmt: skip
_NOBODY = frozenset(("sides", "side", "countries", "neighbours", "neighbors", "leaders", "presidents", "ministers"))
_FORCES = frozenset(("armed", "border_guard", "police", "rebel"))
_GUARDS = frozenset(("armed", "border_guard", "police", "official"))
_GOES_BACK = frozenset(("withdraw", "withdrawal", "disengage", "disengagement", "pull", "pullout"))
_GATE = frozenset(("gate", "crossing", "checkpoint", "post", "border"))


def read_participants(
    one: Parsed, trigger: Trigger, actors: Sequence[Mention[Who]], world: World
) -> tuple[ActorDraft, ...]:
    """Each participant once a role, in the order of the words that name them."""
    drafts: dict[tuple[str, str], ActorDraft] = {}
    for token, role in roles_of(trigger.token, trigger.kind, trigger.who):
        for mention in named_by(one, token, actors, world):
            drafts.setdefault((mention.value.name.casefold(), role), ActorDraft(mention, role))
    for draft in (*_causes(one, trigger.token, trigger.kind, actors), *_keepers(one, trigger, world)):
        drafts.setdefault((draft.who.value.name.casefold(), draft.role), draft)
    return tuple(without_bare(list(drafts.values())))


def without_bare(drafts: Sequence[ActorDraft]) -> list[ActorDraft]:
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
    elif kind.code == "smuggling":
        yield from _of_smuggling(who)
    elif doer == sufferer == "initiator":
        role = "mover" if trigger.lemma_.lower() in _GOES_BACK else doer
        yield from ((token, role) for token in _both(trigger, who))
    elif doer == "mover":
        yield from _of_movement(trigger, who, sufferer)
    else:
        yield from _acts(who, doer, sufferer)


def _acts(who: Parties, doer: str, sufferer: str) -> Iterator[tuple[Token, str]]:
    yield from ((token, doer) for token in who.doers)
    yield from ((token, sufferer) for token in who.sufferers if sufferer and _may_suffer(token))


def _may_suffer(token: Token) -> bool:
    """Somebody, or a thing that stands for those who hold it: "militia targets", "army positions"."""
    return bool(class_of(token)) or token.pos_ == "PROPN" or token.ent_type_ == "NORP" or token.lemma_.lower() in _HELD


def _of_movement(trigger: Token, who: Parties, sufferer: str) -> Iterator[tuple[Token, str]]:
    moved = [t for t in who.sufferers if class_of(t) or t.ent_type_ in ("PERSON", "NORP")]
    sends = moved and trigger.lemma_.lower() not in _RUNS_FROM
    if is_passive(trigger) or not who.doers or sends:
        yield from ((token, "mover") for token in moved or who.sufferers)
        yield from ((token, "initiator") for token in who.doers)
    else:
        yield from _acts(who, "mover", sufferer)


def _both(trigger: Token, who: Parties) -> Iterator[Token]:
    """Each side of what two do: "X traded fire with Y", "engaged in clashes with Y", "a ceasefire between X and Y"."""
    yield from who.doers
    yield from (token for token in who.sufferers if _may_suffer(token))
    heads = [trigger, *(c for c in trigger.children if c.dep_ == "dobj")]
    heads += [c for p in trigger.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children]
    for head in heads:
        for way in (p for p in head.children if p.dep_ == "prep" and p.lower_ in ("with", "against", "between")):
            yield from (t for c in way.children if c.dep_ == "pobj" for t in (c, *c.conjuncts) if _may_suffer(t))


def _of_reinforcement(who: Parties) -> Iterator[tuple[Token, str]]:
    """Who sends is the initiator, who is sent the mover."""
    sent = [t for t in who.sufferers if class_of(t)]
    yield from ((token, "mover" if class_of(token) in _FORCES and not sent else "initiator") for token in who.doers)
    yield from ((token, "mover") for token in sent)


def _of_smuggling(who: Parties) -> Iterator[tuple[Token, str]]:
    """Who carries it is the mover, who finds it the initiator."""
    yield from (
        (token, "initiator" if class_of(token) in _GUARDS or _is_body(token) else "mover") for token in who.doers
    )
    yield from ((token, "target") for token in who.sufferers if class_of(token))


def _is_body(token: Token) -> bool:
    return token.ent_type_ in ("ORG", "GPE")


def _causes(one: Parsed, trigger: Token, kind: EventType, actors: Sequence[Mention[Who]]) -> Iterator[ActorDraft]:
    """Those before whom they run: named behind "fleeing from", or before the onslaught that drives them."""
    if kind.family != "movement":
        return
    behind = one.doc[trigger.i : min(trigger.i + 25, trigger.sent.end)]
    match = _CAUSE.search(behind.text)
    if match is None:
        return
    start = one.passage.span.start + one.doc[trigger.i].idx + match.end()
    after = [m for m in actors if start <= m.span.start < start + 40 and m.value.sector in ("REB", "MIL", "COP", "UAF")]
    if after:
        yield ActorDraft(after[0], "cause")
        return
    for word in behind:
        if word.lemma_.lower() in _ONSLAUGHT:
            yield from (
                ActorDraft(
                    Mention(Who(c.text, "GOV"), one.of(c), "actor.onslaught", f"“{c.text} {word.text}”"), "cause"
                )
                for c in word.children
                if c.dep_ in ("compound", "poss") and class_of(c)
            )


def _keepers(one: Parsed, trigger: Trigger, world: World) -> Iterator[ActorDraft]:
    """Whose gate it is that was closed by nobody named: "the Turkish border gate was shut"."""
    if trigger.kind.family != "control" or trigger.kind.code == "reinforcement" or trigger.who.doers:
        return
    for gate in (t for t in trigger.who.sufferers if t.lemma_.lower() in _GATE):
        for nation in (c for c in gate.children if c.dep_ in ("amod", "poss", "compound")):
            if country := world.country(world.country_named(nation.text)):
                who = Who(country.name, "GOV", country.code, "office")
                reason = f"“{nation.text} {gate.text}”: whose it is"
                yield ActorDraft(Mention(who, one.of(nation), "actor.keeper", reason), "initiator")
