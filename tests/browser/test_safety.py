"""No script of a report runs, nothing is fetched from elsewhere, no page breaks its own policy."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from incidents.models import Actor, Participant, Report, Statement
from tests.browser.conftest import Visit, paths
from tests.factories import STORY, a_claim, a_report, an_incident, words_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

PAYLOAD = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>\'"><svg onload=window.__ran=1>'
SNEAKY = "javascript:window.__ran=1//</script><script>window.__ran=1</script>"


def test_a_script_in_text_file_name_actor_or_place_never_runs(visit: Visit, borders: object) -> None:
    report = a_report(
        f"{PAYLOAD}\n\n{STORY}\n\n{SNEAKY}",
        filename=f"{PAYLOAD}.txt",
        headline=PAYLOAD,
        byline=PAYLOAD,
        dateline=SNEAKY,
    )
    incident = an_incident(report, place_name=PAYLOAD)
    words_for(report, "<img src=x", "place_name", incident=incident)
    words_for(report, "</script>", "event_type", incident=incident)
    a_claim(incident, unit=PAYLOAD[:200])
    actor = Actor.objects.create(name=PAYLOAD[:200])
    Participant.objects.create(incident=incident, actor=actor, role="mover")
    said = Statement.objects.create(report=report, speaker=actor, cue=PAYLOAD[:60], kind="direct", content=SNEAKY)
    said.about.add(incident)
    visitor = visit("admin")
    for path in [
        *paths(report),
        f"/incidents/?q={quote(PAYLOAD)}",
        f"/?q={quote(PAYLOAD)}&actor={quote(SNEAKY)}",
        f"/borders/?q={quote(PAYLOAD)}",
    ]:
        page = visitor.go(path)
        assert page.evaluate("window.__ran") is None, path
        assert (
            page.locator("main img, main script:not([nonce]):not([src]):not([type='application/json'])").count() == 0
        ), path
    assert not [said for said in visitor.seen.problems if "404" not in said], visitor.seen.problems


def test_a_payload_that_is_dropped_as_a_file_name_never_runs(visit: Visit, tmp_path: Any) -> None:
    visitor = visit("analyst")
    page = visitor.go("/submit/")
    page.set_input_files(
        "input[name=files]",
        {"name": "<img src=x onerror=window.__ran=1>.txt", "mimeType": "text/plain", "buffer": STORY.encode()},
    )
    page.click("main button.primary")
    page.wait_for_selector(".receipt.accepted")
    assert "<img src=x" in page.locator(".receipt strong").inner_text()
    assert page.evaluate("window.__ran") is None


def test_no_page_asks_another_host_and_none_breaks_its_own_policy(visit: Visit, told: Report, live_server: Any) -> None:
    visitor = visit("admin")
    for path in [*paths(told), "/api/docs/", "/admin/"]:
        visitor.go(path)
    assert visitor.seen.hosts == {live_server.url.removeprefix("http://")}
    # The page that is not there answers 404, which the browser notes.
    assert not [said for said in visitor.seen.problems if "404" not in said], visitor.seen.problems
