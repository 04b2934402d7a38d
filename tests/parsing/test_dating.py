"""When an incident happened, where its own sentence leaves it open: short reports of our own, of Thursday 8 July 2021."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse

DAY = dt.date(2021, 7, 8)

# (what the case shows, report, event type, first and last day)
CASES = [
    (
        "a lead without a day has the day of the paragraph behind",
        "Three Tajik guards were killed in a clash on the Afghan border, police said.\n\nThe guards clashed with Afghan smugglers on the border at dawn on Monday.",
        "border_clash", "2021-07-05", "2021-07-05",
    ),
    (
        "known only by the day it was told: the seven days before",
        "Chad said on Tuesday that its troops had clashed with Sudanese soldiers on the border.",
        "border_clash", "2021-06-30", "2021-07-06",
    ),
    (
        "closed since a day: the day of closing",
        "The border between Chad and Sudan has been closed since Monday.",
        "border_closure", "2021-07-05", "2021-07-05",
    ),
    (
        "an order is dated by its own verb, whoever tells of it",
        "On Monday the Chadian command ordered two companies of troops to the border with Sudan, an officer said on Wednesday.",
        "reinforcement", "2021-07-05", "2021-07-05",
    ),
    (
        "a day behind an aside belongs to the main clause",
        "Iran sealed the Milak crossing on its border with Afghanistan, which serves a large market, on Monday.",
        "border_closure", "2021-07-05", "2021-07-05",
    ),
    (
        "days counted from an event go back from the day named before",
        "Niger on Tuesday sent 500 soldiers to its border with Nigeria, four days after rebels attacked a village near the Nigerian border.",
        "border_attack", "2021-07-02", "2021-07-02",
    ),
    (
        "what happened did not happen after the report's day",
        "Kenya is due to open talks on the border on Friday, days after Somali gunmen attacked a post on the border between Kenya and Somalia on Saturday.",
        "border_attack", "2021-07-03", "2021-07-03",
    ),
    (
        "a third month began with the month two before",
        "Thai and Laotian troops fought for a third month on their border.",
        "border_clash", "2021-05-01", "2021-07-08",
    ),
    (
        "fighting for a third day on a weekday is that day's",
        "Thai and Laotian troops fought for a third day on Monday on their border.",
        "border_clash", "2021-07-05", "2021-07-05",
    ),
    (
        "what remained closed for a third day began with the first",
        "The border between Chad and Sudan remained closed for a third day on Monday.",
        "border_closure", "2021-07-03", "2021-07-05",
    ),
    (
        "a battle named behind since was on that day, not ever since",
        "Chad has sent troops to its border with Sudan since a June 20 battle there with Sudanese soldiers.",
        "border_clash", "2021-06-20", "2021-06-20",
    ),
    (
        "a closure named behind since was in its month",
        "Thousands of people have waited in Sudan since Chad closed its border with Sudan in May.",
        "border_closure", "2021-05-01", "2021-05-31",
    ),
    (
        "the perfect tense of an aside does not take the day of the main clause",
        "Officials on Tuesday visited thousands of civilians who have fled from Sudan into Chad.",
        "refugee_influx", "2021-07-02", "2021-07-08",
    ),
    (
        "what a clause with after tells has a day of its own, where another sentence names it",
        "Chad and Sudan agreed a truce on Wednesday after their troops clashed on the border, officials said.\n\nThe fighting between the troops of Chad and Sudan broke out on Monday near Adre.",
        "border_clash", "2021-07-05", "2021-07-05",
    ),
    (
        "a demand is dated by the day that stands in it",
        "Sudan on Tuesday demanded an apology from Chad over the shelling of a border post.",
        "diplomatic_contact", "2021-07-06", "2021-07-06",
    ),
    (
        "a later sentence says when the lead's attack was",
        "Gunmen from Sudan killed five herders near the border with Chad, police said.\n\nThe men were shot dead on Sunday, they added.",
        "border_attack", "2021-07-04", "2021-07-04",
    ),
    (
        "the verb of the lead told again has its month",
        "Twenty Vietnamese migrants have been intercepted on their way to Australia by boat.\n\nThe boat, intercepted by a patrol earlier this month, was small.",
        "irregular_crossing", "2021-07-01", "2021-07-08",
    ),
    (
        "a call about what happened these days came between that and the report",
        "Chadian and Sudanese troops clashed on their border on Monday.\n\nThe defence ministers of Chad and Sudan have spoken by telephone about the border.",
        "diplomatic_contact", "2021-07-05", "2021-07-08",
    ),
    (
        "the day on which one knows of it is not its own",
        "Today the whole world knows that Chadian troops have crossed the border into Sudan.",
        "incursion", "2021-07-02", "2021-07-08",
    ),
    (
        "the people of the paragraph above go on on its day",
        "A border guard was killed on Monday in a clash with gunmen on the border between Tajikistan and Afghanistan.\n\nThe gunmen crossed the Pyanj river from Afghanistan into Tajikistan.",
        "incursion", "2021-07-05", "2021-07-05",
    ),
    (
        "what was found on those who had crossed is not older than their crossing",
        "Iranian police seized 300 kilograms of opium from two trucks which had crossed from Pakistan on Tuesday.",
        "smuggling", "2021-07-06", "2021-07-08",
    ),
    (
        "those held for three days were taken three days before they were let go",
        "Pakistan on Monday released five Indian soldiers whom it had held for three days at the border.",
        "detention", "2021-07-02", "2021-07-05",
    ),
    (
        "the release is told in the next paragraph",
        "Five Indian soldiers were held by villagers in Pakistan for 48 hours after they crossed the border.\n\nThe men were released on Tuesday.",
        "detention", "2021-07-04", "2021-07-06",
    ),
    (
        "the day within the stretch that is named beside it",
        "Three farmers were killed three weeks ago, on June 16, by shells fired from Chad into Sudan.",
        "cross_border_fire", "2021-06-16", "2021-06-16",
    ),
    (
        "the day right behind said is the day of the saying",
        "Chad said on Wednesday the attack on its post at Adre near the border with Sudan killed two men.",
        "border_attack", "2021-07-01", "2021-07-07",
    ),
    (
        "the attack that is spoken of is the one that earlier words date",
        "Gunmen attacked a college in the town of Zarbad on Monday, killing ten.\n\nThe army said on Wednesday the attack was launched from Afghanistan across the border with Pakistan.",
        "border_attack", "2021-07-05", "2021-07-05",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "first", "last"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_an_incident_has_the_days_that_its_report_gives_it(text: str, event_type: str, first: str, last: str) -> None:
    reading = parse(
        Document(f"Border report\n\nGENEVA, July 8 (Agency) - {text}\n", Known(published=DAY, language="en"))
    )
    days = [
        (str(i.when.value.first), str(i.when.value.last)) for i in reading.incidents if i.event_type.value == event_type
    ]
    assert days == [(first, last)]


# (what the case shows, report, its day, event types that it tells of)
RECALLED = [
    ("recalled beside a visit", "Border report\n\nGENEVA, July 8 (Agency) - Officials from Mali and Niger visited a village on Monday. Rebels had attacked a post near the border between Mali and Niger.", DAY, []),
    ("recalled beside news", "Border report\n\nGENEVA, July 8 (Agency) - Mali reopened its border with Niger on Monday. Rebels had attacked a post near the border between Mali and Niger.", DAY, ["border_reopening"]),
    ("recalled in a report without a year", "Chad had shut its border with Sudan, traders recalled.", None, []),
    ("recalled beside news in a report without a year", "Sudanese soldiers clashed with Chadian troops on the border. Chad had shut its border with Sudan, traders recalled.", None, ["border_clash"]),
    ("recalled in Russian in a report without a year", "ДЖУБА. Ранее около 300 суданских военных бежали через границу в Южный Судан.", None, []),
    ("recalled of a day that a report without a year leaves open", "JUBA (Herald) - Some 300 Sudanese soldiers had fled across the border into South Sudan on Monday.", None, ["cross_border_retreat"]),
    ("the same in Russian", "ДЖУБА. Ранее около 300 суданских военных бежали через границу в Южный Судан в понедельник.", None, ["cross_border_retreat"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "told"), [c[1:] for c in RECALLED], ids=[c[0] for c in RECALLED])
def test_what_is_only_recalled_at_no_time_is_no_incident(text: str, day: dt.date | None, told: list[str]) -> None:
    assert [i.event_type.value for i in parse(Document(f"{text}\n", Known(day))).incidents] == told


UNDATED = [
    "JUBA, July 5 (Herald) - Some 300 Sudanese soldiers fled across the border into South Sudan early on Monday, an officer said.",
    "JUBA (Herald) - Some 300 Sudanese soldiers fled across the border into South Sudan, an officer said.",
    "Some 300 Sudanese soldiers fled across the border into South Sudan on Monday, an officer said.",
    "ДЖУБА, 5 июля. Около 300 суданских военных бежали через границу в Южный Судан, сообщил офицер.",
]


@pytest.mark.parametrize("text", UNDATED)
def test_an_incident_of_a_report_without_a_year_stands_without_a_day_and_a_note_asks_for_it(text: str) -> None:
    reading = parse(Document(text, Known()))
    assert [(i.event_type.value, i.border and i.border.value, i.when) for i in reading.incidents] == [
        ("cross_border_retreat", "SD-SS", None)
    ]
    assert any("No year" in note for note in reading.notes)


def test_a_report_without_a_year_keeps_the_days_that_have_one() -> None:
    reading = parse(Document("In May 2020, Chad shut its border with Sudan.", Known()))
    assert [str(i.when.value.first) for i in reading.incidents if i.when] == ["2020-05-01"]
