"""Likely twins told once: incidents of several reports that are of one group, type, time and direction make one entry with all their claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from incidents.brief.facts import Claimed, Grounds, Happened, Part


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: what is told, and the incidents that it is told of, the first standing for them."""

    one: Happened
    members: tuple[Happened, ...]


def told_once(happened: Iterable[Happened]) -> list[Told]:
    """The incident that was entered first stands first."""
    held: dict[tuple[object, ...], list[Happened]] = defaultdict(list)
    for one in sorted(happened, key=lambda one: one.pk):
        held[one.group, one.type, one.modality, one.first, one.last, one.start, one.end].append(one)
    return [Told(_joined(members), tuple(members)) for members in held.values()]


def _joined(members: list[Happened]) -> Happened:
    if len(members) == 1:
        return replace(members[0], claims=_claims(members[0].claims))
    first = next((one for one in members if one.status == "confirmed"), members[0])
    rests: dict[str, Grounds] = {}
    for one in members:
        for name, found in one.rests.items():
            rests[name] = (*rests.get(name, ()), *found)
    parts: dict[tuple[str, str], Part] = {}
    for part in (part for one in members for part in one.parts):
        held = parts.get((part.role, part.name))
        parts[part.role, part.name] = replace(held, rests=(*held.rests, *part.rests)) if held else part
    claims = _claims(claim for one in members for claim in one.claims)
    when = Counter(one.when for one in members).most_common(1)[0][0]
    figures = " / ".join(dict.fromkeys(one.figure for one in members if one.figure))
    return replace(first, when=when, figure=figures, claims=claims, parts=tuple(parts.values()), rests=rests)


def _claims(claims: Iterable[Claimed]) -> tuple[Claimed, ...]:
    """The same figure of the same voice once, with all that it rests on; in the unit that most give."""
    held: dict[tuple[object, ...], list[Claimed]] = defaultdict(list)
    for claim in claims:
        voice = claim.voice or f"·{claim.agency}"
        held[claim.kind, claim.low, claim.high, claim.comparator, claim.basis, voice].append(claim)
    return tuple(_claim(same) for same in held.values())


def _claim(same: list[Claimed]) -> Claimed:
    unit = Counter(claim.unit for claim in same).most_common(1)[0][0]
    return replace(same[0], unit=unit, rests=tuple(ground for claim in same for ground in claim.rests))
