"""Statements, reports and files as of a time: whatever was done since, they say again what they said then."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.rig.syncing import Hand, Outcome
from incidents import exports, flat, records, review
from incidents.access import Role
from incidents.models import Actor, ApiToken, Claim, Incident, Participant, Report, SavedView, Statement, User
from incidents.past import rows as past
from tests.api.conftest import Caller
from tests.factories import a_border, a_claim, a_report, a_told_report, a_user, an_incident
from tests.records.readings import TEXT, a_reading

LISTS = ("statements", "reports")
FILES = (
    "/incidents/export.ndjson",
    "/incidents/export.geojson",
    "/map/export.csv",
    "/statements/export.ndjson",
    "/statements/export.csv",
)


class Site:
    """Files and lists for a reader, of now or of a time."""

    def __init__(self) -> None:
        self.client = Client(
            headers={"authorization": f"Token {ApiToken.issue(user=a_user('bo'), label='t', scopes='read')[1]}"}
        )

    def listed(self, name: str, **words: Any) -> list[Any]:
        answer = self.client.get(f"/api/v1/{name}", {"limit": 1000, **words})
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert told["total"] == len(told["results"])
        return [{name: value for name, value in one.items() if name != "job"} for one in told["results"]]

    def file(self, path: str, **words: Any) -> Any:
        answer = self.client.get(path, words)
        assert answer.status_code == 200, answer.getvalue()
        return rows_of(path, answer.getvalue().decode())  # type: ignore[attr-defined]

    def all(self, **words: Any) -> dict[str, Any]:
        return {
            **{name: self.listed(name, **words) for name in LISTS},
            **{path: self.file(path, **words) for path in FILES},
            "claims": {one["id"]: one["claims"] for one in self.listed("incidents", **words)},
        }


def rows_of(path: str, body: str) -> list[Any]:
    """Without what the history does not keep: the machine's confidence once a report is read again, and when a row changed."""
    if path.endswith("csv"):
        rows = list(csv.DictReader(io.StringIO(body)))
    elif path.endswith("geojson"):
        rows = [{**one["properties"], "geometry": one["geometry"]} for one in json.loads(body)["features"]]
    else:
        rows = [json.loads(line) for line in body.splitlines()]
    return [
        {name: plain(name, value) for name, value in row.items() if name not in ("confidence", "changed_at")}
        for row in rows
    ]


def plain(name: str, value: Any) -> Any:
    """Participants in any order: one that came back has another number."""
    parted = value.split("; ") if name == "actors" and isinstance(value, str) else value
    return sorted(parted) if name == "actors" and parted else value


@pytest.mark.parametrize("seed", range(4))
def test_lists_and_files_of_every_moment_are_given_again_after_whatever_was_done_since(db: None, seed: int) -> None:
    a_border()
    site, reports = Site(), [a_report(TEXT) for _ in range(3)]
    for report in reports:
        records.apply(report, a_reading())
    hand = Hand(f"lists {seed}", a_user(role=Role.EDITOR), reports, Outcome())
    told = {}
    for _ in range(12):
        with transaction.atomic():
            hand._act()
        at = timezone.now()
        told[at] = site.all()
    for at, expected in told.items():
        then = site.all(as_of=at.isoformat())
        for name, rows in expected.items():
            assert then[name] == rows, name


def correct(record: Any, field: str, value: str, by: User) -> None:
    review.correct(record=record, field=field, value=value, by=by)


def attributed_to_another(report: Report, by: User) -> None:
    correct(Claim.objects.get(), "attributed_to", "Northern Brigade", by)
    correct(Actor.objects.get(name="Tajik border service"), "name", "Border guard", by)


def read_again(report: Report, by: User) -> None:
    records.apply(report, a_reading())


ACTS: dict[str, Callable[[Report, User], Any]] = {
    "what was said is corrected": lambda report, by: correct(Statement.objects.get(), "content", "Most of them were let in", by),
    "who said it is corrected": lambda report, by: correct(Statement.objects.get(), "speaker", "The governor", by),
    "the statement is withdrawn": lambda report, by: review.withdraw(record=Statement.objects.get(), by=by, reason="misread"),
    "the speaker gets another name": lambda report, by: correct(Actor.objects.get(name="Rustam Karimov"), "name", "R. Karimov", by),
    "the headline is corrected": lambda report, by: correct(report, "headline", "Troops flee", by),
    "the day of publication is corrected": lambda report, by: correct(report, "published_on", "2021-07-09", by),
    "the source is corrected": lambda report, by: correct(report, "source", "Panj Wire", by),
    "the incident is merged": lambda report, by: review.merge(survivor=an_incident(), others=[Incident.objects.order_by("pk")[0]], by=by),
    "a participant is another": lambda report, by: correct(Participant.objects.get(), "actor", "Northern Brigade", by),
    "a participant's name is another": lambda report, by: correct(Participant.objects.get().actor, "name", "Government troops", by),
    "a claim is another's, and who made it gets another name": attributed_to_another,
    "a report comes": lambda report, by: a_told_report(),
    "the report is read again": read_again,
}  # fmt: skip


@pytest.mark.parametrize("done", ACTS)
def test_what_was_done_since_is_taken_back(db: None, done: str) -> None:
    report, editor, site = a_told_report(), a_user(role=Role.EDITOR), Site()
    now, early = site.all(), timezone.now()
    ACTS[done](report, editor)
    later, then = site.all(), site.all(as_of=early.isoformat())
    assert later != now
    for name, rows in now.items():
        assert then[name] == rows, name
    latest = site.all(as_of=timezone.now().isoformat())
    for name, rows in later.items():
        assert latest[name] == rows, name


