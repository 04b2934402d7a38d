"""Files of nasty rows as analysts' tools read them: GeoPandas, GDAL, a feed reader's XML, a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import geopandas
import lxml.etree
import pyarrow.parquet
import pytest
import shapely

from incidents.exports.columnar import writing
from incidents.exports.csv import cell
from incidents.exports.table import Row, Table, Words
from incidents.models import Report
from incidents.views.lists import INCIDENTS, LISTS
from tests.exports.rows import NASTY, as_json, file_of, rows, shape

GUESSED = (NASTY["what others take for a number"], NASTY["what others take for a day"])  # by spreadsheets too
ATOM = {"a": "http://www.w3.org/2005/Atom", "g": "http://www.georss.org/georss"}


def told_by(frame: Any, at: int) -> dict[str, Any]:
    """A row of a frame in JSON's values."""
    return {name: _plain(frame[name].iloc[at]) for name in INCIDENTS.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return None
    if hasattr(value, "tolist"):  # of numpy
        return _plain(value.tolist())
    if isinstance(value, dt.datetime):
        return None if str(value) == "NaT" else value.isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def test_geopandas_reads_a_geoparquet_of_equal_rows(told: Report, tmp_path: Path) -> None:
    frame, own = geopandas.read_parquet(file_of(tmp_path, "parquet")), rows()
    assert list(frame.columns) == [*INCIDENTS.columns, "geometry"] and frame.crs.to_string() == "OGC:CRS84"
    assert len(frame) == len(own)
    for at, row in enumerate(own):
        assert told_by(frame, at) == as_json(row)
        met = frame.geometry.iloc[at]
        assert (met and json.loads(shapely.to_geojson(met))) == shape(row)


def test_a_geoparquet_says_what_it_holds(told: Report, tmp_path: Path) -> None:
    made = pyarrow.parquet.ParquetFile(file_of(tmp_path, "parquet"))
    geo = json.loads(made.metadata.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"], column["bbox"]) == ("1.1.0", "WKB", [-180.0, -90.0, 180.0, 90.0])
    assert column["geometry_types"] == ["MultiLineString", "Point"] and column["crs"]["id"]["code"] == "CRS84"
    types = {field.name: str(field.type) for field in made.schema_arrow}
    assert (types["date_start"], types["changed_at"], types["figure_low"]) == (
        "date32[day]",
        "timestamp[ms, tz=UTC]",
        "double",
    )
    kind = made.schema_arrow.field("event_type")
    assert kind.metadata[b"description"] == b"what happened" and "border_clash" in json.loads(kind.metadata[b"codes"])
    assert all(made.schema_arrow.field(name).metadata[b"description"] for name in INCIDENTS.columns)


def test_a_geoparquet_is_written_by_groups_and_read_by_its_boxes(told: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(writing, "ROWS", 10)
    made = file_of(tmp_path, "parquet")
    assert pyarrow.parquet.ParquetFile(made).num_row_groups == math.ceil(len(rows()) / 10)
    near = geopandas.read_parquet(made, bbox=(-180, -90, -179, -89))
    assert [point.coords[0] for point in near.geometry] == [(-180.0, -90.0)]


def test_of_a_long_geoparquet_one_group_of_rows_is_held_at_once() -> None:
    """Arrow's own memory; a section of 15 KB under every row makes the groups as heavy as they come."""
    day = dt.datetime(2021, 7, 5, tzinfo=dt.UTC)
    table = Table("t", "https://bw.example/", "https://bw.example/x", ("id", "place"), day)
    lines = [[(60 + part + at * 1e-3, 36 + at * 7e-4) for at in range(900)] for part in range(300)]
    sections = [{"type": "MultiLineString", "coordinates": [line]} for line in lines]
    rows = (Row(at, "", day, (at, f"Post {at}"), lambda: Words("", ""), "", sections[at % 300]) for at in range(50_000))
    sizes, held = [], []
    for part in writing.written(table, rows):
        sizes.append(len(part))
        held.append(pyarrow.total_allocated_bytes())
    assert len(sizes) == 2 + 50_000 // writing.ROWS and sum(sizes) < 5_000_000, "each section stands in a group once"
    assert max(held) < 20_000_000 and max(held[3:]) < 1.2 * max(held[1:3])


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_every_list_can_be_a_geoparquet(told: Report, tmp_path: Path, listed: Any) -> None:
    made = pyarrow.parquet.read_table(file_of(tmp_path, "parquet", "--list", listed.name))
    assert made["id"].to_pylist() == [row.id for row in rows(listed)] and made.num_rows > 0


def test_an_empty_geoparquet_is_one(db: None, tmp_path: Path) -> None:
    frame = geopandas.read_parquet(file_of(tmp_path, "parquet"))
    assert len(frame) == 0 and "event_type" in frame.columns


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "geojsons", "kml"])
def test_gdal_gives_every_nasty_name_and_every_shape(told: Report, tmp_path: Path, suffix: str) -> None:
    frame = geopandas.read_file(file_of(tmp_path, suffix), engine="pyogrio")
    places = ["" if name is None or name != name else name for name in frame["place"]]
    held = {row.id: row for row in rows()}
    for number, place, met in zip(frame["id"], places, frame.geometry, strict=True):
        row = held.pop(int(number))
        assert (met is None) == (row.geometry is None)
        if met is not None and suffix != "kml":
            assert json.loads(shapely.to_geojson(met)) == shape(row)
        own = as_json(row)["place"]
        assert place == own or (suffix == "kml" and place.split() == own.split()), place
    assert not held


def test_a_feed_reader_finds_every_row_and_its_place(told: Report, tmp_path: Path) -> None:
    feed = lxml.etree.parse(file_of(tmp_path, "atom"), lxml.etree.XMLParser(resolve_entities=False)).getroot()
    held = {row.link: row for row in rows()}
    for entry in feed.findall("a:entry", ATOM):
        row = held.pop(entry.findtext("a:id", namespaces=ATOM))
        assert entry.findtext("a:title", namespaces=ATOM).split() == row.words().title.split()
        assert entry.findtext("a:updated", namespaces=ATOM) == row.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        point = entry.findtext("g:point", namespaces=ATOM)
        if row.geometry and row.geometry["type"] == "Point":
            assert [float(part) for part in point.split()] == list(reversed(row.geometry["coordinates"]))
        assert (entry.find("g:line", ATOM) is not None) == bool(row.geometry and row.geometry["type"] != "Point")
    assert not held


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
def test_no_cell_starts_as_spreadsheets_start_formulas(name: str) -> None:
    assert not str(cell(name)).startswith(tuple("=+-@＝＋－＠\t\r\n"))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (package libreoffice-calc-nogui) is not installed")
def test_a_spreadsheet_shows_every_name_and_works_out_no_formula(told: Report, tmp_path: Path) -> None:
    made = file_of(tmp_path, "csv")
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    # Comma, double quotes, UTF-8, from line 1; cells as they are shown, formulas written out where there were any.
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    command = [
        "soffice",
        home,
        "--headless",
        "--infilter=Text - txt - csv (StarCalc):44,34,76,1",
        "--convert-to",
        shown,
        "--outdir",
    ]
    done = subprocess.run([*command, str(tmp_path / "shown"), str(made)], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "shown" / made.name).open(encoding="utf-8", newline="") as file:
        met = [line["place"] for line in csv.DictReader(file)]
    for shown_as, row in zip(met, rows(), strict=True):
        own = as_json(row)["place"]
        if own not in GUESSED:
            assert shown_as.split() == str(cell(own)).split()
