"""Incidents by CSV, from the command line."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.importing.lines import Line, lines_of, tally_of
from incidents.importing.sheet import Unreadable, read
from incidents.importing.writing import one_at_a_time, write
from incidents.models import User
from incidents.review.refusals import Conflict, Refused


class Command(BaseCommand):
    help = (
        "Say what each line of a CSV file of incidents would do; with --apply write it, as one act that can be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV in the columns of the export")
        parser.add_argument("--apply", action="store_true", help="write it; wrong lines are left out")
        parser.add_argument("--by", default="", metavar="USER", help="the editor whose act it is")
        parser.add_argument("--reason", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        with one_at_a_time() if options["apply"] else nullcontext():
            self._told(Path(options["file"]), options)

    def _told(self, path: Path, options: dict[str, Any]) -> None:
        try:
            lines = lines_of(read(path.read_bytes(), sys.maxsize))
        except (OSError, Unreadable) as problem:
            raise CommandError(str(problem)) from problem
        for line in lines:
            self._say(line)
        self.stdout.write(", ".join(f"{n} {state}" for state, n in tally_of(lines).items()))
        if options["apply"]:
            self._write(lines, path.name, options)

    def _say(self, line: Line) -> None:
        why = [f"{wrong.column}: {wrong.message}" for wrong in line.wrongs]
        why += [f"{change.column}: {change.before} → {change.after}" for change in line.changes if not line.wrongs]
        if why or line.state == "new":
            self.stdout.write(f"line {line.number}: {line.state} {'; '.join(why)}".rstrip())

    def _write(self, lines: list[Line], name: str, options: dict[str, Any]) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError("Every act is somebody's: add --by USER.")
        try:
            made = write(lines, by=by, name=name, reason=options["reason"])
        except (Refused, Conflict) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"act {made.pk}: {made.title}" if made else "nothing was to be done")
