"""Days as editors type them, and the words of a page read back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.models import Incident
from incidents.templatetags.border import when_words
from incidents.typed import read_days

NEAR = dt.date(2021, 7, 5)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "first", "last", "prec", "part", "lasted"),
    [
        ("2021-07-03", "2021-07-03", "2021-07-03", 1, "", False),
        ("2021-07-03..2021-07-05", "2021-07-03", "2021-07-05", 2, "", None),
        ("3 Jul 2021", "2021-07-03", "2021-07-03", 1, "", False),
        ("3 jul", "2021-07-03", "2021-07-03", 1, "", False),
        ("Jul 3, 2020", "2020-07-03", "2020-07-03", 1, "", False),
        ("4", "2021-07-04", "2021-07-04", 1, None, False),
        ("3-5", "2021-07-03", "2021-07-05", 2, None, None),
        ("3–5 Jul 2021", "2021-07-03", "2021-07-05", 2, "", None),
        ("29 Jun - 5 Jul 2021", "2021-06-29", "2021-07-05", 3, "", None),
        ("30 Dec - 2 Jan 2021", "2020-12-30", "2021-01-02", 2, "", None),
        ("28 August 2020 to 3 September 2021", "2020-08-28", "2021-09-03", 5, "", None),
        ("July 2021", "2021-07-01", "2021-07-31", 4, "", None),
        ("some time in June 2021", "2021-06-01", "2021-06-30", 4, "", False),
        ("throughout 3-5 July", "2021-07-03", "2021-07-05", 2, "", True),
        ("2020", "2020-01-01", "2020-12-31", 5, "", None),
        ("Sat", "2021-07-03", "2021-07-03", 1, "", False),
        ("monday evening", "2021-07-05", "2021-07-05", 1, "evening", False),
        ("5 Jul 2021, early hours", "2021-07-05", "2021-07-05", 1, "early_hours", False),
        ("4 in the morning", "2021-07-04", "2021-07-04", 1, "morning", False),
    ],
)
def test_what_is_typed_is_read_with_its_precision(
    typed: str, first: str, last: str, prec: int, part: str | None, lasted: bool | None
) -> None:
    read = read_days(typed, NEAR)
    assert (read.first, read.last, read.prec, read.part_of_day, read.lasted) == (
        day(first),
        day(last),
        prec,
        part,
        lasted,
    )


@pytest.mark.parametrize("typed", ["", "no date", "unknown"])
def test_nothing_typed_is_no_date(typed: str) -> None:
    read = read_days(typed, NEAR)
    assert (read.first, read.last, read.prec, read.part_of_day, read.lasted) == (None, None, None, "", False)


@pytest.mark.parametrize("typed", ["31 Jun", "2021-02-30", "5-3 Jul", "tomorrowish", "32", "9 Jul - 3 Jul", "0"])
def test_what_is_no_day_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(ValueError, match=r"calendar|before the first|give days as"):
        read_days(typed, NEAR)


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))


@given(
    first=DAYS,
    length=st.sampled_from([0, 1, 3, 6, 29, 45, 400]),
    lasted=st.booleans(),
    part=st.sampled_from(["", "evening", "early_hours"]),
)
def test_the_words_of_a_page_are_read_back_as_the_same_days(
    first: dt.date, length: int, lasted: bool, part: str
) -> None:
    last = first + dt.timedelta(days=length)
    read = read_days(when_words(Incident(date_start=first, date_end=last, lasted=lasted, part_of_day=part)), NEAR)
    assert (read.first, read.last, read.part_of_day) == (first, last, part)
    assert read.lasted is (False if length == 0 or not lasted else None)
