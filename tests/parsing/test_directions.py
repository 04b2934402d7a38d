"""Which way an incident goes where its own words leave a side open, on sentences of our own in the style of wires."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, Reading, parse

DAY = dt.date(2021, 7, 7)

CASES = {
    "goods that came from a country are on their way out of it": (
        "Police in Mirjaveh seized 200 kilograms of opium from two vans which had crossed from Pakistan on Tuesday.",
        "smuggling", "PK", "IR",
    ),
    "into the country means that of the police who stopped them": (
        "Ugandan police said they arrested six Congolese men at Bunagana on Tuesday as they tried to bring 14 rifles into the country in a truck.",
        "smuggling", "CD", "UG",
    ),
    "who enters a place near the border with a country comes from it": (
        "The troops had crossed into the Yema commune near the border with Angola, Zaire said on Tuesday.",
        "incursion", "AO", "CD",
    ),
    "the abducted are taken to the country of their captors": (
        "Three Indian herders were kidnapped by Chinese soldiers on the Himalayan border on Tuesday.",
        "detention", "IN", "CN",
    ),
    "the abducted go where they are taken to": (
        "The jihadists abducted five Iranian soldiers on the border on Tuesday and took them to Pakistan.",
        "detention", "IR", "PK",
    ),
    "an arrest at the border goes nowhere": (
        "Three Indian herders were arrested by Chinese soldiers on the Himalayan border on Tuesday.",
        "detention", "", "",
    ),
    "shells that land over the line came from the other side": (
        "Two mortar bombs that flew over the border with Congo landed in Kisoro in western Uganda on Tuesday.",
        "cross_border_fire", "CD", "UG",
    ),
    "those who cross go the way that the report gives for this border": (
        "On Monday 200 Congolese soldiers fled across the border into Uganda. More than 5,000 civilians have fled across the Ugandan-Congolese border since Tuesday.",
        "refugee_influx", "CD", "UG",
    ),
    "land is taken from the other side by its neighbour's forces": (
        "Iranian troops captured a border post in heavy fighting with Iraqi soldiers on Tuesday.",
        "border_seizure", "IR", "IQ",
    ),
    "land that gunmen take at home goes nowhere": (
        "Rebels captured a Syrian village near the Turkish border on Tuesday.",
        "border_seizure", "", "",
    ),
}  # fmt: skip


def read(words: str) -> Reading:
    return parse(Document(f"Border report\n\nGENEVA, July 7 (Agency) - {words}\n", Known(published=DAY, language="en")))


@pytest.mark.parametrize(("words", "event_type", "away", "toward"), CASES.values(), ids=CASES.keys())
def test_direction(words: str, event_type: str, away: str, toward: str) -> None:
    one = next(i for i in read(words).incidents if i.event_type.value == event_type)
    found = tuple(side.value if side else "" for side in (one.from_country, one.to_country))
    assert found == (away, toward)
