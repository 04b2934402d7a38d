"""Incidents by CSV over the API: each line is told, one act writes them, once for each key, for editors alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from incidents import review
from incidents.models import Changeset, Incident, User
from tests.api.conftest import Caller
from tests.factories import a_border, an_incident

HEAD = "id,event_type,date_start,date_end,date_prec,border,place,where_prec\n"
CLASH = ",border_clash,2021-07-08,2021-07-08,1,AF-TJ,Shuroabad,5\n"
PARTY = ",party,2021-13-08,2021-07-08,1,AF-TJ,Shuroabad,5\n"


@pytest.fixture
def editor(caller_of: Any) -> Caller:
    a_border()
    held: Caller = caller_of("editor")
    return held


def sent(caller: Caller, text: str | bytes, query: str = "", **headers: str) -> Any:
    answer = caller.client.post(
        f"/api/v1/imports{query}", text, content_type="text/csv", headers={**caller.headers, **headers}
    )
    return answer.status_code, json.loads(answer.content)


def test_a_preview_tells_each_line_and_writes_nothing(editor: Caller) -> None:
    held = an_incident()
    corrected = f"{held.pk},cross_border_retreat,2021-07-05,2021-07-05,1,AF-TJ,Panj,5\n"
    status, told = sent(editor, HEAD + CLASH + CLASH + PARTY + corrected, "?preview=true")
    assert status == 200
    assert [told[state] for state in ("new", "changed", "same", "wrong")] == [1, 1, 1, 1]
    new, same, wrong, changed = told["lines"]
    assert (new["line"], new["state"], new["errors"]) == (2, "new", [])
    assert (same["state"], same["same_as"]) == ("same", 2)
    assert [one["column"] for one in wrong["errors"]] == ["event_type", "date_start"]
    assert changed["incident"] == held.pk
    assert changed["changes"] == [{"column": "place", "before": "Afghan-Tajik border", "after": "Panj"}]
    assert (told["act"], Incident.objects.count(), Changeset.objects.count()) == (None, 1, 0)


def test_the_act_writes_what_the_preview_told_and_is_undone_as_one(editor: Caller) -> None:
    held = an_incident()
    corrected = f"{held.pk},cross_border_retreat,2021-07-05,2021-07-05,1,AF-TJ,Panj,5\n"
    status, told = sent(editor, HEAD + CLASH + PARTY + corrected, "?name=july.csv&reason=archive")
    assert (status, told["new"], told["changed"], told["wrong"]) == (201, 1, 1, 1)
    assert (told["act"]["title"], told["act"]["reason"], told["act"]["kind"]) == (
        "Imported july.csv",
        "archive",
        "import",
    )
    assert sorted(Incident.objects.values_list("place_name", flat=True)) == ["Panj", "Shuroabad"]
    review.undo_changeset(
        changeset=Changeset.objects.get(pk=told["act"]["id"]), by=User.objects.get(username="the-editor")
    )
    assert Incident.objects.current().values_list("place_name", flat=True).get() == "Afghan-Tajik border"


def test_a_file_is_written_once_under_its_key_and_the_same_lines_make_nothing_new(editor: Caller) -> None:
    first = sent(editor, HEAD + CLASH, **{"Idempotency-Key": "july"})
    again = sent(editor, HEAD + CLASH, **{"Idempotency-Key": "july"})
    assert again == first and first[0] == 201
    assert sent(editor, HEAD + PARTY, **{"Idempotency-Key": "july"})[0] == 422
    status, told = sent(editor, HEAD + CLASH)
    assert (status, told["same"], told["act"]) == (200, 1, None)
    assert Incident.objects.count() == 1


def test_lines_in_json_are_the_same_lines(editor: Caller) -> None:
    as_csv = sent(editor, HEAD + CLASH + PARTY, "?preview=true")
    assert editor.send("post", "imports?preview=true", {"csv": HEAD + CLASH + PARTY}) == as_csv


@pytest.mark.parametrize(
    ("body", "query", "named", "said"),
    [
        ("", "", "csv", "The file is empty"),
        ("colour\nred\n", "", "csv", "There is no column “colour”"),
        ("event_type\n\xff".encode("latin-1"), "", "csv", "The file is not UTF-8"),
        ("event_type\n" + "smuggling\n" * 1001, "", "csv", "1,001 lines; 1,000 is the most"),
        (HEAD + CLASH, "?preview=perhaps", "preview", "is none of the values"),
        (HEAD + CLASH, f"?name={'x' * 121}", "name", "121 characters; 120 is the most"),
        (HEAD + CLASH, "?sheet=2", "sheet", "There is no such parameter here"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(editor: Caller, body: Any, query: str, named: str, said: str) -> None:
    status, told = sent(editor, body, query)
    assert (status, told["errors"][0]["name"]) == (400, named)
    assert said in told["detail"]


def test_it_is_for_editors_and_only_lines_of_csv(editor: Caller, caller_of: Any) -> None:
    assert sent(caller_of("analyst"), HEAD + CLASH, "?preview=true")[0] == 403
    answer = Client().post("/api/v1/imports", "<a/>", content_type="text/xml", headers=editor.headers)
    assert answer.status_code == 415
    assert editor.send("post", "imports", {"csv": HEAD, "rows": []})[1]["errors"][0]["name"] == "rows"
