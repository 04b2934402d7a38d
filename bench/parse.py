"""Reports a second and core of the parser, and the memory of a worker that has read both languages: `./bw bench parse [DIR]`.

DIR is a gold set as `./bw manage evaluate` takes it. Without one the texts beside the checkout are read, or, where there are
none, the sample reports of the product. Exits with 1 where a goal is missed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from incidents.parsing import Document, parse, readers
from incidents.parsing.evaluation.run import resident_mb, timed
from incidents.parsing.evaluation.sets import recognised

ROOT = Path(__file__).resolve().parent.parent
REAL_REPORTS = ROOT.parent / "shared" / "eval" / "dev"
SAMPLES = ROOT / "incidents" / "samples" / "sources"
RUSSIAN_REPORT = SAMPLES / "russian.txt"
REPORTS_PER_CORE = 6.0
RESIDENT_MB = 600.0
AT_LEAST = 100  # documents, so that the pace is no accident of one text


def documents(folder: Path) -> Iterator[Document]:
    gold_set = recognised(folder)
    if gold_set:
        yield from (sample.document for sample in gold_set.samples(folder))
    else:
        yield from (readers.read(path.read_bytes(), path.name) for path in sorted(folder.glob("*.txt")))


def worker_mb(so_far: float) -> float:
    """The most that a worker holds: Django and its tasks, the English model, and from the first Russian report on the Russian ones."""
    parse(readers.read(RUSSIAN_REPORT.read_bytes(), RUSSIAN_REPORT.name))
    return max(so_far, resident_mb())


def main(args: list[str]) -> int:
    django.setup()
    importlib.import_module("incidents.tasks")
    folder = Path(args[0]) if args else REAL_REPORTS if REAL_REPORTS.is_dir() else SAMPLES
    once = list(documents(folder))
    if not once:
        print(f"{folder} holds no texts.")
        return 2
    pace = timed(once * -(-AT_LEAST // len(once)), lambda _document, _read: None)
    words = sum(len(document.text.split()) for document in once) / len(once)
    print(f"{len(once)} texts of {words:.0f} words on average, {pace.reports} readings")
    is_fast = pace.per_core >= REPORTS_PER_CORE
    resident = worker_mb(pace.resident_mb)
    is_small = resident <= RESIDENT_MB
    print(
        f"reports/s per core   {pace.per_core:6.1f}   goal >= {REPORTS_PER_CORE:.0f}   {'met' if is_fast else 'MISSED'}"
    )
    print(f"resident memory, MB  {resident:6.0f}   goal <= {RESIDENT_MB:.0f}   {'met' if is_small else 'MISSED'}")
    return 0 if is_fast and is_small else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
