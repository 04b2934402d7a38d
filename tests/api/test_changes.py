"""The list of changes: what a reader is told since a token, whatever order transactions commit in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from incidents import records, review
from incidents.access import Role
from incidents.cube.current import Cube
from incidents.feed import log
from incidents.models import Incident, Report, Statement, User
from tests.api.conftest import Caller
from tests.conftest import database_url
from tests.factories import a_border, a_claim, a_report, a_user, an_incident
from tests.records.readings import TEXT, a_reading

Told = list[tuple[int, str, bool]]


@pytest.fixture
def reader(transactional_db: None, caller_of: Any) -> Caller:
    a_border()
    return caller_of("reader")


@pytest.fixture
def editor(transactional_db: None) -> User:
    return a_user("desk", Role.EDITOR)


def start(caller: Caller, path: str = "changes", **words: Any) -> str:
    status, told = caller.get(path, **words)
    assert (status, told["changes"], told["more"]) == (200, [], False)
    return told["token"]


def since(caller: Caller, token: str, path: str = "changes", **words: Any) -> tuple[Told, str]:
    status, told = caller.get(path, since=token, **words)
    assert status == 200, told
    return [(one["id"], one["change"], one["present"]) for one in told["changes"]], told["token"]


class Desk:
    """Two incidents of two reports, and an editor; each act is one way for an incident to change."""

    def __init__(self, editor: User) -> None:
        self.editor, self.report = editor, a_report(TEXT)
        records.apply(self.report, a_reading())
        self.one, self.other = self.report.machine_incidents.get(), an_incident()

    def status(self, status: str) -> None:
        review.set_status(incident=self.one, status=status, by=self.editor, reason="as told")

    def merge(self) -> None:
        review.merge(survivor=self.other, others=[self.one], by=self.editor)

    def unmerge(self) -> None:
        review.unmerge(incident=self.one, by=self.editor)

    def read(self, **values: Any) -> None:
        records.apply(self.report, a_reading(**values))

    def correct(self) -> None:
        review.correct(record=self.one, field="modality", value="ordered", by=self.editor)

    def withdraw_claim(self) -> None:
        review.withdraw(record=self.one.claims.get(), by=self.editor, reason="a misprint")

    def delete(self) -> None:
        self.other.delete()


ACTS: dict[str, tuple[Callable[[Desk], Any], Callable[[Desk], Any], dict[str, tuple[str, bool]]]] = {
    "a field is corrected": (lambda d: None, Desk.correct, {"one": ("updated", True)}),
    "a claim is withdrawn": (lambda d: None, Desk.withdraw_claim, {"one": ("updated", True)}),
    "it is rejected": (lambda d: None, lambda d: d.status("rejected"), {"one": ("rejected", False)}),
    "it is withdrawn": (lambda d: None, lambda d: d.status("withdrawn"), {"one": ("withdrawn", False)}),
    "its report no longer tells of it": (lambda d: None, lambda d: d.read(found=False), {"one": ("withdrawn", False)}),
    "its report tells of it again": (lambda d: d.read(found=False), Desk.read, {"one": ("restored", True), "other": ("updated", True)}),
    "it is reopened": (lambda d: d.status("rejected"), lambda d: d.status("in_review"), {"one": ("restored", True)}),
    "it is merged": (lambda d: None, Desk.merge, {"one": ("merged", False), "other": ("updated", True)}),
    "it is told apart again": (Desk.merge, Desk.unmerge, {"one": ("unmerged", True), "other": ("updated", True)}),
    "another is deleted": (lambda d: None, Desk.delete, {"other": ("deleted", False)}),
    "it changes and changes back": (lambda d: None, lambda d: (d.status("rejected"), d.status("machine")), {"one": ("updated", True)}),
}  # fmt: skip


def test_every_kind_of_change_is_told_by_its_name(reader: Caller, editor: User) -> None:
    for act, (before, done, expected) in ACTS.items():
        desk = Desk(editor)
        numbers = {"one": desk.one.pk, "other": desk.other.pk}
        before(desk)
        token = start(reader)
        for one in (desk.one, desk.other):
            one.refresh_from_db()
        done(desk)
        told, token = since(reader, token, ids=",".join(map(str, numbers.values())))
        assert sorted(told) == sorted((numbers[name], *what) for name, what in expected.items()), act
        assert since(reader, token)[0] == [], act


def test_what_is_new_is_created_and_told_once_however_often_it_changed(reader: Caller, editor: User) -> None:
    token = start(reader)
    incident = an_incident()
    a_claim(incident)
    review.correct(record=incident, field="modality", value="ordered", by=editor)
    told, token = since(reader, token)
    assert told == [(incident.pk, "created", True)]
    assert since(reader, token)[0] == []


def test_a_merge_names_the_one_that_stands_over_however_many_merges(reader: Caller, editor: User) -> None:
    first, second, third = an_incident(), an_incident(), an_incident()
    token = start(reader)
    review.merge(survivor=second, others=[first], by=editor)
    second.refresh_from_db()
    review.merge(survivor=third, others=[second], by=editor)
    told = reader.get("changes", since=token)[1]["changes"]
    assert {one["id"]: one["survivor"] for one in told} == {first.pk: third.pk, second.pk: third.pk, third.pk: None}


def test_a_transaction_that_commits_late_is_told_late_and_once(reader: Caller) -> None:
    slow, quick = an_incident(), an_incident()
    token = start(reader)
    change = "UPDATE incidents_incident SET version = version + 1 WHERE id = %s"
    with psycopg.connect(database_url().replace("postgis", "postgresql")) as late:
        late.execute(change, [slow.pk])
        with psycopg.connect(database_url().replace("postgis", "postgresql"), autocommit=True) as early:
            early.execute(change, [quick.pk])
        told, token = since(reader, token)
        assert told == [(quick.pk, "updated", True)]
        told, token = since(reader, token)
        assert told == []
    told, token = since(reader, token)
    assert told == [(slow.pk, "updated", True)]
    assert since(reader, token)[0] == []


def test_what_is_rolled_back_is_never_told(reader: Caller) -> None:
    incident = an_incident()
    token = start(reader)
    with psycopg.connect(database_url().replace("postgis", "postgresql")) as open_one:
        open_one.execute("UPDATE incidents_incident SET version = version + 1 WHERE id = %s", [incident.pk])
        open_one.rollback()
    assert since(reader, token)[0] == []


def test_pages_go_on_where_they_ended_while_more_is_changing(reader: Caller) -> None:
    made = [an_incident() for _ in range(5)]
    token = start(reader)
    Incident.objects.update(place_name="Panj")
    told: Told = []
    for turn in range(20):
        page, token = since(reader, token, limit=2)
        told += page
        if turn == 1:
            Incident.objects.filter(pk=made[0].pk).update(place_name="Panj again")
        if not page:
            break
    assert sorted(told) == sorted((one.pk, "updated", True) for one in [*made, made[0]])


def test_in_a_filter_what_leaves_it_is_told_and_what_was_never_in_it_is_not(reader: Caller, editor: User) -> None:
    inside = an_incident(modality="actual")
    token = start(reader, modality="actual")
    an_incident(modality="denied")
    entering = an_incident(modality="actual")
    review.correct(record=inside, field="modality", value="denied", by=editor)
    told, _ = since(reader, token, modality="actual")
    assert told == [(entering.pk, "created", True), (inside.pk, "left", False)]


def test_with_include_each_comes_as_the_list_has_it(reader: Caller) -> None:
    token = start(reader)
    here, gone = an_incident(), an_incident(status="rejected", place_name="Panj\u2028")
    a_claim(here)
    told = reader.get("changes", since=token, include="incident")[1]["changes"]
    listed = {one["id"]: one for one in reader.get("incidents")[1]["results"]}
    assert {one["id"]: one["incident"] for one in told} == {here.pk: listed[here.pk], gone.pk: None}


def test_statements_are_told_the_same_way(reader: Caller) -> None:
    report = a_report(TEXT)
    token = start(reader, "changes/statements")
    records.apply(report, a_reading())
    said = Statement.objects.get()
    told, token = since(reader, token, "changes/statements")
    assert told == [(said.pk, "created", True)]
    records.apply(report, a_reading(found=False))
    told, token = since(reader, token, "changes/statements")
    assert told == [(said.pk, "withdrawn", False)]
    records.apply(report, a_reading(speaker="somebody else"))
    _status, page = reader.get("changes/statements", since=token, include="statement")
    assert [(one["change"], one["statement"]["id"]) for one in page["changes"]] == [("restored", said.pk)]


def test_the_list_that_comes_with_a_token_is_no_older_than_it(columns: Cube, reader: Caller) -> None:
    assert columns.is_fresh(10)
    incident = an_incident()
    columns._due = float("inf")  # no look is due for ever
    _status, told = reader.get("changes")
    path = told["list"].partition("/api/v1/")[2]
    assert reader.get("incidents")[1]["total"] == 0
    assert [one["id"] for one in reader.get(path)[1]["results"]] == [incident.pk]


def packed(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x", "é", "%%%", packed(), packed(1, 2), packed("a", "no snapshot"), packed("a", "1:1"), packed("a", "2:1:"), packed("a", "1:9:5,4"),
        packed("a", "1:9:9"), packed("a", "1:5:", "1:9:", -1, 0), packed("a", "1:5:", "1:9:", True, 0), packed("a", "99999999999999999999:1:"), "A" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_token_is_refused_by_name(caller_of: Any, token: str) -> None:
    reader = caller_of("reader")
    for path, name in (("changes", "since"), ("incidents", "seen")):
        status, told = reader.get(path, **{name: token})
        assert (status, told["errors"][0]["name"]) == (400, name)


def forged(token: str, **parts: Any) -> str:
    mark, seen = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return packed(parts.get("mark", mark), parts.get("seen", seen))


def test_a_token_of_another_list_or_a_later_state_says_how_to_start_anew(caller_of: Any) -> None:
    reader = caller_of("reader")
    token = start(reader)
    for foreign in (
        start(reader, "changes/statements"),
        forged(token, mark="other"),
        forged(token, seen="9000000000:9000000000:"),
    ):
        status, told = reader.get("changes", since=foreign)
        assert (status, told["title"]) == (410, "Gone")
        assert "Start anew: GET this address without since" in told["detail"]


@pytest.mark.alone  # a transaction of any database of the server holds a snapshot back
def test_a_token_that_needs_what_was_pruned_is_too_old_and_a_younger_one_is_not(reader: Caller) -> None:
    old = start(reader)
    an_incident()
    young = start(reader)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE incident_change SET at = at - '31 days'::interval")
    assert log.prune() > 0
    status, told = reader.get("changes", since=old)
    assert status == 410 and "too old: changes are kept for 30 days" in told["detail"]
    assert since(reader, young)[0] == []


def test_when_all_is_replaced_at_once_the_reader_starts_anew(reader: Caller) -> None:
    an_incident()
    token = start(reader)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE incidents_incident CASCADE")
    assert reader.get("changes", since=token)[0] == 410


@pytest.mark.parametrize(
    ("path", "words", "named"),
    [
        ("changes", {"q": "soldiers"}, "q"), ("changes", {"include": "statement"}, "include"), ("changes", {"limit": "0"}, "limit"),
        ("changes", {"modality": "wrong"}, "modality"), ("changes", {"cursor": "x"}, "cursor"), ("changes/statements", {"border": "AF-TJ"}, "border"),
        ("changes/statements", {"kind": "wrong"}, "kind"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_followed_are_refused_by_name(caller_of: Any, path: str, words: Any, named: str) -> None:
    reader = caller_of("reader")
    status, told = reader.get(path, **words)
    assert (status, told["errors"][0]["name"]) == (400, named)


def test_one_transaction_leaves_one_row_an_incident(reader: Caller) -> None:
    report: Report = a_report(TEXT)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM incident_change")
        records.apply(report, a_reading())
        cursor.execute("SELECT count(*), count(DISTINCT xid), min(was) FROM incident_change")
        assert cursor.fetchone() == (1, 1, "")
