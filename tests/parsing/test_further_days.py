"""Several days, months or scales of time, each with its own figure, are several incidents (codebook 1)."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday
Told = set[tuple[str, dt.date, float | None]]  # kind of the figure, first day, low

# What the case shows: (body, event type, its figures by day). Paragraphs are divided by "|".
CASES: dict[str, tuple[str, str, Told]] = {
    "a further figure follows on its own day": (
        "Some 250 refugees crossed the border from Syria into Turkey on Saturday, and a further 75 followed on Sunday.",
        "refugee_influx", {("crossed", dt.date(2021, 7, 3), 250), ("crossed", dt.date(2021, 7, 4), 75)},
    ),
    "months each have a figure": (
        "About 900 migrants crossed the border from Mexico to the United States in May, 1,100 in June and 400 in July, officials said.",
        "irregular_crossing",
        {("crossed", dt.date(2021, 5, 1), 900), ("crossed", dt.date(2021, 6, 1), 1100), ("crossed", dt.date(2021, 7, 1), 400)},
    ),
    "each day of fighting has its dead": (
        "Twelve guards were killed on Monday and seven on Tuesday in fighting on the border between Chad and Sudan.",
        "border_clash", {("killed", dt.date(2021, 7, 5), 12), ("killed", dt.date(2021, 7, 6), 7)},
    ),
    "the shooting of the day before has a toll of its own": (
        "Indian and Pakistani troops traded fire along the Line of Control on Tuesday.|Two villagers were reported killed and eight wounded on Monday in the shooting between the two sides.",
        "border_clash", {("killed", dt.date(2021, 7, 5), 2), ("injured", dt.date(2021, 7, 5), 8)},
    ),
    "a further catch on a day of its own is not the day's catch": (
        "Border guards detained 31 migrants on the border between Serbia and Hungary on Tuesday.|Earlier, on July 2, eight more were detained on the same stretch of the border.",
        "detention", {("detained", dt.date(2021, 7, 6), 31), ("detained", dt.date(2021, 7, 2), 8)},
    ),
    "a further catch lends no day to one without a day": (
        "Border guards have detained 31 migrants on the border between Serbia and Hungary.|Earlier, on July 2, eight more were detained on the same stretch of the border.",
        "detention", {("detained", dt.date(2021, 7, 1), 31), ("detained", dt.date(2021, 7, 2), 8)},
    ),
    "what was carried this year is not what was found last month": (
        "Police arrested a Cambodian with five heroin cakes on the border between Cambodia and Vietnam on June 28.|He said he had transported 194 heroin cakes across the border so far this year.",
        "smuggling", {("other", dt.date(2021, 6, 28), 5), ("other", dt.date(2021, 1, 1), 194)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_stretch_of_time_is_an_incident(case: str) -> None:
    body, event_type, figures = CASES[case]
    text = "Border report\n\nGENEVA, July 7 (Agency) - " + body.replace("|", "\n\n") + "\n"
    reading = parse(Document(text, Known(published=DAY, language="en")))
    told = {
        (c.kind.value, i.when.value.first, c.count.value.low)
        for i in reading.incidents
        if i.event_type.value == event_type and i.when is not None
        for c in i.claims
    }
    assert told == figures


def test_each_clause_is_tied_to_the_border_that_it_names() -> None:
    body = "The Rwanda-Burundi border was closed on Monday and the Uganda-Rwanda border was shut on Tuesday."
    text = f"Border report\n\nGENEVA, July 7 (Agency) - {body}\n"
    told = parse(Document(text, Known(published=DAY, language="en"))).incidents
    assert {(i.border.value, i.when.value.first) for i in told if i.border and i.when} == {
        ("BI-RW", dt.date(2021, 7, 5)),
        ("RW-UG", dt.date(2021, 7, 6)),
    }
