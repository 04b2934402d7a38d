"""One copy of the project for all tests of `./bw up`, as one person's checkout would be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.copies import Copy


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    made = Copy(tmp_path_factory.mktemp("fresh") / "borderwatch")
    yield made
    made.remove_data()


@pytest.fixture
def copy(made_once: Copy) -> Iterator[Copy]:
    """The same copy for all tests, as one person's checkout would be; what a failed test leaves running is ended."""
    yield made_once
    made_once.end_all()
