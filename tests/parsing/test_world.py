"""What Borderwatch knows of the world, by the names that wires use."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from incidents.parsing.knowledge.fold import fold
from incidents.parsing.knowledge.spots import load_spots, written_by_hand
from incidents.parsing.knowledge.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Afghanistan", "AF"),
        ("Afghan", "AF"),
        ("Afghans", "AF"),
        ("the Philippines", "PH"),
        ("Zaire", "CD"),
        ("Burma", "MM"),
        ("U.S.", "US"),
        ("US", "US"),
        ("DPRK", "KP"),
        ("Republic of Korea", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("Kyrgyz", "KG"),
        ("Turks", "TR"),
        ("Kosovar", "XK"),
        ("South Sudanese", "SS"),
        ("us", ""),
        ("Tajik-Afghan", ""),
        ("Kabul", ""),
        ("", ""),
    ],
)
def test_a_country_is_found_by_name_or_demonym_and_by_nothing_else(world: World, words: str, code: str) -> None:
    assert world.country_named(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Tajik-Afghan border", "AF-TJ"),
        ("the Afghan-Tajik border", "AF-TJ"),
        ("Afghan border with Tajikistan", "AF-TJ"),
        ("Durand Line", "AF-PK"),
        ("the Line of Control", "IN-PK"),
        ("Blue Line", "IL-LB"),
        ("DMZ", "KP-KR"),
        ("Demilitarized Zone", "KP-KR"),
        ("Green Line", "IL-PS"),
        ("Line of Actual Control", "CN-IN"),
        ("Sino-Indian border", "CN-IN"),
        ("US-Mexico border", "MX-US"),
        ("the border between India and China", "CN-IN"),
        ("Sudan-South Sudan border", "SD-SS"),
        ("Gaza-Egypt border", "EG-PS"),
        ("Kyrgyzstan's border with Tajikistan", "KG-TJ"),
        ("border between the Democratic Republic of Congo and Rwanda", "CD-RW"),
        ("Iran–Iraq frontier", "IQ-IR"),
        ("Polish border", ""),
        ("Afghan-Brazilian border", ""),
        ("the border", ""),
        ("India, Pakistan and China", ""),
    ],
)
def test_a_border_is_found_by_its_own_name_or_by_its_two_countries(world: World, words: str, code: str) -> None:
    assert world.border_named(words) == code


@pytest.mark.parametrize(
    ("name", "kind", "country", "border"),
    [
        ("Sher Khan Bandar", "crossing", "AF", "AF-TJ"),
        ("Shir Khan Bandar", "crossing", "AF", "AF-TJ"),
        ("Panji Poyon", "crossing", "TJ", "AF-TJ"),
        ("Nizhny Pyandzh", "crossing", "TJ", "AF-TJ"),
        ("Shighnan", "district", "AF", "AF-TJ"),
        ("Sheghnan", "district", "AF", "AF-TJ"),
        ("Moskovskiy", "district", "TJ", "AF-TJ"),
        ("Dasht-i-Archi", "district", "AF", "AF-TJ"),
        ("Ai-Khanoum", "crossing", "AF", "AF-TJ"),
        ("Pyandzh River", "river", "", "AF-TJ"),
        ("Hairatan", "crossing", "AF", "AF-UZ"),
        ("Islam Qala", "crossing", "AF", "AF-IR"),
        ("Torkham", "crossing", "PK", "AF-PK"),
        ("Vorukh", "area", "TJ", "KG-TJ"),
        ("Kobane", "city", "SY", "SY-TR"),
        ("Çilvegözü", "crossing", "TR", "SY-TR"),
        ("Panmunjom", "post", "", "KP-KR"),
        ("Goma", "city", "CD", "CD-RW"),
        ("Kunduz province", "province", "AF", "AF-TJ"),
        ("Kunduz", "city", "AF", ""),
        ("province of Takhar", "province", "AF", "AF-TJ"),
        ("New York", "city", "US", ""),
    ],
)
def test_the_first_place_of_a_name(world: World, name: str, kind: str, country: str, border: str) -> None:
    first = world.spots(name)[0]
    assert (first.kind, first.country, first.border) == (kind, country, border)


@pytest.mark.parametrize("name", ["Badakhshan", "Ishkashim", "Darwaz", "Shughnan"])
def test_a_name_of_both_banks_stays_two_places(world: World, name: str) -> None:
    assert {"AF", "TJ"} <= {spot.country for spot in world.spots(name)}


def test_a_city_written_by_hand_comes_once_and_keeps_its_people(world: World) -> None:
    in_congo = [spot for spot in world.spots("Goma") if spot.country == "CD" and spot.kind == "city"]
    assert len(in_congo) == 1
    assert in_congo[0].population > 100_000
    assert in_congo[0].geonames_id


@pytest.mark.parametrize("name", ["", "   ", "Xyzzyville", "The"])
def test_an_unknown_name_has_no_place(world: World, name: str) -> None:
    assert world.spots(name) == ()


def test_the_afghan_tajik_border_is_1172_km_long(world: World) -> None:
    border = world.border("AF-TJ")
    assert border is not None
    assert border.length_km == pytest.approx(1172, rel=0.01)
    assert border.name == "Afghanistan–Tajikistan"


def test_every_neighbour_pair_has_a_section_and_others_have_none(world: World) -> None:
    assert {b.code for b in world.borders_of("AF")} == {"AF-CN", "AF-IR", "AF-PK", "AF-TJ", "AF-TM", "AF-UZ"}
    assert world.border_code("TJ", "AF") == "AF-TJ"
    assert world.border_code("AF", "BR") == ""
    assert len(world.borders) == 324


@pytest.mark.parametrize(
    ("lat", "lon", "code", "low", "high"),
    [
        (37.186, 68.61, "AF-TJ", 0, 5),
        (34.53, 69.17, "AF-PK", 60, 120),
        (38.56, 68.77, "AF-TJ", 120, 170),
        (55.75, 37.62, "RU-UA", 400, 480),
    ],
)
def test_distance_to_a_border_in_kilometres(
    world: World, lat: float, lon: float, code: str, low: float, high: float
) -> None:
    assert low <= world.distance_km(lat, lon, code) <= high


def test_borders_nearby_come_nearest_first(world: World) -> None:
    near = world.nearest_borders(37.03, 74.55, within_km=60)
    assert [km for _, km in near] == sorted(km for _, km in near)
    assert {"AF-CN", "AF-PK"} <= {code for code, _ in near}
    assert world.nearest_borders(34.53, 69.17, within_km=20) == ()


def test_folding_forgets_accents_case_hyphens_and_apostrophes() -> None:
    assert fold("Bāb al-Hawā") == fold("bab al hawa")
    assert fold("N'Djamena") == fold("Ndjamena") == fold("N’Djaména")
    assert fold("Şırnak") == fold("Sirnak")


def test_every_curated_place_names_known_countries_and_borders(world: World) -> None:
    for spot in load_spots():
        assert not spot.country or world.country(spot.country), spot
        assert not spot.border or world.border(spot.border), spot
        assert spot.source, spot
        assert -90 <= spot.lat <= 90, spot
        assert -180 <= spot.lon <= 180, spot


def test_every_crossing_and_post_lies_at_its_border(world: World) -> None:
    far = [
        (spot.name, spot.border, round(world.distance_km(spot.lat, spot.lon, spot.border)))
        for spot in load_spots()
        if spot.border and spot.kind in ("crossing", "post") and world.distance_km(spot.lat, spot.lon, spot.border) > 16
    ]
    assert far == []


def test_the_afghan_borders_have_their_crossings_and_the_world_a_start(world: World) -> None:
    crossings = [spot for spot in load_spots() if spot.kind == "crossing"]
    assert {"Sher Khan Bandar", "Panji Poyon", "Tem", "Ruzvai", "Nusay", "Kokul", "Shohon"} <= {
        spot.name for spot in crossings if spot.border == "AF-TJ"
    }
    for code in (
        "AF-UZ",
        "AF-TM",
        "AF-IR",
        "AF-PK",
        "AF-CN",
        "KG-TJ",
        "TJ-UZ",
        "CN-TJ",
        "KG-UZ",
        "KG-KZ",
        "KZ-UZ",
        "TM-UZ",
    ):
        assert any(spot.border == code for spot in crossings), code
    assert len({spot.border for spot in load_spots() if spot.border}) > 80


def test_the_names_for_phrase_matching_hold_countries_places_and_large_towns(world: World) -> None:
    names = set(world.names(population=100_000))
    assert {"Tajik", "Sher Khan Bandar", "Durand Line", "Dushanbe"} <= names
    assert 5_000 < len(names) < 60_000


def test_a_lookup_takes_well_under_a_millisecond(world: World) -> None:
    started = time.perf_counter()
    for _ in range(500):
        world.spots("Kunduz")
    assert (time.perf_counter() - started) / 500 < 0.001


def test_a_place_list_is_one_file_more(tmp_path: Path) -> None:
    row = '{ name = "Quiet Ford", kind = "crossing", country = "AF", border = "AF-TJ", at = [37.1, 68.5], names = ["Ford of Quiet"] }'
    (tmp_path / "fords.toml").write_text(f'source = "made for this test"\nspots = [{row}]\n')
    (ford,) = written_by_hand(tmp_path)
    assert (ford.name, ford.border, ford.source) == ("Quiet Ford", "AF-TJ", "made for this test")


@pytest.mark.parametrize(
    ("words", "behind_town", "province"),
    [
        ("Tex.", True, "Texas"),
        ("TX", True, "Texas"),
        ("Tex.", False, ""),
        ("W.Va.", False, "West Virginia"),
        ("NSW", False, "New South Wales"),
        ("Kabul", True, ""),
    ],
)
def test_short_forms_of_states(world: World, words: str, behind_town: bool, province: str) -> None:
    found = world.short_province(words, behind_town)
    assert (found.name if found else "") == province


def test_every_country_has_a_middle(world: World) -> None:
    assert [code for code in world.countries.by_code if world.country_spot(code) is None] == []
    assert world.country_spot("??") is None


@pytest.mark.parametrize(
    ("name", "country", "count"), [("Lamar County", "US", 4), ("Rapides Parish", "US", 1), ("Latur district", "IN", 1)]
)
def test_counties_and_districts_are_known(world: World, name: str, country: str, count: int) -> None:
    assert len([s for s in world.spots(name) if s.kind == "district" and s.country == country]) == count
