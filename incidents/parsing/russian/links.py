"""Which border a Russian sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span as Tokens

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span, inside
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.links import Link, Sentence, by_dateline
from incidents.parsing.stages.places import Setting
from incidents.parsing.tongue import Parsed

BORDER_WORD = re.compile(
    r"\b(?:границ\w*|госграниц\w*|приграничь\w*|приграничн\w+|трансграничн\w+|погранзаст\w+|погранпост\w*|застав\w*|погранпереход\w*|кпп|пограничн\w+ (?:застав|пост|пункт|переход|зон|район|отряд|участ)\w*|"
    r"пункт\w* пропуска|нейтральн\w+ (?:полос|территори)\w+|линии соприкосновения|рубеж\w*|сопредельн\w+)\b",
    re.I,
)
_GUARDS = re.compile(
    r"\b(?:пограничник|погранвойск|погранслужб)\w*", re.I
)  # who catches a neighbour does so at the border
OFTEN = 2  # mentions of a border, headline and lead counting double, that make it the report's subject


def sentence_of(
    one: Parsed, sent: Tokens, places: Sequence[Mention[Where]], setting: Setting, world: World
) -> Sentence:
    span = one.of(sent)
    here = tuple(inside(places, span))
    return Sentence(one, sent, span, here, _link(one, sent, here, setting, world))


def _link(one: Parsed, sent: Tokens, here: Sequence[Mention[Where]], setting: Setting, world: World) -> Link | None:
    """The strongest tie of a sentence to a border, None where it has none."""
    named = [m for m in here if m.value.kind == "border"]
    if named:
        best = max(named, key=lambda m: (setting.borders[m.value.border], -m.span.start))
        return Link(best.value.border, best.span, best.rule, best.reason, True)
    countries = list(dict.fromkeys(m.value.country for m in here if m.value.country))
    pairs = [code for n, a in enumerate(countries) for b in countries[n + 1 :] if (code := world.border_code(a, b))]
    word = BORDER_WORD.search(sent.text)
    at_border = [m for m in here if m.value.border and m.value.kind not in ("country", "demonym")]
    if at_border:
        best = max(at_border, key=lambda m: (m.value.border in pairs, setting.borders[m.value.border], -m.value.prec))
        if pairs and best.value.border not in pairs and any(best.value.country in code.split("-") for code in pairs):
            return _of_neighbours(
                here, pairs, setting, bool(word)
            )  # a province touches several borders, the other side is named
        close = best.value.prec <= 3
        if close or best.value.border in pairs or word or setting.borders[best.value.border] > 2:
            why = f"“{best.value.name}” lies at the border {best.value.border}"
            return Link(
                best.value.border,
                best.span,
                "border.place",
                why,
                close and (bool(word) or setting.borders[best.value.border] > 0),
            )
    if pairs:
        return _of_neighbours(here, pairs, setting, bool(word or _GUARDS.search(sent.text)))
    if word:
        return _by_word(one, sent, word, countries, setting, world)
    return _of_report(here, countries, setting, world)


def _of_report(here: Sequence[Mention[Where]], countries: Sequence[str], setting: Setting, world: World) -> Link | None:
    """One side alone, in a report about its border: enough for what goes from there or to there."""
    for side in countries:
        code = setting.partner(world, side)
        if code and setting.borders[code] > OFTEN:
            span = next(m.span for m in here if m.value.country == side)
            return Link(code, span, "border.one_side", f"the report is about {code}", False)
    return None


def _of_neighbours(here: Sequence[Mention[Where]], pairs: Sequence[str], setting: Setting, strict: bool) -> Link:
    code = max(pairs, key=lambda c: setting.borders[c])
    span = next(m.span for m in here if m.value.country in code.split("-"))
    return Link(code, span, "border.neighbours", f"the sentence names both sides of {code}", strict)


def _by_word(
    one: Parsed, sent: Tokens, word: re.Match[str], countries: Sequence[str], setting: Setting, world: World
) -> Link | None:
    start = one.passage.span.start + sent.start_char + word.start()
    code = (
        next((c for side in countries if (c := setting.partner(world, side)) and setting.borders[c]), "")
        or setting.main_border()
    )
    if not code:
        code = next((c for side in countries if (c := setting.partner(world, side))), "")
    span = Span(start, start + len(word[0]))
    if not code:
        return by_dateline(countries, word[0], span, setting, world)
    return Link(
        code,
        span,
        "border.report",
        f"“{word[0]}” → {code}, the border that the report names",
        True,
    )
