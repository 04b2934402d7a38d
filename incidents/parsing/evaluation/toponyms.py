"""Place names against gold with coordinates: found by overlap, right within 161 km (100 miles), as the field measures it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.parsing.evaluation.matching import best_pairs, kilometres, overlap
from incidents.parsing.evaluation.samples import Outcome, Reading, Stretch
from incidents.parsing.evaluation.scores import Tally, share

NEAR_KM = 161


@dataclass(frozen=True, slots=True)
class Toponym:
    at: Stretch
    name: str
    point: tuple[float, float] | None  # (latitude, longitude)


def read_toponyms(read: Reading) -> list[Toponym]:
    """The places of a reading; border lines and other places without a point are no toponyms."""
    return [
        Toponym((m["start"], m["end"]), m["name"], (m["lat"], m["lon"]))
        for m in read["mentions"]["places"]
        if m["lat"] is not None
    ]


def compared(gold: Sequence[Toponym], read: Sequence[Toponym]) -> Outcome:
    pairs = best_pairs(len(gold), len(read), lambda i, j: overlap(gold[i].at, read[j].at))
    near, judged, misses = 0, 0, []
    for i, j in pairs:
        here, there = gold[i].point, read[j].point
        if here is None or there is None:
            continue
        judged += 1
        distance = kilometres(here, there)
        near += distance <= NEAR_KM
        if distance > NEAR_KM:
            misses.append(f"far       {gold[i].name}: {distance:.0f} km, read {there} for {here}")
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    misses += [f"missed    {one.name} at {one.at[0]}" for i, one in enumerate(gold) if i not in found]
    misses += [f"extra     {one.name} at {one.at[0]}" for j, one in enumerate(read) if j not in used]
    return Outcome(
        {"detection": Tally(len(pairs), len(read), len(gold)), "within_161_km": share(near, judged)}, tuple(misses)
    )
