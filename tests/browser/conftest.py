"""A page in real Chromium, signed in, that remembers what it asked for and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from incidents.models import Report, User
from tests.factories import a_told_report


@dataclass
class Seen:
    """What a page did while it was watched."""

    hosts: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    page: Any
    base: str
    seen: Seen

    def go(self, path: str, *, settled: bool = True) -> Any:
        """The page at this path; settled: with everything fetched that it asks for by itself."""
        self.page.goto(self.base + path, wait_until="networkidle" if settled else "load")
        return self.page


Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any) -> None:
    """The live server has no hashed names, and no browser test is about how costly a password is to guess."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visit(browser: Any, live_server: Any, users: dict[str, User]) -> Iterator[Visit]:
    contexts = []

    def open_page(
        role: str | None = "editor", *, size: tuple[int, int] = (1280, 800), javascript: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if role:
            client = Client()
            client.force_login(users[role])
            for name, morsel in client.cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        page, seen = context.new_page(), Seen()
        page.on(
            "request",
            lambda request: seen.hosts.add(urlsplit(request.url).netloc) if request.url.startswith("http") else None,
        )
        page.on("pageerror", lambda error: seen.problems.append(str(error)))
        page.on("console", lambda said: seen.problems.append(said.text) if said.type == "error" else None)
        return Visitor(page, live_server.url, seen)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def told(borders: object) -> Report:
    """One report with an incident, a claim, a participant and a statement, each value with its words."""
    return a_told_report()


def paths(report: Report) -> list[str]:
    """Every page that a report with an incident gives rise to."""
    incident = report.machine_incidents.get()
    return [
        "/", f"/?selected={incident.pk}", "/?q=nothingtofind", "/incidents/", "/incidents/?status=confirmed", f"/incidents/{incident.pk}/",
        f"/edit/incident/{incident.pk}/date_start/", "/statements/", "/review/", "/review/?border=KG-TJ", "/reports/", f"/reports/{report.pk}/", "/submit/", "/borders/",
        "/borders/AF-TJ/", "/codebook/", "/account/", "/account/tokens/", "/no/such/page/", "/brief/?border=AF-TJ&from=2021-07-01&to=2021-07-31", "/brief/?border=KG-TJ", "/briefs/", "/search/?q=soldiers", "/search/?q=nothingtofind", "/views/",
        f"/reports/{report.pk}/reread/", "/reports/reread/", "/review/rules/", "/incidents/import/", "/incidents/bulk/?do=accept&least=0.5", "/incidents/bulk/?q=nothingtofind",
        f"/incidents/{incident.pk}/merge/", f"/incidents/{incident.pk}/split/", f"/incidents/{incident.pk}/versions/", "/inbox/",
        "/statements/?q=let", "/incidents/?column=what&column=when&column=actors&column=reports&column=precision",
    ]  # fmt: skip
