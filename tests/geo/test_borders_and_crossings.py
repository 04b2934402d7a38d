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


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("AF-TJ", (68.86, 36.73), (69.78, 37.91)),  # Kunduz, Kulob
        ("AF-UZ", (67.11, 36.71), (67.28, 37.22)),  # Mazar-i-Sharif, Termez
        ("KG-TJ", (69.57, 39.84), (69.63, 40.28)),  # Sulukta, Khujand
        ("GR-TR", (26.17, 40.89), (26.38, 40.92)),  # Feres, İpsala
        ("IN-PK", (74.87, 31.63), (74.34, 31.55)),  # Amritsar, Lahore
        ("MX-US", (-106.42, 31.60), (-106.44, 31.85)),  # Ciudad Juárez, El Paso
        ("KP-KR", (127.20, 38.60), (127.20, 37.90)),  # Pyonggang, Pocheon
        ("BY-PL", (23.70, 52.10), (23.12, 52.03)),  # Brest, Biała Podlaska
        ("HU-RS", (20.15, 46.25), (19.67, 46.10)),  # Szeged, Subotica
        ("KH-TH", (102.97, 13.59), (102.07, 13.82)),  # Sisophon, Sa Kaeo
    ],
)
def test_a_line_has_the_first_country_of_its_code_on_its_left(
    world: World, code: str, first: tuple[float, float], second: tuple[float, float]
) -> None:
    assert left_of(world.borders[code].line, *first) > 0 > left_of(world.borders[code].line, *second)


def left_of(lines: shapely.MultiLineString, lon: float, lat: float) -> float:
    """Positive where the place lies on the left of the nearest stretch, as it runs."""
    near = min(lines.geoms, key=lambda line: line.distance(shapely.Point(lon, lat)))
    at = near.project(shapely.Point(lon, lat))
    (x1, y1), (x2, y2) = (near.interpolate(at + step).coords[0] for step in (-0.05, 0.05))
    return (x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)
