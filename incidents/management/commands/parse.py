"""Parse texts without storing anything."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.parsing import Document, Known, Unreadable, parse, readers, warm
from incidents.parsing.goldform import as_gold


class Command(BaseCommand):
    help = "Parse texts to JSON in the codebook's form, one file a text; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path)
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="M.jsonl",
            help='lines such as {"file": "a.txt", "published": "2021-07-05"}',
        )
        parser.add_argument(
            "--out", type=Path, metavar="DIR", help="where <stem>.json goes; without it the JSON is printed"
        )
        parser.add_argument("--explain", action="store_true", help="print which rule read what, and why")

    def handle(self, *_args: Any, **options: Any) -> None:
        texts = list(_texts(options["files"], options["manifest"]))
        if not texts:
            raise CommandError("Name at least one FILE, or a --manifest.")
        if options["out"]:
            options["out"].mkdir(parents=True, exist_ok=True)
        seconds = 0.0
        for path, known in texts:
            content = path.read_bytes()
            document = _document(path, content, known)
            warm(document)
            begun = time.perf_counter()
            reading = parse(document)
            seconds += time.perf_counter() - begun
            found = as_gold(reading, path.name, content)
            written = json.dumps(found, ensure_ascii=False, indent=1)
            if options["explain"]:
                self._explain(found)
            elif options["out"]:
                (options["out"] / f"{path.stem}.json").write_text(written, encoding="utf-8")
            else:
                self.stdout.write(written)
        self.stderr.write(f"{len(texts)} reports in {seconds:.1f} s: {len(texts) / seconds:.1f} reports/s")

    def _explain(self, found: dict[str, Any]) -> None:
        say = self.stdout.write
        say(f"== {found['text']}  {found['report_date']}  {found['agency']}")
        for one in found["incidents"]:
            say(f"{one['id']} {one['event_type']} ({one['confidence']}): {one['evidence'][0]!r}")
            for name, rule in one["rules"].items():
                say(f"    {name:13} {one.get(name, one['date_start'])!s:24.60} {rule['rule']:24} {rule['reason']}")
            say(
                f"    {'confidence':13} {', '.join(f'{name} {sure}' for name, sure in one['field_confidence'].items())}"
            )
            for actor in one["actors"]:
                say(f"    {actor['role']:13} {actor['name']!s:24.60} {actor['rule']}")
            for claim in one["claims"]:
                say(
                    f"    claim         {claim['kind']} {claim['low']}..{claim['high']}  {claim['rule']}, {claim['kind_rule']}  {claim['evidence']!r} {claim['attributed_to']}"
                )
        for one in found["statements"]:
            say(
                f"said {one['speaker']!r} {one['cue']!r} [{one['speaker_rule']}] {one['speaker_reason']}: {one['content'][:90]!r}"
            )


def _document(path: Path, content: bytes, known: Known | None) -> Document:
    try:
        document = readers.read(content, path.name)
    except Unreadable as problem:
        raise CommandError(f"{path}: {problem}") from problem
    return replace(document, known=known or document.known)


def _texts(files: list[Path], manifest: Path | None) -> Iterator[tuple[Path, Known | None]]:
    for path in files:
        yield path, None
    if manifest is None:
        return
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        yield manifest.parent / row["file"], Known(published, row.get("source", ""), row.get("language", ""))
