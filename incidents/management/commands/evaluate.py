"""Score the parser against a gold set; needs no database."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.parsing.evaluation.record import append_scores
from incidents.parsing.evaluation.run import Run, evaluated
from incidents.parsing.evaluation.scores import HEAD
from incidents.parsing.evaluation.sets import gold_sets, recognised


class Command(BaseCommand):
    help = "Read the texts of a gold set, print the scores, the misses with their words, the pace and the memory."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a gold set; which one is told by its files")
        parser.add_argument("--record", action="store_true", help="append the scores to bench/scores.tsv")
        parser.add_argument("--quiet", action="store_true", help="the table only, without the misses")
        parser.add_argument("--first", type=int, metavar="N", help="only the first N texts")

    def handle(self, *_args: Any, **options: Any) -> None:
        gold_set = recognised(options["folder"])
        if gold_set is None:
            known = ", ".join(one.NAME for one in gold_sets())
            raise CommandError(f"{options['folder']} holds none of the sets known here: {known}.")
        samples = list(islice(gold_set.samples(options["folder"]), options["first"]))
        run = evaluated(gold_set, samples)
        if not options["quiet"]:
            self._misses(run)
        self._table(gold_set.NAME, run)
        if options["record"]:
            append_scores(settings.BASE_DIR, gold_set.NAME, run)

    def _misses(self, run: Run) -> None:
        for name, outcome in zip(run.names, run.outcomes, strict=True):
            if outcome.misses:
                self.stdout.write(f"== {name}")
            for miss in outcome.misses:
                self.stdout.write(f"  {' '.join(miss.split())}")

    def _table(self, name: str, run: Run) -> None:
        self.stdout.write(f"\n{name}: {len(run.names)} texts\n{HEAD}")
        for row in run.rows():
            self.stdout.write(row.in_words())
        self.stdout.write(run.pace.in_words())
