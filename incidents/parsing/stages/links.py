"""What ties a sentence to a border, and which way a movement or a shot goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.places import Setting
from incidents.parsing.tongue import Parsed

BORDER_WORD = re.compile(
    r"\b(?:cross-border|borders?(?! (?:guard|police|patrol|force|security|agent|officer|troop|service|ranger))|frontiers?|boundary|boundaries|line of control|no-man['’]s land|checkpoint)\b",
    re.I,
)
_INTO = {"to", "into", "toward", "towards", "in", "onto"}
_OUT = {"from", "out"}


@dataclass(frozen=True, slots=True)
class Link:
    """The border of a sentence: by its own words (strict), by a place, by two neighbours, or by the report's subject."""

    code: str
    span: Span
    rule: str
    reason: str
    strict: bool


def places_in(places: Sequence[Mention[Where]], span: Span) -> list[Mention[Where]]:
    return [m for m in places if span.covers(m.span)]


def border_link(
    one: Parsed, sent: Tokens, here: Sequence[Mention[Where]], setting: Setting, world: World
) -> Link | None:
    """The strongest tie of a sentence to a border, None where it has none."""
    named = [m for m in here if m.value.kind == "border"]
    countries = list(dict.fromkeys(m.value.country for m in here if m.value.country))
    if named:
        best = max(named, key=lambda m: (setting.borders[m.value.border], -m.span.start))
        return Link(best.value.border, best.span, best.rule, best.reason, True)
    by_place = [m for m in here if m.value.border and m.value.kind not in ("border", "country", "demonym")]
    word = BORDER_WORD.search(sent.text)
    pairs = [
        world.border_code(a, b) for n, a in enumerate(countries) for b in countries[n + 1 :] if world.border_code(a, b)
    ]
    if by_place:
        best = max(by_place, key=lambda m: (m.value.border in pairs, setting.borders[m.value.border], -m.value.prec))
        if best.value.prec <= 3 or best.value.border in pairs or word or setting.borders[best.value.border] > 2:
            return Link(
                best.value.border,
                best.span,
                "border.place",
                f"“{best.value.name}” lies at the border {best.value.border}",
                best.value.prec <= 3,
            )
    if pairs:
        code = max(pairs, key=lambda c: setting.borders[c])
        span = next(m.span for m in here if m.value.country in code.split("-"))
        return Link(code, span, "border.neighbours", f"the sentence names both sides of {code}", bool(word))
    if word:
        start = one.passage.span.start + sent.start_char + word.start()
        span = Span(start, start + len(word[0]))
        single = [world for world in countries if any(world in code.split("-") for code in setting.borders)]
        code = (
            next((setting.partner(world, c) for c in single if setting.partner(world, c)), "") or setting.main_border()
        )
        if code:
            return Link(code, span, "border.report", f"“{word[0]}” → {code}, the border that the report names", True)
    return None


def _phrases(trigger: Token, prepositions: set[str]) -> Iterator[Token]:
    """Objects of these prepositions on the trigger, its particles, and its gapped partners."""
    heads = [
        trigger,
        *(c for c in trigger.children if c.dep_ in ("prep", "advmod", "prt", "dobj", "xcomp", "advcl", "dative")),
    ]
    for head in heads:
        for child in [head, *head.children]:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp"))
                for inner in child.children:
                    if inner.dep_ == "prep":
                        yield from (c for c in inner.children if c.dep_ == "pobj")


def _country_under(token: Token, one: Parsed, here: Sequence[Mention[Where]]) -> Mention[Where] | None:
    area = one.of(one.doc[token.left_edge.i : token.right_edge.i + 1])
    found = [m for m in here if m.value.country and area.covers(m.span)]
    return found[0] if found else None


def direction(
    one: Parsed, trigger: Token, subject: Token | None, here: Sequence[Mention[Where]], code: str
) -> tuple[Mention[str] | None, Mention[str] | None]:
    """(from, to) as far as the words say; the far side of a known border completes the other."""
    start = end = None
    for token in _phrases(trigger, _INTO):
        end = end or _country_under(token, one, here)
    for token in _phrases(trigger, _OUT):
        start = start or _country_under(token, one, here)
    direct = next((c for c in trigger.children if c.dep_ == "dobj"), None)
    if (
        end is None
        and trigger.lemma_.lower() in ("enter", "invade", "leave", "flee", "violate", "shell", "bomb", "attack")
        and direct is not None
    ):
        if trigger.lemma_.lower() in ("leave", "flee"):
            start = start or _country_under(direct, one, here)
        else:
            end = _country_under(direct, one, here)
    owner = _country_under(subject, one, here) if subject is not None else None
    sides = code.split("-") if code else []

    def mention(m: Mention[Where] | None, rule: str) -> Mention[str] | None:
        return Mention(m.value.country, m.span, rule, f"“{m.value.name}” → {m.value.country}") if m else None

    if (
        end
        and (start is None or start.value.country == end.value.country)
        and owner
        and owner.value.country != end.value.country
    ):
        start = owner
    away, toward = mention(start, "direction.from"), mention(end, "direction.to")
    if away and toward and away.value == toward.value:
        away = None
    if toward and not away and toward.value in sides:
        away = Mention(
            next(s for s in sides if s != toward.value),
            toward.span,
            "direction.other_side",
            f"over {code}, so from the other side",
        )
    if away and not toward and away.value in sides:
        toward = Mention(
            next(s for s in sides if s != away.value),
            away.span,
            "direction.other_side",
            f"over {code}, so to the other side",
        )
    return away, toward
