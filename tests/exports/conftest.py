"""What every format is tried with."""

from __future__ import annotations

import pytest

from incidents.models import Report
from tests.exports.rows import tell


@pytest.fixture
def told(borders: object) -> Report:
    report: Report = tell()
    return report
