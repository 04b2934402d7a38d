"""A tile server lies over the base map where a setting names one, and is the only other host that pages may ask."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from leaflet import app_settings
from playwright.sync_api import expect

from borderwatch.env import env_tiles
from incidents.models import Report
from tests.browser.conftest import Visit

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SERVER = "https://tiles.example"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_tiles_of_the_named_server_are_shown_with_its_credit(
    visit: Visit, told: Report, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(app_settings, "TILES", [("tiles", SERVER + "/{z}/{x}/{y}.png", {})])
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**rules, "img-src": [*rules["img-src"], SERVER]}}
    settings.TILES_CREDIT = "Tile people"
    visitor = visit("reader")
    visitor.page.route(f"{SERVER}/**", lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page = visitor.go("/")
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator(".map-credit")).to_contain_text("Tile people")
    expect(page.locator(".base-label.city, .base-label.country")).to_have_count(0)
    assert visitor.seen.hosts == {visitor.base.removeprefix("http://"), "tiles.example"}
    assert visitor.seen.problems == []


@pytest.mark.parametrize(
    "address", ["tiles.example/{z}/{x}/{y}.png", "https://{s}.tiles.example/{z}/{x}/{y}.png", "https://tiles.example/{z}/{x}.png", "ftp://tiles.example/{z}/{x}/{y}"]
)  # fmt: skip
def test_an_address_that_is_none_stops_the_start_with_its_name(address: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("BW_TILES_URL", address)
    with pytest.raises(ImproperlyConfigured, match="BW_TILES_URL"):
        env_tiles("BW_TILES_URL")


def test_without_a_tile_server_pictures_come_from_here_alone(settings: Any) -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] == ["'self'", "data:"]
