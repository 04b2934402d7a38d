"""In any order of readings, corrections, merges, splits, unmerges, undos and withdrawals the records keep their promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from incidents import records, review
from incidents.access import Role
from incidents.held import corrected_fields
from incidents.models import Claim, Correction, Evidence, Incident, Participant, Report, Statement, User
from tests.factories import a_user
from tests.records.readings import a_read_report, a_reading, incident_of
from tests.records.states import differences, state

REPORTS = 3
WHICH = st.integers(0, REPORTS - 1)
DAYS = st.dates(dt.date(2021, 7, 1), dt.date(2021, 7, 9))
READINGS = st.fixed_dictionaries({
    "first": DAYS, "low": st.integers(1, 2000), "modality": st.sampled_from(["actual", "denied"]), "found": st.sampled_from([True, True, True, False]),
    "actor": st.sampled_from(["Northern Brigade", "Eastern Brigade"]), "speaker": st.sampled_from(["border service", "customs office"]),
})  # fmt: skip
EDITS = st.one_of(
    st.tuples(st.just("incident"), st.just("date_start"), DAYS.map(str)),
    st.tuples(st.just("incident"), st.just("modality"), st.sampled_from(["actual", "denied", "ordered"])),
    st.tuples(st.just("claim"), st.just("low"), st.integers(1, 2000).map(str)),
    st.tuples(st.just("participant"), st.just("actor"), st.sampled_from(["Northern Brigade", "Western Brigade"])),
    st.tuples(st.just("statement"), st.just("speaker"), st.sampled_from(["Somebody", ""])),
)
STEPS = st.one_of(
    st.tuples(st.just("read"), WHICH, READINGS),
    st.tuples(st.just("edit"), WHICH, EDITS),
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("unmerge"), WHICH, st.none()),
    st.tuples(st.just("split"), WHICH, st.booleans()),
    st.tuples(st.just("withdraw"), WHICH, st.none()),
    st.tuples(st.just("undo"), WHICH, st.none()),
)
MODELS: dict[str, Any] = {"incident": Incident, "claim": Claim, "participant": Participant, "statement": Statement}
TOLD = {"itself", "merged", "split", "participant"}


class Desk:
    """Three reports of one crossing, and an editor who does as the steps say; a refusal leaves nothing half-done."""

    def __init__(self, editor: User) -> None:
        self.editor, self.reports = editor, [a_read_report() for _ in range(REPORTS)]

    def incident(self, which: int) -> Incident:
        return incident_of(self.reports[which])

    def read(self, which: int, values: dict[str, Any]) -> None:
        records.apply(self.reports[which], a_reading(**values))

    def edit(self, which: int, edit: tuple[str, str, str]) -> None:
        kind, field, value = edit
        record = self.record(which, kind)
        if record:
            review.correct(record=record, field=field, value=value, by=self.editor)

    def record(self, which: int, kind: str) -> Any:
        one, report = self.incident(which).survivor, self.reports[which]
        rows = {"claim": Claim.objects.filter(report=report), "participant": one.participants.all(), "statement": report.statements.all()}  # fmt: skip
        return one if kind == "incident" else rows[kind].order_by("pk").first()

    def merge(self, which: int, other: int) -> None:
        """Merged, apart again with nothing changed, and merged."""
        first, second = self.incident(which), self.incident(other)
        before = state()
        choices = {"date_start": second.pk, "modality": second.pk}
        review.merge(survivor=first, others=[second], by=self.editor, choices=choices)
        review.unmerge(incident=second, by=self.editor)
        assert differences(before, state()) == {}
        first.refresh_from_db()
        second.refresh_from_db()
        review.merge(survivor=first, others=[second], by=self.editor, choices=choices)

    def unmerge(self, which: int, _: None) -> None:
        review.unmerge(incident=self.incident(which), by=self.editor)

    def split(self, which: int, by_report: bool) -> None:
        one = self.incident(which).survivor
        claims = [] if by_report else list(one.claims.order_by("pk")[:1])
        review.split(incident=one, claims=claims, reports=[self.reports[which]] if by_report else [], by=self.editor)

    def withdraw(self, which: int, _: None) -> None:
        review.withdraw(record=Claim.objects.filter(report=self.reports[which]).earliest("pk"), by=self.editor, reason="a misprint")  # fmt: skip

    def undo(self, _which: int, _: None) -> None:
        last = review.last_act(self.editor)
        if last:
            review.undo_changeset(changeset=last, by=self.editor)


@pytest.mark.slow
@pytest.mark.timeout(290)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_in_any_order_nothing_is_lost_and_the_history_tells_what_stands(borders: object, steps: list[Any]) -> None:
    desk = Desk(a_user(role=Role.EDITOR))
    for name, which, more in steps:
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


def numbers() -> tuple[int, int, int]:
    return Correction.objects.count(), Claim.objects.count(), Evidence.objects.count()


def assert_kept(name: str, before: tuple[int, ...], after: tuple[int, ...]) -> None:
    """No correction goes; claims only come; the words of records stay, whatever people do with the records."""
    assert after[0] >= before[0] and after[1] >= before[1]
    if name != "read":
        assert after[1:] == before[1:], name
    assert not Claim.objects.exclude(incident__merged_into=None).exists()
    assert Report.objects.filter(incident_links=None).count() == 0


def words_of_people() -> dict[tuple[str, int, str], Any]:
    """Every field of every record that a person's word stands in, with the word."""
    return {
        (kind, row.pk, field): review.plain(getattr(row, field))
        for kind, model in MODELS.items()
        for row in model._default_manager.all()
        for field in corrected_fields(kind, row.pk)
        if field in review.EDITABLE[kind]
    }


def assert_history_tells_what_stands() -> None:
    """Each change starts from what the one before it made, and the last one is what the record says now."""
    for kind, model in MODELS.items():
        for row in model._default_manager.all():
            last: dict[str, Any] = {}
            for one in Correction.objects.filter(record_kind=kind, record_id=row.pk).order_by("id"):
                assert one.field in TOLD or one.field not in last or last[one.field] == one.before, one
                last[one.field] = one.after
            for field, value in last.items():
                if field in (*review.EDITABLE[kind], "status"):
                    assert as_kept(row, field) == value, (kind, row.pk, field)


def as_kept(row: Any, field: str) -> Any:
    value = review.plain(getattr(row, field))
    return value.isoformat() if isinstance(value, dt.date) else value
