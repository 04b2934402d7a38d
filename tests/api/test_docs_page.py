"""The docs page in Chromium, under the site's strict Content-Security-Policy."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import user_with


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_docs_page_lists_the_operations_and_breaks_no_rule(settings: Any, live_server: Any, browser: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # the live server has no hashed names
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    client = Client()
    client.force_login(user_with("reader"))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context = browser.new_context()
    context.add_cookies([cookie])
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("Submit a report").first.wait_for(timeout=20_000)
    assert page.locator(".opblock").count() >= 13
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))] == []
