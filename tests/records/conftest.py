"""What these tests share: an editor, and a report that was read once."""

from __future__ import annotations

import pytest

from incidents.access import Role
from incidents.models import Report, User
from tests.factories import a_user
from tests.records.readings import a_read_report


@pytest.fixture
def editor(db: None) -> User:
    return a_user(role=Role.EDITOR)


@pytest.fixture
def report(borders: object) -> Report:
    return a_read_report()
