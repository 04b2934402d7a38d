"""Who takes part in an event, and as what: mover, initiator, target, cause or host (codebook 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.event_types import OF_GATES, EventType
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import class_of, government
from incidents.parsing.stages.clauses import Parties, is_passive
from incidents.parsing.stages.consequences import causes, hurt
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.naming import named_by
from incidents.parsing.stages.triggers import Trigger
from incidents.parsing.tongue import Parsed

_RUNS_FROM = frozenset(("flee", "escape", "leave", "attack", "invade", "fight"))
_TAKES_IN = frozenset(
    ("admit", "receive", "let", "allow", "accept", "shelter", "welcome", "rescue", "disarm", "intern", "permit")
)
_NOTICES = frozenset(
    ("intercept", "record", "register", "detect", "count", "spot", "encounter", "locate", "thwart", "foil", "tow")
)
_HELD = frozenset(
    [
        "target", "position", "post", "base", "camp", "checkpoint", "patrol", "stronghold", "outpost", "convoy", "barracks", "vehicle", "village",
        "town", "school", "hospital", "counter", "counter-attack", "counterattack", "attack", "offensive", "advance", "bunker", "trench", "garrison", "airfield", "depot", "hideout",
    ]
)  # fmt: skip
_NOBODY = frozenset(("sides", "side", "countries", "neighbours", "neighbors", "leaders", "presidents", "ministers"))
_FORCES = frozenset(("armed", "border_guard", "police", "rebel"))
_GUARDS = frozenset(("armed", "border_guard", "police", "official"))
_GOES_BACK = frozenset(("withdraw", "withdrawal", "disengage", "disengagement", "pull", "pullout"))
_GATE = frozenset(("gate", "crossing", "checkpoint", "post", "border"))


def read_participants(here: Sentence, trigger: Trigger, world: World) -> tuple[ActorDraft, ...]:
    """Each participant once a role, in the order of the words that name them."""
    drafts: dict[tuple[str, str], ActorDraft] = {}
    roles = list(roles_of(trigger.token, trigger.kind, trigger.who))
    roles += [] if any(role == "target" for _, role in roles) else [(token, "target") for token in hurt(trigger)]
    for token, role in roles:
        for mention in (m for m in named_by(here, token, world) if not _is_no_party(m, token, role, trigger)):
            drafts.setdefault((mention.value.name.casefold(), role), ActorDraft(mention, role))
    for draft in (
        *causes(here, trigger, world),
        *_keepers(here.one, trigger, world),
        *_announcers(here, trigger, world),
    ):
        drafts.setdefault((draft.who.value.name.casefold(), draft.role), draft)
    return tuple(without_bare(list(drafts.values())))


def _is_no_party(mention: Mention[Who], token: Token, role: str, trigger: Trigger) -> bool:
    """A place that is taken, or the land that fire comes from ("rockets from Syria")."""
    is_origin = mention.rule == "actor.country" and token.dep_ == "pobj" and token.head.lower_ == "from"
    return is_origin or _is_taken(mention, role, trigger)


def _is_taken(mention: Mention[Who], role: str, trigger: Trigger) -> bool:
    """What is captured or closed by name is a place, though it may look like a person's or a body's name."""
    is_of_place = trigger.kind.code in (*OF_GATES, "border_seizure")
    return is_of_place and role == "target" and mention.value.kind in ("person", "office")


def without_bare(drafts: Sequence[ActorDraft]) -> list[ActorDraft]:
    """Bare words ("people", "sides", "leaders") say nothing beside a name in the same role; of several the first stays."""
    named = {d.role for d in drafts if not is_bare(d)}
    first: dict[str, ActorDraft] = {}
    for draft in drafts:
        if is_bare(draft) and draft.who.value.name.lower() not in _NOBODY:
            first.setdefault(draft.role, draft)
    return [d for d in drafts if not is_bare(d) or (d.role not in named and first.get(d.role) is d)]


def is_bare(draft: ActorDraft) -> bool:
    """True for a name that is one common noun."""
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
    if takes_in := _takes_in(trigger):
        moved += [t for t in who.sufferers if t.pos_ == "NUM"]
    if takes_in and moved and not is_passive(trigger):
        yield from ((token, "host") for token in who.doers)
        yield from ((token, "mover") for token in moved)
        return
    if trigger.lemma_.lower() in _NOTICES and not is_passive(trigger):
        yield from ((token, "mover") for token in moved)
        yield from ((token, "initiator") for token in who.doers)
        return
    sends = moved and trigger.lemma_.lower() not in _RUNS_FROM
    if is_passive(trigger) or not who.doers or sends:
        yield from ((token, "mover") for token in moved or who.sufferers)
        yield from ((token, "initiator") for token in who.doers)
    else:
        yield from _acts(who, "mover", sufferer)


def _takes_in(trigger: Token) -> bool:
    """ "Let in", "sheltered", "took in": whoever does it is the host."""
    lemma = trigger.lemma_.lower()
    is_in = any(c.dep_ in ("prt", "advmod") and c.lower_ == "in" for c in trigger.children)
    return lemma in _TAKES_IN or (lemma == "take" and is_in)


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


def _keepers(one: Parsed, trigger: Trigger, world: World) -> Iterator[ActorDraft]:
    """Whose gate it is that was closed by nobody named: "the Turkish border gate was shut"."""
    if trigger.kind.code not in OF_GATES or trigger.who.doers:
        return
    for gate in (t for t in trigger.who.sufferers if t.lemma_.lower() in _GATE):
        for nation in (c for c in gate.children if c.dep_ in ("amod", "poss", "compound")):
            if country := world.country(world.country_named(nation.text)):
                reason = f"“{nation.text} {gate.text}”: whose it is"
                yield ActorDraft(Mention(government(country), one.of(nation), "actor.keeper", reason), "initiator")


def _announcers(here: Sentence, trigger: Trigger, world: World) -> Iterator[ActorDraft]:
    """ "The president said the border would be sealed": whoever holds the office says what will be done, and has it done."""
    token = trigger.token
    if (
        trigger.kind.family != "control"
        or trigger.who.doers
        or not any(c.lower_ in ("will", "would") for c in token.children)
    ):
        return
    for subject in (c for c in token.head.children if c.dep_ == "nsubj" and token.dep_ == "ccomp"):
        for mention in named_by(here, subject, world):
            if mention.value.kind == "person" or subject.lemma_.lower() in ("president", "minister", "government"):
                yield ActorDraft(mention, "initiator")
