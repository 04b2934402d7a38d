"""Odd texts through the parser: `./bw bench fuzz [--minutes N] [--seed S] [--only NUMBER]`.

English and Russian texts made from the sample reports, the examples of the event types and the sentences of the tests. Each must be
read without an exception, with every value on words of the text, in at most 2 seconds of processor time per 10 kB (texts below
10 kB have 2 seconds too; a kB is a thousand characters, so that Russian is held to the same). What fails is kept in var/fuzz/
and named with its number: the same seed and number make the same text. Exits with 1 where a text failed.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.parsing import Document, Known, parse, warm
from incidents.parsing.evaluation.odd_texts import odd_text
from incidents.parsing.evaluation.soundness import is_sound
from incidents.parsing.goldform import as_gold
from incidents.parsing.language import is_cyrillic
from incidents.wanted import wanted

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "incidents" / "parsing" / "knowledge"
SAMPLES = ROOT / "incidents" / "samples" / "sources"
TESTS = ROOT / "tests" / "parsing"
FAILED = ROOT / "var" / "fuzz"
SECONDS, CHARACTERS = 2.0, 10_000
SENTENCE = 40  # characters, below which a string of a test is rather a name


def sentences() -> Iterator[str]:
    for path in sorted(SAMPLES.glob("*.txt")):
        yield from path.read_text(encoding="utf-8").split("\n\n")
    for path in sorted(KNOWLEDGE.rglob("*.toml")):
        for example in tomllib.loads(path.read_text(encoding="utf-8")).get("examples", ()):
            if isinstance(example, dict) and "text" in example:
                yield str(example["text"])
    for path in sorted(TESTS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > SENTENCE:
                yield node.value


@dataclass(frozen=True, slots=True)
class Tried:
    number: int
    language: str
    text: str
    seconds: float
    fault: str

    @property
    def per_10_kb(self) -> float:
        return self.seconds / max(1.0, len(self.text) / CHARACTERS)

    def in_words(self) -> str:
        return f"{self.number} ({self.language}, {len(self.text)} characters): {self.fault or 'slow'}, {self.seconds:.2f} s"


class Sources:
    """The sentences by language; a fifth of the texts mixes both."""

    def __init__(self) -> None:
        found = [one for one in dict.fromkeys(sentences()) if one.strip()]
        self.of = {"en": [s for s in found if not is_cyrillic(s)], "ru": [s for s in found if is_cyrillic(s)]}

    def text(self, seed: int, number: int) -> tuple[str, str]:
        chance = random.Random(f"{seed}:{number}")
        language = chance.choice(("en", "ru"))
        pool = self.of["en"] + self.of["ru"] if chance.random() < 0.2 else self.of[language]
        return language, odd_text(chance, pool)


def tried(number: int, language: str, text: str) -> Tried:
    document = Document(text.replace("\r\n", "\n").replace("\r", "\n"), Known(language=language))
    begun, fault = time.process_time(), ""
    try:
        reading = parse(document)
        if not is_sound(reading):
            fault = "a value stands on no words"
        as_gold(reading, "")
        wanted(reading)
    except Exception:  # noqa: BLE001 (any exception at all is what is looked for here)
        fault = traceback.format_exc()
    return Tried(number, language, document.text, time.process_time() - begun, fault)


def keep(seed: int, one: Tried) -> None:
    FAILED.mkdir(parents=True, exist_ok=True)
    (FAILED / f"{seed}-{one.number}-{one.language}.txt").write_text(one.text, encoding="utf-8", newline="")
    print(f"FAILED {one.in_words()}", flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench fuzz")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one text")
    options = parser.parse_args(arguments)
    sources, counts, failed, slowest = Sources(), Counter[str](), 0, 0.0
    for language in ("en", "ru"):
        warm(Document("", Known(language=language)))
    tried(-1, "en", sources.of["en"][0])  # patterns and tables that are made at the first reading
    tried(-1, "ru", sources.of["ru"][0])
    ends, number = time.monotonic() + 60 * options.minutes, options.only or 0
    while time.monotonic() < ends:
        one = tried(number, *sources.text(options.seed, number))
        counts.update({one.language: 1, f"{one.language} characters": len(one.text)})
        slowest = max(slowest, one.per_10_kb)
        if one.fault or one.per_10_kb > SECONDS:
            failed += 1
            keep(options.seed, one)
        if options.only is not None:
            break
        number += 1
    print(
        f"seed {options.seed}: {counts['en']} English and {counts['ru']} Russian texts of "
        f"{(counts['en characters'] + counts['ru characters']) / 1e6:.1f} million characters, slowest {slowest:.2f} s per 10 kB, {failed} failed"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
