"""An editor at three reports of one crossing, and every step that one may take: for tests that take them in any order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from incidents import records, review
from incidents.models import Changeset, Claim, Incident, Participant, User
from tests.records.readings import a_read_report, a_reading, at
from tests.records.states import differences, state

REPORTS = 3
WHICH = st.integers(0, REPORTS - 1)
DAYS = st.dates(dt.date(2021, 7, 1), dt.date(2021, 7, 9))
BRIGADES = ["Northern Brigade", "Eastern Brigade", "Western Brigade"]
READINGS = st.fixed_dictionaries({
    "first": DAYS, "low": st.integers(1, 2000), "modality": st.sampled_from(["actual", "denied"]), "found": st.sampled_from([True, True, True, False]),
    "actor": st.sampled_from(BRIGADES[:2]), "speaker": st.sampled_from(["border service", "customs office"]),
})  # fmt: skip
EDITS = st.one_of(
    st.tuples(st.just("incident"), st.just("date_start"), DAYS.map(str)),
    st.tuples(st.just("incident"), st.just("modality"), st.sampled_from(["actual", "denied", "ordered"])),
    st.tuples(st.just("claim"), st.just("low"), st.integers(1, 2000).map(str)),
    st.tuples(st.just("participant"), st.just("actor"), st.sampled_from(BRIGADES)),
    st.tuples(st.just("statement"), st.just("speaker"), st.sampled_from(["Somebody", ""])),
    st.tuples(st.just("link"), st.just("role"), st.sampled_from(["primary", "update", "background"])),
)
BULK = st.sampled_from([
    ("tag", "river"), ("tag", "winter"), ("untag", "river"), ("status", "in_review"), ("status", "rejected"), ("event_type", "detention"),
])  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("read"), WHICH, READINGS),
    st.tuples(st.just("edit"), WHICH, EDITS),
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("unmerge"), WHICH, st.none()),
    st.tuples(st.just("split"), WHICH, st.booleans()),
    st.tuples(st.just("withdraw"), WHICH, st.sampled_from(["claim", "statement"])),
    st.tuples(st.just("remove"), WHICH, st.none()),
    st.tuples(st.just("enter"), WHICH, st.sampled_from(["incident", "claim", "statement", "participant"])),
    st.tuples(st.just("restore"), WHICH, st.integers(1, 6)),
    st.tuples(st.just("bulk"), st.just(0), BULK),
    st.tuples(st.just("undo"), WHICH, st.none()),
)


class Desk:
    """What an editor does, step by step; a refusal leaves nothing half-done."""

    def __init__(self, editor: User) -> None:
        self.editor, self.reports = editor, [a_read_report() for _ in range(REPORTS)]

    def incident(self, which: int) -> Incident:
        return self.reports[which].machine_incidents.earliest("pk")

    def record(self, which: int, kind: str) -> Any:
        one, report = self.incident(which).survivor, self.reports[which]
        rows: dict[str, Any] = {
            "claim": Claim.objects.filter(report=report), "participant": one.participants.all(),
            "statement": report.statements.all(), "link": one.report_links.all(),
        }  # fmt: skip
        return one if kind == "incident" else rows[kind].order_by("pk").first()

    def read(self, which: int, values: dict[str, Any]) -> None:
        records.apply(self.reports[which], a_reading(**values))

    def edit(self, which: int, edit: tuple[str, str, str]) -> None:
        kind, field, value = edit
        record = self.record(which, kind)
        if record:
            review.correct(record=record, field=field, value=value, by=self.editor)

    def merge(self, which: int, other: int) -> None:
        """Merged, apart again with nothing changed, and merged."""
        first, second = self.incident(which), self.incident(other)
        before = state()
        choices = {"date_start": second.pk, "modality": second.pk}
        review.merge(survivor=first, others=[second], by=self.editor, choices=choices)
        review.unmerge(incident=second, by=self.editor)
        assert (changed := differences(before, state())) == {}, changed
        first.refresh_from_db()
        second.refresh_from_db()
        review.merge(survivor=first, others=[second], by=self.editor, choices=choices)

    def unmerge(self, which: int, _: None) -> None:
        review.unmerge(incident=self.incident(which), by=self.editor)

    def split(self, which: int, by_report: bool) -> None:
        one = self.incident(which).survivor
        claims = [] if by_report else list(one.claims.order_by("pk")[:1])
        review.split(incident=one, claims=claims, reports=[self.reports[which]] if by_report else [], by=self.editor)

    def withdraw(self, which: int, kind: str) -> None:
        record = self.record(which, kind)
        if record:
            review.withdraw(record=record, by=self.editor, reason="a misprint")

    def remove(self, which: int, _: None) -> None:
        part: Participant | None = self.record(which, "participant")
        if part:
            review.remove_participant(part=part, by=self.editor, reason="took no part")

    def enter(self, which: int, kind: str) -> None:
        """From words of the report; a figure and a participant for the incident that it stands in."""
        report, one = self.reports[which], self.incident(which).survivor
        from_words: dict[str, Any] = {"report": report, "by": self.editor}
        if kind == "incident":
            values = {"event_type": "detention", "border": "AF-TJ"}
            review.enter_incident(span=at("crossed the river"), values=values, **from_words)
        elif kind == "claim":
            review.enter_claim(incident=one, span=at("Over 1,000"), values={"kind": "killed"}, **from_words)
        elif kind == "statement":
            review.enter_statement(span=at("under fire"), values={"cue": "said"}, about=[one], **from_words)
        else:
            review.add_participant(incident=one, actor="River Guard", role="target", span=at("river"), **from_words)

    def restore(self, which: int, version: int) -> None:
        review.restore(incident=self.incident(which).survivor, version=version, by=self.editor, reason="as it was")

    def bulk(self, _which: int, change: tuple[str, str]) -> None:
        chosen = Incident.objects.filter(pk__in=[self.incident(which).pk for which in range(REPORTS)])
        review.change_many(chosen, review.Change(*change), by=self.editor, reason="all of them")

    def undo(self, _which: int, _: None) -> None:
        """Undone; and an undoing that is undone leaves all as it was."""
        last: Changeset | None = review.last_act(self.editor)
        if last:
            before = state()
            undone = review.undo_changeset(changeset=last, by=self.editor)
            review.undo_changeset(changeset=undone, by=self.editor)
            assert (changed := differences(before, state())) == {}, (last.title, changed)
            review.undo_changeset(changeset=last, by=self.editor)
