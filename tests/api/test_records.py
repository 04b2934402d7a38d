"""Every list and record of the API: filters, orders, fields, what is included, in as many questions for many rows as for few; tags and 304."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import review
from incidents.api.including import INCLUDES
from incidents.exports.fields import fields
from incidents.models import Actor, Claim, Correction, CrossingPoint, Incident, Participant, Place, Source
from tests.api.conftest import user_with
from tests.factories import a_told_report

LISTS = (
    "incidents", "claims", "participants", "statements", "reports", "sources", "actors", "places", "borders", "crossing-points", "corrections",
)  # fmt: skip
NOUNS = {
    "incidents": "incident",
    "claims": "claim",
    "participants": "participant",
    "statements": "statement",
    "reports": "report",
    "actors": "actor",
    "places": "place",
}


@pytest.fixture
def rows(desk: Any) -> Any:
    """One more of everything."""
    place = Place.objects.create(
        name="Panj", names=["Пяндж"], country="TJ", kind="city", point=Point(69.1, 37.2, srid=4326)
    )
    Place.objects.create(name="Khorog", country="TJ", kind="district")
    editor = user_with("editor")
    review.correct(record=desk.retreat, field="lasted", value="true", by=editor, reason="as told")
    review.correct(record=desk.retreat, field="place", value=str(place.pk), by=editor)
    review.correct(record=Claim.objects.get(), field="unit", value="soldiers", by=editor)
    a_told_report()
    return desk


@pytest.mark.parametrize(
    ("path", "query", "n"),
    [
        ("claims", {"kind": "crossed"}, 2), ("claims", {"at_least": "1000", "comparator": "over"}, 2), ("claims", {"at_least": "1001"}, 0),
        ("claims", {"attributed_to": "border service"}, 1), ("claims", {"border": "TJ-AF", "unit": "soldiers"}, 2), ("claims", {"credibility": "6"}, 2),
        ("participants", {"role": "mover", "sector": "MIL"}, 2), ("participants", {"country": "TJ"}, 0),
        ("sources", {"q": "pamir"}, 1), ("sources", {"reliability": "F"}, 2), ("sources", {"reliability": "A"}, 0),
        ("actors", {"country": "TJ", "sector": ["COP", "MIL"]}, 1), ("actors", {"q": "karimov"}, 1),
        ("places", {"q": "pan"}, 1), ("places", {"q": "Пяндж"}, 1), ("places", {"bbox": "69,37,70,38"}, 1), ("places", {"kind": "district"}, 1),
        ("corrections", {"record_kind": "incident", "field": "lasted"}, 1), ("corrections", {"by": "the-editor", "machine": "false"}, 4),
        ("corrections", {"machine": "true"}, 0), ("corrections", {"from": "2999-01-01"}, 0), ("crossing-points", {"kind": "crossing"}, 1),
        ("statements", {"medium": "letter"}, 0),
    ],
)  # fmt: skip
def test_filters_keep_the_rows_that_match(reader: Any, rows: Any, path: str, query: dict[str, Any], n: int) -> None:
    status, answer = reader.get(path, **query)
    assert status == 200, answer
    assert (answer["total"], len(answer["results"])) == (n, n)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("name", "value"), [("fields", "colour"), ("sort", "loudest"), ("include", "weather"), ("colour", "red")]
)
def test_a_name_that_there_is_none_of_is_refused_with_those_that_there_are(
    reader: Any, rows: Any, path: str, name: str, value: str
) -> None:
    status, problem = reader.get(path, **{name: value})
    assert (status, problem["errors"][0]["name"]) == (400, name)
    assert problem["errors"][0]["allowed"] or (name == "include" and path not in NOUNS)


@pytest.mark.parametrize("path", LISTS)
def test_fields_leave_out_all_others_in_list_and_record(reader: Any, rows: Any, path: str) -> None:
    key = "code" if path == "borders" else "id"
    (first, *_) = reader.get(path)[1]["results"]
    other = next(name for name in first if name != key)
    assert all(list(row) == [key, other] for row in reader.get(path, fields=f"{key},{other}")[1]["results"])
    status, one = reader.get(f"{path}/{first[key]}", fields=other)
    assert (status, list(one)) == (200, [other])


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, noun in NOUNS.items() for name in INCLUDES[noun]])
def test_what_is_included_costs_the_same_for_many_rows_as_for_one(reader: Any, rows: Any, path: str, name: str) -> None:
    def asked(limit: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            status, answer = reader.get(path, include=name, limit=limit)
        assert status == 200, answer
        assert all(isinstance(row[name], list) for row in answer["results"])
        return len(told)

    asked(1)  # whatever is read once a process, and the use of the token
    for _ in range(3):
        a_told_report()
    assert asked(1000) <= asked(1) + 1  # the page's end is looked for in one stretch more


@pytest.mark.parametrize("name", INCLUDES["incident"])
def test_what_is_included_in_lists_is_what_the_record_has(reader: Any, rows: Any, name: str) -> None:
    a_told_report()
    incident = Incident.objects.latest("pk")
    review.change_many(Incident.objects.filter(pk=incident.pk), review.Change("tag", "winter"), by=user_with("admin"))
    (listed,) = reader.get("incidents", ids=incident.pk, include=name, fields="id")[1]["results"]
    (feature,) = reader.get("incidents.geojson", ids=incident.pk, include=name, fields="status")[1]["features"]
    _, one = reader.get(f"incidents/{incident.pk}", include=name)
    assert listed[name] == one[name] == feature["properties"][name]
    assert listed[name] or name == "merged"
    assert set(listed) == {"id", name} and set(feature["properties"]) == {"status", name}


@pytest.mark.parametrize("path", ["reports", "claims", "participants", "statements", "actors", "places"])
def test_what_is_included_hides_no_field_of_the_record(reader: Any, rows: Any, path: str) -> None:
    a_told_report()
    number = reader.get(path)[1]["results"][0]["id"]
    plain = reader.get(f"{path}/{number}")[1]
    whole = reader.get(f"{path}/{number}", include=",".join(INCLUDES[NOUNS[path]]))[1]
    assert plain.items() <= whole.items() and len(whole) == len(plain) + len(INCLUDES[NOUNS[path]])


def test_the_flat_form_has_the_columns_of_the_files(reader: Any, rows: Any) -> None:
    _, page = reader.get("incidents", form="flat", sort="oldest")
    assert page["total"] == len(page["results"]) == Incident.objects.count()
    assert all(list(row) == list(fields("incident")) for row in page["results"])
    (told,) = (row for row in page["results"] if row["id"] == rows.retreat.pk)
    assert (told["place"], told["figure_low"], told["actors"]) == ("Panj", 1000, ["Afghan troops (mover)"])
    assert reader.get(f"incidents/{rows.retreat.pk}", form="flat")[1] == told
    (row, *_) = reader.get("incidents", form="flat", fields="figure,address", include="claims")[1]["results"]
    assert list(row) == ["figure", "address", "claims"]


def cells_of(name: str, value: Any, row: Any) -> Any:
    """What the flat row has in place of a value of the nested one: its parts, or empty columns where it holds nothing."""
    if name in row:
        return {name: value}
    return {column: value and value[column.removeprefix(f"{name}_")] for column in row if column.startswith(f"{name}_")}


@pytest.mark.parametrize("path", ["claims", "participants", "statements", "reports"])
def test_the_flat_form_of_a_list_holds_all_that_is_nested_in_columns_of_its_own(
    reader: Any, rows: Any, path: str
) -> None:
    nested, flat = (reader.get(path, form=form)[1]["results"] for form in ("nested", "flat"))
    assert nested == reader.get(path)[1]["results"] != []
    assert not any(isinstance(value, dict) for row in flat for value in row.values())
    for row, one in zip(flat, nested, strict=True):
        assert row == {
            column: cell for name, value in one.items() for column, cell in cells_of(name, value, row).items()
        }
        assert all(cells_of(name, value, row) for name, value in one.items())
    columns = list(flat[0])[1:4]
    (row, *_) = reader.get(path, form="flat", fields=",".join(columns))[1]["results"]
    assert list(row) == columns


def test_what_holds_nothing_inside_is_flat_with_empty_columns(reader: Any, rows: Any) -> None:
    Claim.objects.update(attributed_to=None)
    (row, *_) = reader.get("claims", form="flat")[1]["results"]
    assert (row["attributed_to_id"], row["attributed_to_name"], "attributed_to" in row) == (None, None, False)
    assert reader.get("claims", form="flat", fields="attributed_to")[0] == 400
    assert reader.get("claims", form="wide")[1]["errors"][0]["allowed"] == ["nested", "flat"]


@pytest.mark.parametrize("path", LISTS)
def test_every_order_gives_every_row_once(reader: Any, rows: Any, path: str) -> None:
    for order in reader.get(path, sort="loudest")[1]["errors"][0]["allowed"]:
        key, seen, query = ("code" if path == "borders" else "id"), [], f"?limit=1&sort={order}"
        while query:
            _, page = reader.get(path + query)
            seen += [row[key] for row in page["results"]]
            query = page["next"] and "?" + urlsplit(page["next"]).query
        assert len(seen) == len(set(seen)) == page["total"], order


def test_a_cursor_of_one_order_is_none_of_another(reader: Any, rows: Any) -> None:
    cursor = reader.get("incidents", sort="unsure", limit=1)[1]["next"].partition("cursor=")[2].partition("&")[0]
    assert reader.get("incidents", sort="unsure", cursor=cursor)[0] == 200
    for order in ("newest", "oldest", "people"):
        assert reader.get("incidents", sort=order, cursor=cursor)[0] == 400


@pytest.mark.parametrize(
    "path", [*LISTS, "incidents.geojson", "incidents/count", "incidents/facets", "", "openapi.json"]
)
def test_what_one_has_already_is_not_sent_again_and_a_change_is(reader: Any, rows: Any, path: str) -> None:
    def ask(**headers: str) -> Any:
        return reader.client.get(f"/api/v1/{path}", headers={**reader.headers, **headers})

    first = ask()
    assert ask(**{"if-none-match": first["ETag"]}).status_code == 304
    packed = ask(**{"accept-encoding": "gzip"})
    if len(first.content) > 500:
        assert gzip.decompress(packed.content) == first.content
    assert ask(**{"accept-encoding": "gzip", "if-none-match": packed["ETag"]}).status_code == 304
    if path.startswith("incidents"):
        Incident.objects.create(event_type="other")
        assert ask(**{"if-none-match": first["ETag"]}).status_code == 200


def test_a_record_says_when_it_changed_last_and_its_tag_covers_all_of_it(reader: Any, rows: Any) -> None:
    path = f"/api/v1/incidents/{rows.retreat.pk}"
    first = reader.client.get(path, headers=reader.headers)
    again = {**reader.headers, "if-modified-since": first["Last-Modified"]}
    assert reader.client.get(path, headers=again).status_code == 304
    held = reader.client.get(path, headers={**reader.headers, "if-none-match": first["ETag"]})
    assert held.status_code == 304
    rows.statement.about.clear()  # no new version of the incident, but another answer
    fresh = reader.client.get(path, headers={**reader.headers, "if-none-match": first["ETag"]})
    assert fresh.status_code == 200 and fresh["ETag"].partition("-")[0] == first["ETag"].partition("-")[0]


def test_there_is_one_of_every_record(reader: Any, rows: Any) -> None:
    found = {
        "claims": Claim, "participants": Participant, "sources": Source, "actors": Actor, "places": Place, "crossing-points": CrossingPoint,
        "corrections": Correction,
    }  # fmt: skip
    for path, model in found.items():
        status, one = reader.get(f"{path}/{model.objects.order_by('pk')[0].pk}")
        assert status == 200 and one["id"], path
        assert reader.get(f"{path}/999999")[0] == 404
