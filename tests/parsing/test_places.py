"""Places in sentences of our own: which of the same name, what is no place, and what an incident may rest on."""

from __future__ import annotations

import pytest

from incidents.parsing.drafts import Where
from incidents.parsing.knowledge.world import load_world
from incidents.parsing.stages.places import Places, read_places
from tests.parsing.passages import parsed

Found = tuple[str, str, str]  # words, kind, country or border


def read(text: str) -> Places:
    return read_places(parsed(text), load_world())


def named(text: str) -> list[Found]:
    return [
        (m.span.of(text), m.value.kind, m.value.country or m.value.border)
        for m in read(text).named
        if m.value.kind != "demonym"
    ]


def place(text: str, words: str) -> Where:
    return next(m.value for m in read(text).named if m.span.of(text) == words)


CASES: list[tuple[str, list[Found]]] = [
    # countries and their look-alikes
    ("Troops left Uzbekistan.", [("Uzbekistan", "country", "UZ")]),
    ("He flew from the United States to Mali.", [("United States", "country", "US"), ("Mali", "country", "ML")]),
    ("Georgia and Armenia opened the pass.", [("Georgia", "country", "GE"), ("Armenia", "country", "AM")]),
    ("The storm hit Alabama, Georgia and Tennessee.", [("Alabama", "province", "US"), ("Georgia", "province", "US"), ("Tennessee", "province", "US")]),
    ("A man from Lebanon, Ind., was fined.", [("Lebanon", "city", "US"), ("Ind.", "province", "US")]),
    ("Refugees reached Lebanon from Syria.", [("Lebanon", "country", "LB"), ("Syria", "country", "SY")]),
    ("Jordan shut its crossings with Iraq.", [("Jordan", "country", "JO"), ("Iraq", "country", "IQ")]),
    ("The U.S. embassy is in Kabul.", [("U.S.", "country", "US"), ("Kabul", "city", "AF")]),
    # the province behind a comma decides
    ("The fair is held in Paris, Texas.", [("Paris", "city", "US"), ("Texas", "province", "US")]),
    ("The fair is held in Paris, Tex., every spring.", [("Paris", "city", "US"), ("Tex.", "province", "US")]),
    ("She was born in Dublin, Ohio.", [("Dublin", "city", "US"), ("Ohio", "province", "US")]),
    ("She was born in London, Ontario.", [("London", "city", "CA"), ("Ontario", "province", "CA")]),
    ("The mill in Newcastle, NSW, closed.", [("Newcastle", "city", "AU"), ("NSW", "province", "AU")]),
    ("A plant in Charleston, W.Va., burned.", [("Charleston", "city", "US"), ("W.Va.", "province", "US")]),
    ("He moved to Portland, Maine.", [("Portland", "city", "US"), ("Maine", "province", "US")]),
    ("The bus left Cordoba, Argentina, at noon.", [("Cordoba", "city", "AR"), ("Argentina", "country", "AR")]),
    # other names of the report decide
    ("The minister flew from Paris to Lyon and Marseille.", [("Paris", "city", "FR"), ("Lyon", "city", "FR"), ("Marseille", "city", "FR")]),
    ("Police in Paris and Lamar County asked for help.", [("Paris", "city", "US"), ("Lamar County", "district", "US")]),
    ("Herders went from Kunduz to Takhar in Afghanistan.", [("Kunduz", "city", "AF"), ("Takhar", "province", "AF"), ("Afghanistan", "country", "AF")]),
    ("Shells fell in Tripoli while Lebanon mourned.", [("Tripoli", "city", "LB"), ("Lebanon", "country", "LB")]),
    ("Shells fell in Tripoli while Libya mourned.", [("Tripoli", "city", "LY"), ("Libya", "country", "LY")]),
    ("Gunmen came to Hyderabad in Pakistan.", [("Hyderabad", "city", "PK"), ("Pakistan", "country", "PK")]),
    # a city before the province around it, unless the words say which
    ("Shells fell on Aleppo.", [("Aleppo", "city", "SY")]),
    ("Shells fell on Aleppo province.", [("Aleppo province", "province", "SY")]),
    ("The convoy left Kiev.", [("Kiev", "city", "UA")]),
    ("The convoy reached Kunduz province.", [("Kunduz province", "province", "AF")]),
    # counties, parishes, districts
    ("The sheriff of Rapides Parish spoke.", [("Rapides Parish", "district", "US")]),
    ("Fires burned in Eastland and Callahan counties.", [("Eastland", "district", "US"), ("Callahan", "district", "US")]),
    ("The train left Latur district.", [("Latur district", "district", "IN")]),
    # parts of the world, waters, areas
    ("Migrants hoped to reach Europe.", [("Europe", "region", "")]),
    ("He toured the Middle East.", [("Middle East", "region", "")]),
    ("The boat sank in the Aegean Sea.", [("Aegean Sea", "sea", "")]),
    # a body's name names its place, too
    ("The Texas Department of Public Safety agreed.", [("Texas", "province", "US")]),
    # borders are lines
    ("They met at the Tajik-Afghan border.", [("Tajik-Afghan border", "border", "AF-TJ")]),
    ("They met on the border between Chad and Sudan.", [("border between Chad and Sudan", "border", "SD-TD"), ("Chad", "country", "TD"), ("Sudan", "country", "SD")]),
    ("India moved guns to the Line of Control.", [("India", "country", "IN"), ("Line of Control", "border", "IN-PK")]),
    ("Pakistan fences its border with Afghanistan.", [("Pakistan fences its border with Afghanistan", "border", "AF-PK"), ("Pakistan", "country", "PK"), ("Afghanistan", "country", "AF")]),
    ("Afghanistan does not accept the Durand Line.", [("Afghanistan", "country", "AF"), ("Durand Line", "border", "AF-PK")]),
    ("Greece guards the Turkish border.", [("Greece", "country", "GR"), ("Turkish border", "border", "GR-TR")]),
    # crossing points
    ("The Torkham crossing reopened.", [("Torkham crossing", "crossing", "PK")]),
    ("Trucks queued at Chaman.", [("Chaman", "crossing", "PK")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_the_places_that_a_sentence_names(text: str, expected: list[Found]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr Jordan declined to answer.",
        "Gen. Paris spoke to his men.",
        "John Houston won the race. Houston ran well.",
        "The house on Washington Street burned.",
        "They met on Monday at the Academy.",
        "The Police and the Army agreed.",
        "He read the Times.",
        "Victory Day was marked.",
        "The White House agreed.",
        "Both sides fired at noon.",
        "The city was calm.",
        "Reading is fun.",
        "She fed the turkey.",
    ],
)
def test_names_of_people_streets_and_common_words_are_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon"),
    [
        ("The fair is held in Paris, Texas.", "Paris", 33.7, -95.6),
        ("Police in Paris and Lamar County asked for help.", "Paris", 33.7, -95.6),
        ("Police in Paris and Henry County, Tennessee, asked for help.", "Paris", 36.3, -88.3),
        ("He drove from Springfield to Dayton and Columbus, Ohio.", "Springfield", 39.9, -83.8),
        ("He drove from Springfield to Worcester and Boston, Mass.", "Springfield", 42.1, -72.6),
        ("Washington and Beijing agreed.", "Washington", 38.9, -77.0),
        ("The ferry leaves Alexandria for Cairo.", "Alexandria", 31.2, 29.9),
        ("The bus leaves Alexandria, Va., at noon.", "Alexandria", 38.8, -77.0),
        ("Trains from Moscow to St. Petersburg were late, Russia said.", "St. Petersburg", 59.9, 30.3),
        ("Trains from Tampa to St. Petersburg were late, Florida said.", "St. Petersburg", 27.8, -82.7),
    ],
)
def test_the_right_one_of_many_namesakes(text: str, words: str, lat: float, lon: float) -> None:
    found = place(text, words)
    assert found.lat == pytest.approx(lat, abs=0.3)
    assert found.lon == pytest.approx(lon, abs=0.3)


@pytest.mark.parametrize(
    ("text", "words", "prec"),
    [
        ("Shells fell in Herat.", "Herat", 1), ("Shells fell near Herat.", "Herat", 2), ("They fled Kunduz province.", "Kunduz province", 4),
        ("They met at the Tajik-Afghan border.", "Tajik-Afghan border", 5), ("Troops left Uzbekistan.", "Uzbekistan", 6),
        ("The boat sank in the Aegean Sea.", "Aegean Sea", 7),
    ],
)  # fmt: skip
def test_the_precision_of_a_place(text: str, words: str, prec: int) -> None:
    assert place(text, words).prec == prec


def test_a_country_has_the_middle_of_its_land() -> None:
    found = place("Troops left Egypt.", "Egypt")
    assert (found.lat, found.lon) == (26.6, 30.0)


def test_names_in_bodies_and_parts_of_the_world_are_named_and_bear_no_incident() -> None:
    text = "The Kunduz Airport Authority in Europe said that shells fell in Herat."
    places = read(text)
    assert "Europe" in [m.span.of(text) for m in places.named]
    assert [m.span.of(text) for m in places.firm] == ["Herat"]


def test_a_demonym_stands_for_its_country_and_is_no_named_place() -> None:
    text = "Afghan soldiers crossed into Tajikistan."
    assert [(m.value.kind, m.value.country) for m in read(text).firm] == [("demonym", "AF"), ("country", "TJ")]


def test_a_one_sided_border_takes_the_neighbour_that_the_report_names() -> None:
    greek, syrian = (
        next(m for m in read(f"{country} guards the Turkish border.").named if m.value.kind == "border")
        for country in ("Greece", "Syria")
    )
    assert (greek.value.border, syrian.value.border) == ("GR-TR", "SY-TR")
    assert "neighbour" in greek.reason


def test_the_setting_counts_countries_and_borders() -> None:
    setting = read("Afghan troops crossed the Tajik-Afghan border into Tajikistan.").setting
    assert setting.main_border() == "AF-TJ"
    assert setting.countries["AF"] >= 2


def test_headline_and_lead_count_double() -> None:
    text = "Chad shut its gates."
    lead = read_places(parsed(text, index=0), load_world()).setting
    assert lead.countries["TD"] == 2 * read(text).setting.countries["TD"]


def test_the_reason_says_that_the_text_gave_the_state() -> None:
    text = "The fair is held in Paris, Texas."
    assert "the text says where" in read(text).named[0].reason
