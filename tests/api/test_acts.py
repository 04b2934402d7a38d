"""What editors do by the API: through the same rules as on the pages, once for each key, each act undone as one."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import review
from incidents.models import Changeset, Claim, Correction, Incident, Once, Participant, Place, Report, Statement, Tag
from tests.factories import a_told_report, an_incident

KEY = {"idempotency-key": "5f0c6b1e"}


@pytest.fixture
def editor(caller_of: Any) -> Any:
    return caller_of("editor")


def send(caller: Any, path: str, body: Any, method: str = "post", **headers: str) -> Any:
    call = getattr(caller.client, method)
    return call(f"/api/v1/{path}", body, content_type="application/json", headers={**caller.headers, **headers})


@pytest.fixture
def told(db: None) -> Report:
    Place.objects.create(name="Panj", country="TJ", kind="city")
    return a_told_report()


RECORDS = {
    "claims": Claim, "statements": Statement, "participants": Participant, "places": Place, "reports": Report,
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "field", "value", "wrong"),
    [
        ("claims", "kind", "killed", "party"), ("claims", "high", "1200", "many"), ("claims", "attributed_to", "Rustam Karimov", None),
        ("claims", "low", None, "-1"), ("statements", "kind", "mixed", "shouted"), ("statements", "date", "2021-07-04", "05/07/2021"),
        ("statements", "speaker", "Border guards (TJ)", None), ("participants", "role", "target", "king"), ("participants", "actor", "Guards", ""),
        ("reports", "published_on", "2021-07-04", "yesterday"), ("reports", "source", "Interpress", None), ("places", "point", "37.2,69.1", "north"),
        ("places", "name", "Pyanj", ""),
    ],
)  # fmt: skip
def test_every_editable_field_is_corrected_by_the_rules_of_the_pages(
    editor: Any, told: Report, path: str, field: str, value: Any, wrong: Any
) -> None:
    record = RECORDS[path].objects.latest("pk")
    if value is None:
        review.correct(record=record, field="high", value="5000", by=Changeset.by.field.related_model.objects.get())
    answer = send(editor, f"{path}/{record.pk}", {field: value, "reason": "as told"}, "patch")
    assert answer.status_code == 200, answer.content
    kept = Correction.objects.filter(field=field).latest("pk")
    assert (kept.record_id, kept.after, kept.reason, kept.by.username) == (record.pk, value, "as told", "the-editor")
    if wrong is not None:
        refused = send(editor, f"{path}/{record.pk}", {field: wrong}, "patch")
        assert (refused.status_code, refused.json()["errors"][0]["name"]) == (400, field)


@pytest.mark.parametrize("words", ["fields=colour", "include=weather", "form=round", "form=flat&fields=actors,claims"])
@pytest.mark.parametrize("tag", ["", '"no tag of ours"'])
def test_nothing_is_written_where_the_answer_cannot_be_as_asked(
    editor: Any, told: Report, words: str, tag: str
) -> None:
    incident = told.machine_incidents.get()
    headers = {"if-match": tag} if tag else {}
    refused = send(editor, f"incidents/{incident.pk}?{words}", {"place_name": "Panj"}, "patch", **headers)
    assert refused.status_code == 400 and refused.json()["errors"][0]["name"] in words
    claim = send(editor, f"claims/{Claim.objects.get().pk}?{words}", {"unit": "troops"}, "patch", **headers)
    assert claim.status_code == 400 and not Correction.objects.exists()


def test_a_verb_that_a_record_has_not_is_named_whatever_else_the_address_says(editor: Any, told: Report) -> None:
    incident = told.machine_incidents.get()
    for words in ("", "?as_of=2000-01-01T00:00:00Z", "?colour=red"):
        answer = send(editor, f"incidents/{incident.pk}{words}", {})
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, PATCH, HEAD, OPTIONS")


def test_a_wrong_code_is_refused_with_those_that_there_are(editor: Any, told: Report) -> None:
    refused = send(editor, f"claims/{Claim.objects.get().pk}", {"kind": "party"}, "patch").json()
    assert "killed" in refused["errors"][0]["allowed"]


def test_a_claim_saved_meanwhile_is_not_overwritten(editor: Any, told: Report) -> None:
    claim = Claim.objects.get()
    path = f"claims/{claim.pk}"
    seen = editor.client.get(f"/api/v1/{path}", headers=editor.headers)["ETag"]
    assert send(editor, path, {"unit": "troops"}, "patch", **{"if-match": seen}).status_code == 200
    assert send(editor, path, {"unit": "men"}, "patch", **{"if-match": seen}).status_code == 412
    assert send(editor, path, {"unit": "men", "version": claim.version}, "patch").status_code == 409


def test_incidents_are_merged_told_apart_and_split(editor: Any, told: Report) -> None:
    one = told.machine_incidents.get()
    other = an_incident(a_told_report(), place_name="Panj")
    merged = send(
        editor,
        f"incidents/{one.pk}/merge",
        {"others": [other.pk], "choices": {"place_name": other.pk}, "reason": "one night"},
    )
    assert merged.status_code == 200, merged.content
    assert (merged.json()["merged"], merged.json()["place_name"]) == ([other.pk], "Panj")
    assert send(editor, f"incidents/{other.pk}", {"lasted": True}, "patch").status_code == 400
    assert send(editor, f"incidents/{other.pk}/unmerge", {}).json()["merged_into"] is None
    split = send(
        editor, f"incidents/{one.pk}/split", {"claims": [Claim.objects.filter(incident=one).get().pk], "reason": "two"}
    )
    assert split.status_code == 201 and split.json()["split_from"] == one.pk
    assert split["Location"].endswith(f"/api/v1/incidents/{split.json()['id']}")
    assert send(editor, f"incidents/{one.pk}/restore", {"version": 1}).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("incidents/{one}/merge", {"others": []}, "others"), ("incidents/{one}/merge", {"others": [999999]}, "others"),
        ("incidents/{one}/merge", {"others": ["{one}"]}, "others"), ("incidents/{one}/unmerge", {}, "merged_into"),
        ("incidents/{one}/merge", {"others": ["{other}"], "choices": {"colour": 1}}, "choices"), ("incidents/{one}/split", {}, "claims"),
        ("incidents/{one}/split", {"claims": [999999]}, "claims"), ("incidents/{one}/restore", {"version": 99}, "version"),
        ("claims/{claim}/withdraw", {}, "reason"), ("claims/{claim}/withdraw", {"reason": "x", "colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_an_act_that_makes_no_sense_is_refused_by_field(
    editor: Any, told: Report, path: str, body: Any, name: str
) -> None:
    one, other = told.machine_incidents.get(), an_incident()
    numbers = {"{one}": one.pk, "{other}": other.pk}
    sent = {
        key: [numbers.get(each, each) for each in value] if isinstance(value, list) else value
        for key, value in body.items()
    }
    refused = send(editor, path.format(one=one.pk, claim=Claim.objects.get().pk), sent)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["name"].partition(".")[0] == name, refused.json()


def test_claims_and_statements_are_withdrawn_for_a_reason_and_the_act_is_undone(editor: Any, told: Report) -> None:
    for path, model in (("claims", Claim), ("statements", Statement)):
        record = model.objects.get()
        assert send(editor, f"{path}/{record.pk}/withdraw", {"reason": "never said"}).status_code == 200
        assert editor.get(path)[1]["total"] == 0
        act = editor.get("corrections", record_kind=path[:-1], record_id=record.pk)[1]["results"][0]["act"]
        undone = send(editor, f"acts/{act}/undo", {})
        assert (undone.status_code, undone.json()["undoes"]) == (200, act)
        assert editor.get(path)[1]["total"] == 1


def test_many_incidents_in_one_act_are_seen_first_and_done_if_still_the_same(editor: Any, told: Report) -> None:
    for _ in range(3):
        an_incident(event_type="border_clash")
    path = "incidents/bulk?event_type=border_clash"
    seen = send(editor, path, {"do": "tag", "value": "winter"}).json()
    assert (seen["would"], seen["act"], Tag.objects.count()) == (3, None, 0)
    an_incident(event_type="border_clash")
    assert send(editor, path, {"do": "tag", "value": "winter", "seen": 3}).json()["errors"][0]["name"] == "seen"
    done = send(editor, path, {"do": "tag", "value": "winter", "seen": 4}).json()
    assert done["act"]["title"] == "Tagged 4 incidents: winter"
    assert editor.get("incidents", tag="winter")[1]["total"] == 4
    send(editor, f"acts/{done['act']['id']}/undo", {})
    assert editor.get("incidents", tag="winter")[1]["total"] == 0
    assert send(editor, path, {"do": "reject", "seen": 4}).json()["errors"][0]["name"] == "reason"
    assert send(editor, "incidents/bulk?colour=red", {"do": "accept"}).status_code == 400
    accepted = send(editor, path, {"do": "accept", "least": 0.5, "seen": 4}).json()
    assert accepted["would"] == Incident.objects.filter(status="confirmed").count() == 4


def test_a_write_under_a_key_is_done_once_and_answered_the_same_again(caller_of: Any, db: None) -> None:
    caller = caller_of("analyst")
    body = {"text": "DUSHANBE. July 5 (Interpress) - Two people were detained near Panj."}
    first = send(caller, "reports", body, **KEY)
    again = send(caller, "reports", body, **KEY)
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    assert (again.json(), again["Location"]) == (first.json(), first["Location"])
    assert send(caller, "reports", {"text": "Another."}, **KEY).status_code == 422
    assert send(caller, "reports", body, **{"idempotency-key": "x" * 201}).status_code == 400
    assert Report.objects.count() == Once.objects.count() == 1
    assert send(caller_of("editor"), "reports", body, **KEY).status_code == 200, "keys are each account's own"


def test_a_correction_under_a_key_is_made_once_and_a_refused_one_may_be_asked_again(editor: Any, told: Report) -> None:
    path = f"incidents/{told.machine_incidents.get().pk}"
    assert send(editor, path, {"status": "rejected"}, "patch", **KEY).status_code == 400
    assert Once.objects.count() == 0
    first = send(editor, path, {"place_name": "Panj"}, "patch", **KEY)
    send(editor, path, {"place_name": "Khorog"}, "patch")
    again = send(editor, path, {"place_name": "Panj"}, "patch", **KEY)
    assert (again.json(), again["ETag"]) == (first.json(), first["ETag"])
    assert told.machine_incidents.get().place_name == "Khorog"
