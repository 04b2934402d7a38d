"""Does a client that replays changes hold what the server holds? `./bw bench sync [--runs N] [--first SEED]`.

In each run editors and the machine act by chance in transactions that stay open, commit out of order or never, while readers of four
filters page the list and replay changes over a line that breaks. Exits with 1 where a copy differs or a change is told twice.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

import django
from django.core.management import call_command
from rig.figures import Figure

EMPTIED = "TRUNCATE incidents_incident, incidents_report, incidents_original, incidents_correction, incidents_changeset, incidents_user CASCADE"


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench sync")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, metavar="SEED")
    options = parser.parse_args(args)
    os.environ.setdefault("BW_ALLOWED_HOSTS", "testserver")
    os.environ.setdefault("BW_LOG_LEVEL", "ERROR")
    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection
    from rig import syncing

    whole, begun, differing = syncing.Outcome(), time.monotonic(), 0
    for seed in range(options.first, options.first + options.runs):
        with connection.cursor() as cursor:
            cursor.execute(EMPTIED)
        outcome = syncing.run(seed)
        if outcome.differences or outcome.repeated:
            differing += 1
            print(f"run {seed}:", *outcome.differences, f"{outcome.repeated} told twice", sep="\n  ")
        whole.add(outcome)
    seconds = time.monotonic() - begun
    figures = [
        Figure("runs in which a copy differs or a change is told twice", differing, "", 0, at_least=False),
        Figure("differences between copies and server", len(whole.differences), "", 0, at_least=False),
        Figure("changes told twice", whole.repeated, "", 0, at_least=False),
        Figure("runs", options.runs, "", 200),
    ]
    print(
        f"\n{options.runs} runs in {seconds:.0f} s: {whole.acts:,} acts ({whole.refused:,} refused, {whole.undone:,} transactions rolled back),"
        f" {whole.changes:,} changes replayed by {len(syncing.FILTERS)} readers, {whole.interruptions:,} interruptions\n"
    )
    for figure in figures:
        print(figure.line())
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
