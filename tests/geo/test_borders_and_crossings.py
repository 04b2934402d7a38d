"""The tables of borders and crossing points are plausible: lengths, sections, and points at the lines that they cross."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from incidents.parsing.knowledge.spots import load_spots
from incidents.parsing.knowledge.world import World, load_world

EARTH_KM = 6371.0
AT_BORDER = [spot for spot in load_spots() if spot.border and spot.kind in ("crossing", "post")]
AROUND = ("AF-TJ", "AF-UZ", "AF-TM", "AF-IR", "AF-PK", "AF-CN", "KG-TJ", "TJ-UZ", "CN-TJ")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def measured_km(line: shapely.MultiLineString) -> float:
    """Along great circles of a sphere, which is within half a per cent of the true figure."""
    total = 0.0
    for part in line.geoms:
        lon, lat = np.radians(shapely.get_coordinates(part)).T
        half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
        total += float(2 * EARTH_KM * np.arcsin(np.sqrt(half)).sum())
    return total


def test_every_border_has_a_section_whose_length_is_the_one_that_is_told(world: World) -> None:
    for border in world.borders.values():
        assert not border.line.is_empty and border.length_km > 0, border.code
        assert border.code == "-".join(sorted((border.a, border.b)))
        assert measured_km(border.line) == pytest.approx(border.length_km, rel=0.01, abs=0.5), border.code


@pytest.mark.parametrize(
    ("code", "km"),
    [("AF-TJ", 1357), ("AF-PK", 2670), ("AF-UZ", 144), ("AF-TM", 804), ("AF-IR", 921), ("AF-CN", 91), ("CA-US", 8891), ("KP-KR", 237), ("MX-US", 3155)],
)  # fmt: skip
def test_lengths_are_near_those_of_the_almanacs_which_follow_each_bend_of_a_river(
    world: World, code: str, km: float
) -> None:
    assert world.borders[code].length_km == pytest.approx(km, rel=0.2)


def test_no_crossing_point_lies_far_from_its_border_and_most_lie_on_it(world: World) -> None:
    distances = {(spot.border, spot.name): world.distance_km(spot.lat, spot.lon, spot.border) for spot in AT_BORDER}
    assert {key: round(km) for key, km in distances.items() if km > 16} == {}
    assert sum(km <= 5 for km in distances.values()) / len(distances) > 0.75


@pytest.mark.parametrize("spot", AT_BORDER, ids=lambda spot: f"{spot.border} {spot.name}")
def test_a_crossing_point_has_a_source_and_stands_in_a_country_of_its_border(spot: object) -> None:
    assert spot.source and (not spot.country or spot.country in spot.border.split("-")), spot  # type: ignore[attr-defined]


def test_the_borders_of_afghanistan_and_tajikistan_all_have_their_crossing_points() -> None:
    found = Counter(spot.border for spot in AT_BORDER)
    assert all(found[code] for code in AROUND), found
    named = {spot.name for spot in AT_BORDER if spot.border == "AF-TJ"}
    assert {
        "Panji Poyon",
        "Sher Khan Bandar",
        "Tem",
        "Ruzvai",
        "Nusay",
        "Vanj bridge",
        "Shohon",
        "Kokul",
        "Ai Khanoum",
        "Ishkoshim crossing",
        "Ayvaj",
    } <= named
