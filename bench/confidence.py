"""Is a confidence of 0.8 right in eight of ten cases? `./bw bench confidence DIR… [--count] [--record]`.

DIR is a set of reports in the codebook's form. Printed are two tables: by the counts that the parser ships with, and with each text
guessed by the counts of the other texts alone. The second is the honest one for the set that the shipped counts come from.
--count writes the counts over DIR into the parser; --record appends both tables to bench/reliability.tsv.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from incidents.parsing import parse
from incidents.parsing.confidence import ALL, FILE, Counts, load_counts
from incidents.parsing.evaluation.record import commit_of
from incidents.parsing.evaluation.reliability import (
    HEAD,
    Band,
    Judged,
    bands,
    by_shipped,
    by_the_others,
    counted,
    judged,
)
from incidents.parsing.evaluation.sets import codebook_form

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "bench" / "reliability.tsv"
COLUMNS = "date", "commit", "set", "texts", "counts", "question", "band", "guesses", "predicted", "right", "brier"


def texts_of(folders: Sequence[Path]) -> list[tuple[Judged, ...]]:
    return [
        judged(sample.gold, parse(sample.document)) for folder in folders for sample in codebook_form.samples(folder)
    ]


def write_counts(counts: Counts, texts: int) -> None:
    """The counts as the parser reads them: right ones and all."""
    lines = [f"# Right readings and all, over {texts} texts with gold, by `./bw bench confidence DIR --count`.", ""]
    for question in sorted(counts):
        lines.append(f'[counts."{question}"]')
        lines += [
            f'"{trait}" = [{count.right}, {count.of}]'
            for trait, count in sorted(counts[question].items(), key=lambda p: (p[0] != ALL, p[0]))
        ]
        lines.append("")
    FILE.write_text("\n".join(lines), encoding="utf-8")
    load_counts.cache_clear()


def record(name: str, texts: int, by: str, table: Sequence[Band]) -> None:
    if not TABLE.exists():
        TABLE.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    about = dt.date.today().isoformat(), commit_of(ROOT), name, str(texts), by
    with TABLE.open("a", encoding="utf-8") as file:
        for one in table:
            figures = str(one.guesses), f"{one.sure:.3f}", f"{one.right:.3f}", f"{one.brier:.3f}"
            file.write("\t".join((*about, one.question, one.band or ALL, *figures)) + "\n")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench confidence")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args(arguments)
    unknown = [folder for folder in options.folders if not codebook_form.is_it(folder)]
    if unknown:
        parser.error(f"{unknown[0]} holds no reports in the codebook's form")
    texts = texts_of(options.folders)
    if options.count:
        write_counts(counted(one for text in texts for one in text), len(texts))
    name = " + ".join(folder.resolve().name for folder in options.folders)
    for by, found in (("shipped", by_shipped(texts, load_counts())), ("other texts", by_the_others(texts))):
        table = list(bands(found))
        print(f"\n{name}, {len(texts)} texts, by counts: {by}\n{HEAD}")
        for one in table:
            print(one.in_words())
        if options.record:
            record(name, len(texts), by, table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
