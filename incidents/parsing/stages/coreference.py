"""Short names and pronouns give way to the full names before them: "the troops" after "Angolan troops", "they" after both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from incidents.parsing.drafts import Who
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.actors import class_of
from incidents.parsing.stages.short_forms import ShortForms
from incidents.parsing.tongue import Parsed

REACH = 1500  # characters back that a definite noun may point; a page of wire text
_POINTS = frozenset(("the", "these", "those", "its", "their", "both"))
_GOVERNMENT = frozenset(("government", "authorities"))
_OWNERS = frozenset(("its", "their", "his", "her"))
_SAME_KIND = (
    frozenset(("armed", "border_guard", "police")),
    frozenset(("rebel", "gunman")),
    frozenset(("migrant",)),
    frozenset(("civilian",)),
)


def resolve_actors(
    parsed: Sequence[Parsed], actors: Sequence[Mention[Who]], world: World, forms: ShortForms
) -> tuple[Mention[Who], ...]:
    """The same mentions, each short one under the full name that it stands for; sorted as they came."""
    heads = _heads(parsed, actors)
    resolved: list[Mention[Who]] = []
    for at, mention in enumerate(actors):
        if mention.value.kind == "person":
            full = _person(mention, resolved)
        elif mention.rule == "actor.office":
            full = _under_both_names(mention.value, forms)
        elif mention.value.name in _GOVERNMENT:
            full = _government(mention, resolved)
        else:
            full = _owned(mention, heads[at], world) or _described(at, actors, resolved, heads)
        if full is None:
            resolved.append(mention)
        else:
            reason = f"“{mention.value.name}” → {full.name}, named before"
            resolved.append(replace(mention, value=full, rule="actor.coreference", reason=reason))
    return tuple(resolved)


def _heads(parsed: Sequence[Parsed], actors: Sequence[Mention[Who]]) -> list[Token | None]:
    heads: list[Token | None] = []
    passages = iter(parsed)
    one = next(passages, None)
    for mention in actors:
        while one is not None and one.passage.span.end <= mention.span.start:
            one = next(passages, None)
        tokens = one.tokens(mention.span) if one is not None and one.passage.span.covers(mention.span) else None
        heads.append(tokens.root if tokens is not None else None)
    return heads


def _person(mention: Mention[Who], before: Sequence[Mention[Who]]) -> Who | None:
    """A family name alone is the person of that name told before."""
    if " " in mention.value.name:
        return None
    for told in reversed(before):
        if told.value.kind == "person" and " " in told.value.name and told.value.name.split()[-1] == mention.value.name:
            return told.value
    return None


def _under_both_names(who: Who, forms: ShortForms) -> Who | None:
    """ "Bangladesh Rifles (BDR)", whichever of the two the report uses here."""
    full = forms.full(who.name)
    return replace(who, name=full) if full != who.name else None


def _government(mention: Mention[Who], before: Sequence[Mention[Who]]) -> Who | None:
    """ "The government": the country named last as one that acts, or its government."""
    for told in reversed(before):
        if mention.span.start - told.span.end > REACH:
            return None
        if told.rule == "actor.country" or (told.value.country and told.value.name.split()[-1] in _GOVERNMENT):
            return told.value
    return None


def _owned(mention: Mention[Who], head: Token | None, world: World) -> Who | None:
    """ "Iran said its troops", "the Turkish minister said his country's army": the forces of the country that speaks or acts."""
    if head is None or mention.value.country or mention.value.kind != "force" or not _is_theirs(head):
        return None
    for verb in head.ancestors:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < head.i), None)
        if subject is None:
            continue
        named = [code for t in subject.subtree if (code := world.country_named(t.text))]
        if named:
            name = f"{world.demonym(named[0])} {mention.value.name}"
            return replace(mention.value, name=name, country=named[0])
    return None


def _is_theirs(head: Token) -> bool:
    owners = [c for c in head.children if c.dep_ == "poss"]
    owned = [o for o in owners if o.lower_ in _OWNERS or (o.lower_ in ("country", "nation") and o.pos_ == "NOUN")]
    return bool(owned)


def _described(
    at: int, actors: Sequence[Mention[Who]], before: Sequence[Mention[Who]], heads: Sequence[Token | None]
) -> Who | None:
    """ "the troops": the last forces named with a country or a name of their own."""
    mention, head = actors[at], heads[at]
    if (
        head is None
        or mention.value.country
        or " " in mention.value.name
        or mention.value.kind not in ("force", "people")
    ):
        return None
    if not any(c.lower_ in _POINTS for c in head.children) or any(
        c.dep_ in ("amod", "nummod", "relcl", "acl") for c in head.children
    ):
        return None
    if mention.value.kind == "people" and any(c.dep_ == "poss" for c in head.children):
        return None  # "its men" belong to somebody
    kinds = next((k for k in _SAME_KIND if class_of(head) in k), frozenset())
    for told, word in zip(reversed(before), reversed(heads[:at]), strict=True):
        if mention.span.start - told.span.end > REACH:
            return None
        if word is None or not _is_fuller(told.value, mention.value):
            continue
        if (
            word.lemma_ == head.lemma_
            or class_of(word) in kinds
            or (told.value.kind == "group" and mention.value.sector == "REB")
        ):
            return told.value
    return None


def _is_fuller(told: Who, short: Who) -> bool:
    return len(re.findall(r"\w+", told.name)) > len(re.findall(r"\w+", short.name)) or (
        told.kind == "group" and told.name != short.name
    )


_PERSON = frozenset(("he", "she", "him", "her"))
_THING = frozenset(("it",))
_MANY = frozenset(("they", "them"))


def stands_for(one: Parsed, token: Token, actors: Sequence[Mention[Who]]) -> Mention[Who] | None:
    """The actor that a pronoun stands for: the subject of the clause that holds it, else the last fitting actor of the page.

    The mention keeps the pronoun's own place, and says whom it was read as.
    """
    word = token.lower_
    if word not in _PERSON | _THING | _MANY:
        return None
    at = one.of(token)
    before = [m for m in actors if m.span.end <= at.start and at.start - m.span.end <= REACH and _agrees(word, m.value)]
    if not before:
        return None
    subjects = [m for m in before if _is_subject(one, m, token)]
    told = (subjects or before)[-1]
    return Mention(told.value, at, "actor.pronoun", f"“{token.text}” → {told.value.name}, named before")


def _agrees(word: str, who: Who) -> bool:
    if word in _PERSON:
        return who.kind == "person"
    if word in _THING:
        return who.kind in ("office", "group") or who.name.split()[-1].lower() in (
            "army",
            "military",
            "force",
            "navy",
            "government",
            "ministry",
        )
    return who.kind in ("people", "force", "group")


def _is_subject(one: Parsed, mention: Mention[Who], token: Token) -> bool:
    """In this passage, in the same or the sentence before, where it acts."""
    if not one.passage.span.covers(mention.span):
        return False
    tokens = one.tokens(mention.span)
    return (
        tokens is not None
        and tokens.root.dep_ in ("nsubj", "nsubjpass")
        and token.sent.start - tokens.root.sent.end <= 0
    )
