"""What readers get: records in the codebook's words, filtered, paged, with the exact total."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client

from incidents.models import Evidence, Incident, Report, ReportLink, Statement
from tests.factories import a_report


def numbers(answer: Any) -> list[int]:
    return [row["id"] for row in answer["results"]]


def test_an_incident_holds_its_claims_actors_and_section(reader: Any, desk: Any) -> None:
    status, incident = reader.get(f"incidents/{desk.retreat.pk}")
    assert status == 200
    assert incident["border"] == "AF-TJ"
    assert incident["geometry"]["type"] == "MultiLineString"
    assert incident["claims"][0] | {"low": 1000.0, "high": None, "comparator": "over"} == incident["claims"][0]
    assert incident["actors"] == [{"actor": incident["actors"][0]["actor"], "role": "mover"}]
    assert incident["reports"][0] == {
        "report": desk.report.pk,
        "role": "primary",
        "headline": "Troops cross",
        "source": "Interpress",
    }
    assert incident["statements"][0]["speaker"]["name"] == "Tajik border service"


def test_the_evidence_of_an_incident_is_the_words_of_its_report(reader: Any, desk: Any) -> None:
    _, incident = reader.get(f"incidents/{desk.retreat.pk}")
    _, report = reader.get(f"reports/{desk.report.pk}")
    assert len(incident["evidence"]) == 2
    for piece in incident["evidence"]:
        assert report["text"][piece["start"] : piece["end"]] == piece["words"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["retreat", "clash", "denied"]),
        ({"border": "AF-TJ"}, ["retreat"]),
        ({"border": "TJ-AF"}, ["retreat"]),
        ({"direction": "AF>TJ"}, ["retreat"]),
        ({"from_country": "TJ"}, ["denied"]),
        ({"event_type": ["border_clash", "border_closure"]}, ["clash", "denied"]),
        ({"from": "2021-04-30", "to": "2021-06-01"}, ["clash"]),
        ({"from": "2021-07-06"}, []),
        ({"bbox": "70,39,71,40"}, ["clash"]),
        ({"bbox": "60,30,80,45"}, ["retreat", "clash"]),
        ({"direction": "TJ>AF"}, []),
        ({"country": "kg"}, ["clash"]),
        ({"to_country": "TJ"}, ["retreat"]),
        ({"event_type": "border_clash"}, ["clash"]),
        ({"from": "2021-04-29", "to": "2021-04-29"}, ["clash"]),
        ({"from": "2021-04-29", "to": "2021-04-29", "certain_only": "true"}, []),
        ({"from": "2021-04-28", "to": "2021-04-30", "certain_only": "true"}, ["clash"]),
        ({"to": "2021-04-27"}, []),
        ({"bbox": "70.7,39,71,40"}, []),
        ({"bbox": "170,-10,69,60"}, ["retreat"]),
        ({"status": ["confirmed", "machine"]}, ["retreat", "clash", "denied"]),
        ({"q": "border service"}, ["retreat"]),
        ({"q": '"1,000 Afghan troops"'}, ["retreat"]),
        ({"q": "submarines"}, []),
        (
            {"border": "AF-TJ", "actor": "troops", "from": "2021-07-05", "to": "2021-07-05", "status": "machine"},
            ["retreat"],
        ),
        ({"border": "AF-TJ", "status": "confirmed"}, []),
        ({"actor": "afghan"}, ["retreat"]),
        ({"status": "confirmed"}, ["clash"]),
        ({"modality": "denied"}, ["denied"]),
        ({"q": "Golovnoy"}, ["clash"]),
    ],
)
def test_filters_keep_the_incidents_that_match(reader: Any, desk: Any, query: dict[str, Any], found: list[str]) -> None:
    status, answer = reader.get("incidents", **query)
    assert status == 200
    assert numbers(answer) == [getattr(desk, name).pk for name in found]
    assert answer["total"] == len(found)


@pytest.mark.parametrize(
    ("path", "query", "name", "allowed"),
    [
        ("incidents", {"bordr": "AF-TJ"}, "bordr", "border"),
        ("incidents", {"event_type": "party"}, "event_type", "border_clash"),
        ("incidents", {"status": "fine"}, "status", "confirmed"),
        ("incidents", {"border": "XX-YY"}, "border", None),
        ("incidents", {"from": "yesterday"}, "from", None),
        ("incidents", {"bbox": "1,2,3"}, "bbox", None),
        ("incidents", {"bbox": "nan,2,3,4"}, "bbox", None),
        ("incidents", {"from": "05/07/2021"}, "from", None),
        ("incidents", {"border": ""}, "border", None),
        ("incidents", {"direction": "AF-TJ"}, "direction", None),
        ("incidents", {"direction": "12>34"}, "direction", None),
        ("incidents", {"from": "2021-07-05", "to": "2021-07-04"}, "to", None),
        ("statements", {"from": "2021-07-05", "to": "2021-07-04"}, "to", None),
        ("incidents", {"modality": "maybe"}, "modality", "actual"),
        ("incidents", {"bbox": "0,10,10,0"}, "bbox", None),
        ("incidents", {"report": "0.5"}, "report", None),
        ("incidents", {"report": "1_0"}, "report", None),
        ("incidents", {"report": "9" * 5000}, "report", None),
        ("statements", {"incident": "7.0"}, "incident", None),
        ("claims", {"report": "-1"}, "report", None),
        ("corrections", {"record_id": str(2**63)}, "record_id", None),
        ("changes/statements", {"report": "0.5"}, "report", None),
        ("incidents", {"limit": "0"}, "limit", None),
        ("incidents", {"limit": "9999"}, "limit", None),
        ("incidents", {"cursor": "nonsense"}, "cursor", None),
        ("incidents", {"q": "a\x00b"}, "q", None),
        ("statements", {"kind": "shouted"}, "kind", "direct"),
        ("reports", {"state": "lost"}, "state", "queued"),
        ("borders", {"code": "AF-TJ"}, "code", "country"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(
    reader: Any, desk: Any, path: str, query: dict[str, Any], name: str, allowed: str | None
) -> None:
    status, problem = reader.get(path, **query)
    assert status == 400
    assert problem["errors"][0]["name"] == name
    assert problem["detail"].startswith(f"{name}: ")
    if allowed:
        assert allowed in problem["errors"][0]["allowed"]


def test_pages_by_cursor_give_every_incident_once_with_the_exact_total(reader: Any, desk: Any) -> None:
    for _ in range(3):
        Incident.objects.create(event_type="other")
    seen: list[int] = []
    query: dict[str, Any] = {"limit": 2}
    path = "incidents"
    while True:
        _, page = reader.get(path, **query)
        assert page["total"] == 6
        seen += numbers(page)
        if not page["next"]:
            break
        path, query = "incidents?" + urlsplit(page["next"]).query, {}
    assert len(seen) == len(set(seen)) == 6
    assert seen[0] == desk.retreat.pk


def test_a_row_added_between_two_pages_moves_nothing(reader: Any, desk: Any) -> None:
    _, first = reader.get("incidents", limit=1)
    Incident.objects.create(event_type="other", date_start="2022-01-01", date_end="2022-01-01")
    _, second = reader.get("incidents?" + urlsplit(first["next"]).query)
    assert numbers(second) == [desk.clash.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["incidents", "reports", "statements"])
def test_while_others_write_a_walk_through_the_pages_neither_skips_nor_repeats(
    reader: Any, desk: Any, path: str
) -> None:
    days = [None, dt.date(2021, 7, 1), dt.date(2021, 7, 2)]
    for number in range(40):
        _one_more(desk, number, days[number % 3])
    standing = set(_pks(path))
    done = threading.Event()

    def write() -> None:
        number = 100
        while not done.is_set():
            _one_more(desk, number, days[number % 3])
            number += 1
        connection.close()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        seen, query = [], "?limit=7"
        for _ in range(60):
            _, page = reader.get(path + query)
            seen += numbers(page)
            if not page["next"] or standing <= set(seen):
                break
            query = "?" + urlsplit(page["next"]).query
    finally:
        done.set()
        writing.join()
    assert standing <= set(seen), "a row that stood there all the time was skipped"
    assert len(seen) == len(set(seen)), "a row came twice"
    assert len(_pks(path)) > len(standing), "nobody wrote meanwhile"


def _pks(path: str) -> list[int]:
    model = {"incidents": Incident, "reports": Report, "statements": Statement}[path]
    return list(model.objects.values_list("pk", flat=True))


def _one_more(desk: Any, number: int, day: dt.date | None) -> None:
    Incident.objects.create(event_type="other", date_start=day, date_end=day)
    Statement.objects.create(report=desk.report, cue="said", kind="indirect", content=f"words {number}")
    a_report(f"Another report {number}")


@pytest.mark.parametrize("path", ["incidents?format=geojson", "incidents.geojson"])
def test_geojson_has_a_section_a_point_and_no_false_pin(reader: Any, desk: Any, path: str) -> None:
    answer = reader.client.get(f"/api/v1/{path}", headers=reader.headers)
    assert answer["content-type"].startswith("application/geo+json")
    found = answer.json()
    assert (found["type"], found["numberMatched"], found["numberReturned"]) == ("FeatureCollection", 3, 3)
    kinds = {f["id"]: f["geometry"] and f["geometry"]["type"] for f in found["features"]}
    assert kinds == {desk.retreat.pk: "MultiLineString", desk.clash.pk: "Point", desk.denied.pk: None}
    assert "geometry" not in found["features"][0]["properties"]


def test_a_rejected_incident_is_listed_only_for_who_asks(reader: Any, desk: Any) -> None:
    Incident.objects.filter(pk=desk.clash.pk).update(status="rejected")
    assert desk.clash.pk not in numbers(reader.get("incidents")[1])
    assert numbers(reader.get("incidents", status="rejected")[1]) == [desk.clash.pk]


def test_a_border_has_its_length_its_section_and_its_crossing_points(reader: Any, desk: Any) -> None:
    assert reader.get("borders", country="kg")[1]["results"][0]["disputed"] is True
    _, border = reader.get("borders/AF-TJ")
    assert border["length_km"] == pytest.approx(1172, abs=1)
    assert border["section"]["coordinates"][0][0] == [67.8, 37.1]
    assert border["crossing_points"][0]["name"] == "Sher Khan Bandar"
    assert reader.get("crossing-points", border="AF-TJ")[1]["results"][0]["lat"] == 37.186


@pytest.mark.parametrize(
    "path",
    [
        "incidents/999999",
        "reports/999999",
        "statements/999999",
        "borders/AA-BB",
        "actors/null",
        "incidents/-1",
        "incidents/tiles/1/0/-1",
        "incidents/",
        "nothing",
        "nothing/%0A",
        "claims/%C2%84/withdraw",
        "changes/nothing",
    ],
)
def test_a_missing_record_is_a_problem_in_the_same_form(reader: Any, desk: Any, path: str) -> None:
    status, problem = reader.get(path)
    assert (status, problem["status"], problem["title"]) == (404, 404, "Not Found")


def test_the_session_of_a_signed_in_page_reads_too(desk: Any) -> None:
    from tests.api.conftest import user_with

    client = Client()
    client.force_login(user_with("reader"))
    assert client.get("/api/v1/incidents").json()["total"] == 3
    assert set(client.get("/api/v1/").json()) >= {"incident-list", "openapi"}


def test_a_report_names_its_near_duplicates(reader: Any, desk: Any) -> None:
    other = a_report()
    ReportLink.objects.create(
        earlier=desk.report, later=other, kind="new_version", similarity=0.8, reason="a new take of the same source"
    )
    for number in (desk.report.pk, other.pk):
        (link,) = reader.get(f"reports/{number}")[1]["near_duplicates"]
        assert (link["earlier"], link["later"], link["kind"]) == (desk.report.pk, other.pk, "new_version")


def test_a_field_that_a_rule_read_has_its_confidence_and_one_that_a_person_set_has_none(
    reader: Any, caller_of: Any, desk: Any
) -> None:
    Evidence.objects.create(
        incident=desk.retreat, report=desk.report, start=0, end=9, words="More than", field="date_start", rule="date.weekday"
    )  # fmt: skip
    _, incident = reader.get(f"incidents/{desk.retreat.pk}")
    assert 0 < incident["field_confidence"]["date"] < 1
    status, _ = caller_of("editor").send("patch", f"incidents/{desk.retreat.pk}", {"date_start": "2021-07-06"})
    assert status == 200
    _, incident = reader.get(f"incidents/{desk.retreat.pk}")
    assert "date" not in incident["field_confidence"]
