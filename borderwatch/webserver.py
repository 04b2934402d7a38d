"""What gunicorn does in each worker before its first request (`--config python:borderwatch.webserver`)."""

from __future__ import annotations

from typing import Any


def post_worker_init(_worker: Any) -> None:
    """Each worker reads its own columns, in the background; meanwhile SQL answers."""
    from django.conf import settings

    from incidents.cube.current import cube

    if settings.CUBE:
        cube().warm()
