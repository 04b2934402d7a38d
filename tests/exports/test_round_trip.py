"""Every format of the real rows, read back by others' means: equal values, sound files, no column without its words."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.test import Client

from incidents.exports import formats, formats_of
from incidents.exports.crosswalk import crosswalk
from incidents.exports.fields import fields
from incidents.models import ApiToken, Claim, Report
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.views.lists import EVIDENCE, INCIDENTS, LISTS
from tests.exports.rows import as_json, file_of, lines, rows, shape
from tests.factories import a_user, an_incident

ROOT = Path(__file__).resolve().parent.parent.parent
KML = "{http://www.opengis.net/kml/2.2}"


def test_csv_gives_back_every_value_of_every_row(told: Report, tmp_path: Path) -> None:
    read = lines(file_of(tmp_path, "csv"))
    assert len(read) == len(rows()) > 20
    for line, row in zip(read, rows(), strict=True):
        for name, value in as_json(row).items():
            cell = line[name][1:] if line[name].startswith("'") else line[name]
            assert cell == ("" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)), name  # fmt: skip


@pytest.mark.parametrize("suffix", ["geojson", "geojsons", "ndjson"])
def test_json_gives_back_every_value_and_shape(told: Report, tmp_path: Path, suffix: str) -> None:
    text = file_of(tmp_path, suffix).read_text(encoding="utf-8")
    if suffix == "geojson":
        read = [(one["properties"], one["geometry"]) for one in json.loads(text)["features"]]
    elif suffix == "geojsons":
        texts = [json.loads(part) for part in text.split("\x1e")[1:]]
        read = [(one["properties"], one["geometry"]) for one in texts]
    else:
        read = [(one, one.pop("geometry")) for one in map(json.loads, text.rstrip("\n").split("\n"))]
    assert read == [(as_json(row), shape(row)) for row in rows()]


def test_a_geopackage_gives_back_every_value_and_shape(told: Report, tmp_path: Path) -> None:
    with sqlite3.connect(file_of(tmp_path, "gpkg")) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        names = ", ".join(f'"{name}"' for name in INCIDENTS.columns)
        read = file.execute(f"SELECT geom, {names} FROM incidents").fetchall()
        (extent,) = file.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchall()
    assert extent == (-180.0, -90.0, 180.0, 90.0)
    held = {row.id: row for row in rows()}
    for blob, *values in read:
        row = held.pop(values[0])
        own = as_json(row)
        own["changed_at"] = own["changed_at"].replace("+00:00", ".000Z")
        assert values == [json.dumps(value) if isinstance(value, list) else value for value in own.values()]
        assert (blob is None) == (row.geometry is None)
        if row.geometry and row.geometry["type"] == "Point":
            assert struct.unpack("<dd", blob[-16:]) == tuple(row.geometry["coordinates"])
    assert not held


def test_a_kml_gives_back_every_value_and_place(told: Report, tmp_path: Path) -> None:
    root = ElementTree.parse(file_of(tmp_path, "kml")).getroot()
    marks = root.findall(f".//{KML}Placemark")
    for mark, row in zip(marks, rows(), strict=True):
        read = {one.get("name"): one.findtext(f"{KML}value") or "" for one in mark.findall(f".//{KML}Data")}
        own = {name: value for name, value in as_json(row).items() if value is not None}
        assert read == {name: "; ".join(map(str, value)) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else str(value) for name, value in own.items()}  # fmt: skip
        assert (mark.find(f".//{KML}coordinates") is None) == (row.geometry is None)
        assert mark.findtext(f".//{KML}begin") == (own.get("date_start"))


@pytest.mark.skipif(not shutil.which("ogrinfo"), reason="GDAL's programs (package gdal-bin) are not installed")
@pytest.mark.parametrize("suffix", ["gpkg", "kml", "geojson", "geojsons"])
def test_gdal_reads_the_file(told: Report, tmp_path: Path, suffix: str) -> None:
    done = subprocess.run(["ogrinfo", "-ro", "-so", "-al", str(file_of(tmp_path, suffix))], capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.returncode == 0 and not re.search("ERROR|Warning", done.stderr), done.stderr
    assert f"Feature Count: {len(rows())}" in done.stdout and "Extent: (-180.0" in done.stdout


def test_annotations_quote_the_report_at_the_place_they_name(told: Report, tmp_path: Path) -> None:
    made = json.loads(file_of(tmp_path, "jsonld", "--list", "evidence").read_text(encoding="utf-8"))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    kinds = set()
    for one in made["items"]:
        quote, position = one["target"]["selector"]
        assert told.text[position["start"] : position["end"]] == quote["exact"]
        assert one["type"] == "Annotation" and one["target"]["source"] == f"https://bw.example/reports/{told.pk}/"
        kinds |= {part["value"] for part in one["body"] if part.get("purpose") == "tagging"}
    assert {"date_start", "low", "actor", "speaker", "content"} <= kinds


def test_like_acled_and_ucdp_hold_what_happened_and_has_a_place_there(told: Report, tmp_path: Path) -> None:
    clash = next(row.id for row in rows() if row.kind == "border_clash")
    an_incident(event_type="border_clash", modality="denied")
    acled = lines(file_of(tmp_path, "acled.csv"))
    assert {one["event_type"] for one in acled} == {"Battles", "Strategic developments"} and len(acled) == 4
    ucdp = lines(file_of(tmp_path, "ucdp.csv"))
    assert [(one["id"], one["type_of_violence"], one["date_prec"]) for one in ucdp] == [(str(clash), "1", "2")]
    assert (ucdp[0]["low"], ucdp[0]["geom_wkt"]) == ("", "POINT (71.57 36.7)")
    Claim.objects.create(incident_id=clash, kind="killed", low=3, high=5, comparator="range")
    ucdp = lines(file_of(tmp_path, "ucdp.csv"))
    assert (ucdp[0]["low"], ucdp[0]["high"]) == ("3.0", "5.0")


def test_the_crosswalk_has_every_event_type_and_the_paper_says_the_same() -> None:
    assert set(crosswalk()) == {kind.code for kind in load_event_types()}
    paper = (ROOT / "docs" / "crosswalk.md").read_text(encoding="utf-8")
    for kind, theirs in crosswalk().items():
        acled = " / ".join(theirs.acled[1:]) or "–"
        assert re.search(rf"\| `{kind}` \| {re.escape(acled)} \| {theirs.ucdp or '–'}", paper), kind


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_every_column_of_a_list_has_its_words(listed: Any) -> None:
    assert set(listed.columns) <= fields(listed.noun).keys()


def test_the_dictionary_names_types_and_codes_as_frictionless_has_them(told: Report, tmp_path: Path) -> None:
    made = json.loads(file_of(tmp_path, "dictionary.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in made["fields"]] == list(INCIDENTS.columns)
    by_name = {one["name"]: one for one in made["fields"]}
    assert by_name["date_start"]["type"] == "date" and "border_clash" in by_name["event_type"]["constraints"]["enum"]
    for row in map(as_json, rows()):
        for name, told_of in by_name.items():
            if row[name] not in (None, "") and "constraints" in told_of:
                assert row[name] in told_of["constraints"]["enum"], name


def test_a_list_has_only_the_formats_that_it_has_columns_for() -> None:
    assert set(formats()) - set(formats_of(INCIDENTS.columns)) == {"jsonld"}
    assert set(formats()) - set(formats_of(EVIDENCE.columns)) == {"acled.csv", "ucdp.csv"}


def test_a_menu_names_our_own_columns_before_those_of_others() -> None:
    named = [form.LABEL for form in formats_of(INCIDENTS.columns).values()]
    assert named[:2] == ["CSV", "GeoJSON"]
    assert named[-4:] == ["Atom feed", "CSV like ACLED", "CSV like UCDP GED", "Dictionary of the columns"]


def test_files_open_to_tokens_and_a_wrong_token_opens_nothing(told: Report) -> None:
    _, key = ApiToken.issue(user=a_user(), label="script")
    opened = Client().get("/incidents/export.csv?border=AF-TJ", headers={"authorization": f"Token {key}"})
    assert opened.status_code == 200 and b"cross_border_retreat" in b"".join(opened.streaming_content)  # type: ignore[attr-defined]
    for wrong in ("Token bw_no", "Basic !!", "Basic ü"):
        assert Client().get("/incidents/export.csv", headers={"authorization": wrong}).status_code == 401


WRONG = {
    "a format of another list": (["made.jsonld"], "no format of this list"),
    "no format at all": (["made.xyz"], "no format of this list"),
    "a word that cannot be read": (["made.csv", "--filter", "border=XX-YY"], "no land border"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_the_command_refuses_what_it_cannot_do(db: None, tmp_path: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("export", str(tmp_path / arguments[0]), *arguments[1:])
    assert not list(tmp_path.iterdir())


def test_the_command_takes_the_words_of_a_page(told: Report, tmp_path: Path) -> None:
    made = json.loads(file_of(tmp_path, "geojson", "--filter", "event_type=border_clash").read_text(encoding="utf-8"))
    assert [one["properties"]["event_type"] for one in made["features"]] == ["border_clash"]
