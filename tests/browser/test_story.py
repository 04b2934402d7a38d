"""The samples of July 2021 tell their story at a glance; the README's pictures are made of them: BW_PICTURES=1 makes them anew."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from incidents import intake, tasks
from incidents.management.commands.demo import SAMPLES
from incidents.models import Incident
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
MOST_BYTES = 250_000
SIZE = (1440, 900)
JULY = "from=2021-07-01&to=2021-07-10&border=AF-TJ"


@pytest.fixture
def samples(transactional_db: None, world_rows: None) -> None:
    """All sample reports, read."""
    files = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix not in (".py", ".toml"))
    for receipt in intake.submit_files(files=[(path.name, path.read_bytes()) for path in files], by=None):
        if receipt.report:
            tasks.read_report(receipt.report.pk)


def _biggest() -> Incident:
    night = Incident.objects.filter(border="AF-TJ", date_start="2021-07-05", event_type="cross_border_retreat")
    return night.filter(part_of_day="early_hours").order_by("pk")[0]


def _kept(page: Any, name: str) -> None:
    """The page as a picture of the README, where one asks for it; the one that is there is small and has its words."""
    path = PICTURES / f"{name}.webp"
    if os.environ.get("BW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(path, quality=86, method=6)
    assert path.stat().st_size <= MOST_BYTES
    words = re.search(rf"!\[([^\]]+)\]\(docs/images/{name}\.webp\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert words and len(words[1]) > 30, f"the README shows {name} without saying what is on it"


def test_july_2021_tells_its_story_on_one_screen(visit: Visit, samples: None) -> None:
    visitor = visit("editor", size=SIZE)
    page = visitor.go(f"/?{JULY}&selected={_biggest().pk}")
    told = [" ".join(words.split()) for words in page.locator(".flag").all_inner_texts()]
    for night in (">300 people 3 Jul 2021", "94 people 4 Jul 2021, evening", ">1,000 people 5 Jul 2021, early hours"):
        assert any(words.startswith(night) for words in told), told
    assert any("20,000" in words for words in told), told
    expect(page.locator(".base-label.country", has_text="Afghanistan")).to_be_visible()
    expect(page.locator(".base-label.country", has_text="Tajikistan")).to_be_visible()
    expect(page.locator("[data-list]")).to_contain_text("says Tajik border service")
    order = page.locator(".incident-row", has_text="20,000")
    expect(order).to_contain_text("ordered or planned")
    expect(order).to_contain_text("press service")
    expect(page.locator("[data-drawer]")).to_contain_text("Over 1,000 Afghan soldiers retreated to Tajikistan")
    expect(page.locator(".tl-key")).to_contain_text("Cross-border retreat")
    _kept(page, "map")
    page = visitor.go(f"/review/{Incident.objects.get(event_type='reinforcement').pk}/")
    expect(page.locator(".desk-form")).to_contain_text("Reinforcement")
    _kept(page, "desk")
    page = visitor.go("/borders/AF-TJ/")
    expect(page.locator("main")).to_contain_text("closed since")
    _kept(page, "border")
    page.emulate_media(color_scheme="dark")
    page = visitor.go(f"/incidents/{_biggest().pk}/")
    expect(page.locator(".evidence-quote").first).to_contain_text("Over 1,000 Afghan soldiers")
    _kept(page, "incident")
    assert visitor.seen.problems == []
