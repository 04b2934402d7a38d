"""Every coded field filters incidents, alike from SQL and from the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from incidents.cube.current import Cube
from incidents.models import Incident, Participant, ReportIncident
from tests.factories import a_claim, a_report, an_actor, an_incident

Ask = Any


@pytest.fixture(params=["by SQL", "by columns"])
def found(request: pytest.FixtureRequest, transactional_db: None, caller_of: Any) -> Iterator[Ask]:
    """The names of the incidents that a reader finds; in the second round of each test the columns answer."""
    held: Cube | None = request.getfixturevalue("columns") if request.param == "by columns" else None
    a_world()
    caller = caller_of("reader")
    if held is not None:
        assert held.is_fresh(10)

    def get(**query: Any) -> set[str]:
        status, told = caller.get("incidents", **query)
        assert status == 200, told
        return {one["place_name"] for one in told["results"]}

    yield get


def a_world() -> None:
    retreat = an_incident(place_name="retreat", part_of_day="early_hours")
    siege = an_incident(
        place_name="siege",
        event_type="border_closure",
        date_end="2021-07-09",
        date_prec=2,
        lasted=True,
        part_of_day="night",
    )
    an_incident(place_name="vague", date_start="2021-01-01", date_end="2021-12-31", date_prec=5)
    _of(retreat, an_actor("Afghan troops", "AF", sector="MIL", kind="force"), "mover")
    _of(retreat, an_actor("Taliban", "AF", sector="REB", kind="group"), "cause")
    _of(siege, an_actor("Tajik border service", "TJ", sector="COP", kind="office"), "initiator")
    a_claim(retreat, kind="crossed", comparator="over", basis="new")
    a_claim(retreat, low=3, high=3, kind="killed", comparator="exact", basis="cumulative")
    a_claim(siege, kind="detained", withdrawn_at=timezone.now())
    news, recalling = a_report("One."), a_report("Two.")
    for report, incident, role in (
        (news, retreat, "primary"),
        (recalling, retreat, "background"),
        (recalling, siege, "primary"),
    ):
        ReportIncident.objects.create(report=report, incident=incident, role=role)


def _of(incident: Incident, actor: Any, role: str) -> None:
    Participant.objects.create(incident=incident, actor=actor, role=role)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"date_prec": "1"}, {"retreat"}),
        ({"date_prec": ["2", "5"]}, {"siege", "vague"}),
        ({"part_of_day": "night"}, {"siege"}),
        ({"part_of_day": ["night", "early_hours"]}, {"retreat", "siege"}),
        ({"lasted": "true"}, {"siege"}),
        ({"lasted": "false"}, {"retreat", "vague"}),
        ({"actor_role": "mover"}, {"retreat"}),
        ({"actor_sector": ["REB", "COP"]}, {"retreat", "siege"}),
        ({"actor_sector": "NGO"}, set()),
        ({"actor_kind": "office"}, {"siege"}),
        ({"actor_country": "tj"}, {"siege"}),
        ({"actor": "taliban", "actor_role": "cause"}, {"retreat"}),
        ({"actor": "taliban", "actor_role": "mover"}, set()),
        ({"claim_kind": ["killed", "detained"]}, {"retreat"}),
        ({"claim_comparator": "over"}, {"retreat"}),
        ({"claim_kind": "killed", "claim_basis": "cumulative"}, {"retreat"}),
        ({"claim_kind": "killed", "claim_comparator": "over"}, set()),
        ({"lasted": "false", "claim_basis": "new", "actor_kind": "group"}, {"retreat"}),
    ],
)
def test_a_coded_word_finds_what_has_the_code(found: Ask, query: dict[str, Any], expected: set[str]) -> None:
    assert found(**query) == expected


def test_a_report_and_its_role_are_of_one_telling(found: Ask) -> None:
    recalling = ReportIncident.objects.get(role="background").report_id
    assert found(report=recalling) == {"retreat", "siege"}
    assert found(report=recalling, role="primary") == {"siege"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_prec", "6"), ("part_of_day", "noon"), ("lasted", "perhaps"), ("actor_role", "victim"), ("actor_sector", "mil"),
        ("actor_kind", "army"), ("actor_country", "Tajikistan"), ("claim_kind", "lost"), ("claim_basis", "total"), ("claim_comparator", ">"),
    ],
)  # fmt: skip
def test_a_code_that_is_none_is_refused_by_name_with_those_that_are(reader: Any, name: str, value: str) -> None:
    status, told = reader.get("incidents", **{name: value})
    (error,) = told["errors"]
    assert (status, error["name"]) == (400, name)
    assert name == "actor_country" or value not in error["allowed"] != []
