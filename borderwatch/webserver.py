"""What gunicorn does in each worker before its first request, and while a long answer goes out (`--config python:borderwatch.webserver`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_worker: Any = None


def post_worker_init(worker: Any) -> None:
    """Each worker reads its own columns, in the background; meanwhile SQL answers."""
    global _worker
    _worker = worker
    from django.conf import settings

    from incidents.cube.current import cube

    if settings.CUBE:
        cube().warm()


def kept_alive(answer: Any) -> Any:
    """The same answer; while a long one is written, the master is told that its worker lives."""
    if _worker is None or not getattr(answer, "streaming", False):
        return answer
    return _Beating(answer)


class _Beating:
    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        for part in self.answer:
            yield part
            _worker.notify()

    def close(self) -> None:
        self.answer.close()
