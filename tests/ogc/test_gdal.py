"""GDAL's own client reads us: counts, geometries, dates, box, period and pages agree with the records."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import Polygon
from django.core.signals import request_started
from django.db import connection
from django.utils import timezone

from incidents.cube.current import Cube
from incidents.models import ApiToken, Border, Incident
from tests.api.conftest import section, user_with

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("ogr2ogr"), reason="GDAL's programs (package gdal-bin) are not installed"),
]
MANY = """
INSERT INTO incidents_incident (event_type, modality, date_start, date_end, date_prec, part_of_day, lasted, border_id, from_country,
  to_country, place_name, where_prec, geometry, status, confidence, parser_version, key, version, created_at, updated_at)
SELECT (ARRAY['border_clash', 'smuggling', 'incursion'])[1 + n %% 3], 'actual', day, CASE WHEN day IS NOT NULL THEN day + n %% 3 END,
  CASE WHEN day IS NOT NULL THEN 1 + (n %% 3 > 0)::int END, '', false, 'AF-TJ', 'AF', 'TJ', 'Place ' || n, CASE WHEN n %% 11 = 0 THEN 6 ELSE 1 END,
  CASE WHEN n %% 11 > 0 THEN ST_SetSRID(ST_MakePoint(round((60 + n %% 1999 / 100.0)::numeric, 5), round((30 + n %% 997 / 50.0)::numeric, 5)), 4326) END,
  'machine', round((n %% 100 / 100.0)::numeric, 2), '', '', 1, %s, %s
FROM (SELECT n, CASE WHEN n %% 13 > 0 THEN date '2015-01-01' + n %% 3000 END AS day FROM generate_series(1, %s) AS n) AS made
"""


@pytest.fixture
def served(live_server: Any, settings: Any) -> str:
    """The address of the collection for GDAL, and a token in its environment."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _, key = ApiToken.issue(user=user_with("reader"), label="gis")
    os.environ["GDAL_HTTP_HEADERS"] = f"Authorization: Token {key}"
    yield f"OAPIF:{live_server.url}/ogc"
    del os.environ["GDAL_HTTP_HEADERS"]


def fill(count: int) -> None:
    Border.objects.create(
        code="AF-TJ", name="Afghanistan–Tajikistan", country_a="AF", country_b="TJ", length_km=1172, section=section((67.8, 37.1), (71.5, 36.7))
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(MANY, [timezone.now(), timezone.now(), count])


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr[-2000:]
    return done.stdout


def copied(source: str, folder: Path, *more: str) -> dict[int, dict[str, Any]]:
    """What GDAL made of the collection, by the number of the feature."""
    ran("ogr2ogr", "-f", "GeoJSON", str(folder / "copy.json"), source, "incidents", *more)
    held = json.loads((folder / "copy.json").read_text(encoding="utf-8"))["features"]
    return {one["properties"]["id"]: one for one in held}


def test_ogrinfo_finds_the_collections_their_systems_and_their_fields(served: str) -> None:
    fill(30)
    assert "incidents" in ran("ogrinfo", "-ro", served) and "crossing-points" in ran("ogrinfo", "-ro", served)
    told = ran("ogrinfo", "-ro", "-so", served, "incidents")
    assert "Feature Count: 30" in told and "WGS 84" in told
    for field in ("event_type: String", "date_start: Date", "confidence: Real", "where_prec: Integer", "reports:"):
        assert field in told


def test_ogr2ogr_asks_for_a_box_in_pages_and_gets_what_is_in_it(served: str, tmp_path: Path) -> None:
    fill(500)
    inside = Incident.objects.filter(geometry__coveredby=_box(62, 31, 66, 36))
    met = copied(served, tmp_path, "-spat", "62", "31", "66", "36", "-oo", "PAGE_SIZE=7")
    assert set(met) == set(inside.values_list("pk", flat=True)) and len(met) > 14


def _box(*corners: float) -> Any:
    shape = Polygon.from_bbox(corners)
    shape.srid = 4326
    return shape


def test_a_condition_on_days_and_types_is_put_to_the_server(served: str, tmp_path: Path) -> None:
    fill(3000)
    queries: list[str] = []

    def heard(environ: Any, **_more: Any) -> None:
        queries.append(environ["QUERY_STRING"])

    request_started.connect(heard)
    wanted = "date_start >= '2015/02/01' AND date_start <= '2015/02/28' AND event_type = 'smuggling'"
    met = copied(served, tmp_path, "-where", wanted)
    request_started.disconnect(heard)
    held = Incident.objects.filter(date_start__range=("2015-02-01", "2015-02-28"), event_type="smuggling")
    assert set(met) == set(held.values_list("pk", flat=True)) and len(met) > 5
    assert any("datetime=2015-02-01" in query for query in queries), queries


def test_a_condition_on_what_is_no_word_of_the_address_is_met_as_well(served: str, tmp_path: Path) -> None:
    fill(300)
    met = copied(served, tmp_path, "-where", "date_prec = 1 AND place <> 'Place 3'")
    held = Incident.objects.filter(date_prec=1).exclude(place_name="Place 3")
    assert set(met) == set(held.values_list("pk", flat=True)) and len(met) > 50


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_hundred_thousand_incidents_are_copied_and_nothing_is_lost(
    served: str, tmp_path: Path, columns: Cube
) -> None:
    fill(100_000)
    columns.forget()
    assert columns.is_ready(60)
    copy = tmp_path / "copy.gpkg"
    ran("ogr2ogr", "-f", "GPKG", str(copy), served, "incidents", "-oo", "PAGE_SIZE=1000", "-nlt", "GEOMETRY")
    with sqlite3.connect(copy) as held:
        met = held.execute(
            "SELECT id, event_type, date_start, date_end, place, confidence, geom FROM incidents"
        ).fetchall()
    assert len(met) == 100_000
    kept = {
        pk: rest
        for pk, *rest in Incident.objects.values_list(
            "id", "event_type", "date_start", "date_end", "place_name", "confidence", "geometry"
        )
    }
    for pk, kind, start, end, place, confidence, blob in met:
        own = kept.pop(pk)
        assert [kind, start, end, place] == [own[0], own[1] and str(own[1]), own[2] and str(own[2]), own[3]]
        assert confidence == pytest.approx(own[4]) and _spot(blob) == (own[5].coords if own[5] else None)
    assert not kept


def _spot(blob: bytes | None) -> Any:
    """The point of a GeoPackage geometry, whose header has eight bytes where it has no envelope."""
    return None if blob is None else struct.unpack("<dd", blob[-16:])
