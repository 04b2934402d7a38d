"""“Copy as” on every list: what is copied is run, in a shell, in Python and by GDAL, and gives the rows of the page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import expect

from incidents.models import ApiToken, SavedView, User
from tests.browser.conftest import Visit
from tests.factories import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

EVIL = 'Tor\'kham "$(touch evil)" `id` & co; 50% #1\\'
PLACE = "Tor%27kham+%22%24%28touch+evil%29%22+%60id%60+%26+co%3B+50%25+%231%5C"


@pytest.fixture
def wanted(told: Any) -> int:
    an_incident(event_type="border_clash")
    return an_incident(place_name=EVIL, from_country="TJ", to_country="AF").pk


@pytest.fixture
def view(wanted: int, users: dict[str, User]) -> str:
    query = f"place={PLACE}"
    return SavedView.objects.create(owner=users["reader"], name="Torkham", page="incidents", query=query).slug


def with_token() -> dict[str, str]:
    _, key = ApiToken.issue(user=User.objects.get(username="reader"), label="copied")
    return {**os.environ, "BORDERWATCH_TOKEN": key, "GDAL_HTTP_HEADERS": f"Authorization: Token {key}"}


def copied(page: Any, label: str) -> str:
    """By keys alone, out of the clipboard."""
    page.locator(".copy-as summary").first.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=f"Copy as {label}").first
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Copied")
    page.keyboard.press("Escape")
    return str(page.evaluate("navigator.clipboard.readText()"))


def ids_by(label: str, text: str, folder: Any) -> list[int]:
    """The numbers of the rows that the text gives where it is pasted."""
    commands = {
        "curl": ["bash", "-c", text],
        "Python": [sys.executable, "-c", f"{text}\nprint(rows['id'].tolist())"],
        "QGIS URL": ["ogr2ogr", "-f", "GeoJSONSeq", "/vsistdout/", text],
    }
    done = subprocess.run(commands[label], env=with_token(), cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    if label == "Python":
        return list(json.loads(done.stdout))
    lines = [json.loads(line.lstrip("\x1e")) for line in done.stdout.splitlines()]
    return [line.get("id") or line["properties"]["id"] for line in lines]


PATHS = {"the list": "/incidents/", "the map": "/", "a saved view": "/views/"}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_what_is_copied_gives_the_rows_of_the_page(visit: Visit, wanted: int, view: str, tmp_path: Any, path: str) -> None:  # fmt: skip
    visitor = visit("reader")
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visitor.base)
    page = visitor.go(path if path == "/views/" else f"{path}?place={PLACE}&q=&sort=oldest")
    for label in ("curl", "Python", "QGIS URL"):
        if label == "QGIS URL" and not shutil.which("ogr2ogr"):
            continue
        text = copied(page, label)
        assert "bw_" not in text and visitor.base in text
        assert ids_by(label, text, tmp_path) == [wanted], text
    assert not list(tmp_path.iterdir()), "a filter was run as a command"


def test_the_map_s_copies_follow_its_filters(visit: Visit, wanted: int, tmp_path: Any) -> None:
    visitor = visit("reader")
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visitor.base)
    page = visitor.go("/")
    page.locator(".filter-panel summary").click()
    page.select_option(".filter-form [name=direction]", "TJ>AF")
    page.wait_for_url("**direction=**")
    page.keyboard.press("Escape")
    expect(page.locator("[data-copy-query]").first).to_have_text("?direction=TJ%3EAF")
    assert ids_by("curl", copied(page, "curl"), tmp_path) == [wanted]


@pytest.mark.parametrize("path", ["/", "/incidents/", "/statements/", "/borders/AF-TJ/", "/views/"])
def test_the_texts_stand_on_every_list_without_javascript(visit: Visit, wanted: int, view: str, path: str) -> None:
    page = visit("reader", javascript=False).go(path, settled=False)
    page.locator(".copy-as summary").first.click()
    text = page.locator(".copy-as pre").first
    expect(text).to_be_visible()
    expect(text).to_contain_text("Authorization: Token $BORDERWATCH_TOKEN")
    expect(page.locator("[data-copy]").first).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/incidents/", "/statements/", "/borders/AF-TJ/", "/views/"])
def test_the_open_menu_fits_a_phone(visit: Visit, wanted: int, view: str, path: str) -> None:
    page = visit("reader", size=(320, 640)).go(path)
    page.locator(".copy-as summary").first.click()
    box = page.locator(".copy-as .menu-body").first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320
