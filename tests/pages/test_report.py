"""The report page: every piece of evidence is marked in the text and leads to its record, and back."""

from __future__ import annotations

import re

from incidents.access import Role
from incidents.models import Evidence, Incident, JobState, Report, ReportLink
from incidents.parsing.confidence import field_confidence
from incidents.review import correct
from tests.factories import STORY, a_claim, a_report, a_user, an_incident, words_for
from tests.pages.conftest import Visit


def test_every_piece_of_evidence_stands_in_the_text_and_leads_to_a_place_on_the_page(
    visit: Visit, told: Report
) -> None:
    page = visit("reader").get(f"/reports/{told.pk}/").text
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    for one in Evidence.objects.filter(report=told):
        assert f"e{one.pk}" in anchors, f"{one} has no mark in the text"
    hrefs = re.findall(r'<a class="ev[^"]*" href="#([^"]+)"', page)
    assert hrefs and set(hrefs) <= anchors


def test_every_fact_with_words_links_to_them(visit: Visit, told: Report) -> None:
    page = visit("reader").get(f"/reports/{told.pk}/").text
    cards = page[page.index('<aside class="cards"') :]
    for one in Evidence.objects.filter(report=told).exclude(field="itself", incident__isnull=False):
        assert re.search(rf'data-e="(?:\d+ )*{one.pk}(?: \d+)*"', cards), f"{one} is under no fact"
    linked = set(re.findall(r'href="#e(\d+)"', cards))
    assert linked <= {str(one.pk) for one in Evidence.objects.filter(report=told)}


def test_the_marked_text_is_the_text_letter_for_letter(visit: Visit, borders: object) -> None:
    text = "Fire & <b>smoke</b> seen\n\nDUSHANBE, July 5 -- Over 1,000 men “crossed” 🚶 the river\u00a0Panj.\n\nEnd."
    report = a_report(text)
    incident = an_incident(report)
    words_for(report, "men “crossed” 🚶 the", "event_type", incident=incident)
    words_for(report, "& <b>smoke", "place_name", incident=incident)
    words_for(report, "<b>", "modality", incident=incident)
    page = visit("reader").get(f"/reports/{report.pk}/").text
    shown = re.findall(r'<(?:p|h1) dir="auto" lang="en">(.*?)</(?:p|h1)>', page, re.S)
    import html

    read = [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in shown]
    assert read[-3:] == [line for line in text.split("\n") if line]


def test_a_report_says_what_became_of_each_paragraph(visit: Visit, told: Report) -> None:
    page = visit("reader").get(f"/reports/{told.pk}/").text
    notes = re.findall(r'<ul class="margin-notes">.*?</ul>', page, re.S)
    assert "1 Cross-border retreat" in notes[0] and "&gt;1,000" in notes[0]
    assert "Rustam Karimov" in notes[1]


def test_words_that_are_the_value_are_not_said_twice(visit: Visit, told: Report) -> None:
    page = visit("reader").get(f"/reports/{told.pk}/").text
    cards = page[page.index('<aside class="cards"') :]
    assert cards.count(">Rustam Karimov</a>") == 1


def test_a_quarantined_report_names_the_cause_and_what_was_kept(visit: Visit, borders: object) -> None:
    report = a_report(state=JobState.QUARANTINED)
    report.job.error = "The PDF is broken. Save it again, or paste its text."
    report.job.save()
    page = visit("analyst").get(f"/reports/{report.pk}/").text
    assert "Save it again, or paste its text." in page and "The original file is kept." in page
    assert "Read it again" in page
    assert "Read it again" not in visit("reader").get(f"/reports/{report.pk}/").text


def test_copies_are_linked_both_ways_with_the_reason(visit: Visit, borders: object) -> None:
    first, second = a_report(), a_report()
    ReportLink.objects.create(
        earlier=first, later=second, kind="near_duplicate", similarity=0.97, reason="97% of the words the same"
    )
    assert f"/reports/{first.pk}/" in visit("reader").get(f"/reports/{second.pk}/").text
    assert f"/reports/{second.pk}/" in visit("reader").get(f"/reports/{first.pk}/").text
    inbox = visit("reader").get("/reports/").text
    assert inbox.count("copy or new take") == 1


def test_a_withdrawn_claim_leaves_no_mark(visit: Visit, borders: object) -> None:
    from django.utils import timezone

    report = a_report()
    claim = a_claim(an_incident(report))
    gone = words_for(report, "soldiers", "low", claim=claim)
    claim.withdrawn_at = timezone.now()
    claim.save()
    assert f'id="e{gone.pk}"' not in visit("reader").get(f"/reports/{report.pk}/").text


def test_the_original_is_a_download_and_never_a_page(visit: Visit, borders: object) -> None:
    report = a_report("<script>alert(1)</script>", filename="wire.html")
    answer = visit("reader").get(f"/reports/{report.pk}/original/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"<script>")


def test_a_report_with_no_incident_says_why_there_is_none(visit: Visit, borders: object) -> None:
    report = a_report("Apricots\n\nThe harvest was good.")
    assert "No border incident" in visit("reader").get(f"/reports/{report.pk}/").text


def test_the_inbox_is_narrowed_by_state_source_and_words(visit: Visit, borders: object) -> None:
    kept = a_report(STORY)
    waiting = a_report("Waiting\n\nNot read yet.", state=JobState.QUEUED)
    client = visit("reader")
    assert f'data-report="{waiting.pk}"' in client.get("/reports/?state=queued").text
    assert f'data-report="{kept.pk}"' not in client.get("/reports/?state=queued").text
    assert f'data-report="{kept.pk}"' in client.get("/reports/?q=soldiers").text
    assert f'data-report="{waiting.pk}"' not in client.get("/reports/?q=soldiers").text
    assert "No report here" in client.get("/reports/?source=nobody").text


def test_progress_tells_of_the_reports_asked_for(visit: Visit, borders: object) -> None:
    done, waiting = a_report(), a_report(state=JobState.QUEUED)
    told = (
        visit("reader").get(f"/reports/progress/?ids={done.pk},{waiting.pk},x,99999999999999999999").json()["reports"]
    )
    assert [(one["report"], one["state"]) for one in told] == [(done.pk, "done"), (waiting.pk, "queued")]


def test_a_fact_says_how_often_its_rule_proved_right_until_a_person_enters_it(visit: Visit, told: Report) -> None:
    incident = Incident.objects.get()
    Evidence.objects.filter(incident=incident, field="date_start").update(rule="date.weekday")
    shown = f"confidence {field_confidence('date', 'date.weekday'):.2f}"
    when = re.compile(rf'id="i{incident.pk}-when".*?</div>', re.S)
    assert shown in when.findall(visit("reader").get(f"/reports/{told.pk}/").text)[0]
    correct(record=incident, field="date_start", value="2021-07-04", by=a_user("mira", Role.EDITOR))
    assert "confidence" not in when.findall(visit("reader").get(f"/reports/{told.pk}/").text)[0]
