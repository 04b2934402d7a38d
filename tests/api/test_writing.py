"""Reports in, corrections in: through the same doors of the project as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.models import Correction, Incident, Job, Report

WIRE = "DUSHANBE. July 5 (Interpress) - Two people were detained near Panj, the border service said."


def test_a_submitted_text_is_kept_as_it_came_with_its_job_and_place_to_look(caller_of: Any, desk: Any) -> None:
    caller = caller_of("analyst")
    body = {"text": WIRE, "source": "Interpress", "published_on": "2021-07-05", "language": "en"}
    answer = caller.client.post("/api/v1/reports", body, content_type="application/json", headers=caller.headers)
    assert answer.status_code == 201
    receipt = answer.json()["receipts"][0]
    report = Report.objects.get(pk=receipt["report"])
    assert answer["Location"].endswith(f"/api/v1/reports/{report.pk}")
    assert bytes(report.original.content).decode() == WIRE
    assert (report.source.name, str(report.published_on)) == ("Interpress", "2021-07-05")
    assert Job.objects.filter(report=report).exists()


def test_the_same_bytes_twice_are_one_report_and_it_is_said(caller_of: Any, desk: Any) -> None:
    caller = caller_of("analyst")
    _, first = caller.send("post", "reports", {"text": WIRE})
    status, again = caller.send("post", "reports", {"text": WIRE})
    assert status == 200
    assert again["receipts"][0]["outcome"] == "already_here"
    assert again["receipts"][0]["report"] == first["receipts"][0]["report"]


def test_a_file_comes_in_as_multipart(caller_of: Any, desk: Any) -> None:
    caller = caller_of("analyst")
    upload = {"file": SimpleUploadedFile("wire.html", f"<html><body><p>{WIRE}</p></body></html>".encode())}
    answer = caller.client.post("/api/v1/reports", upload, headers=caller.headers)
    assert answer.status_code == 201
    assert answer.json()["receipts"][0]["name"] == "wire.html"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": WIRE, "published_on": "yesterday"}, "published_on"),
        ({"text": WIRE, "language": "english"}, "language"),
        ({"text": WIRE, "sorce": "x"}, "sorce"),
    ],
)
def test_a_report_that_cannot_be_taken_is_refused_by_field(caller_of: Any, desk: Any, body: Any, name: str) -> None:
    status, problem = caller_of("analyst").send("post", "reports", body)
    assert status == 400
    assert problem["errors"][0]["name"] == name
    assert Report.objects.count() == 1


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"text"', b'{"text": "\\ud800"}', b"\xff\xfe"])
def test_a_body_that_is_no_storable_json_object_is_a_clear_400(caller_of: Any, desk: Any, raw: bytes) -> None:
    caller = caller_of("analyst")
    answer = caller.client.post("/api/v1/reports", raw, content_type="application/json", headers=caller.headers)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_body_of_sixty_megabytes_is_refused_before_it_is_read(caller_of: Any, desk: Any, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    status, problem = caller_of("analyst").send("post", "reports", {"text": "x" * 3000})
    assert (status, problem["status"]) == (413, 413)


def test_a_corrected_field_changes_once_and_leaves_its_history(caller_of: Any, desk: Any) -> None:
    caller = caller_of("editor")
    body = {"date_start": "2021-07-04", "reason": "the order of nights", "version": desk.retreat.version}
    status, incident = caller.send("patch", f"incidents/{desk.retreat.pk}", body)
    assert (status, incident["date_start"], incident["version"]) == (200, "2021-07-04", desk.retreat.version + 1)
    kept = Correction.objects.get(record_kind="incident", record_id=desk.retreat.pk)
    assert (kept.field, kept.before, kept.after, kept.reason) == (
        "date_start",
        "2021-07-05",
        "2021-07-04",
        "the order of nights",
    )
    assert kept.by.username == "the-editor"


def test_fields_are_corrected_together_or_not_at_all(caller_of: Any, desk: Any) -> None:
    body = {"place_name": "Panj", "date_start": "2021-07-09", "date_end": "2021-07-08"}
    status, problem = caller_of("editor").send("patch", f"incidents/{desk.retreat.pk}", body)
    assert (status, problem["errors"][0]["name"]) == (400, "date_end")
    assert Incident.objects.get(pk=desk.retreat.pk).place_name == ""


def test_a_field_changed_meanwhile_is_a_conflict(caller_of: Any, desk: Any) -> None:
    caller = caller_of("editor")
    path, seen = f"incidents/{desk.retreat.pk}", desk.retreat.version
    caller.send("patch", path, {"modality": "ordered", "version": seen})
    status, problem = caller.send("patch", path, {"modality": "denied", "version": seen})
    assert status == 409
    assert "ordered" in problem["detail"]


def test_a_version_is_an_etag_and_saves_that_ask_for_it_lose_nothing(caller_of: Any, desk: Any) -> None:
    caller, path = caller_of("editor"), f"/api/v1/incidents/{desk.retreat.pk}"
    seen = caller.client.get(path, headers=caller.headers)["ETag"]
    assert seen.startswith(f'"{desk.retreat.version}-'), "the version, and a mark of the form that was asked for"

    def save(body: Any, tag: str = seen) -> Any:
        headers = {**caller.headers, "if-match": tag}
        return caller.client.patch(path, body, content_type="application/json", headers=headers)

    assert save({"modality": "ordered"}).status_code == 200
    overtaken = save({"modality": "denied"})
    assert overtaken.status_code == 412 and "ordered" in overtaken.json()["detail"]
    assert save({"place_name": "Panj"}).status_code == 200, "another field, so both stand"
    assert save({"place_name": "Khorog"}, "*").status_code == 200
    assert save({"place_name": "Rushan"}, '"abc"').status_code == 412


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"event_type": "party"}, "event_type"), ({"border": "AA-BB"}, "border"), ({"lasted": "perhaps"}, "lasted"),
        ({"colour": "red"}, "colour"), ({"status": "rejected"}, "reason"), ({"place": 987654321}, "place"),
    ],
)  # fmt: skip
def test_a_correction_that_makes_no_sense_is_refused_by_field(caller_of: Any, desk: Any, body: Any, name: str) -> None:
    status, problem = caller_of("editor").send("patch", f"incidents/{desk.retreat.pk}", body)
    assert (status, problem["errors"][0]["name"]) == (400, name)


def test_an_incident_is_confirmed_through_its_status(caller_of: Any, desk: Any) -> None:
    status, incident = caller_of("editor").send("patch", f"incidents/{desk.retreat.pk}", {"status": "confirmed"})
    assert (status, incident["status"]) == (200, "confirmed")
