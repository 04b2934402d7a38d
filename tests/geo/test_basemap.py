"""The browser's base map: complete, small enough, and the same borders as the records."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from incidents.parsing.knowledge.borders import load_border_names, load_borders

GEO = Path(__file__).resolve().parents[2] / "static" / "geo"


def read(name: str) -> Any:
    return json.loads((GEO / name).read_text(encoding="utf-8"))


def decoded(flat: list[int], scale: int) -> list[tuple[float, float]]:
    x = y = 0
    line = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x / scale, y / scale))
    return line


@pytest.mark.parametrize(
    ("name", "most"), [("world-0.json", 150_000), ("world-1.json", 500_000), ("labels.json", 150_000)]
)
def test_a_level_is_small_enough_to_send(name: str, most: int) -> None:
    assert len(gzip.compress((GEO / name).read_bytes())) <= most


def test_no_country_is_larger_than_a_slow_line_bears() -> None:
    large = {p.name: n for p in (GEO / "detail").glob("*.json") if (n := len(gzip.compress(p.read_bytes()))) > 200_000}
    assert large == {}


@pytest.mark.parametrize("name", ["world-0.json", "world-1.json", "detail/AF.json", "detail/RU.json", "detail/FJ.json"])
def test_every_line_stays_on_the_map_and_none_runs_around_it(name: str) -> None:
    level = read(name)
    borders = [line for border in level["borders"] for line in border["l"]]
    for flat in [*level["land"], *borders, *level.get("rivers", []), *level.get("lakes", [])]:
        line = decoded(flat, level["scale"])
        assert all(-180.01 <= x <= 180.01 and -90.01 <= y <= 90.01 for x, y in line)
        if name != "world-0.json" and flat not in level["land"]:
            assert max(x for x, _ in line) - min(x for x, _ in line) < 180


def test_the_detailed_files_hold_every_border_of_the_records_and_mark_the_disputed() -> None:
    drawn: dict[str, int] = {}
    for path in (GEO / "detail").glob("??.json"):
        drawn |= {border["c"]: border["d"] for border in json.loads(path.read_text(encoding="utf-8"))["borders"]}
    assert set(load_borders()) - set(drawn) <= {"IT-VA", "FR-MC", "ES-GI"}  # shorter than a line can be drawn
    assert {code for code, disputed in drawn.items() if disputed} <= load_border_names().disputed
    assert drawn["IN-PK"] == 1
    assert drawn["AF-TJ"] == 0


def test_the_afghan_tajik_file_has_crossings_provinces_and_admin_outlines() -> None:
    level = read("detail/AF.json")
    names = {place[0]: place[4] for place in level["places"]}
    assert names["Sher Khan Bandar"] == "crossing"
    assert len(level["admin1"]) > 20
    assert "Takhar" in {province[0] for province in level["provinces"]}


def test_labels_come_in_falling_rank() -> None:
    labels = read("labels.json")
    ranks = [city[3] for city in labels["cities"]]
    assert ranks == sorted(ranks)
    assert {"AF", "TJ", "XK", "PS"} <= {country[0] for country in labels["countries"]}
    assert "Dushanbe" in {city[0] for city in labels["cities"]}
