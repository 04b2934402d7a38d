"""Figures and directions as editors type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.ledger import range_words
from incidents.typed import read_figure, read_way


@pytest.mark.parametrize(
    ("typed", "low", "high", "comparator", "unit"),
    [
        ("94", 94, 94, "exact", None),
        ("1,037 soldiers", 1037, 1037, "exact", "soldiers"),
        (">1000", 1000, None, "over", None),
        ("over 1 000 troops", 1000, None, "over", "troops"),
        ("more than 20,000", 20000, None, "over", None),
        ("≥5", 5, None, "at_least", None),
        ("at least 12 dead", 12, None, "at_least", "dead"),
        ("200+", 200, None, "at_least", None),
        ("<50", None, 50, "under", None),
        ("up to 50", None, 50, "up_to", None),
        ("≤50", None, 50, "up_to", None),
        ("about 200", 200, 200, "about", None),
        ("~1.5k", 1500, 1500, "about", None),
        ("300-400", 300, 400, "range", None),
        ("between 300 and 400 people", 300, 400, "range", "people"),
        ("12–15", 12, 15, "range", None),
        ("dozens", 24, 99, "vague", None),
        ("hundreds of migrants", 200, 999, "vague", "of migrants"),
        ("several", 3, 9, "vague", None),
        ("two dozen migrants", 24, 24, "exact", "migrants"),
        ("twenty-three", 23, 23, "exact", None),
        ("0 injured", 0, 0, "exact", "injured"),
        ("0.5", Decimal("0.5"), Decimal("0.5"), "exact", None),
    ],
)
def test_a_figure_keeps_its_open_ends(typed: str, low: object, high: object, comparator: str, unit: str | None) -> None:
    read = read_figure(typed)
    assert (read.low, read.high, read.comparator, read.unit) == (low, high, comparator, unit)


@pytest.mark.parametrize("typed", ["", "many", "400-300", "1.2.3", "over", "999999999999"])
def test_what_is_no_figure_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"give a|below the lower"):
        read_figure(typed)


@given(
    low=st.integers(0, 10**9),
    more=st.integers(1, 10**6),
    comparator=st.sampled_from(["exact", "about", "over", "at_least", "up_to", "under", "range"]),
)
def test_the_words_of_a_page_are_read_back_as_the_same_figure(low: int, more: int, comparator: str) -> None:
    ends = {
        "over": (low, None), "at_least": (low, None), "up_to": (None, low), "under": (None, low), "range": (low, low + more),
    }.get(comparator, (low, low))  # fmt: skip
    read = read_figure(range_words(*ends, comparator))
    assert (read.low, read.high, read.comparator) == (*ends, comparator)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("AF>TJ", ("AF", "TJ")),
        ("af → tj", ("AF", "TJ")),
        ("Afghanistan to Tajikistan", ("AF", "TJ")),
        ("from Afghanistan to Tajikistan", ("AF", "TJ")),
        ("Afghanistan → Tajikistan", ("AF", "TJ")),
        ("from AF", ("AF", "")),
        ("to Tajikistan", ("", "TJ")),
        (">TJ", ("", "TJ")),
        ("", ("", "")),
    ],
)
def test_a_direction_is_read_by_code_or_name(typed: str, way: tuple[str, str]) -> None:
    assert read_way(typed) == way


@pytest.mark.parametrize("typed", ["north", "AF>Atlantis", "AF"])
def test_what_is_no_direction_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"direction"):
        read_way(typed)
