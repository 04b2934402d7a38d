"""What editors' corrections say about the parser's rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents.learning.cases import write_cases
from incidents.learning.rules import RuleRecord, overturned_rules


class Command(BaseCommand):
    help = "Print which rules editors overturn most, by field, with examples; --export writes their records as evaluation cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--field", default="", help="only this field")
        parser.add_argument("--examples", type=int, default=2, metavar="N", help="of each rule (2)")
        parser.add_argument(
            "--export", type=Path, metavar="DIR", help="texts, gold/ and manifest.jsonl, as evaluate reads them"
        )
        parser.add_argument(
            "--complete", action="store_true", help="export only reports all of whose incidents were judged"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["export"]:
            self._export(options["export"], complete_only=options["complete"])
            return
        rows = overturned_rules(field=options["field"], examples=options["examples"])
        if not rows:
            self.stdout.write("No value that a rule read was overturned so far.")
        for row in rows:
            self._tell(row)

    def _tell(self, row: RuleRecord) -> None:
        self.stdout.write(
            f"{row.kind}.{row.field}  {row.rule}: overturned {row.overturned}, confirmed {row.confirmed} ({row.share:.0%}), made {row.made}"
        )
        for one in row.examples:
            where = f" (report {one.report_id})" if one.report_id else ""
            words = f" “{' '.join(one.words.split())[:80]}”" if one.words else ""
            self.stdout.write(
                f"    {one.correction.before!r} -> {one.correction.after!r}{words}{where} {one.correction.reason}".rstrip()
            )

    def _export(self, folder: Path, *, complete_only: bool) -> None:
        cases = list(write_cases(folder, complete_only=complete_only))
        judged, incidents = sum(c.judged for c in cases), sum(c.incidents for c in cases)
        self.stdout.write(
            f"{len(cases)} reports written to {folder}; {judged} of their {incidents} incidents were judged by a person."
        )
