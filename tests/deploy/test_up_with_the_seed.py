"""The report that the product began with, pasted into the running stack and scored: skipped where it is not at hand."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.copies import Browser, Copy
from tests.factories import STORY

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
SEED = EVAL / "dev" / "texts" / "seed.txt"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEED.exists(), reason="the evaluation texts are not on this machine"),
]
PASSWORD = "quite-a-long-password-7"


def submit_and_wait(browser: Browser, text: str, seconds: float) -> tuple[int, float]:
    """(number of the report, seconds from submitting until it was read)"""
    began = time.monotonic()
    page = browser.post("/submit/", text=text)
    report = browser.ask("reports?limit=1")["results"][0]
    assert f"#{report['id']}" in page
    while browser.ask(f"reports/{report['id']}")["job"]["state"] != "done":
        assert time.monotonic() - began < seconds, browser.ask(f"reports/{report['id']}")["job"]
        time.sleep(0.1)
    return report["id"], time.monotonic() - began


def figures(incident: dict[str, Any]) -> set[tuple[float | None, float | None]]:
    return {(claim["low"], claim["high"]) for claim in incident["claims"]}


@pytest.mark.alone
@pytest.mark.timeout(280)
def test_the_pasted_report_is_on_the_map_within_five_seconds(copy: Copy) -> None:
    started = copy.start()
    started.until("ready after", 240)
    copy.manage("createsuperuser", "--noinput", "--username", "seed", "--email", "", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    browser = Browser(copy.port)
    browser.sign_in("seed", PASSWORD)
    submit_and_wait(browser, STORY, 60)  # a warm worker is one that has read a report
    number, took = submit_and_wait(browser, SEED.read_text(encoding="utf-8"), 60)
    assert took < 5, f"{took:.1f} s"
    features = browser.ask(f"incidents.geojson?report={number}&limit=100")["features"]
    found = [{**feature["properties"], "geometry": feature["geometry"]} for feature in features]
    nights = sorted(
        (one for one in found if one["event_type"] == "cross_border_retreat"), key=lambda one: one["date_start"]
    )
    assert [(n["date_start"], n["from_country"], n["to_country"]) for n in nights] == [
        (f"2021-07-0{day}", "AF", "TJ") for day in (3, 4, 5)
    ]
    assert all(n["geometry"]["type"] == "MultiLineString" and n["where_prec"] == 5 for n in nights)
    for night, figure in zip(nights, [(300, None), (94, 94), (1000, None)], strict=True):
        assert figure in figures(night)
    (order,) = [one for one in found if one["modality"] == "ordered"]
    assert order["event_type"] == "reinforcement" and (20_000, 20_000) in figures(order)
    (call,) = [one for one in found if one["event_type"] == "diplomatic_contact"]
    assert call["date_start"] == "2021-07-05" and (call["geometry"] or {}).get("type") != "Point"
    statements = browser.ask(f"statements?report={number}&limit=100")["results"]
    speakers = {said["speaker"]["name"] for said in statements if said["speaker"]}
    assert {"Kremlin press service", "Tajik presidential press service"} <= speakers
    assert not {name.lower() for name in speakers} & {"it", "he", "they"}
    assert started.stop(signal.SIGTERM) == 0


@pytest.mark.timeout(120)
def test_scored_by_the_evaluation_the_report_is_wholly_right(copy: Copy, tmp_path: Path) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found"
    gold.mkdir()
    shutil.copy(EVAL / "dev" / "gold" / "seed.json", gold)
    entries = map(json.loads, (EVAL / "dev" / "manifest.jsonl").read_text().splitlines())
    entry = next(one for one in entries if one["file"].endswith("/seed.txt"))
    (tmp_path / "seed.jsonl").write_text(json.dumps({**entry, "file": str(SEED)}))
    copy.manage("parse", "--manifest", str(tmp_path / "seed.jsonl"), "--out", str(found))
    score = [
        sys.executable,
        str(EVAL / "score.py"),
        "--gold",
        str(gold),
        "--pred",
        str(found),
        "--json",
        str(tmp_path / "score.json"),
    ]
    subprocess.run(score, check=True, capture_output=True)
    result = json.loads((tmp_path / "score.json").read_text())
    assert {key: result[key]["f1"] for key in ("incident", "incident_hard", "claims")} == dict.fromkeys(
        ("incident", "incident_hard", "claims"), 1.0
    )
    assert result["statements_who"]["f1"] >= 0.85
