"""What holds for dates, numbers and places in any text: words under every value, the same twice, no text that stops them."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.dates import read_dates
from incidents.parsing.stages.numbers import read_numbers
from incidents.parsing.stages.places import read_places
from tests.parsing.passages import frame, parsed

STORY = (
    "KHOST, July 3 (Northwire) - More than 1,000 herders crossed into Paktia from North Waziristan on Friday and 94 others early on Saturday, "
    "at least 12 of them wounded, the governor of Khost said. In Paris, Tex., and Lamar County nobody was hurt. Between 28 June and 1 July "
    "some 200-300 families had fled across the Durand Line; the gate at Torkham has been shut since May 2019, for the third time."
)
WORDS = st.sampled_from(
    [
        *STORY.split(), "Georgia", "the", "of", "9999", "31 February", "February 29", "0", "000", "999 years ago", "99 decades", "1/13/2020", "-", "–", ",",
        "counties", "N.C.", "Kyrgyz-Tajik border", "the last 999 months", "quarter", "winter of 2099", "’s", "D-", "\n",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.integers(1, len(STORY)).map(lambda end: STORY[:end]),
    st.integers(0, len(STORY) - 1).map(lambda start: STORY[start:]),
    st.lists(WORDS, min_size=1, max_size=40).map(" ".join),
    st.text(min_size=1, max_size=120),
).filter(lambda text: text.strip() != "")
DAYS = st.one_of(st.none(), st.dates(dt.date(1987, 1, 1), dt.date(2030, 12, 31)))
Seen = list[tuple[int, int, object]]


def seen(text: str, day: dt.date | None) -> Seen:
    one = parsed(text)
    dates = read_dates(one, frame(day))
    found = (*dates, *read_numbers(one, [d.span for d in dates]), *read_places(one, load_world()).named)
    return [(m.span.start, m.span.end, m.value) for m in found]


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_every_value_points_at_words_of_the_text(text: str, day: dt.date | None) -> None:
    for start, end, value in seen(text, day):
        assert 0 <= start < end <= len(text), value
        assert text[start:end].strip() == text[start:end] != "", value


@settings(max_examples=60, deadline=None)
@given(TEXTS, DAYS)
def test_the_same_text_is_read_the_same_twice(text: str, day: dt.date | None) -> None:
    assert seen(text, day) == seen(text, day)


@settings(max_examples=100, deadline=None)
@given(TEXTS, DAYS)
def test_ranges_are_the_right_way_round(text: str, day: dt.date | None) -> None:
    one = parsed(text)
    for mention in read_dates(one, frame(day)):
        assert mention.value.first <= mention.value.last, mention
        assert 1 <= mention.value.prec <= 5
    for count in read_numbers(one):
        low, high = count.value.low, count.value.high
        assert low is None or high is None or low <= high, count
        assert low is not None or high is not None, count


@settings(max_examples=60, deadline=None)
@given(st.integers(1, len(STORY)))
def test_what_incidents_may_rest_on_is_part_of_what_is_named(end: int) -> None:
    places = read_places(parsed(STORY[:end]), load_world())
    assert set(places.firm) <= set(places.named)
