"""Each format by itself: rows in, a file out that others can read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from incidents.exports import formats, in_chunks
from incidents.exports.csv import STARTS, cell
from incidents.exports.table import Row, Table, Words

MADE = dt.datetime(2021, 7, 6, 12, tzinfo=dt.UTC)
TABLE = Table(
    "Crossings",
    "https://bw.example/?a=1&b=2",
    "https://bw.example/v/x.atom",
    ("id", "place", "day", "n", "sure", "who"),
    MADE,
)
POINT = {"type": "Point", "coordinates": (71.5, 36.7)}
LINES = {"type": "MultiLineString", "coordinates": [[(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0), (9.0, 10.0)]]}


def row(number: int = 1, place: str = "Ishkashim", **more: object) -> Row:
    values = (number, place, dt.date(2021, 7, 5), 12.5, True, ("Taliban", "border guards"))
    words = Words(f"Retreat, {place}", f"at {place}")
    return Row(number, f"https://bw.example/incidents/{number}/", MADE, values, lambda: words, **more)  # type: ignore[arg-type]


def text_of(suffix: str, *rows: Row) -> str:
    return b"".join(in_chunks(formats()[suffix].written(TABLE, rows))).decode()


def test_the_formats_are_those_of_the_folder() -> None:
    assert set(formats()) == {
        "acled.csv", "atom", "csv", "dictionary.json", "geojson", "geojsons", "gpkg", "jsonld", "kml", "ndjson", "parquet", "ucdp.csv",
    }  # fmt: skip


def test_a_csv_has_a_head_and_a_line_a_row() -> None:
    held = text_of("csv", row(), row(2, "Khorog, east"))
    assert held.startswith("\ufeffid,place,day,n,sure,who\r\n")
    lines = list(csv.reader(io.StringIO(held.removeprefix("\ufeff"))))
    assert lines[1] == ["1", "Ishkashim", "2021-07-05", "12.5", "true", "Taliban; border guards"]
    assert lines[2][1] == "Khorog, east"


CELLS = {
    "a formula": ("=1+1", "'=1+1"),
    "a call of a program": ("@SUM(A1)", "'@SUM(A1)"),
    "a sign": ("+992 93", "'+992 93"),
    "a dash": ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
    "a tab before a formula": ("\t=1", "'\t=1"),
    "a wide sign, as East Asian spreadsheets take it": ("＝1+1", "'＝1+1"),
    "an apostrophe, so that taking one away gives back the text": ("'tis", "''tis"),
    "text": ("Ishkashim", "Ishkashim"),
    "a negative number stays one": (-3, -3),
    "a truth": (False, "false"),
    "a day": (dt.date(2021, 7, 5), "2021-07-05"),
    "several, the first a formula": (("=a", "b"), "'=a; b"),
    "nothing": (None, ""),
}


@pytest.mark.parametrize(("value", "expected"), CELLS.values(), ids=CELLS)
def test_a_cell_is_no_formula(value: object, expected: object) -> None:
    assert cell(value) == expected  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_from_a_csv_and_starts_no_formula(place: str) -> None:
    held = text_of("csv", row(place=place)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(held, newline="")))[1][1]
    assert not read.startswith(tuple(set(STARTS) - {"'"}))
    assert (read[1:] if read.startswith("'") else read) == place


def test_geojson_is_one_collection_with_places_and_without() -> None:
    held = json.loads(text_of("geojson", row(geometry=POINT), row(2)))
    assert (held["type"], held["title"]) == ("FeatureCollection", "Crossings")
    first, second = held["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [71.5, 36.7]} and second["geometry"] is None
    assert first["properties"] == {
        "id": 1, "place": "Ishkashim", "day": "2021-07-05", "n": 12.5, "sure": True, "who": ["Taliban", "border guards"],
    }  # fmt: skip


@pytest.mark.parametrize("suffix", ["geojson", "atom", "csv", "ndjson"])
def test_an_empty_list_is_a_sound_file(suffix: str) -> None:
    held = text_of(suffix)
    if suffix == "geojson":
        assert json.loads(held)["features"] == []
    elif suffix == "atom":
        assert ElementTree.fromstring(held).tag.endswith("feed")
    else:
        assert held.count("\n") == (1 if suffix == "csv" else 0)


def test_json_lines_are_one_object_a_line() -> None:
    first, second = [
        json.loads(line) for line in text_of("ndjson", row(geometry=POINT), row(2, "Line\nbreak")).splitlines()
    ]
    assert first["geometry"]["coordinates"] == [71.5, 36.7] and second["place"] == "Line\nbreak"


def test_a_feed_tells_place_time_and_kind_and_holds_hostile_text() -> None:
    evil = row(2, "<script>&\x08\ud800 ]]>", geometry=LINES, kind="border_clash")
    held = text_of("atom", row(geometry=POINT, kind="cross_border_retreat"), evil)
    feed = ElementTree.fromstring(held)
    name = "{http://www.w3.org/2005/Atom}"
    first, second = feed.findall(f"{name}entry")
    assert first.findtext(f"{name}updated") == "2021-07-06T12:00:00Z"
    assert first.findtext("{http://www.georss.org/georss}point") == "36.7 71.5"
    assert second.findtext("{http://www.georss.org/georss}line") == "6 5 8 7 10 9"
    assert second.findtext(f"{name}title") == "Retreat, <script>& ]]>"
    assert second.find(f"{name}category").get("term") == "border_clash"  # type: ignore[union-attr]
    assert {link.get("rel") for link in feed.findall(f"{name}link")} == {"self", "alternate"}


def test_the_head_goes_out_before_a_row_is_asked_for_and_rows_in_packets() -> None:
    asked: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(10_000):
            asked.append(number)
            yield row(number)

    chunks = in_chunks(formats()["csv"].written(TABLE, rows()))
    assert b"place" in next(chunks) and asked == []
    assert len(next(chunks)) >= 64 * 1024 and len(asked) < 2_000
    rest = list(chunks)
    assert 3 < len(rest) < 40 and re.search(rb"9999,Ishkashim", rest[-1])
