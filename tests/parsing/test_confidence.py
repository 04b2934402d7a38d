"""Confidence by counts: drawn towards the share of all, added up from traits, judged against gold by bands."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.confidence import ALL, FIELDS, INCIDENT, Count, incident_share, load_counts, share_of
from incidents.parsing.evaluation.reliability import Guess, bands, by_shipped, by_the_others, counted, judged
from incidents.parsing.goldform import as_gold

DAY = Known(dt.date(2021, 7, 7), language="en")
TEXT = (
    "Ishkashim post falls\n\nDUSHANBE, July 7 (Pamir Wire) - More than 130 Afghan border guards fled into Tajikistan on Tuesday.\n\n"
    "Uzbekistan closed the Hairatan crossing on its border with Afghanistan on Monday."
)
COUNTS = {
    INCIDENT: {ALL: Count(80, 100)},
    "incident.date": {
        ALL: Count(80, 100),
        "date.weekday": Count(38, 40),
        "date.current": Count(10, 20),
        "date.odd": Count(0, 1),
    },
    "incident.figures": {ALL: Count(80, 100), "0": Count(30, 45), "2 or more": Count(30, 30)},
}


@pytest.mark.parametrize(
    ("trait", "low", "high"),
    [
        pytest.param("date.weekday", 0.90, 0.95, id="many right readings lie near their own share"),
        pytest.param("date.current", 0.55, 0.65, id="twenty readings are drawn a third of the way to the share of all"),
        pytest.param("date.odd", 0.70, 0.75, id="one wrong reading says little"),
        pytest.param("date.new_rule", 0.79, 0.80, id="a rule never met has the share of all"),
    ],
)
def test_a_share_is_drawn_towards_the_share_of_all(trait: str, low: float, high: float) -> None:
    assert low <= share_of(COUNTS, "incident.date", trait) <= high


def test_without_any_count_nothing_is_more_likely_than_not() -> None:
    assert share_of({}, "where", "place.gazetteer") == 0.5
    assert incident_share({}, {"incident.date": "date.weekday"}) == pytest.approx(0.5)


def test_traits_that_speak_for_an_incident_add_up() -> None:
    def sure(**traits: str) -> float:
        return incident_share(COUNTS, {f"incident.{name}": trait for name, trait in traits.items()})

    assert sure(date="date.current", figures="0") < sure(date="date.current") < sure() == pytest.approx(81 / 102)
    assert sure() < sure(date="date.weekday") < sure(date="date.weekday", figures="2 or more") < 1


def test_every_incident_carries_its_confidence_and_that_of_its_fields() -> None:
    retreat, closure = parse(Document(TEXT, DAY)).incidents
    assert set(retreat.field_confidence) == set(closure.field_confidence) == set(FIELDS)
    assert all(0 < sure < 1 for one in (retreat, closure) for sure in (one.confidence, *one.field_confidence.values()))
    assert retreat.confidence > closure.confidence  # it is told with a figure


def test_the_shipped_counts_know_every_question_and_none_counts_more_right_than_all() -> None:
    counts = load_counts()
    assert set(counts) >= {INCIDENT, *FIELDS}
    for question, traits in counts.items():
        assert all(0 <= count.right <= count.of for count in traits.values())
        own = sum((count for trait, count in traits.items() if trait != ALL), Count())
        assert question == INCIDENT or own == traits[ALL]


def a_gold() -> dict[str, Any]:
    """The reading of TEXT, its second incident moved to a month that nobody reads, its first at another border place."""
    gold = as_gold(parse(Document(TEXT, DAY)), "one")
    first, second = gold["incidents"]
    return {
        "incidents": [
            {**first, "event_type": "refugee_influx"},
            {**second, "date_start": "2021-01-01", "date_end": "2021-01-02"},
        ]
    }


def test_readings_are_judged_incident_by_incident_and_fields_only_of_right_ones() -> None:
    retreat, closure = judged(a_gold(), parse(Document(TEXT, DAY)))
    assert retreat.is_right
    assert retreat.fields_right == {"type": False, "date": True, "border": True, "direction": True, "where": True}
    assert (closure.is_right, dict(closure.fields_right)) == (False, {})
    counts = counted([retreat, closure])
    assert counts[INCIDENT][ALL] == Count(1, 2)
    assert counts["type"] == {ALL: Count(0, 1), "event.cross_border_retreat": Count(0, 1)}


def test_a_text_is_guessed_by_the_other_texts_alone() -> None:
    right, wrong = ((one,) for one in judged(a_gold(), parse(Document(TEXT, DAY))))
    by_itself = by_shipped([right], counted(right))
    alone, *_ = by_the_others([right, wrong])
    assert by_itself[0].sure > 0.5 > alone.sure
    assert alone.is_right


def test_bands_hold_what_was_said_beside_what_was_true() -> None:
    found = [
        Guess("date", 0.85, True),
        Guess("date", 0.89, True),
        Guess("date", 0.95, False),
        Guess(INCIDENT, 0.3, False),
    ]
    told = {(one.question, one.band): (one.guesses, round(one.sure, 2), round(one.right, 2)) for one in bands(found)}
    assert told == {
        (INCIDENT, ""): (1, 0.3, 0.0), (INCIDENT, "0.0-0.5"): (1, 0.3, 0.0),
        ("date", ""): (3, 0.9, 0.67), ("date", "0.8-0.9"): (2, 0.87, 1.0), ("date", "0.9-1.0"): (1, 0.95, 0.0),
    }  # fmt: skip
