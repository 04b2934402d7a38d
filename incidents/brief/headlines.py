"""The headline ranges as figures and sentences, with the change against the period before and the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.brief.content import Figure, Sentence
from incidents.brief.facts import Grounds
from incidents.brief.footnotes import Footnotes
from incidents.brief.measures import KINDS, Key, Kind, Measure
from incidents.brief.wording import (
    NOTHING,
    Range,
    Silence,
    change,
    closed,
    compared,
    counted,
    opened,
    short,
    spelled,
    trend,
)
from incidents.parsing.knowledge.codes import BARE_UNITS
from incidents.templatetags.border import country_name, way_words

MOST_FIGURES = 8
MOST_LEAD = 3
MOST_GROUNDS = 3
MOST_UNITS = 3
BY_CODE = {kind.code: kind for kind in KINDS}


def chosen(now: Mapping[Key, Measure]) -> list[Key]:
    """Those that a brief has room for."""
    return list(now)[:MOST_FIGURES]


def claims_behind(now: Mapping[Key, Measure]) -> list[int]:
    """A few claims of each figure, the largest first: what its footnotes show."""
    return [pk for key in chosen(now) for pk in now[key].claims[: MOST_GROUNDS * 2]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was told of an earlier period, and why it is silent where it is."""

    told: Mapping[Key, Measure]
    silence: Silence

    def range(self, key: Key) -> Range:
        return self.told[key].range if key in self.told else NOTHING


def figures_of(
    now: Mapping[Key, Measure],
    before: Earlier | None,
    year: Earlier | None,
    rests: Mapping[int, Grounds],
    notes: Footnotes,
) -> tuple[Figure, ...]:
    return tuple(filter(None, (_figure(key, now[key], before, year, rests, notes) for key in chosen(now))))


def _figure(
    key: Key, one: Measure, before: Earlier | None, year: Earlier | None, rests: Mapping[int, Grounds], notes: Footnotes
) -> Figure | None:
    kind = BY_CODE[key.code]
    label = f"{kind.label}{f', {_way(key)}' if kind.by_way else ''}"
    was = compared(one.range, before.range(key), before.silence) if before else ""
    made = sentence(kind, key, one, was, rests, notes)
    if made is None:
        return None
    value = short(*one.range) if not one.about else f"~{short(*one.range)}"
    way = trend(one.range, before.range(key)) if before else ""
    return Figure(label, value, made, _change(key, one, before), way, _change(key, one, year))


def _change(key: Key, one: Measure, earlier: Earlier | None) -> str:
    """Nothing where there is no earlier period."""
    return change(one.range, earlier.range(key), earlier.silence) if earlier else ""


def sentence(
    kind: Kind, key: Key, one: Measure, was: str, rests: Mapping[int, Grounds], notes: Footnotes
) -> Sentence | None:
    """ "More than 1,394 people crossed from Afghanistan to Tajikistan (soldiers), by the figures of 3 incidents; up from 20 in the period before." """
    way = "".join(
        (f" from {country_name(key.start)}" if key.start else "", f" to {country_name(key.end)}" if key.end else "")
    )
    named = [unit for unit in one.units if unit not in BARE_UNITS and unit.isascii()][:MOST_UNITS]
    units = f" ({', '.join(named)})" if named else ""
    amount = spelled(*one.range, "about" if one.about else "exact")
    text = f"{amount} people {kind.verb}{way}{units}, by the figures of {counted(one.incidents, 'incident')}"
    grounds = tuple(ground for pk in one.claims for ground in rests.get(pk, ())[:1])
    return notes.sentence(closed(opened("; ".join(filter(None, (text, was))))), grounds, most=MOST_GROUNDS)


def _way(key: Key) -> str:
    return way_words(key.start, key.end) or "direction not told"


def lead_of(figures: tuple[Figure, ...]) -> tuple[Sentence, ...]:
    return tuple(one.sentence for one in figures[:MOST_LEAD])
