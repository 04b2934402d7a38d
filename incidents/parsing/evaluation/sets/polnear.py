"""PolNeAR dev (Newell, Margolin, Ruths 2018): who said what in US political news, as brat spans and attribution events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.matching import best_pairs, overlap, same_name
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample, Stretch
from incidents.parsing.evaluation.scores import Tally, share

NAME = "PolNeAR (statements)"
_SPAN = re.compile(r"^(T\d+)\t(\w+) ([\d; ]+)\t", re.M)
_EVENT = re.compile(r"^E\d+\t(.+)$", re.M)
SAME_CONTENT = 0.5
_PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "who", "that", "which", "you", "him", "her", "them"])


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution: stretches of its content, and of its source where the text names one."""

    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    speaker: str
    words: str


def is_it(folder: Path) -> bool:
    return (folder / "attributions").is_dir() and (folder / "text").is_dir()


def samples(folder: Path) -> Iterator[Sample]:
    """Articles; where several annotators read one, the first by name."""
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        read_by = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        if read_by:
            gold = list(_attributions(read_by[0].read_text(encoding="utf-8"), text))
            yield Sample(path.stem, Document(text, Known(language="en")), gold)


def _attributions(annotations: str, text: str) -> Iterator[Said]:
    stretches = {
        number: tuple((int(a), int(b)) for a, b in (part.split() for part in where.split(";")))
        for number, _kind, where in _SPAN.findall(annotations)
    }
    for event in _EVENT.findall(annotations):
        parts: dict[str, list[Stretch]] = defaultdict(list)
        for role, number in re.findall(r"(Content|Source)\d*:(T\d+)", event):
            parts[role] += stretches[number]
        if parts["Content"]:
            source = tuple(parts["Source"])
            yield Said(tuple(parts["Content"]), source, _words(source, text), _words(parts["Content"], text))


def _words(stretches: Sequence[Stretch], text: str) -> str:
    return " ".join(text[a:b] for a, b in stretches)


def _length(stretches: Sequence[Stretch]) -> int:
    return sum(b - a for a, b in stretches)


def _shared(a: Sequence[Stretch], b: Sequence[Stretch]) -> int:
    return sum(overlap(one, other) for one in a for other in b)


def score(sample: Sample, read: Reading) -> Outcome:
    """content_overlap: each content counts by the part of it that its partner covers; speaker: right, given the content.

    A pronoun as source is right where ours stands on the same words or resolves to a name: who "he" is, the gold does not say.
    """
    gold: list[Said] = sample.gold
    ours = [_ours(one) for one in read["statements"]]
    shared = [[_shared(one.content, other.content) for other in ours] for one in gold]
    pairs = best_pairs(len(gold), len(ours), lambda i, j: shared[i][j])
    recall = sum(shared[i][j] / _length(gold[i].content) for i, j in pairs)
    precision = sum(shared[i][j] / _length(ours[j].content) for i, j in pairs)
    good = [
        (i, j)
        for i, j in pairs
        if 2 * shared[i][j] >= SAME_CONTENT * (_length(gold[i].content) + _length(ours[j].content))
    ]
    asked = [(i, j) for i, j in good if gold[i].source]
    right = [(i, j) for i, j in asked if _same_source(gold[i], ours[j])]
    found, used = {i for i, _ in good}, {j for _, j in good}
    misses = [f"missed    {one.speaker or '-'}: “{one.words[:110]}”" for i, one in enumerate(gold) if i not in found]
    misses += [f"extra     {one.speaker or '-'}: “{one.words[:110]}”" for j, one in enumerate(ours) if j not in used]
    misses += [
        f"differs   speaker {ours[j].speaker or '-'} for {gold[i].speaker}: “{gold[i].words[:80]}”"
        for i, j in asked
        if (i, j) not in right
    ]
    sheet = {
        "content_overlap": Overlap(precision, recall, len(ours), len(gold)).tally(),
        "content_half": Tally(len(good), len(ours), len(gold)),
        "speaker": share(len(right), len(asked)),
    }
    return Outcome(sheet, tuple(misses))


@dataclass(frozen=True, slots=True)
class Overlap:
    """Parts covered, seen from each side."""

    precise: float
    recalled: float
    predicted: int
    gold: int

    def tally(self) -> Tally:
        """One count for both sides: the mean of the two sums, which the F1 of counts needs."""
        return Tally((self.precise + self.recalled) / 2, self.predicted, self.gold)


def _ours(one: Reading) -> Said:
    content, speaker = one["content_offsets"], one["speaker_offsets"]
    source = ((speaker["start"], speaker["end"]),) if speaker else ()
    return Said(((content["start"], content["end"]),), source, one["speaker"], one["content"])


def _same_source(gold: Said, read: Said) -> bool:
    if _shared(gold.source, read.source):
        return True
    if gold.speaker.lower() in _PRONOUNS:
        return bool(read.speaker)
    return same_name(gold.speaker, read.speaker)
