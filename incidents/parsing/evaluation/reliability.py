"""Is a confidence of 0.8 right in eight of ten cases? Readings of gold texts judged, counted, and laid out by bands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.parsing.confidence import (
    ALL,
    FIELDS,
    INCIDENT,
    Count,
    Counts,
    Traits,
    field_traits,
    incident_share,
    incident_traits,
    share_of,
)
from incidents.parsing.drafts import Reading
from incidents.parsing.evaluation.coded import Coded, alike, coded, fields_right
from incidents.parsing.evaluation.matching import best_pairs
from incidents.parsing.evaluation.samples import Reading as Written
from incidents.parsing.goldform import as_gold

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # no share reaches 1: it is drawn towards less
_MEASURED_AS = {"date": "date_start"}  # the other fields are measured under their own names


@dataclass(frozen=True, slots=True)
class Judged:
    """One incident of a reading: what its confidence goes by, and what gold says of it."""

    about: Traits
    fields: Traits
    is_right: bool
    fields_right: Mapping[str, bool]  # empty where the incident itself is wrong: then nothing can be said of its fields


def judged(gold: Written, reading: Reading) -> tuple[Judged, ...]:
    """Every incident of the reading that the measures look at, paired with gold as they pair it."""
    read = [
        (draft, one)
        for draft, one in zip(reading.incidents, map(coded, as_gold(reading, "")["incidents"]), strict=True)
        if one.family != "other"
    ]
    wanted = [one for one in map(coded, gold.get("incidents") or ()) if one.family != "other"]
    pairs = {j: i for i, j in best_pairs(len(wanted), len(read), lambda i, j: alike(wanted[i], read[j][1]))}
    return tuple(
        Judged(
            incident_traits(draft),
            field_traits(draft),
            at in pairs,
            _fields(wanted[pairs[at]], one) if at in pairs else {},
        )
        for at, (draft, one) in enumerate(read)
    )


def _fields(gold: Coded, read: Coded) -> dict[str, bool]:
    right = fields_right(gold, read)
    return {name: right[_MEASURED_AS.get(name, name)] for name in FIELDS}


def counted(judgements: Iterable[Judged]) -> Counts:
    """Right ones and all, by question and trait."""
    found: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for one in judgements:
        told = [(INCIDENT, ALL, one.is_right)]
        for question, trait in one.about.items():
            told += [(question, trait, one.is_right), (question, ALL, one.is_right)]
        for question, is_right in one.fields_right.items():
            told += [(question, one.fields[question], is_right), (question, ALL, is_right)]
        for question, trait, is_right in told:
            found[question][trait] += Count(int(is_right), 1)
    return found


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure a reading was of something, and whether it was right."""

    question: str
    sure: float
    is_right: bool


def guesses(one: Judged, counts: Counts) -> Iterator[Guess]:
    yield Guess(INCIDENT, incident_share(counts, one.about), one.is_right)
    for question, is_right in one.fields_right.items():
        yield Guess(question, share_of(counts, question, one.fields[question]), is_right)


def by_shipped(texts: Sequence[Sequence[Judged]], counts: Counts) -> list[Guess]:
    return [guess for text in texts for one in text for guess in guesses(one, counts)]


def by_the_others(texts: Sequence[Sequence[Judged]]) -> list[Guess]:
    """Each text guessed by counts over the other texts alone: what may be hoped for on texts never seen."""
    found: list[Guess] = []
    for at, text in enumerate(texts):
        counts = counted(one for other, told in enumerate(texts) if other != at for one in told)
        found += [guess for one in text for guess in guesses(one, counts)]
    return found


@dataclass(frozen=True, slots=True)
class Band:
    """Guesses of about the same confidence; `band` is empty for all guesses of a question."""

    question: str
    band: str
    guesses: int
    sure: float  # mean confidence
    right: float  # share of right ones
    brier: float  # mean squared distance of confidence and truth

    def in_words(self) -> str:
        return f"{self.question:10} {self.band or 'all':9} {self.guesses:5}   {self.sure:.2f}       {self.right:.2f}    {self.brier:.3f}"


HEAD = "question   band      guesses predicted  right   Brier"


def bands(found: Sequence[Guess]) -> Iterator[Band]:
    """The reliability table: each question as a whole, then those of its bands that hold a guess."""
    for question in (INCIDENT, *FIELDS):
        asked = [one for one in found if one.question == question]
        if asked:
            yield _band(question, "", asked)
        for low, high in pairwise(EDGES):
            some = [one for one in asked if low <= one.sure < high]
            if some:
                yield _band(question, f"{low:.1f}-{high:.1f}", some)


def _band(question: str, name: str, some: Sequence[Guess]) -> Band:
    number = len(some)
    return Band(
        question, name, number, sum(g.sure for g in some) / number, sum(g.is_right for g in some) / number,
        sum((g.sure - g.is_right) ** 2 for g in some) / number,
    )  # fmt: skip
