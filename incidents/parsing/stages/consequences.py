"""Who stands before and behind an event: those before whom people run, and those whom fire and attacks hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from incidents.parsing.drafts import ActorDraft, Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.links import Sentence
from incidents.parsing.stages.naming import named_by
from incidents.parsing.stages.triggers import Trigger

_CAUSE = re.compile(
    r"under (?:the )?(?:heavy )?(?:pressure|attack|fire|assault) (?:of|from|by)|(?:flee|fled|escap|evad)\w*(?: from)?|in the face of|advances? (?:of|by)|"
    r"(?:clashes|fighting|battles|battle|skirmish) with|after (?:an? )?(?:attack|offensive|assault|advance)s? (?:by|of)|pursued by|overrun by|driven out by"
)
_ONSLAUGHT = frozenset(
    ("offensive", "onslaught", "assault", "bombardment", "advance", "attack", "crackdown", "shelling", "persecution")
)
_DRIVES = frozenset(("REB", "MIL", "COP", "UAF"))
_HURTS = frozenset(("kill", "wound", "injure", "hurt", "hit", "maim"))
_ONE_SIDED = frozenset(("cross_border_fire", "border_attack"))


def causes(here: Sentence, trigger: Trigger, world: World) -> list[ActorDraft]:
    """Those before whom people run: behind "fleeing from", in the clause that says after what, before the onslaught that drives them."""
    if trigger.kind.family != "movement":
        return []
    return [
        *_named_behind(here, trigger.token),
        *_of_clause(here, trigger.token, world),
        *_onslaught(here, trigger.token),
    ][:1]


def _named_behind(here: Sentence, token: Token) -> Iterator[ActorDraft]:
    one = here.one
    match = _CAUSE.search(one.doc[token.i : min(token.i + 25, token.sent.end)].text)
    if match is None:
        return
    start = one.passage.span.start + one.doc[token.i].idx + match.end()
    for mention in here.actors:
        if start <= mention.span.start < start + 40 and mention.value.sector in _DRIVES:
            yield ActorDraft(mention, "cause")


def _of_clause(here: Sentence, token: Token, world: World) -> Iterator[ActorDraft]:
    """ "After mutineers overran their post": who acts in the clause."""
    for clause in (c for c in token.children if c.dep_ == "advcl" and c.i > token.i):
        is_before = any(
            c.dep_ == "mark" and c.lower_ in ("after", "as", "when", "because", "since") for c in clause.children
        )
        for subject in (c for c in clause.children if c.dep_ == "nsubj" and is_before):
            yield from (ActorDraft(m, "cause") for m in named_by(here, subject, world) if m.value.sector in _DRIVES)


def _onslaught(here: Sentence, token: Token) -> Iterator[ActorDraft]:
    """ "A government onslaught"."""
    for word in here.one.doc[token.i : min(token.i + 25, token.sent.end)]:
        for owner in word.children if word.lemma_.lower() in _ONSLAUGHT else ():
            if owner.dep_ in ("compound", "poss") and class_of(owner):
                who = Who(owner.text, "GOV" if class_of(owner) == "official" else "")
                yield ActorDraft(
                    Mention(who, here.one.of(owner), "actor.onslaught", f"“{owner.text} {word.text}”"), "cause"
                )


def hurt(trigger: Trigger) -> Iterator[Token]:
    """Whom fire or an attack killed or wounded, by the words that hang on it, else by the sentence."""
    if trigger.kind.code not in _ONE_SIDED:
        return
    told = [v for v in trigger.token.sent if v.lemma_.lower() in _HURTS and v.pos_ == "VERB"]
    own = [v for v in told if v == trigger.token or (v.head == trigger.token and v.tag_ == "VBG")]
    for verb in own or told:
        found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and _is_somebody(c)]
        yield from (t for c in found for t in (c, *c.conjuncts))


def _is_somebody(token: Token) -> bool:
    """ "Three people" says no more than the figure does."""
    return token.lemma_.lower() not in ("people", "person") and bool(
        class_of(token) or token.ent_type_ == "NORP" or token.lemma_.lower() == "member"
    )
