"""Ranges, changes and lists in words."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.brief.footnotes import letters
from incidents.brief.wording import (
    NONE_READ_OF,
    NONE_TOLD,
    NOT_READ,
    change,
    closed,
    compared,
    listed,
    short,
    spelled,
    trend,
)

NOTHING = (None, None)


@pytest.mark.parametrize(
    ("low", "high", "comparator", "words", "in_short"),
    [
        (1000, None, "over", "more than 1,000", ">1,000"),
        (1000, None, "at_least", "at least 1,000", ">1,000"),
        (None, 50, "up_to", "up to 50", "≤50"),
        (None, 50, "under", "fewer than 50", "≤50"),
        (94, 94, "exact", "94", "94"),
        (200, 200, "about", "about 200", "200"),
        (300, 400, "range", "300–400", "300–400"),
        (0, 4, "exact", "0–4", "≤4"),
        (None, None, "exact", "", "none told"),
    ],
)
def test_a_range_reads_as_claims_put_it(low: Any, high: Any, comparator: str, words: str, in_short: str) -> None:
    assert (spelled(low, high, comparator), short(low, high)) == (words, in_short)


@pytest.mark.parametrize(
    ("now", "before", "way"),
    [
        ((100, 120), (50, 99), "up"),
        ((10, 20), (50, 99), "down"),
        ((40, 60), (50, 99), "open"),
        ((5, 5), (5, 5), "same"),
        ((5, 9), (5, 9), "open"),  # equal ranges need not be equal numbers
        ((1000, None), (94, 94), "up"),
        ((1000, None), (1000, 1000), "up"),  # over a thousand is more than a thousand
        ((1000, None), (300, None), "open"),  # more than 300 may have been any number
        ((94, 94), (1000, None), "down"),
        ((94, 94), NOTHING, "new"),
    ],
    ids=str,
)
def test_a_change_is_only_said_where_the_ranges_leave_no_doubt(now: Any, before: Any, way: str) -> None:
    assert trend(now, before) == way


def test_no_figure_differs_from_no_report_and_that_from_nobody_who_read_one() -> None:
    for silence, words in (
        (NONE_TOLD, "none told"),
        (NONE_READ_OF, "none in reports read"),
        (NOT_READ, "no report read"),
    ):
        assert change((5, 5), NOTHING, silence) == words and compared((5, 5), NOTHING, silence) == silence.words
    assert NONE_READ_OF.words == "none in the reports read of the period before"
    assert change((5, 5), (3, 3), NOT_READ) == "up from 3"
    assert compared((5, 9), (5, 9), NONE_TOLD) == "in the period before 5–9, so that no change is certain"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 others"),
    ],
)  # fmt: skip
def test_names_are_listed_once(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_a_sentence_ends_once() -> None:
    assert [closed(text) for text in ("So", "So.", "“So.”", "So?")] == ["So.", "So.", "“So.”", "So?"]


def test_footnotes_beyond_z_go_on_with_two_letters() -> None:
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
