"""A question about incidents: the filter's words, validated, as values that can be compared and kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from incidents.parsing.knowledge import codes

HIDDEN = ("rejected", "withdrawn")
ANY_STATUS = frozenset(codes.STATUSES)
DONE_OR_ORDERED = frozenset(("actual", "ordered"))


class Scope(StrEnum):
    """What is left out before anybody filters."""

    MAP = "map"  # things done or ordered; other modalities and hidden ones are not there
    LIST = "list"  # every modality; rejected and withdrawn ones for who asks by status


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; west may be greater than east, across the antimeridian. Its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_world(self) -> bool:
        return (self.west, self.south, self.east, self.north) == (-180.0, -90.0, 180.0, 90.0)

    def halves(self) -> tuple[Box, ...]:
        if self.west <= self.east:
            return (self,)
        return replace(self, east=180.0), replace(self, west=-180.0)


@dataclass(frozen=True, slots=True)
class Question:
    """Empty values ask for nothing. `told` are the ids that words match which are no columns (`asked` names those words)."""

    scope: Scope = Scope.LIST
    border: str = ""
    country: str = ""
    from_country: str = ""
    to_country: str = ""
    direction: tuple[str, str] | None = None
    event_type: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    modality: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    where_prec: frozenset[int] = frozenset()
    date_prec: frozenset[int] = frozenset()
    part_of_day: frozenset[str] = frozenset()
    lasted: bool | None = None
    where: str = ""
    when: str = ""
    least_confidence: float | None = None
    box: Box | None = None
    view: Box | None = None  # of the map, where only what it shows is asked for
    first: date | None = None
    last: date | None = None
    certain_only: bool = False
    asked: tuple[tuple[str, str], ...] = ()
    told: Any = field(default=None, compare=False)

    @property
    def hides(self) -> tuple[str, ...]:
        """Statuses that are left out unless they are asked for."""
        return () if self.status and self.scope is Scope.LIST else HIDDEN

    @property
    def modalities(self) -> frozenset[str]:
        """Empty: every one."""
        return self.modality or (DONE_OR_ORDERED if self.scope is Scope.MAP else frozenset())

    def without_period(self) -> Question:
        return replace(self, first=None, last=None, certain_only=False)

    def in_period(self, first: date | None, last: date | None, *, certain_only: bool = False) -> Question:
        return replace(self, first=first, last=last, certain_only=certain_only)

    def without(self, facet: str) -> Question:
        """The same with one word taken back, so that its facet counts what choosing each of its values would give."""
        if facet == "modality" and not self.modalities:
            return self
        if facet == "modality":
            return replace(self, modality=frozenset(codes.MODALITIES))
        if facet == "status":
            return replace(self, status=frozenset(codes.STATUSES))
        return self if getattr(self, facet) == EMPTY[facet] else replace(self, **{facet: EMPTY[facet]})

    def of_any_judgement(self) -> Question:
        """The same for every status and modality."""
        return replace(self, scope=Scope.LIST, modality=frozenset(), status=ANY_STATUS)

    def before_filters(self) -> Question:
        """Everything of the same scope."""
        return Question(scope=self.scope, modality=frozenset(codes.MODALITIES) if self.modality else frozenset())


EMPTY: dict[str, Any] = {
    "event_type": frozenset(), "family": frozenset(), "border": "", "direction": None, "country": "", "where_prec": frozenset(),
    "date_prec": frozenset(), "part_of_day": frozenset(), "lasted": None,
}  # fmt: skip
