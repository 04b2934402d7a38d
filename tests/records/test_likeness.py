"""Which incidents of different reports may be one: alike in kind, border and day, and never the other way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from incidents.likeness import Facts, likely_twin

NIGHT = Facts(
    event_type="cross_border_retreat", family="movement", border="AF-TJ", first=dt.date(2021, 7, 4), last=dt.date(2021, 7, 4),
    from_country="AF", to_country="TJ", numbers=frozenset({(94.0, 94.0)}),
)  # fmt: skip
WEEK = {"first": dt.date(2021, 6, 30), "last": dt.date(2021, 7, 6)}


@pytest.mark.parametrize(
    ("other", "is_likely"),
    [
        (NIGHT, True),
        (replace(NIGHT, **WEEK), True),
        (replace(NIGHT, from_country="", to_country=""), True),
        (replace(NIGHT, from_country=""), True),
        (replace(NIGHT, from_country="TJ", to_country="AF", **WEEK), False),
        (replace(NIGHT, from_country="", to_country="AF"), False),
        (replace(NIGHT, first=dt.date(2021, 7, 5), last=dt.date(2021, 7, 5)), False),
        (replace(NIGHT, border="AF-UZ"), False),
        (replace(NIGHT, family="force"), False),
    ],
    ids=[
        "the same", "some time in the week", "nobody says which way", "one end is not said", "the other way", "the other way, one end", "another day",
        "another border", "another family",
    ],
)  # fmt: skip
def test_two_incidents_are_likely_one(other: Facts, is_likely: bool) -> None:
    assert (likely_twin(NIGHT, other) is not None) is is_likely
