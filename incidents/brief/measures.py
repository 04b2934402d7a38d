"""The headline ranges: people by what happened to them and which way, over all incidents of the question, likely twins once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet

from incidents import ledger
from incidents.cube.people import Sum, groups
from incidents.cube.question import Question
from incidents.cube.rows import rows
from incidents.models import Claim, TwinSuggestion

SAME = ("", "same")  # verdicts under which two incidents count once


@dataclass(frozen=True, slots=True)
class Kind:
    """What one headline counts: claims of these kinds, by direction or not, of things done or of things ordered."""

    code: str
    label: str
    verb: str
    kinds: tuple[str, ...]
    by_way: bool = False
    modality: str = "actual"


KINDS = (
    Kind("crossed", "Crossed", "crossed", ("crossed",), by_way=True),
    Kind("displaced", "Displaced", "were displaced", ("displaced",), by_way=True),
    Kind("returned", "Returned", "returned", ("returned",), by_way=True),
    Kind("expelled", "Pushed back or expelled", "were pushed back or expelled", ("expelled",), by_way=True),
    Kind("killed", "Killed", "were killed", ("killed",)),
    Kind("injured", "Wounded", "were wounded", ("injured",)),
    Kind("missing", "Missing", "went missing", ("missing",)),
    Kind("detained", "Detained", "were detained", ("detained",)),
    Kind("intercepted", "Intercepted", "were intercepted", ("intercepted",)),
    Kind("deployed", "Deployed", "were deployed", ("deployed",)),
    Kind("ordered", "Ordered to deploy", "were ordered to deploy or planned to be", ("deployed",), modality="ordered"),
)
WAY = {(kind, one.modality): one for one in KINDS for kind in one.kinds}


@dataclass(frozen=True, slots=True)
class Key:
    code: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """`claims` are those that the range rests on, the largest first; `units` what they count, the commonest first."""

    low: float | None
    high: float | None
    incidents: int
    claims: tuple[int, ...]
    units: tuple[str, ...]
    about: bool = False  # one figure, and a source puts it as about so many

    @property
    def range(self) -> tuple[float | None, float | None]:
        return self.low, self.high


def measured(question: Question) -> dict[Key, Measure]:
    """By key, in the order of KINDS and with the most people first."""
    held: dict[Key, dict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in _claims(question):
        kind = WAY.get((claim.kind, claim.modality))  # type: ignore[attr-defined]
        if kind:
            way = (claim.start, claim.end) if kind.by_way else ()  # type: ignore[attr-defined]
            held[Key(kind.code, *way)][claim.incident_id].append(claim)
    pairs = list(
        TwinSuggestion.objects.filter(verdict__in=SAME)
        .filter(first__in=_asked(question))
        .values_list("first", "second")
    )
    found = {key: _measure(by_incident, pairs) for key, by_incident in held.items()}
    order = [kind.code for kind in KINDS]
    return dict(sorted(found.items(), key=lambda pair: (order.index(pair[0].code), -(pair[1].low or 0))))


def _asked(question: Question) -> QuerySet[object]:
    done = replace(question, modality=frozenset(("actual", "ordered")) & (question.modality or {"actual", "ordered"}))
    return rows(done).order_by().values("pk") if done.modality else rows(question).none()


def _claims(question: Question) -> Iterable[Claim]:
    told = Claim.objects.filter(incident__in=_asked(question), withdrawn_at=None).exclude(basis="remaining")
    told = told.annotate(
        modality=F("incident__modality"), start=F("incident__from_country"), end=F("incident__to_country")
    )
    return told.order_by("incident_id", "id").only(
        "incident_id", "kind", "low", "high", "comparator", "basis", "unit", "attributed_to_id", "report_id"
    )


def _measure(by_incident: Mapping[int, list[Claim]], pairs: Iterable[tuple[int, int]]) -> Measure:
    heads = groups(pairs, by_incident)
    total, units = Sum(), defaultdict[str, int](int)
    sized: list[tuple[float, int, int]] = []
    for incident, claims in by_incident.items():
        figure = ledger.figure_of(claims)
        total.add(heads.get(incident, incident), figure.low, figure.high)
        sized += [(-float(claim.low or claim.high or 0), heads.get(incident, incident), claim.pk) for claim in claims]
        for claim in claims:
            units[claim.unit] += 1
    named = sorted((unit for unit in units if unit), key=lambda unit: -units[unit])
    rough = any(claim.comparator in ("about", "vague") for claims in by_incident.values() for claim in claims)
    many = len({heads.get(one, one) for one in by_incident})
    return Measure(total.low, total.high, many, _spread(sized), tuple(named), rough and total.low == total.high)


def _spread(sized: list[tuple[float, int, int]]) -> tuple[int, ...]:
    """One claim of each group before a second of any, the largest first."""
    turn: dict[int, int] = defaultdict(int)
    turns = []
    for size, group, pk in sorted(sized):
        turns.append((turn[group], size, pk))
        turn[group] += 1
    return tuple(pk for _turn, _size, pk in sorted(turns))
