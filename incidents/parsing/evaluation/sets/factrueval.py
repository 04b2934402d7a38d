"""FactRuEval-2016 devset: persons, bodies and places of Russian news and blogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.matching import best_pairs, overlap
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample, Stretch
from incidents.parsing.evaluation.scores import Tally

NAME = "FactRuEval (Russian names)"
_KINDS = {"name": "person", "surname": "person", "nickname": "person", "patronymic": "person", "loc_name": "place", "org_name": "body"}  # fmt: skip
Named = tuple[str, Stretch]


def is_it(folder: Path) -> bool:
    return any(folder.glob("book_*.objects"))


def samples(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("book_*.txt")):
        text = path.read_bytes().decode("utf-8")
        spans = path.with_suffix(".spans").read_text(encoding="utf-8").splitlines()
        objects = path.with_suffix(".objects").read_text(encoding="utf-8").splitlines()
        yield Sample(path.stem, Document(text, Known(language="ru")), list(_gold(spans, objects)))


def _gold(spans: list[str], objects: list[str]) -> Iterator[Named]:
    """One stretch for each object: all its name spans together, its descriptions ("bank") left out."""
    named: dict[str, Named] = {}
    for line in spans:
        number, kind, start, length, *_ = line.split()
        if kind in _KINDS:
            named[number] = (_KINDS[kind], (int(start), int(start) + int(length)))
    for line in objects:
        _number, _type, *rest = line.partition("#")[0].split()
        parts = [named[number] for number in rest if number in named]
        for kind in dict.fromkeys(kind for kind, _ in parts):
            own = [at for other, at in parts if other == kind]
            yield kind, (min(a for a, _ in own), max(b for _, b in own))


_NAMED_BODIES = frozenset(("actor.office", "actor.group"))  # the set marks no bodies that a common noun describes


def score(sample: Sample, read: Reading) -> Outcome:
    """Found by overlap, each kind for itself."""
    ours = [("place", (m["start"], m["end"])) for m in read["mentions"]["places"]]
    ours += [
        ("person" if m["kind"] == "person" else "body", (m["start"], m["end"]))
        for m in read["mentions"]["actors"]
        if m["kind"] == "person" or m["rule"] in _NAMED_BODIES
    ]
    sheet, misses = {}, []
    for kind in ("person", "body", "place"):
        gold = sorted({at for other, at in sample.gold if other == kind})
        seen = [at for other, at in ours if other == kind]
        pairs = best_pairs(len(gold), len(seen), lambda i, j, gold=gold, seen=seen: overlap(gold[i], seen[j]))  # type: ignore[misc]
        sheet[kind] = Tally(len(pairs), len(seen), len(gold))
        found, used = {i for i, _ in pairs}, {j for _, j in pairs}
        misses += [f"missed    {kind} {_words(sample, at)}" for i, at in enumerate(gold) if i not in found]
        misses += [f"extra     {kind} {_words(sample, at)}" for j, at in enumerate(seen) if j not in used]
    return Outcome(sheet, tuple(misses))


def _words(sample: Sample, at: Stretch) -> str:
    return " ".join(sample.document.text[at[0] : at[1]].split())
