"""From bytes to records and back again: read twice, corrected, walked field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import models

from incidents import intake, records, review, tasks
from incidents.access import Role
from incidents.models import Correction, Evidence, Incident, Job, JobState, Participant, Report, Statement
from incidents.parsing import Document, Known, parse
from tests.factories import STORY, a_user

SAMPLES = Path(__file__).resolve().parents[2] / "incidents" / "samples"


def read(report: Report) -> Report:
    """As a worker does, in this process."""
    tasks.read_report(report.pk)
    report.refresh_from_db()
    return report


def submitted(text: str = STORY, name: str = "wire.txt") -> Report:
    receipt = intake.submit(content=text.encode(), filename=name, by=None)
    assert receipt.report is not None, receipt.message
    return receipt.report


def snapshot(report: Report) -> list[object]:
    """Everything that a reading writes, without keys and times."""
    incidents = report.machine_incidents.order_by("key").values_list(
        "key", "event_type", "date_start", "border", "status", "version", "place_name"
    )
    claims = [
        list(one.claims.order_by("key").values_list("key", "low", "high", "kind"))
        for one in report.machine_incidents.order_by("key")
    ]
    evidence = (
        Evidence.objects.filter(report=report)
        .order_by("start", "end", "field", "pk")
        .values_list("start", "end", "field", "words")
    )
    statements = report.statements.order_by("key").values_list("key", "content", "speaker__name")
    return [list(incidents), claims, list(evidence), list(statements)]


@pytest.mark.django_db
def test_a_report_becomes_an_incident_with_its_claim_and_its_statement(borders: object) -> None:
    report = read(submitted())
    assert report.job.state == JobState.DONE, report.job.error
    incident = report.machine_incidents.get()
    assert (incident.event_type, incident.from_country, incident.to_country) == ("cross_border_retreat", "AF", "TJ")
    assert str(incident.date_start) == "2021-07-05" and incident.part_of_day == "early_hours"
    claim = incident.claims.get()
    assert (claim.kind, claim.low, claim.high, claim.comparator) == ("crossed", 1000, None, "over")
    assert {s.speaker.name for s in report.statements.all() if s.speaker} >= {"Tajik border service", "Rustam Karimov"}


@pytest.mark.django_db
def test_reading_a_report_again_with_the_same_parser_changes_nothing(borders: object) -> None:
    report = read(submitted())
    before, written = snapshot(report), Correction.objects.count()
    tasks.requeue(Report.objects.filter(pk=report.pk))
    read(report)
    assert snapshot(report) == before
    assert Correction.objects.count() == written


@pytest.mark.django_db
def test_a_corrected_date_survives_a_second_reading(borders: object) -> None:
    report = read(submitted())
    incident = report.machine_incidents.get()
    review.correct(
        record=incident,
        field="date_start",
        value="2021-07-04",
        by=a_user("e", Role.EDITOR),
        reason="the night before",
    )
    tasks.requeue(Report.objects.filter(pk=report.pk))
    read(report)
    incident.refresh_from_db()
    assert str(incident.date_start) == "2021-07-04"
    assert incident.part_of_day == "early_hours"  # what nobody touched is still the machine's


@pytest.mark.django_db
def test_a_corrected_headline_survives_a_second_reading(borders: object) -> None:
    report = read(submitted())
    review.correct(record=report, field="headline", value="Soldiers cross", by=a_user("e", Role.EDITOR))
    tasks.requeue(Report.objects.filter(pk=report.pk))
    assert read(report).headline == "Soldiers cross"


@pytest.mark.django_db
def test_a_corrected_incident_stays_when_a_new_reading_no_longer_finds_it(borders: object) -> None:
    report = read(submitted())
    incident = report.machine_incidents.get()
    review.correct(record=incident, field="modality", value="denied", by=a_user("e", Role.EDITOR))
    empty = parse(Document("Nothing happened at the market on Monday.", Known(report.published_on)))
    records.apply(report, empty)
    incident.refresh_from_db()
    assert incident.status == "machine" and incident.modality == "denied"


@pytest.mark.django_db
def test_an_untouched_incident_is_withdrawn_when_a_new_reading_no_longer_finds_it_and_the_history_says_so(
    borders: object,
) -> None:
    report = read(submitted())
    incident = report.machine_incidents.get()
    records.apply(report, parse(Document("Nothing happened at the market on Monday.", Known(report.published_on))))
    incident.refresh_from_db()
    assert incident.status == "withdrawn"
    last = review.history(incident)[0]
    assert (last.field, last.before, last.after, last.by) == ("status", "machine", "withdrawn", None)


@pytest.mark.django_db
def test_incidents_of_two_reports_stay_two_and_are_suggested_as_twins(borders: object) -> None:
    first = read(submitted())
    second = read(
        submitted(STORY.replace("Over 1,000", "A total of 1,037").replace("Pamir Wire", "Meridian"), "other.txt")
    )
    assert first.machine_incidents.get().pk != second.machine_incidents.get().pk
    twin = first.machine_incidents.get().twins_after.get()
    assert "same border AF-TJ" in twin.reasons and twin.verdict == ""


@pytest.mark.django_db
def test_a_copy_is_kept_and_linked(borders: object) -> None:
    first = read(submitted())
    second = read(submitted(STORY + "\n\nThe ministry has not commented.", "take2.txt"))
    link = second.earlier_links.get()
    assert link.earlier_id == first.pk and link.similarity > 0.6 and "same" in link.reason


@pytest.mark.django_db
def test_a_broken_file_is_quarantined_with_the_reason_and_its_original_is_kept() -> None:
    content = b"%PDF-1.4\n" + b"this is no pdf " * 30
    receipt = intake.submit(content=content, filename="x.pdf", by=None)
    report = read(receipt.report)  # type: ignore[arg-type]
    assert report.job.state == JobState.QUARANTINED
    assert "PDF is broken" in report.job.error
    assert bytes(report.original.content) == content


@pytest.mark.django_db
def test_three_failures_quarantine_a_report_and_others_are_read(
    borders: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, healthy = submitted("POISON " + STORY, "p.txt"), submitted()

    def parse_or_fail(document: Document, **more: object) -> object:
        if document.text.startswith("POISON"):
            raise RuntimeError("the parser trips over this one")
        return parse(document, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks.parsing, "parse", parse_or_fail)
    for _ in range(3):
        tasks.read_report(poison.pk)
        Job.objects.filter(report=poison).update(next_try_at=None)
    read(healthy)
    poison.job.refresh_from_db()
    assert poison.job.state == JobState.QUARANTINED and poison.job.attempts == 3
    assert "trips over this one" in poison.job.error
    assert healthy.job.state == JobState.DONE


# --- every machine-read value opens its words ---------------------------------------------------------------------------

NOT_READ_FROM_WORDS = {
    Incident: {"id", "status", "merged_into", "confidence", "parser_version", "read_from", "key", "version", "created_at", "updated_at", "geometry", "radius_km", "crossing_point"},
    Statement: {"id", "report", "position", "key", "version", "parser_version", "withdrawn_at", "made_at"},
    Participant: {"id", "incident"},
}  # fmt: skip
CLAIM_OWN = {"id", "incident", "report", "credibility", "key", "version", "made_at", "withdrawn_at"}


def filled(record: models.Model, own: set[str]) -> set[str]:
    """Fields of a record that hold a value read from words."""
    names = {field.name for field in record._meta.concrete_fields} - own
    return {name for name in names if getattr(record, name) not in (None, "", False)}


def assert_words(record: models.Model, own: set[str], text: str) -> None:
    rows = list(record.evidence.all())  # type: ignore[attr-defined]
    for row in rows:
        assert row.words == text[row.start : row.end], f"{record!r}.{row.field}: the anchor does not fit the text"
    missing = filled(record, own) - {row.field for row in rows}
    assert not missing, f"{record!r}: no words behind {missing}"


@pytest.mark.django_db
def test_every_value_of_every_sample_opens_its_words(world_rows: None) -> None:
    files = [
        (path.name, path.read_bytes())
        for path in sorted(SAMPLES.iterdir())
        if path.is_file() and path.suffix not in (".py", ".toml")
    ]
    receipts = intake.submit_files(files=files, by=None)
    assert len(receipts) >= 14
    for receipt in receipts:
        assert receipt.report is not None, receipt.message
        report = read(receipt.report)
        assert report.job.state == JobState.DONE, (receipt.name, report.job.error)
        for incident in report.machine_incidents.all():
            assert_words(incident, NOT_READ_FROM_WORDS[Incident], report.text)
            for claim in incident.claims.all():
                assert_words(claim, CLAIM_OWN, report.text)
            for part in incident.participants.all():
                assert_words(part, NOT_READ_FROM_WORDS[Participant], report.text)
        for statement in report.statements.all():
            assert_words(statement, NOT_READ_FROM_WORDS[Statement], report.text)
    assert Incident.objects.current().count() >= 12


SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "dev" / "texts" / "seed.txt"


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="the evaluation texts are not on this machine")
def test_the_seed_report_gives_three_nights_an_order_and_a_call(world_rows: None) -> None:
    report = read(intake.submit(content=SHARED.read_bytes(), filename="seed.txt", by=None).report)  # type: ignore[arg-type]
    shown = report.machine_incidents.for_map()
    nights = shown.filter(event_type="cross_border_retreat").order_by("date_start")
    assert [(str(n.date_start), n.from_country, n.to_country) for n in nights] == [
        (f"2021-07-0{d}", "AF", "TJ") for d in (3, 4, 5)
    ]
    assert all(n.geometry is not None and n.geometry.geom_type != "Point" for n in nights)
    from incidents.ledger import figure

    assert [figure(n).words for n in nights] == [">300", "94", ">1,000"]
    order = shown.get(event_type="reinforcement")
    assert order.modality == "ordered" and figure(order).words == "20,000"
    call = shown.get(event_type="diplomatic_contact")
    assert call.place is None or call.place.name != "Moscow"
    speakers = {s.speaker.name for s in report.statements.all() if s.speaker}
    assert {"Kremlin press service", "Tajik presidential press service"} <= speakers and "it" not in speakers
