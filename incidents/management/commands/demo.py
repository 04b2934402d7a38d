"""Load the sample reports."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents import intake
from incidents.models import Job, JobState

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class Command(BaseCommand):
    help = "Take in the sample reports (reports of an invented agency, in every format); those already here stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", type=float, default=0.0, metavar="SECONDS", help="wait until they are read")

    def handle(self, *_args: Any, **options: Any) -> None:
        files = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix not in (".py", ".toml"))
        receipts = intake.submit_files(files=[(path.name, path.read_bytes()) for path in files], by=None)
        for receipt in receipts:
            if receipt.outcome == "refused":
                self.stderr.write(f"{receipt.name}: {receipt.message}")
        ids = [receipt.report.pk for receipt in receipts if receipt.report]
        self.stdout.write(f"{len(ids)} sample reports")
        deadline = time.monotonic() + options["wait"]
        open_jobs = Job.objects.filter(report__in=ids, state__in=(JobState.QUEUED, JobState.RUNNING))
        while time.monotonic() < deadline and open_jobs.exists():
            time.sleep(0.3)
        if options["wait"]:
            self.stdout.write(f"{len(ids) - open_jobs.count()} of them read")
