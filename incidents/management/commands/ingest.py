"""Take in reports from files, folders or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents import intake
from incidents.models import User


class Command(BaseCommand):
    help = "Take in reports: files, folders, zip files, or - for standard input. One line a report; exit code 1 if any was refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE")
        parser.add_argument("--source", default="", help="who published them, where the text does not say")
        parser.add_argument("--published", type=date.fromisoformat, help="the day of publication, 2021-07-05")
        parser.add_argument("--language", default="")
        parser.add_argument("--by", default="", metavar="USER", help="whose word source, day and language are")

    def handle(self, *_args: Any, **options: Any) -> None:
        said = intake.Said(source=options["source"], published=options["published"], language=options["language"])
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if options["by"] and by is None:
            raise CommandError(f"--by {options['by']}: there is no such account.")
        if said != intake.Said() and by is None:
            raise CommandError(
                "What a person says of a report wins over its text and is kept under a name: add --by USER."
            )
        refused = 0
        for name, content in _files(options["paths"]):
            for receipt in intake.submit_files(files=[(name, content)], by=by, said=said):
                self.stdout.write(f"{receipt.outcome:12} {receipt.name}: {receipt.message}")
                refused += receipt.outcome == "refused"
        if refused:
            raise CommandError(f"{refused} refused; the reasons stand above.", returncode=1)


def _files(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    for given in paths:
        if given == "-":
            yield "standard-input.txt", sys.stdin.buffer.read()
            continue
        path = Path(given)
        if not path.exists():
            raise CommandError(f"{given}: no such file")
        for one in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            yield one.name, one.read_bytes()
