"""Dates in sentences of our own, in a report of Monday 5 July 2021 unless said otherwise."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing.document import Frame
from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.stages.calendar import as_edtf
from incidents.parsing.stages.dates import default_when, firm, read_dates, with_report_day
from tests.parsing.passages import frame, parsed

MONDAY = dt.date(2021, 7, 5)
Days = tuple[str, str]


def read(text: str, day: dt.date | None = MONDAY) -> tuple[Mention[When], ...]:
    return firm(read_dates(parsed(text), frame(day)))


def days(text: str, day: dt.date | None = MONDAY) -> list[Days]:
    return [(m.value.first.isoformat(), m.value.last.isoformat()) for m in read(text, day)]


def one(day: str) -> list[Days]:
    return [(day, day)]


CASES: list[tuple[str, list[Days]]] = [
    # days of the calendar
    ("The post fell on 2021-06-30.", one("2021-06-30")),
    ("The post fell on July 3.", one("2021-07-03")),
    ("The post fell on 3 July.", one("2021-07-03")),
    ("The post fell on the 3rd of July.", one("2021-07-03")),
    ("The post fell on July 3, 2020.", one("2020-07-03")),
    ("The post fell on Dec. 24.", one("2020-12-24")),
    ("The gate opens on July 20.", one("2021-07-20")),
    ("The post fell on Saturday, July 3.", one("2021-07-03")),
    ("The post fell on Saturday (July 3).", one("2021-07-03")),
    ("The post fell on 25/12/2020.", one("2020-12-25")),
    ("The post fell on the 2nd.", one("2021-07-02")),
    ("The post fell on New Year's Eve.", one("2020-12-31")),
    ("They fought for a third month.", [("2021-05-01", "2021-07-05")]),
    ("They fled on Friday and have slept outside since then.", [("2021-07-02", "2021-07-02"), ("2021-07-02", "2021-07-05")]),
    ("They crossed during the night.", [("2021-07-04", "2021-07-05")]),
    # ranges and gapped days
    ("They fought on July 3-4.", [("2021-07-03", "2021-07-04")]),
    ("They fought on July 3 and 4.", [("2021-07-03", "2021-07-04")]),
    ("They fought in the night of 3-4 July.", [("2021-07-03", "2021-07-04")]),
    ("They fought from June 30 to July 2.", [("2021-06-30", "2021-07-02")]),
    ("They fought between 28 June and 1 July.", [("2021-06-28", "2021-07-01")]),
    ("The drill ran from 29 December 2020 to 3 January 2021.", [("2020-12-29", "2021-01-03")]),
    ("On Saturday 300 crossed and 94 others on Sunday.", [("2021-07-03", "2021-07-03"), ("2021-07-04", "2021-07-04")]),
    # weekdays: the last such day, the report's day included
    ("They crossed on Monday.", one("2021-07-05")),
    ("They crossed on Friday.", one("2021-07-02")),
    ("They crossed late on Saturday.", one("2021-07-03")),
    ("They crossed early Sunday.", one("2021-07-04")),
    ("They crossed last Monday.", one("2021-06-28")),
    ("They crossed on Tuesday last week.", one("2021-06-29")),
    ("They crossed on Wednesday of last week.", one("2021-06-30")),
    ("He said on Friday that they had crossed.", one("2021-07-02")),
    # what is still to come
    ("The ministers will meet on Friday.", one("2021-07-09")),
    ("Talks are due on Wednesday.", one("2021-07-07")),
    ("The gate stays shut until Thursday.", one("2021-07-08")),
    ("The gate was shut until Thursday.", one("2021-07-01")),
    ("Next Tuesday the fence is handed over.", one("2021-07-06")),
    ("Drills are scheduled for September.", [("2021-09-01", "2021-09-30")]),
    ("The post is to close next month.", [("2021-08-01", "2021-08-31")]),
    # the report's day and its neighbours
    ("They crossed today.", one("2021-07-05")),
    ("They crossed yesterday.", one("2021-07-04")),
    ("They crossed last night.", one("2021-07-04")),
    ("They crossed the day before yesterday.", one("2021-07-03")),
    ("They will cross tomorrow.", one("2021-07-06")),
    ("They crossed overnight.", [("2021-07-04", "2021-07-05")]),
    ("They crossed earlier in the day.", one("2021-07-05")),
    # counted back
    ("They crossed two days ago.", one("2021-07-03")),
    ("They crossed a day earlier.", one("2021-07-04")),
    ("They crossed on June 20; two days later the post fell.", [("2021-06-20", "2021-06-20"), ("2021-06-22", "2021-06-22")]),
    ("They crossed on June 20. The next day the post fell.", [("2021-06-20", "2021-06-20"), ("2021-06-21", "2021-06-21")]),
    ("They crossed on June 20. The previous day had been calm.", [("2021-06-20", "2021-06-20"), ("2021-06-19", "2021-06-19")]),
    ("They fled three months ago.", [("2021-04-01", "2021-04-30")]),
    ("They fled two years ago.", [("2019-01-01", "2019-12-31")]),
    # stretches that end with the report's day
    ("In the last three days they shelled the pass.", [("2021-07-03", "2021-07-05")]),
    ("They shelled it in the past 24 hours.", [("2021-07-04", "2021-07-05")]),
    ("They shelled it for the third day.", [("2021-07-03", "2021-07-05")]),
    ("They shelled it for a fourth straight day.", [("2021-07-02", "2021-07-05")]),
    ("They shelled it for the third day on Sunday.", [("2021-07-02", "2021-07-04")]),
    ("They have shelled it for four straight days.", [("2021-07-02", "2021-07-05")]),
    ("They have waited there for three days.", [("2021-07-03", "2021-07-05")]),
    ("The gate has been largely shut for nearly a year.", [("2020-07-06", "2021-07-05")]),
    ("They have shelled it since yesterday.", [("2021-07-04", "2021-07-05")]),
    ("The army has moved tanks there since the weekend.", [("2021-07-03", "2021-07-05")]),
    ("Both have sent men since a brutal June 15 battle.", [("2021-06-15", "2021-07-05")]),
    ("They have fled since the coup on July 26.", [("2020-07-26", "2021-07-05")]),
    ("They have waited since Turkey closed its gates in March.", [("2021-03-01", "2021-07-05")]),
    ("They have fled since the attack on Friday.", [("2021-07-02", "2021-07-05")]),
    ("They have since left the town in June.", [("2021-06-01", "2021-06-30")]),
    ("They have stayed since the war in August 2008.", [("2008-08-01", "2021-07-05")]),
    ("By Saturday 300 had come in the space of 48 hours.", [("2021-07-03", "2021-07-03"), ("2021-07-02", "2021-07-03")]),
    # between two weekdays, months of a year
    ("They fled between Thursday and Saturday.", [("2021-07-01", "2021-07-03")]),
    ("The drill ran from Friday to Sunday.", [("2021-07-02", "2021-07-04")]),
    ("They shot 17 men in the first three months of this year.", [("2021-01-01", "2021-03-31")]),
    ("Boats were stopped in April and July last year.", [("2020-04-01", "2020-04-30"), ("2020-07-01", "2020-07-31")]),
    ("They have shelled it since Friday.", [("2021-07-02", "2021-07-05")]),
    ("They have shelled it since June 20.", [("2021-06-20", "2021-07-05")]),
    ("They have shelled it since May.", [("2021-05-01", "2021-07-05")]),
    ("They have shelled it since 2019.", [("2019-01-01", "2021-07-05")]),
    ("Herders crossed recently.", [("2021-06-29", "2021-07-05")]),
    # weeks, months, seasons, years
    ("They crossed last week.", [("2021-06-28", "2021-07-04")]),
    ("They crossed over the weekend.", [("2021-07-03", "2021-07-04")]),
    ("They crossed last month.", [("2021-06-01", "2021-06-30")]),
    ("They crossed this month.", [("2021-07-01", "2021-07-05")]),
    ("They crossed late last month.", [("2021-06-21", "2021-06-30")]),
    ("They crossed in May.", [("2021-05-01", "2021-05-31")]),
    ("They crossed in November.", [("2020-11-01", "2020-11-30")]),
    ("They crossed in early June.", [("2021-06-01", "2021-06-10")]),
    ("They crossed in mid-June.", [("2021-06-11", "2021-06-20")]),
    ("They crossed at the end of May.", [("2021-05-21", "2021-05-31")]),
    ("They crossed in June last year.", [("2020-06-01", "2020-06-30")]),
    ("They crossed in March 2019.", [("2019-03-01", "2019-03-31")]),
    ("They crossed between April and June.", [("2021-04-01", "2021-06-30")]),
    ("They crossed last summer.", [("2020-06-01", "2020-08-31")]),
    ("They crossed in the winter of 2019.", [("2019-12-01", "2020-02-29")]),
    ("They crossed last year.", [("2020-01-01", "2020-12-31")]),
    ("They crossed earlier this week.", [("2021-06-28", "2021-07-04")]),
    ("They crossed earlier this year.", [("2021-01-01", "2021-07-05")]),
    ("They crossed in 2015.", [("2015-01-01", "2015-12-31")]),
    ("They crossed in late 2015.", [("2015-09-02", "2015-12-31")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_date_is_read_from_the_report_s_day(text: str, expected: list[Days]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 201st base was put on alert.",
        "They may march to the pass.",
        "Black Friday sales were poor.",
        "Bloody Sunday is remembered there.",
        "The Fridays are quiet.",
        "He leads the May family.",
        "Some 2000 soldiers crossed.",
        "The council adopted Resolution 1701.",
        "The spring offensive failed.",
        "June Miller reported from the gate.",
        "The ban has been extended for two weeks.",
        "Iran has closed the gate for three days.",
        "They were held for 24 hours.",
    ],
)
def test_words_that_look_like_dates_and_are_none(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They recalled the 2006 war.", "2006"),
        ("The fee rose in the third quarter of 2020.", "2020-07/2020-09"),
        ("It was a law of the 1990s.", "199X"),
        ("The truce began at 18:00 GMT.", "2021-07-05"),
    ],
)
def test_a_time_named_in_passing_is_listed_and_dates_no_event(text: str, value: str) -> None:
    named = read_dates(parsed(text), frame(MONDAY))
    assert [m.value.edtf or as_edtf(m.value.first, m.value.last) for m in named] == [value]
    assert firm(named) == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("They crossed in the early hours of July 5.", "early_hours"),
        ("They crossed at dawn on Sunday.", "early_hours"),
        ("They crossed before dawn on Sunday.", "early_hours"),
        ("They crossed on Sunday morning.", "morning"),
        ("They crossed on Sunday afternoon.", "afternoon"),
        ("They crossed on Sunday evening.", "evening"),
        ("They crossed on the night of July 3.", "night"),
        ("They crossed overnight.", "night"),
        ("They crossed this morning.", "morning"),
        ("They crossed at 3 a.m. on Sunday.", "early_hours"),
        ("They crossed at 11:30 p.m. local time on Sunday.", "night"),
        ("They crossed on Sunday.", ""),
    ],
)
def test_the_part_of_the_day(text: str, part: str) -> None:
    assert read(text)[0].value.part_of_day == part


@pytest.mark.parametrize(
    ("text", "prec"),
    [
        ("They crossed on Sunday.", 1), ("They fought on July 3-4.", 2), ("They crossed last week.", 3),
        ("They crossed last month.", 4), ("They crossed last year.", 5), ("They crossed recently.", 3),
    ],
)  # fmt: skip
def test_the_precision_follows_the_stretch(text: str, prec: int) -> None:
    assert read(text)[0].value.prec == prec


@pytest.mark.parametrize(
    ("text", "lasted"),
    [
        ("They have shelled it since Friday.", True),
        ("They fought from June 30 to July 2.", True),
        ("They crossed last week.", False),
    ],
)
def test_a_stretch_says_whether_the_thing_went_on(text: str, lasted: bool) -> None:
    assert read(text)[0].value.lasted is lasted


def test_since_keeps_what_the_words_name() -> None:
    when = read("They have shelled it since 2019.")[0].value
    assert (when.edtf, when.last) == ("2019", MONDAY)


def test_without_a_report_s_day_only_full_dates_are_read() -> None:
    text = "They crossed on Friday, last week and on July 3. The post had fallen on June 1, 2020; two days later it was burnt."
    assert days(text, None) == [("2020-06-01", "2020-06-01"), ("2020-06-03", "2020-06-03")]


def test_the_reason_says_how_a_day_was_found() -> None:
    reason = read("They crossed on Saturday.")[0].reason
    assert "Sat 3 Jul 2021" in reason
    assert "Mon 5 Jul 2021" in reason


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    assert "which it was not" in read("They crossed on Friday, July 3.")[0].reason


def test_the_day_of_the_head_is_listed_with_the_others() -> None:
    own = Frame(passages=(), report_date=MONDAY, report_date_span=Span(0, 6), report_date_reason="dateline")
    dates = with_report_day(read_dates(parsed("July 5 - They crossed on Friday."), frame(MONDAY))[1:], own)
    assert [m.rule for m in dates] == ["date.report", "date.weekday"]


def test_what_is_plainly_current_happened_in_the_seven_days_before() -> None:
    when = default_when(frame(MONDAY))
    assert when is not None
    assert (when.first, when.last, when.prec) == (dt.date(2021, 6, 29), MONDAY, 3)
    assert default_when(frame(None)) is None
