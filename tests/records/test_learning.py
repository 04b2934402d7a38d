"""What corrections teach: rules counted by the values that people replaced, and records as evaluation cases."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from incidents import intake, review, tasks
from incidents.learning.cases import case_of, write_cases
from incidents.learning.rules import overturned_rules
from incidents.models import Incident, Report, User
from incidents.parsing.evaluation.sets import recognised
from tests.factories import STORY, a_told_report
from tests.records.readings import a_read_report, incident_of


def read_by_hand(n: int) -> list[Incident]:
    """Incidents of reports whose every value was read by the rule "hand"."""
    return [incident_of(a_read_report()) for _ in range(n)]


def test_a_rule_is_counted_by_records_overturned_confirmed_and_made(borders: object, editor: User) -> None:
    first, second, third, _fourth = read_by_hand(4)
    review.correct(record=first, field="date_start", value="2021-07-04", by=editor, reason="the night before")
    review.correct(record=first, field="date_start", value="2021-07-03", by=editor)
    review.correct(record=second, field="date_start", value="2021-07-04", by=editor)
    for one in (second, third):
        review.set_status(incident=one, status="confirmed", by=editor)
    (row,) = overturned_rules()
    assert (row.kind, row.field, row.rule) == ("incident", "date_start", "hand")
    assert (row.made, row.confirmed, row.overturned, round(row.share, 2)) == (4, 1, 2, 0.67)
    assert [e.words for e in row.examples] == ["Monday"] * 3
    assert row.examples[-1].correction.reason == "the night before"


def test_a_correction_that_was_taken_back_and_what_only_followed_are_not_counted(borders: object, editor: User) -> None:
    (one,) = read_by_hand(1)
    made = review.correct(record=one, field="modality", value="denied", by=editor)
    assert made is not None
    review.undo(correction=made, by=editor)
    review.correct(record=one, field="date_start", value="2021-07-09", by=editor)  # its end follows
    assert [(row.field, row.overturned) for row in overturned_rules()] == [("date_start", 1)]
    assert overturned_rules(field="modality") == []


def test_a_bulk_change_of_type_counts_for_the_rules_that_read_the_types(borders: object, editor: User) -> None:
    read_by_hand(3)
    review.change_many(Incident.objects.all(), review.Change("event_type", "incursion"), by=editor)
    (row,) = overturned_rules()
    assert (row.field, row.rule, row.overturned) == ("event_type", "hand", 3)


def test_a_claims_figure_is_counted_too(borders: object, editor: User) -> None:
    (one,) = read_by_hand(1)
    review.correct(record=one.claims.get(), field="low", value="900", by=editor)
    (row,) = overturned_rules()
    assert (row.kind, row.field, row.made, row.overturned) == ("claim", "low", 1, 1)


def test_the_command_prints_each_rule_with_its_examples(borders: object, editor: User) -> None:
    (one,) = read_by_hand(1)
    review.correct(record=one, field="modality", value="denied", by=editor, reason="see the last line")
    said = StringIO()
    call_command("rules", stdout=said)
    assert "incident.modality  hand: overturned 1, confirmed 0 (100%), made 1" in said.getvalue()
    assert "'actual' -> 'denied' “crossed”" in said.getvalue() and "see the last line" in said.getvalue()


def test_a_case_holds_the_records_as_people_left_them(borders: object, editor: User) -> None:
    report = a_told_report()
    incident = report.machine_incidents.get()
    review.correct(record=incident, field="date_start", value="2021-07-04", by=editor)
    case = case_of(report)
    (gold,) = case.gold["incidents"]
    assert (gold["date_start"], gold["date_end"], gold["border"], gold["role"]) == (
        "2021-07-04",
        "2021-07-05",
        "AF-TJ",
        "primary",
    )
    assert gold["claims"][0] == {
        "kind": "crossed", "low": 1000, "high": None, "comparator": "over", "basis": "new", "unit": "soldiers",
        "attributed_to": "Tajik border service", "evidence": "Over 1,000 Afghan soldiers",
    }  # fmt: skip
    assert gold["actors"] == [{"name": "Afghan soldiers", "role": "mover"}]
    assert case.gold["statements"][0]["speaker"] == "Rustam Karimov"
    assert (case.judged, case.incidents) == (1, 1)


def test_exported_cases_are_read_by_the_evaluation_and_what_nobody_changed_scores_full(
    borders: object, editor: User, tmp_path: Path
) -> None:
    report = intake.submit(content=STORY.encode(), filename="wire.txt", by=None).report
    assert report is not None
    tasks.read_report(report.pk)
    review.set_status(incident=report.machine_incidents.get(), status="confirmed", by=editor)
    said = StringIO()
    call_command("rules", export=tmp_path, stdout=said)
    assert "1 reports written" in said.getvalue() and "1 of their 1 incidents" in said.getvalue()
    gold_set = recognised(tmp_path)
    assert gold_set is not None
    (sample,) = gold_set.samples(tmp_path)
    report.refresh_from_db()
    assert sample.document.text == report.text
    call_command("evaluate", tmp_path, stdout=said)
    measures = dict(
        line.split()[:2]
        for line in said.getvalue().splitlines()
        if line.startswith(("incident ", "claims ", "field:date_start"))
    )
    assert measures["incident"].startswith("1.0") and measures["claims"].startswith("1.0")


def test_only_reports_that_people_worked_on_are_exported_and_complete_ones_if_asked(
    borders: object, editor: User, tmp_path: Path
) -> None:
    untouched, touched, rejected = read_by_hand(3)
    other = Incident.objects.create(
        event_type="border_clash", date_start=dt.date(2021, 7, 5), read_from=touched.read_from, key="other"
    )
    touched.read_from.incident_links.create(incident=other, role="background")  # type: ignore[union-attr]
    review.correct(record=touched, field="modality", value="denied", by=editor)
    review.set_status(incident=rejected, status="rejected", by=editor, reason="a football match")
    found = {case.report: case for case in write_cases(tmp_path)}
    assert set(found) == {touched.read_from, rejected.read_from}
    assert (found[touched.read_from].judged, found[touched.read_from].incidents) == (1, 2)  # type: ignore[index]
    assert found[rejected.read_from].gold["incidents"] == []  # type: ignore[index]
    complete = [case.report for case in write_cases(tmp_path, complete_only=True)]
    assert complete == [rejected.read_from]
    listed = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert [row["file"] for row in listed] == [f"texts/report-{rejected.read_from_id}.txt"]
    assert Report.objects.filter(pk=untouched.read_from_id).exists()
