"""Read reports again with the present parser."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents import records, tasks
from incidents.models import Report
from incidents.parsing import Document, Known, parse


class Command(BaseCommand):
    help = "Read reports again; what a person corrected stays. --dry-run prints what would change and writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reports", nargs="*", type=int, metavar="NUMBER")
        parser.add_argument("--all", action="store_true")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["all"] and not options["reports"]:
            raise CommandError("Name reports by their numbers, or say --all.")
        reports = Report.objects.exclude(text="").select_related("source")
        if not options["all"]:
            reports = reports.filter(pk__in=options["reports"])
        if not options["dry_run"]:
            self.stdout.write(f"{tasks.requeue(reports)} reports will be read again.")
            return
        totals = {"add": 0, "change": 0, "keep": 0, "withdraw": 0}
        for report in reports.iterator():
            known = Known(report.published_on, report.source.name if report.source else "", report.language)
            numbers = records.plan_for(report, parse(Document(report.text, known))).numbers()
            totals = {name: totals[name] + numbers[name] for name in totals}
            self.stdout.write(f"#{report.pk}: " + ", ".join(f"{name} {n}" for name, n in numbers.items()))
        self.stdout.write("in all: " + ", ".join(f"{name} {n}" for name, n in totals.items()))
