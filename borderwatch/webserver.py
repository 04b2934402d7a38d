"""How gunicorn serves (`--config python:borderwatch.webserver --preload`)."""

from __future__ import annotations

import gc
import sys
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from borderwatch.redacting import Formatter


class Log(Logger):
    """A refused request line may hold whatever a client sent."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter(self.error_fmt, self.datefmt))


class Worker(ThreadWorker):
    """Takes a new connection only while one of its threads is free: of several that come at once, another process takes the next."""

    @property
    def worker_connections(self) -> int:
        resting = len(self.keepalived_conns) + len(self.pending_conns)
        return self._most if self.nr_conns - resting < self.cfg.threads else 0

    @worker_connections.setter
    def worker_connections(self, most: int) -> None:
        self._most = most


logger_class = Log
# A file of a million rows takes a minute, and a reader may be slow: the other threads of its process answer pages meanwhile, and
# gunicorn's time limit asks whether the process lives, not how long an answer takes.
worker_class = "borderwatch.webserver.Worker"
threads = 4
# Bytes; as many as gunicorn takes. A filter of many words stands in the address.
limit_request_line = 8190

# Who waits for the columns is let in when the one before has them no more, not five milliseconds later.
SWITCH = 0.0005  # seconds
READ_WITHIN = 60.0  # seconds; after that the workers start without, and SQL answers until each has read its own


def when_ready(_server: Any) -> None:
    """
    The columns and the pages' code are read once, before the workers are forked from this process: they share them, and so does
    every later one, and what the map's first picture needs besides.
    """
    from django.conf import settings
    from django.db import connections
    from django.urls import get_resolver

    from incidents.cube.current import cube
    from incidents.views.picture import rehearse

    if settings.CUBE:
        cube().warm()
    _ = get_resolver().url_patterns  # all pages' code, while the database sends the columns; no worker reads it again
    if settings.CUBE:
        if cube().is_ready(READ_WITHIN):
            rehearse()
        cube().hand_over()
        connections.close_all()
    gc.freeze()  # what all workers share is not looked through, and so not copied, by each of them


def post_worker_init(_worker: Any) -> None:
    from django.conf import settings

    sys.setswitchinterval(SWITCH)

    from incidents.cube.current import cube

    if settings.CUBE:
        cube().warm()
