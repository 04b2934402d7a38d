"""Texts with gold in the codebook's own form: manifest.jsonl and gold/<stem>.json."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from incidents.parsing import readers
from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation import codebook
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample

NAME = "reports in the codebook's form"


def is_it(folder: Path) -> bool:
    return (folder / "manifest.jsonl").exists() and (folder / "gold").is_dir()


def samples(folder: Path) -> Iterator[Sample]:
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = folder / row["file"]
        document = readers.read(path.read_bytes(), path.name)
        published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
        known = Known(published, row.get("source", ""), row.get("language", ""))
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        yield Sample(path.stem, Document(document.text, known, document.headline), gold)


def score(sample: Sample, read: Reading) -> Outcome:
    sheet, misses = codebook.score(sample.gold, read)
    return Outcome(sheet, tuple(misses))
