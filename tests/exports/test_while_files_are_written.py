"""Files that nobody reads on hold a thread each; pages are answered meanwhile."""

from __future__ import annotations

import http.client
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from incidents.models import Incident
from incidents.views.exporting import ongoing
from tests.conftest import running_web
from tests.factories import a_border

ROWS, WORKERS = 12_000, 2  # more than the sockets between hold


@pytest.fixture
def address(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    border = a_border()
    Incident.objects.bulk_create(
        Incident(event_type="smuggling", border=border, place_name="Ishkashim " * 19) for _ in range(ROWS)
    )
    with running_web(tmp_path / "web.log") as found:
        yield found


def a_slow_reader(address: str) -> tuple[socket.socket, int]:
    """Asks for the whole list and reads its status; the connection, and that."""
    own = socket.create_connection(
        (address.rpartition("/")[2].split(":")[0], int(address.rpartition(":")[2])), timeout=30
    )
    own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    own.sendall(b"GET /incidents/export.geojson HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return own, int(own.recv(12).split()[1])


def test_pages_are_answered_while_files_are_written_and_more_files_are_put_off(address: str) -> None:
    readers = [a_slow_reader(address) for _ in range(ongoing.MOST * WORKERS * 2)]
    statuses = [status for _, status in readers]
    try:
        assert set(statuses) == {200, 503} and statuses.count(200) <= ongoing.MOST * WORKERS
        begun = time.monotonic()
        for _ in range(20):
            with urllib.request.urlopen(f"{address}/api/v1/incidents/count", timeout=10) as answer:
                assert answer.status == 200
        assert time.monotonic() - begun < 10
    finally:
        for connection, _ in readers:
            connection.close()
    assert written_again(address)


def written_again(address: str) -> bool:
    """As soon as the readers are gone there is room for the next."""
    for _ in range(50):
        with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)) as talk:
            talk.request("GET", "/incidents/export.csv?event_type=border_clash")
            if talk.getresponse().status == 200:
                return True
        time.sleep(0.1)
    return False
