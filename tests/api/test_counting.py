"""Counts of the API: the same from SQL and from the columns, and the same as the lists that they count."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from rest_framework.renderers import JSONRenderer

from incidents.api import rendered
from incidents.api.serializers import IncidentSerializer
from incidents.api.views import with_parts
from incidents.cube.current import Cube
from incidents.cube.sql import SqlAnswers
from incidents.models import Actor, Incident, Participant
from tests.cube.conftest import a_world
from tests.factories import a_border, a_claim, an_incident

Ask = Any


@pytest.fixture(params=["by SQL", "by columns"])
def ask(request: pytest.FixtureRequest, transactional_db: None, caller_of: Any) -> Iterator[Ask]:
    """Asks as a reader; in the second round of each test the columns answer."""
    held: Cube | None = request.getfixturevalue("columns") if request.param == "by columns" else None
    caller = caller_of("reader")

    def get(path: str, **query: Any) -> Any:
        if held is not None:
            assert held.is_fresh(10)
        status, answer = caller.get(f"incidents{path}", **query)
        assert status == 200, answer
        return answer

    yield get


def test_the_count_says_what_stands_where_and_when(ask: Ask) -> None:
    an_incident()
    an_incident(geometry=Point(70, 37, srid=4326), where_prec=1)
    an_incident(geometry=None, border=None, where_prec=6, date_start=None, date_end=None)
    an_incident(status="rejected")
    told = {"total": 3, "at_points": 1, "no_place": 1, "no_date": 1, "first": "2021-07-05", "last": "2021-07-05"}
    assert ask("/count") == told
    assert ask("/count", when="none") == {
        "total": 1, "at_points": 0, "no_place": 1, "no_date": 1, "first": None, "last": None,
    }  # fmt: skip


def test_the_histogram_is_dense_and_by_overlap(ask: Ask) -> None:
    first = an_incident(date_start="2021-07-01", date_end="2021-07-01")
    a_claim(first, low=300, high=300)
    an_incident(date_start="2021-07-03", date_end="2021-07-04", event_type="border_clash")
    assert ask("/histogram") == {
        "unit": "day", "first": "2021-07-01", "last": "2021-07-04", "n": [1, 0, 1, 1], "certain": [1, 0, 0, 0],
        "people": [300.0, 0.0, 0.0, 0.0], "families": {"movement": [1, 0, 0, 0], "force": [0, 0, 1, 1]}, "uncertain": 1,
        "types": {"cross_border_retreat": [1, 0, 0, 0], "border_clash": [0, 0, 1, 1]}, "no_date": 0,
    }  # fmt: skip
    assert ask("/histogram", unit="month", parts="certain") == {
        "unit": "month", "first": "2021-07-01", "last": "2021-07-31", "n": [2], "certain": [2], "uncertain": 0, "no_date": 0,
    }  # fmt: skip
    assert ask("/histogram", event_type="smuggling", parts="people")["n"] == []


def test_facets_are_what_the_lists_hold(ask: Ask) -> None:
    a_world(Random(7))
    told = ask("/facets", country="TJ", status="machine")
    assert told["total"] == ask("", country="TJ", status="machine")["total"] > 0
    for name in (
        "event_type",
        "family",
        "border",
        "direction",
        "modality",
        "where_prec",
        "date_prec",
        "part_of_day",
        "lasted",
    ):
        for one in told[name][:3]:
            assert ask("", country="TJ", status="machine", **{name: one["value"]})["total"] == one["n"], one
    for one in told["status"]:
        assert ask("", country="TJ", status=one["value"])["total"] == one["n"], one


@pytest.mark.parametrize("query", [{"q": "nowhereatall"}, {"q": "┻━┻"}, {"actor": "Nobody"}, {"report": "999999"}])
def test_what_is_told_of_nothing_counts_as_none(ask: Ask, query: dict[str, str]) -> None:
    an_incident()
    assert ask("/count", **query)["total"] == 0
    assert ask("/histogram", **query)["n"] == []
    assert ask("/facets", **query)["total"] == 0


@pytest.mark.parametrize("zoom", [0, 1, 4])
def test_the_tiles_of_a_zoom_hold_every_placed_incident_once(ask: Ask, zoom: int) -> None:
    a_world(Random(8))
    for lon, lat in (
        (0.0, 0.0),
        (180.0, 0.0),
        (-180.0, 85.0511287798),
        (11.25, 66.51326044311186),
        (5.0, -90.0),
        (5.0, 90.0),
    ):
        an_incident(geometry=Point(lon, lat, srid=4326), where_prec=1)
    found = [ask(f"/tiles/{zoom}/{x}/{y}") for x in range(1 << zoom) for y in range(1 << zoom)]
    assert sum(tile["total"] for tile in found) == ask("/count")["at_points"]
    for tile in found:
        assert sum(tile["n"]) == tile["total"]
        assert all(0 <= square < 64 for square in [*tile["column"], *tile["row"]])


def test_pages_of_a_list_are_whole_and_in_order(ask: Ask) -> None:
    a_world(Random(9))
    seen: list[int] = []
    query: dict[str, Any] = {"limit": 7}
    while True:
        page = ask("", **query)
        seen += [row["id"] for row in page["results"]]
        if not page["next"]:
            break
        query["cursor"] = page["next"].partition("cursor=")[2]
    assert seen == list(
        Incident.objects.filter(merged_into=None)
        .exclude(status__in=("rejected", "withdrawn"))
        .values_list("pk", flat=True)
    )
    assert page["total"] == len(seen)


@pytest.mark.parametrize("written", [rendered.objects, rendered.features], ids=["json", "geojson"])
def test_bodies_say_what_the_serializer_says(db: None, written: Any) -> None:
    a_world(Random(10))
    incident = Incident.objects.exclude(claims=None)[0]
    actor = Actor.objects.create(name="Wache \u2028 «Süd»", sector="COP", country="TJ")
    incident.claims.update(attributed_to=actor, withdrawn_at=None)
    Participant.objects.create(incident=incident, actor=actor, role="mover")
    Incident.objects.filter(pk=incident.pk).update(created_at=dt.datetime(2021, 7, 5, tzinfo=dt.UTC))
    ids = list(Incident.objects.values_list("pk", flat=True))
    held = {row.pk: row for row in with_parts(Incident.objects.all())}
    bodies = list(written(SqlAnswers(), [*ids, 0]))
    assert any(b"\\u2028" in body for body in bodies)
    for pk, body in zip(ids, bodies, strict=True):
        told = json.loads(JSONRenderer().render(IncidentSerializer(held.pop(pk)).data))
        assert json.loads(body) == (as_feature(told) if written is rendered.features else told)
    assert not held


def as_feature(told: dict[str, Any]) -> dict[str, Any]:
    number, geometry = told.pop("id"), told.pop("geometry")
    return {"type": "Feature", "id": number, "geometry": geometry, "properties": told}


def test_a_body_is_made_anew_when_its_incident_changes(ask: Ask) -> None:
    incident = an_incident()
    assert ask("")["results"][0]["claims"] == []
    a_claim(incident, low=300, high=300)
    assert [claim["low"] for claim in ask("")["results"][0]["claims"]] == [300.0]
    feature = ask(".geojson")["features"][0]
    assert feature["id"] == incident.pk and feature["properties"]["status"] == "machine"
    Incident.objects.update(status="confirmed")
    assert ask(".geojson")["features"][0]["properties"]["status"] == "confirmed"
    incident.delete()
    assert ask("") == {"total": 0, "next": None, "results": []}


@pytest.mark.parametrize(
    ("path", "query", "name", "allowed"),
    [
        ("/histogram", {"unit": "fortnight"}, "unit", "week"),
        ("/histogram", {"parts": "all"}, "parts", "certain"),
        ("/histogram", {"unit": "day"}, "unit", "month"),
        ("/facets", {"unit": "day"}, "unit", "border"),
        ("/count", {"from": "2021-07-05", "to": "2021-07-04"}, "to", None),
        ("/count", {"border": "XX-YY"}, "border", None),
        ("/tiles/0/0/0", {"event_type": "party"}, "event_type", "border_clash"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named_with_what_is_allowed(
    reader: Any, path: str, query: dict[str, Any], name: str, allowed: str | None
) -> None:
    a_border()
    an_incident(date_start="1900-01-01", date_end="1900-01-01")
    an_incident()
    status, problem = reader.get(f"incidents{path}", **query)
    assert status == 400
    assert problem["errors"][0]["name"] == name
    if allowed:
        assert allowed in problem["errors"][0]["allowed"]


@pytest.mark.parametrize("path", ["1/2/0", "1/0/2", "0/0/1", "23/0/0", "99999999999/0/0"])
def test_there_are_no_tiles_beyond_the_world(reader: Any, path: str) -> None:
    assert reader.get(f"incidents/tiles/{path}")[0] == 404
