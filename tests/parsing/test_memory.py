"""What a process that reads reports holds in memory, and that it loads no language before a report needs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from spacy.vectors import Vectors

from incidents.parsing.word_rows import WordRows

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "incidents" / "samples" / "sources"
MOST_MB = 600
# A worker's life in short: Django and the tasks, a Russian report, an English one.
WORKER = """
import importlib, json, sys
from pathlib import Path
import django
django.setup()
importlib.import_module("incidents.tasks")
from django.core.management import call_command
from incidents.parsing import tongue
from incidents.parsing.russian import models
from incidents.parsing.evaluation.run import resident_mb
out, russian, english = sys.argv[1:]
call_command("parse", russian, out=Path(out))
told = {"english": tongue.load.cache_info().currsize, "russian": models.load.cache_info().currsize}
call_command("parse", english, out=Path(out))
print(json.dumps({**told, "resident_mb": resident_mb()}))
"""


def test_a_worker_with_both_languages_stays_small_and_loads_each_at_its_first_report(tmp_path: Path) -> None:
    reports = (str(SOURCES / name) for name in ("russian.txt", "retreat-lead.txt"))
    told = subprocess.run(
        [sys.executable, "-c", WORKER, tmp_path, *reports],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    seen = json.loads(told.stdout)
    assert (seen["english"], seen["russian"]) == (0, 1)
    assert seen["resident_mb"] <= MOST_MB
    assert json.loads((tmp_path / "russian.json").read_text(encoding="utf-8"))["incidents"]
    assert json.loads((tmp_path / "retreat-lead.json").read_text(encoding="utf-8"))["incidents"]


def test_rows_of_words_are_those_of_the_dictionary_they_were_made_from() -> None:
    rows = {2**64 - 1: 3, 0: 1, 77: 2, 12_345_678_901_234_567_890: 0}
    found = WordRows(rows)
    assert dict(found) == rows
    assert len(found) == 4
    assert 76 not in found
    assert found.get(2**64 - 2, -1) == -1
    vectors = Vectors(shape=(4, 2))
    vectors.key2row = found
    assert list(vectors.find(keys=[77, 78, 0])) == [2, -1, 1]
