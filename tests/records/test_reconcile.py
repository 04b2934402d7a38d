"""What a new reading asks of the records held, without a database: tables of held values, a person's and the machine's new ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from incidents.reconcile import Held, HeldPart, Plan, ThreeWay, changes, disputes, plan
from incidents.wanted import wanted
from tests.records.readings import a_reading

DAY, NEXT = dt.date(2021, 7, 5), dt.date(2021, 7, 6)


def held_as_read(**more: Any) -> Held:
    """The incident of the reading by hand, held exactly as that reading gave it."""
    (one,), _said = wanted(a_reading())
    claims = tuple(Held(pk, c.key, c.values, spans=((0, 10),)) for pk, c in enumerate(one.claims, 100))
    defaults: dict[str, Any] = {"claims": claims, "parts": (HeldPart(200, "Northern Brigade (AF)", "mover"),)}
    return Held(1, one.key, one.values, spans=((45, 62),), **{**defaults, **more})


def with_values(held: Held, **values: Any) -> Held:
    return replace(held, values={**held.values, **values})


THREE_WAYS = {
    "the machine still reads what it read then": (
        {"modality": "denied"}, {"modality": "actual"}, {"modality": "actual"},
        (ThreeWay("modality", "actual", "denied", "actual"),),
    ),
    "the machine reads a third value": (
        {"modality": "denied"}, {"modality": "actual"}, {"modality": "ordered"},
        (ThreeWay("modality", "actual", "denied", "ordered"),),
    ),
    "the machine has come to the person's value": ({"modality": "denied"}, {"modality": "actual"}, {"modality": "denied"}, ()),
    "nobody corrected the field": ({"modality": "denied"}, {}, {"modality": "actual"}, ()),
    "a field of the person's that the machine never reads": ({"credibility": 2}, {"credibility": 6}, {"modality": "actual"}, ()),
    "two fields, in the order of their names": (
        {"date_start": DAY, "border": "AF-TJ"}, {"date_start": NEXT, "border": ""}, {"date_start": NEXT, "border": "AF-UZ"},
        (ThreeWay("border", "", "AF-TJ", "AF-UZ"), ThreeWay("date_start", NEXT, DAY, NEXT)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now_held", "then", "read", "expected"), THREE_WAYS.values(), ids=THREE_WAYS)
def test_a_corrected_field_is_shown_three_ways_and_never_changed(
    now_held: dict[str, Any], then: dict[str, Any], read: dict[str, Any], expected: tuple[ThreeWay, ...]
) -> None:
    held = Held(1, "k", now_held, corrected=frozenset(then), machine=then)
    assert disputes(read, held) == expected
    assert not {change.field for change in changes(read, held)} & set(then)


NUMBERS = {
    "the same reading keeps all": (a_reading(), (held_as_read(),), {"add": 0, "change": 0, "keep": 1, "withdraw": 0}),
    "nothing held, all is new": (a_reading(), (), {"add": 1, "change": 0, "keep": 0, "withdraw": 0}),
    "another day is a change": (a_reading(first=NEXT), (held_as_read(),), {"add": 0, "change": 1, "keep": 0, "withdraw": 0}),
    "another figure is a change": (a_reading(low=900), (held_as_read(),), {"add": 0, "change": 1, "keep": 0, "withdraw": 0}),
    "another actor is a change": (a_reading(actor="Southern Brigade"), (held_as_read(),), {"add": 0, "change": 1, "keep": 0, "withdraw": 0}),
    "what is found no more is withdrawn": (a_reading(found=False), (held_as_read(),), {"add": 0, "change": 0, "keep": 0, "withdraw": 1}),
    "what was withdrawn before is not withdrawn again": (
        a_reading(found=False), (held_as_read(withdrawn=True, returns=True),), {"add": 0, "change": 0, "keep": 0, "withdraw": 0},
    ),
    "what was withdrawn and is found again comes back": (
        a_reading(), (held_as_read(withdrawn=True, returns=True),), {"add": 0, "change": 1, "keep": 0, "withdraw": 0},
    ),
    "what a person worked on is kept": (a_reading(found=False), (held_as_read(touched=True),), {"add": 0, "change": 0, "keep": 1, "withdraw": 0}),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "held", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_the_numbers_say_what_applying_would_do(reading: Any, held: tuple[Held, ...], expected: dict[str, int]) -> None:
    made = plan(replace(reading, statements=()), held, ())
    assert made.numbers() == expected


def test_a_corrected_figure_of_a_claim_counts_as_a_dispute_of_the_plan() -> None:
    held = held_as_read()
    claim = replace(held.claims[0], corrected=frozenset({"low"}), machine={"low": "1000"})
    made = plan(a_reading(), [replace(held, claims=(with_values(claim, low=1037),))], ())
    assert made.disputes() == 1
    assert made.incidents[0].claims[0].disputes[0].person == 1037
    assert Plan().disputes() == 0


def test_a_part_that_a_person_touched_is_not_dropped_with_its_words() -> None:
    mine, machines = HeldPart(7, "Border guards (TJ)", "host", touched=True), HeldPart(8, "Shepherds (TJ)", "target")
    made = plan(a_reading(), [held_as_read(parts=(mine, machines))], ())
    assert made.incidents[0].gone_parts == (machines,)


OWN = {
    "published_on": DAY,
    "source": "Pamir Wire",
    "headline": "Troops cross",
    "language": "en",
    "dateline": "",
    "byline": "",
    "take": "",
}
FRAMES = {
    "another day and source": (
        {"report_date": NEXT, "agency": "Meridian"}, {}, {"published_on": NEXT, "source": "Meridian"}, (),
    ),
    "what the text does not give stays": ({}, {}, {}, ()),
    "a corrected day": (
        {"report_date": NEXT}, {"published_on": "2021-07-04"}, {}, (ThreeWay("published_on", "2021-07-04", DAY, NEXT),),
    ),
    "a byline that is gone": ({"byline": ""}, {}, {"byline": ""}, ()),
}  # fmt: skip


@pytest.mark.parametrize(("frame", "then", "changed", "disputed"), FRAMES.values(), ids=FRAMES)
def test_the_reports_own_fields_change_with_the_reading_and_a_person_s_word_stays(
    frame: dict[str, Any], then: dict[str, Any], changed: dict[str, Any], disputed: tuple[ThreeWay, ...]
) -> None:
    reading = a_reading()
    held = Held(
        1,
        "report",
        {**OWN, "byline": "A. Writer"} if "byline" in frame else OWN,
        corrected=frozenset(then),
        machine=then,
    )
    made = plan(replace(reading, frame=replace(reading.frame, **frame)), (), (), held)
    assert made.report is not None
    assert {change.field: change.after for change in made.report.changes} == changed
    assert made.report.disputes == disputed and made.disputes() == len(disputed)
