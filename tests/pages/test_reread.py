"""Reading again: the preview shows what would change and writes nothing, corrections win unless an editor ticks otherwise."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents import intake, previews, rereading, review, tasks
from incidents.models import Correction, Incident, Preview, PreviewRun, Report, User
from incidents.parsing import PARSER_VERSION
from tests.factories import STORY
from tests.pages.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(borders: object, users: dict[str, User]) -> Report:
    """A report that another parser read otherwise: another day and no figure; an editor changed what it was said to be."""
    report = intake.submit(content=STORY.encode(), filename="wire.txt", by=None).report
    assert report is not None
    tasks.read_report(report.pk)
    incident = report.machine_incidents.get()
    incident.claims.all().delete()
    Incident.objects.filter(pk=incident.pk).update(date_start="2021-07-04", date_end="2021-07-04")
    incident.refresh_from_db()
    review.correct(
        record=incident, field="modality", value="denied", by=users["editor"], reason="the ministry denied it"
    )
    Report.objects.filter(pk=report.pk).update(parser_version="0.0.9")
    return report


def state_of(report: Report) -> list[object]:
    incidents = report.machine_incidents.order_by("pk").values_list("pk", "date_start", "modality", "version", "status")
    return [*incidents, Correction.objects.count(), list(report.statements.values_list("pk", "version"))]


def test_the_report_says_that_there_is_another_parser_and_leads_to_the_preview(visit: Visit, read: Report) -> None:
    page = visit("analyst").get(f"/reports/{read.pk}/").text
    assert f"the present parser is {PARSER_VERSION}" in page and f'href="/reports/{read.pk}/reread/"' in page


def test_a_preview_shows_changes_with_their_words_and_writes_nothing(visit: Visit, read: Report) -> None:
    before = state_of(read)
    client = visit("editor")
    client.post(f"/reports/{read.pk}/reread/")
    assert 'data-fresh="waiting"' in client.get(f"/reports/{read.pk}/reread/").text
    previews.make_preview()
    preview = Preview.objects.get()
    assert (preview.adds, preview.changes, preview.withdraws, preview.disputes) == (0, 1, 0, 1), preview.error
    page = client.get(f"/reports/{read.pk}/reread/").text
    for words in (
        "<del>4 Jul 2021</del>",
        "<ins>5 Jul 2021</ins>",
        "in the early hours of Monday",
        "Over 1,000 Afghan soldiers",
        "Denied",
        "Actual",
    ):
        assert words in page, words
    assert state_of(read) == before


def test_applying_changes_what_the_machine_wrote_and_keeps_the_persons_word(visit: Visit, read: Report) -> None:
    visit("analyst").post(f"/reports/{read.pk}/reread/")
    previews.make_preview()
    visit("analyst").post(
        f"/reports/{read.pk}/reread/apply/", {"machine": [f"incident:{read.machine_incidents.get().pk}:modality"]}
    )
    tasks.read_report(read.pk)
    incident = read.machine_incidents.get()
    assert (str(incident.date_start), incident.modality) == ("2021-07-05", "denied")
    assert incident.claims.get().low == 1000
    read.refresh_from_db()
    assert read.parser_version == PARSER_VERSION and not Preview.objects.exists()


def test_an_editor_who_ticks_the_machines_value_makes_it_a_correction_of_his_own(
    visit: Visit, read: Report, users: dict[str, User]
) -> None:
    incident = read.machine_incidents.get()
    visit("editor").post(f"/reports/{read.pk}/reread/")
    previews.make_preview()
    visit("editor").post(f"/reports/{read.pk}/reread/apply/", {"machine": [f"incident:{incident.pk}:modality"]})
    tasks.read_report(read.pk)
    incident.refresh_from_db()
    assert incident.modality == "actual"
    last = Correction.objects.filter(record_id=incident.pk, field="modality").latest("pk")
    assert (last.by, last.before, last.after) == (users["editor"], "denied", "actual")
    assert PARSER_VERSION in last.reason


def test_values_that_hold_only_together_are_taken_together(visit: Visit, read: Report, users: dict[str, User]) -> None:
    """A direction over a border that it does not cross is refused, so neither alone could follow the machine."""
    incident = read.machine_incidents.get()
    theirs = {"border": incident.border_id, "from_country": incident.from_country, "to_country": incident.to_country}
    other = {"border": "KG-TJ", "from_country": "KG", "to_country": "TJ"}
    review.correct_all(record=incident, values=other, by=users["editor"], reason="the other river")
    Incident.objects.filter(pk=incident.pk).update(parser_version="0.0.9")
    visit("editor").post(f"/reports/{read.pk}/reread/")
    previews.make_preview()
    ticked = [f"incident:{incident.pk}:{field}" for field in ("border", "from_country")]
    visit("editor").post(f"/reports/{read.pk}/reread/apply/", {"machine": ticked})
    incident.refresh_from_db()
    assert (incident.border_id, incident.from_country) == (theirs["border"], theirs["from_country"])


def test_a_preview_that_fails_says_why(visit: Visit, read: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_args: object, **_more: object) -> object:
        raise RuntimeError("the parser trips over this one")

    visit("editor").post(f"/reports/{read.pk}/reread/")
    monkeypatch.setattr(previews.parsing, "parse", trip)
    previews.make_preview()
    assert "the parser trips over this one" in visit("editor").get(f"/reports/{read.pk}/reread/").text


def test_a_worker_that_dies_over_a_preview_twice_is_not_sent_a_third_time(read: Report) -> None:
    previews.ask(Report.objects.filter(pk=read.pk), by=None)
    Preview.objects.update(state="running", attempts=2, taken_at="2020-01-01T00:00Z")
    previews.make_preview()
    assert Preview.objects.get().state == "failed"


def test_a_run_counts_before_it_applies_and_applies_once(visit: Visit, read: Report) -> None:
    client = visit("editor")
    page = client.get("/reports/reread/").text
    assert "<strong>1</strong> report was read by another parser" in page and "0.0.9" in page
    address = client.post("/reports/reread/", {"most": ""}).headers["Location"]
    run = PreviewRun.objects.get()
    assert rereading.numbers_of(run).left == 1
    previews.make_preview()
    numbers = rereading.numbers_of(run)
    assert (numbers.left, numbers.ready, numbers.altering, numbers.changes, numbers.disputes) == (0, 1, 1, 1, 1)
    assert "Read 1 report again" in client.get(address).text
    for _twice in range(2):
        client.post(f"{address}act/", {"act": "apply"})
    tasks.read_report(read.pk)
    assert str(read.machine_incidents.get().date_start) == "2021-07-05"
    assert "Applied by editor" in client.get(address).text
    assert "All reports were read by the present parser" in client.get("/reports/reread/").text


def test_a_stopped_run_is_not_read_on(visit: Visit, read: Report) -> None:
    address = visit("editor").post("/reports/reread/", {"most": "50"}).headers["Location"]
    visit("editor").post(f"{address}act/", {"act": "stop"})
    previews.make_preview()
    assert Preview.objects.get().state == "waiting"


def test_the_command_prints_the_numbers_and_writes_only_when_told_to(read: Report) -> None:
    said, before = StringIO(), state_of(read)
    call_command("reparse", older=True, stdout=said)
    assert f"#{read.pk}: add 0, change 1, keep" in said.getvalue() and "dispute 1" in said.getvalue()
    assert state_of(read) == before
    call_command("reparse", older=True, apply=True, stdout=said)
    assert "1 reports will be read again." in said.getvalue()
    with pytest.raises(CommandError, match="--older or --all"):
        call_command("reparse")
