"""Find reports whose wake-up or worker was lost, and wake workers for them; drop what nobody needs of the log of changes."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from incidents import previews, reads
from incidents.feed import log
from incidents.tasks import sweep
from incidents.webhooks import delivering

PRUNE_EVERY = 3600.0  # seconds


class Command(BaseCommand):
    help = "Wake workers for reports that wait too long or whose lease ran out; once, or --every so many seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0.0, metavar="SECONDS")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["every"]:
            self.stdout.write(f"{sweep(older_than=0)} woken")
            return
        stopped = threading.Event()
        pruned_at = -PRUNE_EVERY
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(options["every"]):
            try:
                if woken := sweep():
                    self.stdout.write(f"{woken} woken")
                previews.sweep()
                delivering.sweep()
                if time.monotonic() - pruned_at >= PRUNE_EVERY:
                    log.prune()
                    delivering.prune()
                    reads.forget()
                    pruned_at = time.monotonic()
            except OperationalError as problem:  # the database restarts; the next round finds it again
                self.stderr.write(f"database not reachable: {problem}")
            close_old_connections()
