"""What was known at a time: after whatever was done since, the answers of then are given again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from bench.rig.syncing import Hand, Outcome
from incidents import records, review
from incidents.access import Role
from incidents.models import Incident
from incidents.past import rows
from tests.api.conftest import Caller
from tests.factories import a_border, a_report, a_user, an_incident
from tests.records.readings import TEXT, a_reading


def known(reader: Caller, **words: Any) -> dict[int, Any]:
    """The list, without what the history does not keep: the machine's confidence once a report is read again, and the time of a change."""
    status, told = reader.get("incidents", limit=1000, **words)
    assert status == 200, told
    return {one["id"]: plain(one) for one in told["results"]}


def plain(one: dict[str, Any]) -> dict[str, Any]:
    actors = sorted((part["actor"]["id"], part["role"]) for part in one["actors"])
    return {**one, "actors": actors, "confidence": None, "updated_at": None}


def differing(now: dict[int, Any], then: dict[int, Any]) -> dict[Any, Any]:
    """By number and field, what was told at the time, and what history tells."""
    fields = {(pk, name) for pk in now.keys() | then.keys() for name in (now.get(pk) or then[pk])}
    both = {(pk, name): (now.get(pk, {}).get(name), then.get(pk, {}).get(name)) for pk, name in fields}
    return {which: pair for which, pair in both.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("seed", range(8))
def test_the_list_of_every_moment_is_given_again_after_whatever_was_done_since(reader: Caller, seed: int) -> None:
    a_border()
    reports = [a_report(TEXT) for _ in range(3)]
    for report in reports:
        records.apply(report, a_reading())
    hand = Hand(f"as of {seed}", a_user(role=Role.EDITOR), reports, Outcome())
    told, counted = {}, {}
    for _ in range(25):
        with transaction.atomic():
            hand._act()
        at = timezone.now()
        told[at] = known(reader)
        counted[at] = reader.get("incidents/count", modality="actual")[1]
    for at, expected in told.items():
        assert differing(expected, known(reader, as_of=at.isoformat())) == {}
        assert reader.get("incidents/count", modality="actual", as_of=at.isoformat())[1] == counted[at]


def test_one_incident_is_told_as_it_was_and_what_was_not_yet_known_is_not_there(reader: Caller) -> None:
    editor, first, other = a_user(role=Role.EDITOR), an_incident(), an_incident()
    early = timezone.now()
    review.correct(record=first, field="place_name", value="Panj", by=editor)
    later = timezone.now()
    review.merge(survivor=other, others=[Incident.objects.get(pk=first.pk)], by=editor)
    new = an_incident()
    versions = [reader.get(f"incidents/{first.pk}", as_of=at.isoformat())[1] for at in (early, later, timezone.now())]
    found = [(one["version"], one["place_name"], one["merged_into"]) for one in versions]
    assert found == [(1, "Afghan-Tajik border", None), (2, "Panj", None), (3, "Panj", other.pk)]
    assert reader.get(f"incidents/{new.pk}", as_of=later.isoformat())[0] == 404
    assert reader.get("incidents/facets", as_of=later.isoformat())[1]["total"] == 2
    assert sum(reader.get("incidents/histogram", as_of=early.isoformat())[1]["n"]) == 2


def test_the_place_of_then_is_drawn_where_it_was(reader: Caller) -> None:
    incident, early = an_incident(), timezone.now()
    review.correct(record=incident, field="where_prec", value=6, by=a_user(role=Role.EDITOR))
    assert reader.get(f"incidents/{incident.pk}")[1]["geometry"] is None
    assert reader.get(f"incidents/{incident.pk}", as_of=early.isoformat())[1]["geometry"]["type"] == "MultiLineString"


def test_confidence_is_left_open_where_the_report_was_read_again_since(reader: Caller) -> None:
    a_border()
    report = a_report(TEXT)
    records.apply(report, a_reading())
    incident, untouched, early = report.machine_incidents.get(), an_incident(), timezone.now()
    report.parsed_at = timezone.now()
    report.save()
    listed = {one["id"]: one["confidence"] for one in reader.get("incidents", as_of=early.isoformat())[1]["results"]}
    assert listed == {incident.pk: None, untouched.pk: untouched.confidence}


@pytest.mark.parametrize(
    ("path", "words", "named"),
    [
        ("incidents", {"as_of": "yesterday"}, "as_of"), ("incidents", {"as_of": "2021-07-05T21:32:00"}, "as_of"), ("incidents", {"as_of": "0001-01-01T00:00:00+23:59"}, "as_of"), ("incidents", {"as_of": "2999-07-05T21:32:00Z"}, "as_of"),
        ("incidents", {"as_of": "2021-07-05T21:32:00Z", "q": "x"}, "q"), ("incidents/count", {"as_of": "2021-07-05T21:32:00Z", "min_confidence": "0.5"}, "min_confidence"),
        ("incidents/tiles/0/0/0", {"as_of": "2021-07-05T21:32:00Z"}, "as_of"), ("claims", {"as_of": "2021-07-05T21:32:00Z"}, "as_of"),
        ("statements", {"as_of": "2021-07-05"}, "as_of"), ("statements", {"as_of": "2021-07-05T21:32:00Z", "q": "x"}, "q"), ("reports", {"as_of": "2021-07-05T21:32:00Z", "state": "done"}, "state"),
        ("incidents/1", {"as_of": "2021-13-05T21:32:00Z"}, "as_of"),
    ],
)  # fmt: skip
def test_what_history_cannot_answer_is_refused_by_name(reader: Caller, path: str, words: Any, named: str) -> None:
    status, told = reader.get(path, **words)
    assert (status, told["errors"][0]["name"]) == (400, named)


@pytest.mark.parametrize("zone", ["Z", "+05:00", "-17:53", "+23:59"])
def test_a_time_may_be_told_in_any_zone(reader: Caller, zone: str) -> None:
    an_incident()
    for path in ("incidents", "statements", "incidents/count"):
        status, told = reader.get(path, as_of=f"1990-07-05T21:32:00{zone}")
        assert (status, told["total"]) == (200, 0)


def test_a_time_since_which_too_much_changed_is_refused(reader: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    editor, early = a_user(role=Role.EDITOR), timezone.now() - timedelta(seconds=1)
    monkeypatch.setattr(rows, "MOST", 1)
    for _ in range(2):
        review.correct(record=an_incident(), field="place_name", value="Panj", by=editor)
    status, told = reader.get("incidents", as_of=early.isoformat())
    assert status == 400 and "ask for a later time" in told["detail"]
