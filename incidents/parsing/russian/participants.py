"""Who takes part in a Russian sentence's event, and as what (codebook 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.russian.actors import FORCES, class_of
from incidents.parsing.russian.triggers import CARRIERS, Trigger, doers, is_passive, sufferers
from incidents.parsing.tongue import Parsed

_CAUSE = re.compile(
    r"(?:под (?:натиском|давлением|ударами|напором|огнем|атаками)|спаса\w+ от|бегств\w+ от|бежа\w+ от|после (?:бо[яе]\w*|атаки|нападения|столкновени\w+|наступления)(?: с| со)?|из-за (?:наступления|атак\w*|бо[её]в с)|в ходе бо[её]в с)",
    re.I,
)
_REACH = 60  # characters behind such words
_ACTED_ON = frozenset(("migrant", "civilian", "criminal"))
_TOOK_IN = frozenset(("принять", "впустить", "пропустить", "приютить", "разрешить"))


def read_participants(one: Parsed, trigger: Trigger, actors: Sequence[Mention[Who]]) -> tuple[ActorDraft, ...]:
    """Each participant once a role, in the order of the words that name them."""
    drafts: dict[tuple[str, str], ActorDraft] = {}
    for token, role in _roles(trigger):
        mention = _who_at(one, token, actors)
        if mention is not None and trigger.kind.family == "talk" and _SIDES.match(mention.value.name):
            for person in _persons_before(one, token, actors):
                drafts.setdefault((person.value.name.casefold(), role), ActorDraft(person, role))
        elif mention is not None and role:
            drafts.setdefault((mention.value.name.casefold(), role), ActorDraft(mention, role))
    for draft in _causes(one, trigger, actors):
        drafts.setdefault((draft.who.value.name.casefold(), draft.role), draft)
    return tuple(drafts.values())


_SIDES = re.compile(
    r"^(?:обе |две )?(?:стороны|лидеры|президенты|главы государств|министры|собеседники|главы|руководители)$", re.I
)


def _who_at(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor of a word; of «президент Таджикистана Эмомали Рахмон» the person."""
    mention = _named_at(one, token, actors)
    if mention is None or mention.value.kind != "office":
        return mention
    behind = next((m for m in actors if 0 < m.span.start - mention.span.end <= 2 and m.value.kind == "person"), None)
    if behind is None:
        return mention
    who = behind.value
    return Mention(Who(who.name, mention.value.sector, mention.value.country, who.kind), behind.span, behind.rule)


def _named_at(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor that a word names, or that stands right in its phrase: «более 1 тыс. [афганских военнослужащих]»."""
    if token.pos_ == "PRON":
        return None
    span = one.of(token)
    mention = next((m for m in actors if m.span.covers(span)), None)
    if mention is None and token.pos_ in ("NOUN", "NUM", "ADV", "ADJ", "PROPN", "X"):
        doc = token.doc
        area = one.of(doc[token.left_edge.i : min(token.right_edge.i, token.i + 8) + 1])
        mention = next((m for m in actors if area.touches(m.span)), None)
        if mention is None and (token.pos_ in ("ADV", "NUM") or token.lemma_ in CARRIERS):
            near = one.of(doc[token.i : min(token.i + 7, token.sent.end)])
            mention = next((m for m in actors if near.covers(m.span)), None)
    return mention


def _persons_before(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> list[Mention[Who]]:
    """«Стороны обсудили …»: the two persons that the passage named last."""
    at = one.of(token).start
    named = [m for m in actors if m.value.kind == "person" and one.passage.span.start <= m.span.start < at]
    last: dict[str, Mention[Who]] = {}
    for mention in named:
        last[mention.value.name] = mention
    return list(last.values())[-2:]


def _roles(trigger: Trigger) -> Iterator[tuple[Token, str]]:
    token, kind = trigger.token, trigger.kind
    doer, sufferer = kind.roles
    acting, suffering = doers(token), sufferers(token)
    if token.pos_ in ("NOUN", "PROPN"):
        acting = [t for t in acting if class_of(t) or t.pos_ == "PROPN" or t.ent_type_]
        suffering = []
    if kind.code == "reinforcement":
        sent = [t for t in suffering if class_of(t) in FORCES]
        yield from ((t, "mover" if class_of(t) in FORCES and not sent else "initiator") for t in acting)
        yield from ((t, "mover") for t in sent)
        return
    if token.lemma_ == "попасть":  # «попали в плен»
        yield from ((t, sufferer) for t in acting)
        return
    if doer == "mover" and token.lemma_ in _TOOK_IN:
        yield from ((t, "host") for t in acting)
        yield from ((t, "mover") for t in suffering)
        return
    moved = [t for t in suffering if class_of(t)]
    if doer == "mover" and (is_passive(token) or moved or (not acting and suffering)):
        yield from ((t, "mover") for t in suffering)
        yield from ((t, "initiator") for t in acting)
        return
    if doer == sufferer:
        yield from ((t, doer) for t in (*acting, *(o for o in suffering if o.pos_ == "PROPN" or class_of(o))))
        yield from ((t, doer) for t in _partners(token))
        return
    if kind.code in ("pushback", "detention") and not suffering:
        # «48 мигрантов вытеснили»: nobody is named who did it.
        suffering = [t for t in acting if class_of(t) in _ACTED_ON]
        acting = [t for t in acting if t not in suffering]
    yield from ((t, doer) for t in acting)
    if sufferer != "host":
        yield from ((t, sufferer) for t in suffering if class_of(t) or t.pos_ == "PROPN")


def _partners(token: Token) -> Iterator[Token]:
    """«переговоры между X и Y», «бой с X»: those behind «с» and «между»."""
    for child in token.children:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        if (
            child.dep_ in ("obl", "nmod")
            and case in ("с", "со", "между")
            and (class_of(child) or child.ent_type_ or child.pos_ == "PROPN")
        ):
            yield child
            yield from (c for c in child.conjuncts)


def _causes(one: Parsed, trigger: Trigger, actors: Sequence[Mention[Who]]) -> Iterator[ActorDraft]:
    if trigger.kind.family != "movement":
        return
    words = trigger.token.sent
    start = one.of(words).start
    for match in _CAUSE.finditer(words.text):
        at = start + match.end()
        behind = [
            m for m in actors if at <= m.span.start < at + _REACH and m.value.sector in ("REB", "MIL", "COP", "UAF")
        ]
        if behind:
            yield ActorDraft(behind[0], "cause")
            return