def test_the_words_of_actors_and_links_are_those_of_then(reader: Caller) -> None:
    report, editor = a_told_report(), a_user(role=Role.EDITOR)
    early = timezone.now().isoformat()
    correct(Participant.objects.get().actor, "sector", "REB", editor)
    correct(report.incident_links.get(), "role", "background", editor)
    for words, now, then in (
        ({"actor_sector": "REB"}, 1, 0),
        ({"actor_sector": "MIL"}, 0, 1),
        ({"role": "background"}, 1, 0),
        ({"report": report.pk, "role": "primary"}, 0, 1),
    ):
        found = [reader.get("incidents", **words, **more)[1]["total"] for more in ({}, {"as_of": early})]
        assert found == [now, then], words


def test_how_far_the_reading_of_a_report_was_is_left_open(reader: Caller) -> None:
    a_report("Nothing.")
    told = [
        reader.get("reports", **words)[1]["results"][0]["job"] for words in ({}, {"as_of": timezone.now().isoformat()})
    ]
    assert (told[0]["state"], told[1]) == ("done", None)


@pytest.mark.parametrize("form", ["nested", "flat"])
@pytest.mark.parametrize("path", ["incidents", "incidents/{}", "statements", "reports"])
def test_both_forms_are_told_as_of_a_time(reader: Caller, path: str, form: str) -> None:
    report, editor = a_told_report(), a_user(role=Role.EDITOR)
    address = path.format(Incident.objects.get().pk)
    early = timezone.now().isoformat()

    def told(at: str) -> list[Any]:
        status, body = reader.get(address, form=form, as_of=at)
        assert status == 200, body
        return [{name: row[name] for name in row if name != "updated_at"} for row in body.get("results", [body])]

    before = told(early)
    correct(Incident.objects.get(), "modality", "denied", editor)
    correct(Statement.objects.get(), "content", "Most of them were let in", editor)
    correct(report, "headline", "Troops flee", editor)
    assert told(early) == before != told(timezone.now().isoformat())


def in_a_thread(done: Callable[..., Any], *args: Any) -> None:
    def alone() -> None:
        try:
            done(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone).result(timeout=20)


@pytest.mark.parametrize(("of_then", "read"), [(True, 1), (True, 2), (False, 2)])
def test_a_file_is_of_one_moment_whatever_is_done_while_it_is_read(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, of_then: bool, read: int
) -> None:
    monkeypatch.setattr(flat, "BATCH", 1)
    monkeypatch.setattr(exports, "CHUNK", 1)
    monkeypatch.setattr(past, "MOST", 1)
    editor, site = a_user(role=Role.EDITOR), Site()
    claims = [a_claim(an_incident(place_name=f"Post {number}"), 5, 5) for number in range(4)]
    words = {"as_of": timezone.now().isoformat()} if of_then else {}
    answer = site.client.get("/incidents/export.ndjson", words)
    with closing(answer):
        parts = iter(answer)
        told = [next(parts) for _ in range(read)]
        for claim in claims:
            in_a_thread(correct, claim, "low", "3", editor)
            in_a_thread(correct, claim.incident, "modality", "denied", editor)
        rows = [json.loads(line) for line in b"".join([*told, *parts]).splitlines()]
    assert [(row["figure_low"], row["modality"]) for row in rows] == [(5, "actual")] * 4


@pytest.mark.parametrize("page", ["/incidents/", "/statements/", "/"])
def test_a_page_asked_as_of_a_time_says_that_it_shows_the_present(db: None, page: str) -> None:
    client = Client()
    client.force_login(a_user())
    told = client.get(page, {"as_of": "2021-07-05T21:32:00Z"}).text
    assert "This page shows the present" in told and "This page shows the present" not in client.get(page).text


def test_a_kept_view_of_a_time_is_a_file_of_that_time(db: None) -> None:
    one, site = an_incident(place_name="Panj"), Site()
    early = timezone.now()
    correct(one, "place_name", "Khorog", a_user(role=Role.EDITOR))
    bo = User.objects.get(username="bo")
    for query, status, said in ((f"as_of={early:%Y-%m-%dT%H:%M:%S.%fZ}", 200, "Panj"), ("as_of=x", 409, "Give a time")):
        view = SavedView.objects.create(owner=bo, name=said, page="incidents", query=query)
        answer = site.client.get(f"/v/{view.slug}.ndjson")
        assert answer.status_code == status and said in answer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "words", "said"),
    [
        ("/incidents/export.csv", {"as_of": "yesterday"}, "as_of: Give a time with its zone"),
        ("/statements/export.ndjson", {"as_of": "2021-07-05T21:32:00Z", "q": "x"}, "q: The history does not keep it"),
        ("/incidents/export.csv", {"as_of": "2021-07-05T21:32:00Z", "seen": "1:1:"}, "seen: It asks for an answer"),
        ("/incidents/export.csv", {"as_of": "2021-07-05T21:32:00Z", "include": "x"}, "include: What belongs to"),
        ("/incidents/export.gpkg", {"as_of": "2999-07-05T21:32:00Z"}, "as_of: That lies ahead"),
        ("/evidence/export.jsonld", {"as_of": "2021-07-05T21:32:00Z"}, "as_of: What records rest on"),
    ],
)
def test_a_file_that_history_cannot_fill_is_refused_with_the_reason(db: None, path: str, words: Any, said: str) -> None:
    answer = Site().client.get(path, words)
    assert (answer.status_code, answer.content.decode()[: len(said)]) == (400, said)
