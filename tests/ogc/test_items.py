"""Which features come: box, time, words, pages, systems of coordinates; and for whom."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from django.test import Client

from incidents.access import Role
from incidents.models import Incident
from tests.factories import a_user
from tests.ogc.conftest import Gis

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
ITEMS = "collections/incidents/items"
CHOSEN: dict[str, tuple[dict[str, str], set[str]]] = {
    "no word gives all, also what is denied": ({}, {"retreat", "clash", "denied"}),
    "a box takes what touches it": ({"bbox": "70,39,71,40"}, {"clash"}),
    "a box with heights": ({"bbox": "70,39,-100,71,40,100"}, {"clash"}),
    "a box over the edge of the map takes both sides": ({"bbox": "71,36,-170,40"}, {"retreat"}),
    "a box in latitude and longitude": ({"bbox": "39,70,40,71", "bbox-crs": EPSG + "4326"}, {"clash"}),
    "a box in metres": ({"bbox": "7800000,4700000,7900000,4900000", "bbox-crs": EPSG + "3857"}, {"clash"}),
    "a day within a range of days": ({"datetime": "2021-04-29"}, {"clash"}),
    "a moment is its day": ({"datetime": "2021-07-05T21:32:00Z"}, {"retreat"}),
    "a moment elsewhere is the day in Greenwich": ({"datetime": "2021-07-06T02:00:00+05:00"}, {"retreat"}),
    "an interval that overlaps": ({"datetime": "2021-04-30/2021-05-10"}, {"clash"}),
    "an interval without end": ({"datetime": "2021-05-01/.."}, {"retreat"}),
    "an interval without beginning": ({"datetime": "/2021-04-28"}, {"clash"}),
    "the project's own words": ({"border": "KG-TJ"}, {"clash"}),
    "own words and the standard's": ({"event_type": "border_clash", "datetime": "2021-07-05"}, set()),
    "words that only SQL answers": ({"actor": "Afghan", "bbox": "60,30,80,40"}, {"retreat"}),
}


def named(desk: Any, names: set[str]) -> set[int]:
    return {getattr(desk, name).pk for name in names}


@pytest.mark.parametrize(("query", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_the_features_are_those_of(gis: Gis, desk: Any, query: dict[str, str], expected: set[str]) -> None:
    assert set(gis.ids(**query)) == named(desk, expected)


def test_pages_of_one_hold_each_feature_once_newest_first(gis: Gis, desk: Any) -> None:
    path, query, met = ITEMS, {"limit": "1", "bbox": "-180,-90,180,90"}, []
    while True:
        body = gis.get(path, **query)
        assert body["numberMatched"] == 2 and body["numberReturned"] == 1
        met += [one["id"] for one in body["features"]]
        following = [one["href"] for one in body["links"] if one["rel"] == "next"]
        if not following:
            break
        query = dict(part.split("=") for part in following[0].partition("?")[2].replace("%2C", ",").split("&"))
    assert met == [desk.retreat.pk, desk.clash.pk]


@pytest.mark.parametrize("collection", ["borders", "crossing-points"])
def test_other_collections_page_and_filter_as_well(gis: Gis, desk: Any, collection: str) -> None:
    assert len(gis.ids(collection, limit="1")) == 1
    assert gis.ids(collection, bbox="0,0,1,1") == [] and gis.ids(collection, country="XX") == []
    assert len(gis.ids(collection, country="AF", bbox="60,30,80,40", datetime="1999-01-01")) == 1


def test_a_limit_over_the_most_is_the_most(gis: Gis, desk: Any) -> None:
    assert len(gis.ids(limit="999999999999")) == 3


SYSTEMS = {"": [70.6, 39.9], EPSG + "4326": [39.9, 70.6], EPSG + "3857": [7859156.05, 4851421.18]}


@pytest.mark.parametrize(("crs", "spot"), SYSTEMS.items())
def test_coordinates_come_in_the_system_asked_for(gis: Gis, desk: Any, crs: str, spot: list[float]) -> None:
    answer = gis.answer(f"{ITEMS}/{desk.clash.pk}", **({"crs": crs} if crs else {}))
    assert answer.json()["geometry"]["coordinates"] == pytest.approx(spot, abs=0.5)
    assert answer.headers["Content-Crs"] == f"<{crs or 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}>"


def test_lines_are_turned_point_by_point(gis: Gis, desk: Any) -> None:
    turned = gis.get("collections/borders/items/AF-TJ", crs=EPSG + "4326")["geometry"]
    assert turned == {"type": "MultiLineString", "coordinates": [[[37.1, 67.8], [36.7, 71.5]]]}


def test_a_feature_is_flat_and_has_its_figure(gis: Gis, desk: Any) -> None:
    told = gis.get(f"{ITEMS}/{desk.retreat.pk}")["properties"]
    assert (told["figure"], told["figure_low"], told["figure_unit"]) == (">1,000", 1000.0, "troops")
    assert told["actors"] == ["Afghan troops (mover)"] and told["date_start"] == "2021-07-05"


def test_one_that_was_merged_is_no_feature(gis: Gis, desk: Any) -> None:
    Incident.objects.filter(pk=desk.clash.pk).update(merged_into=desk.retreat)
    assert gis.answer(f"{ITEMS}/{desk.clash.pk}").status_code == 404
    assert desk.clash.pk not in gis.ids()


def test_an_answer_is_packed_where_the_client_unpacks(gis: Gis, desk: Any) -> None:
    headers = {"authorization": f"Token {gis.key}", "accept-encoding": "gzip"}
    answer = gis.client.get(f"/ogc/{ITEMS}", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content))["numberMatched"] == 3


@pytest.mark.parametrize(
    "path", ["", "api", "conformance", "collections", "collections/borders", ITEMS, "collections/incidents/queryables"]
)
def test_nobody_reads_without_an_account_unless_reading_is_public(
    db: None, desk: Any, settings: Any, path: str
) -> None:
    assert Client().get(f"/ogc/{path}").status_code == 401
    settings.PUBLIC_READING = True
    assert Client().get(f"/ogc/{path}").status_code == 200


def test_the_token_may_be_a_password(desk: Any, key: str) -> None:
    def met(password: str) -> int:
        held = base64.b64encode(f"anybody:{password}".encode()).decode()
        return Client().get(f"/ogc/{ITEMS}", headers={"authorization": f"Basic {held}"}).status_code

    assert (met(key), met("bw_wrong")) == (200, 401)
    assert Client().get(f"/ogc/{ITEMS}", headers={"authorization": "Basic ü"}).status_code == 401


@pytest.mark.parametrize("words", ["", "?colour=red", "?f=html", "?limit=all"])
@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["", ITEMS, "collections/borders/items/AF-TJ"])
def test_nothing_is_written_here_whatever_words_stand_in_the_address(
    db: None, path: str, verb: str, words: str
) -> None:
    client = Client()
    client.force_login(a_user(role=Role.ADMIN))
    assert client.generic(verb, f"/ogc/{path}{words}").status_code == 405
