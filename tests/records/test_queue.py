"""The review queue: what comes first, and that it follows every way of writing."""

from __future__ import annotations

import math

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from incidents import review
from incidents.access import Role
from incidents.models import Assignment, Claim, Incident, ReportIncident, Urgency, User
from incidents.queue import ORDER, median_seconds, queue_of
from tests.factories import a_claim, a_report, a_user, an_incident


def score(incident: Incident) -> float:
    return Urgency.objects.get(pk=incident.pk).score


def test_the_score_is_uncertainty_times_impact(borders: object) -> None:
    quiet, loud, recalled = (an_incident(a_report(), confidence=0.6) for _ in range(3))
    a_claim(loud, 1000, None)
    ReportIncident.objects.filter(incident=recalled).update(role="background")
    assert score(quiet) == pytest.approx(0.4)
    assert score(loud) == pytest.approx(0.4 * math.log(math.e + 1000))
    assert score(recalled) == pytest.approx(0.2)


@pytest.mark.parametrize("more", [{"kind": "seized_kg"}, {"kind": "other"}, {"basis": "subtotal"}])
def test_what_does_not_count_people_as_a_whole_adds_no_impact(borders: object, more: dict[str, str]) -> None:
    one = an_incident(confidence=0.6)
    a_claim(one, 1000, 1000, **more)
    assert score(one) == pytest.approx(0.4)


def test_a_claim_that_is_withdrawn_or_gone_weighs_no_more(borders: object, editor: User) -> None:
    one = an_incident(confidence=0.6)
    claim = a_claim(one, 1000, None)
    review.withdraw(record=claim, by=editor, reason="misread")
    assert score(one) == pytest.approx(0.4)
    a_claim(one, 50, 50)
    assert score(one) > 1
    Claim.objects.filter(low=50).delete()
    assert score(one) == pytest.approx(0.4)


@pytest.mark.parametrize("status", ["confirmed", "disputed", "rejected", "withdrawn"])
def test_a_decided_incident_leaves_and_comes_back_when_that_is_undone(
    borders: object, editor: User, status: str
) -> None:
    one = an_incident()
    made = review.set_status(incident=one, status=status, by=editor, reason="read it")
    assert made is not None and not Urgency.objects.exists()
    review.undo(correction=made, by=editor)
    assert Urgency.objects.get().incident_id == one.pk


def test_a_merged_or_deleted_incident_does_not_wait(borders: object) -> None:
    first, second, third = (an_incident() for _ in range(3))
    Incident.objects.filter(pk=second.pk).update(merged_into=first)
    third.delete()
    assert list(Urgency.objects.values_list("pk", flat=True)) == [first.pk]


def test_the_most_urgent_come_first_and_the_next_ones_follow_a_place(borders: object, editor: User) -> None:
    made = {pk: an_incident(confidence=sure).pk for pk, sure in enumerate((0.9, 0.3, 0.6, 0.6))}
    queue = queue_of(QueryDict(), editor)
    order = [made[1], made[3], made[2], made[0]]
    assert queue.next(most=9) == order
    assert queue.next(Incident.objects.get(pk=order[1]), most=9) == order[2:]
    assert queue.left() == 4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("border=KG-TJ", ["b"]), ("event_type=border_clash", ["b"]), ("source=Tashkent", ["b"]), ("source=pamir", ["a", "c"]),
        ("status=in_review", ["c"]), ("q=ferry", ["b"]), ("border=AF-TJ&status=machine", ["a"]), ("border=XX-YY", ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_the_queue_is_narrowed_by_the_words_of_the_address(
    borders: dict[str, object], editor: User, words: str, found: list[str]
) -> None:
    from incidents.models import Source

    tashkent = Source.objects.create(name="Tashkent Wire")
    rows = {
        "a": an_incident(a_report(), confidence=0.1),
        "b": an_incident(
            a_report("A ferry was shelled", source=tashkent),
            border=borders["KG-TJ"],
            event_type="border_clash",
            confidence=0.2,
        ),
        "c": an_incident(a_report(), status="in_review", confidence=0.3),
    }
    queue = queue_of(QueryDict(words), editor)
    assert queue.next(most=9) == [rows[name].pk for name in found]
    assert bool(queue.errors) == ("XX-YY" in words)


def test_what_one_is_to_look_at_oneself_is_found_by_incident_and_by_report(borders: object, editor: User) -> None:
    other = a_user(role=Role.EDITOR)
    mine, by_report, theirs, free = (an_incident(a_report(), confidence=0.1 * n) for n in range(1, 5))
    Assignment.objects.create(incident=mine, to=editor, by=other)
    Assignment.objects.create(report=by_report.read_from, to=editor, by=other)
    Assignment.objects.create(incident=theirs, to=other, by=other)
    Assignment.objects.create(incident=free, to=editor, by=other, ended_at=timezone.now())
    assert queue_of(QueryDict("assigned=me"), editor).next(most=9) == [mine.pk, by_report.pk]
    assert queue_of(QueryDict("assigned=nobody"), editor).next(most=9) == [free.pk]


def test_the_first_ones_of_many_are_found_by_their_index(borders: object, editor: User) -> None:
    one = an_incident()
    rows = queue_of(QueryDict(), editor).rows
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    for stretch in (Q(), *ORDER.after(ORDER.cursor(one.urgency))):
        plan = ORDER.ordered(rows.filter(stretch))[:10].explain()
        assert "Sort" not in plan and "Seq Scan on incidents_urgency" not in plan
        # Those of one urgency stand in the order of their numbers too, so of few rows either index will do.
        assert "most_urgent_first" in plan or "score = " in plan


def test_the_pace_is_the_median_of_the_times_between_decisions(borders: object, editor: User) -> None:
    from datetime import UTC, datetime, timedelta

    from incidents.models import Correction

    assert median_seconds(editor) is None
    at = datetime(2021, 7, 6, 9, tzinfo=UTC)
    for seconds in (0, 4, 10, 12, 4000):
        made = review.set_status(incident=an_incident(), status="confirmed", by=editor)
        assert made is not None
        Correction.objects.filter(pk=made.pk).update(at=at + timedelta(seconds=seconds))
    assert median_seconds(editor) == 4
