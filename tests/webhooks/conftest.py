"""A receiver of webhooks on this machine, that answers as it is told to and keeps what it gets."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest


@dataclass
class Receiver:
    """`answers` are the statuses of the next requests; 204 once they are used up."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def bodies(self) -> list[Any]:
        return [json.loads(body) for _headers, body in self.got]

    def told(self) -> list[list[tuple[int, str]]]:
        """By delivery, which incidents, and what became of them."""
        return [[(one["id"], one["change"]) for one in body["changes"]] for body in self.bodies()]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    held = Receiver()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(held.answers.pop(0) if held.answers else 204)
            self.send_header("Location", f"{held.url}elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Nothing on the test's own output."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    held.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()
