"""In any order of all that readings and people do, the records keep their promises; more orders by `--hypothesis-profile=many`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from incidents import homes, review
from incidents.held import corrected_fields
from incidents.models import Claim, Correction, Evidence, Report, Statement, User
from incidents.review.log import MODELS
from incidents.review.tagging import names_of
from tests.records.desk import STEPS, Desk

KINDS = ("incident", "claim", "participant", "statement", "link")
ORDERS = settings.default.max_examples // 4  # 25 in the suite


@pytest.mark.slow
@pytest.mark.timeout(60 + 10 * ORDERS)
@settings(max_examples=ORDERS, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_in_any_order_nothing_is_lost_and_the_history_tells_what_stands(
    borders: object, editor: User, steps: list[Any]
) -> None:
    with transaction.atomic():
        desk = Desk(editor)
        for step in steps:
            note(repr(step))
            take(desk, *step)
        transaction.set_rollback(True)


def take(desk: Desk, name: str, which: int, more: Any) -> None:
    """One step, and what must hold after it."""
    theirs, counted = words_of_people() if name == "read" else {}, numbers()
    act: Callable[[int, Any], None] = getattr(desk, name)
    try:
        with transaction.atomic():
            act(which, more)
    except review.Refused:
        assert numbers() == counted
    if name == "read":
        assert {key: value for key, value in words_of_people().items() if key in theirs} == theirs
    assert_kept(name, counted, numbers())
    assert_history_tells_what_stands()


Numbers = tuple[int, int, int, int]


def numbers() -> Numbers:
    """Corrections, claims, statements, and words: those of a participant that was taken out are kept by the history."""
    kept = sum(len(told["words"]) for told in _taken_out())
    return Correction.objects.count(), Claim.objects.count(), Statement.objects.count(), Evidence.objects.count() + kept


def _taken_out() -> Iterator[dict[str, Any]]:
    newest = Correction.objects.filter(record_kind="participant", field="part").order_by("record_id", "-pk")
    for one in newest.distinct("record_id"):
        if one.after is None:
            yield one.before


def assert_kept(name: str, before: Numbers, after: Numbers) -> None:
    """No correction goes; claims and statements only come; the words of records stay, whatever people do with the records."""
    assert all(now >= then for now, then in zip(after[:3], before[:3], strict=True)), name
    if name not in ("read", "enter"):
        assert after[1:] == before[1:], name
    if name == "enter":
        assert after[3] >= before[3] and sum(after[1:3]) <= sum(before[1:3]) + 1
    assert not Claim.objects.exclude(incident__merged_into=None).exists()
    assert Report.objects.filter(incident_links=None).count() == 0


def words_of_people() -> dict[tuple[str, int, str], Any]:
    """Every field of every record that a person's word stands in, with the word."""
    return {
        (kind, row.pk, field): value_of(row, field)
        for kind in KINDS
        for row in MODELS[kind]._default_manager.all()
        for field in corrected_fields(kind, row.pk)
        if field not in review.TOLD and field != "part"
    }


def assert_history_tells_what_stands() -> None:
    """Each change starts from what the one before it made, and the last one is what the record says now, or that it is gone."""
    last: dict[tuple[str, int, str], Any] = {}
    for one in Correction.objects.filter(record_kind__in=KINDS).exclude(field__in=review.TOLD).order_by("id"):
        key = one.record_kind, one.record_id, one.field
        assert key not in last or last[key] == one.before, one
        last[key] = one.after
    for (kind, pk, field), value in last.items():
        row = MODELS[kind]._default_manager.filter(pk=pk).first()
        if field == "part":
            assert (row is None) == (value is None), (kind, pk)
        elif row is not None:
            assert value_of(row, field) == value, (kind, pk, field)


SPECIAL: dict[str, Callable[[Any], Any]] = {
    "tags": lambda row: names_of([row.pk])[row.pk],
    "withdrawn": lambda row: row.withdrawn_at is not None,
    "merged_into": lambda row: row.merged_into_id,
    "incident": homes.stands_in,
}


def value_of(row: Any, field: str) -> Any:
    """The field as the history keeps it."""
    value = SPECIAL[field](row) if field in SPECIAL else review.plain(getattr(row, field))
    return value.isoformat() if isinstance(value, dt.date) else value
