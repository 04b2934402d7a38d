"""A pasted text on trial: what it would become is shown with its words, and nothing of it is kept."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

import pytest

from incidents import intake, live, trial
from incidents.models import Incident, Original, Report
from incidents.parsing import Known
from tests.factories import STORY
from tests.pages.conftest import Visit


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens that a worker is told; it reads them when the test says so."""
    told: list[str] = []
    monkeypatch.setattr(trial.read_trial, "apply_async", lambda arguments, **_how: told.append(arguments[0]))
    return told


@pytest.mark.django_db
def test_a_text_is_asked_for_waited_for_and_shown_with_its_words(visit: Visit, made_here: list[str]) -> None:
    client = visit("analyst")
    asked = client.post("/submit/trial/", {"text": STORY})
    assert asked.status_code == 202
    token = asked.json()["token"]
    assert client.get(f"/submit/trial/{token}/").status_code == 204
    trial.read_trial(made_here[0])
    page = client.get(f"/submit/trial/{token}/").text
    for words in (
        "<strong>1</strong> incident", "Cross-border retreat", "5 Jul 2021, early hours", "Afghanistan → Tajikistan", "&gt;1,000 Afghan soldiers crossed",
        "Rustam Karimov", 'class="ev u1-movement', ">in the early hours of Monday</span>",
    ):  # fmt: skip
        assert words in page, words
    assert not (Report.objects.exists() or Original.objects.exists() or Incident.objects.exists())


@pytest.mark.django_db
def test_what_the_analyst_says_about_it_counts(visit: Visit, made_here: list[str]) -> None:
    text = "Over 100 soldiers fled across the Afghan-Tajik border on Monday."
    visit("analyst").post("/submit/trial/", {"text": text, "published": "2021-07-06", "source": "Pamir Wire"})
    trial.read_trial(made_here[0])
    made = trial.outcome(made_here[0])
    assert made is not None and made.published == "2021-07-06"
    (incident,) = made.records
    assert {line["field"]: line["after"] for line in incident["lines"]}["date_start"] == "2021-07-05"


@pytest.mark.django_db
def test_a_text_that_is_a_report_already_is_told(visit: Visit, made_here: list[str]) -> None:
    report = intake.paste(text=STORY, by=None).report
    assert report is not None
    token = visit("analyst").post("/submit/trial/", {"text": STORY.replace("\n", "\r\n") + "\r\n"}).json()["token"]
    trial.read_trial(token)
    assert (
        f'<a href="/reports/{report.pk}/">report #{report.pk}</a> already'
        in visit("analyst").get(f"/submit/trial/{token}/").text
    )


@pytest.mark.django_db
def test_a_text_without_an_incident_says_so(visit: Visit, made_here: list[str]) -> None:
    token = (
        visit("analyst")
        .post("/submit/trial/", {"text": "The two teams played to a draw on Sunday, and nobody was hurt."})
        .json()["token"]
    )
    trial.read_trial(token)
    assert "No border incident" in visit("analyst").get(f"/submit/trial/{token}/").text


@pytest.mark.django_db
def test_what_the_parser_stumbles_over_is_told(
    visit: Visit, made_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(*_args: object) -> object:
        raise RuntimeError("it trips over this one")

    token = visit("analyst").post("/submit/trial/", {"text": STORY}).json()["token"]
    monkeypatch.setattr(trial.parsing, "parse", trip)
    trial.read_trial(token)
    assert "RuntimeError: it trips over this one" in visit("analyst").get(f"/submit/trial/{token}/").text


@pytest.mark.django_db
def test_nothing_to_try_an_ended_trial_and_no_worker_are_said(
    visit: Visit, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit("analyst")
    assert client.post("/submit/trial/", {"text": " \n"}).status_code == 422
    assert client.get("/submit/trial/nobody-asked/").status_code == 410
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(live, "_pool", None)
    answer = client.post("/submit/trial/", {"text": STORY})
    assert answer.status_code == 503 and "submitting works all the same" in answer.json()["problem"]


def test_every_mark_lies_in_the_text_and_an_outcome_goes_through_redis_unchanged() -> None:
    made = trial.read(STORY, Known(language="en"))
    assert made.marks and all(0 <= start < end <= len(STORY) for start, end, _type in made.marks)
    told = json.dumps(asdict(made))
    assert json.dumps(asdict(trial.Outcome(**json.loads(told)))) == told


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_of_the_stack_makes_it(worker: object, visit: Visit) -> None:
    client = visit("analyst")
    token, deadline = client.post("/submit/trial/", {"text": STORY}).json()["token"], time.monotonic() + 60
    while (answer := client.get(f"/submit/trial/{token}/")).status_code == 204 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert answer.status_code == 200 and "Cross-border retreat" in answer.text
