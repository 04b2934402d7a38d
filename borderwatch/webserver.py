"""What gunicorn does besides serving (`--config python:borderwatch.webserver --preload`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

READ_WITHIN = 60.0  # seconds; after that the workers start without, and SQL answers until each has read its own
_worker: Any = None


def when_ready(_server: Any) -> None:
    """
    The columns are read once, before the workers are forked from this process: they share them, and so does every later one,
    and what the map's first picture needs besides.
    """
    from django.conf import settings
    from django.db import connections

    from incidents.cube.current import cube
    from incidents.views.picture import rehearse

    if settings.CUBE:
        if cube().is_ready(READ_WITHIN):
            rehearse()
        cube().hand_over()
        connections.close_all()


def post_worker_init(worker: Any) -> None:
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
