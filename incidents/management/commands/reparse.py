"""Read reports again with the present parser."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents import previews, rereading, tasks
from incidents.models import Report


class Command(BaseCommand):
    help = (
        "Print what reading reports again would change; with --apply the workers do it. What a person corrected stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reports", nargs="*", type=int, metavar="NUMBER")
        parser.add_argument("--all", action="store_true", help="every report")
        parser.add_argument("--older", action="store_true", help="those that another parser read")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="print the numbers, write nothing (the usual)")
        how.add_argument("--apply", action="store_true", help="have the workers read them again")

    def handle(self, *_args: Any, **options: Any) -> None:
        reports = self._chosen(options)
        if options["apply"]:
            self.stdout.write(f"{tasks.requeue(reports)} reports will be read again.")
            return
        totals: Counter[str] = Counter(add=0, change=0, keep=0, withdraw=0, dispute=0)
        for report in reports.select_related("source").iterator(chunk_size=100):
            plan, _version = previews.plan_of(report)
            numbers = {**plan.numbers(), "dispute": plan.disputes()}
            totals.update(numbers)
            self.stdout.write(f"#{report.pk}: {_in_words(numbers)}")
        self.stdout.write(f"in all: {_in_words(totals)}")
        self.stdout.write("Nothing was written; --apply has the workers do it.")

    def _chosen(self, options: dict[str, Any]) -> Any:
        if options["older"]:
            return rereading.older()
        reports = Report.objects.exclude(text="")
        if options["reports"]:
            return reports.filter(pk__in=options["reports"])
        if options["all"]:
            return reports
        raise CommandError("Name reports by their numbers, or say --older or --all.")


def _in_words(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in numbers.items())
