"""The records of the API's tests, asked through /ogc/."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents.models import ApiToken
from tests.api.conftest import desk, user_with

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """No test here is about how costly a password is to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def key(db: None) -> str:
    """A token that may read."""
    return ApiToken.issue(user=user_with("reader"), label="gis")[1]


class Gis:
    def __init__(self, key: str) -> None:
        self.client, self.key = Client(), key

    def answer(self, path: str = "", **query: Any) -> Any:
        return self.client.get(f"/ogc/{path}", query, headers={"authorization": f"Token {self.key}"})

    def get(self, path: str = "", **query: Any) -> Any:
        answer = self.answer(path, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def ids(self, collection: str = "incidents", **query: Any) -> list[Any]:
        return [one["id"] for one in self.get(f"collections/{collection}/items", **query)["features"]]


@pytest.fixture
def gis(key: str) -> Gis:
    return Gis(key)
