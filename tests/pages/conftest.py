"""What the page tests share: one signed-in client a role, and one report that was really read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Report, User
from tests.factories import a_told_report

Visit = Callable[[str | None], Client]


@pytest.fixture(autouse=True)
def _quick_settings(settings: object) -> None:
    """No page test is about hashed file names or about how costly a password is to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # type: ignore[attr-defined]


@pytest.fixture
def visit(users: dict[str, User]) -> Visit:
    """A client signed in under a role; None is a visitor without an account."""

    def signed_in(role: str | None) -> Client:
        client = Client()
        if role:
            client.force_login(users[role])
        return client

    return signed_in


@pytest.fixture
def told(borders: object) -> Report:
    return a_told_report()
