"""The codebook's rules between the fields of one record, and the fields that follow another."""

from __future__ import annotations

from typing import Any

from incidents.models import Claim, Incident
from incidents.named import locate
from incidents.review.refusals import Refused
from incidents.typed.places import PIN

WHERE_FIELDS = frozenset({"place", "border", "where_prec"})
# What a change of one field may drag along; each is a correction of its own that names the one it follows.
FOLLOWERS = {"date_start": ("date_end",), "date_end": ("date_prec",), "place": ("place_name",)}


def refuse_merged(record: Any) -> None:
    """What was merged away is changed where it stands now."""
    if isinstance(record, Incident) and record.merged_into_id:
        raise Refused(f"#{record.pk} is merged into #{record.survivor.pk}; change that one.", "merged_into")


def check(record: Any) -> None:
    """Refused, with the field and what would do, where the values contradict each other."""
    if isinstance(record, Incident):
        _check_incident(record)
    if isinstance(record, Claim):
        _check_claim(record)


def _check_incident(record: Incident) -> None:
    if not record.event_type:
        raise Refused("event_type: say what happened.", "event_type")
    if record.date_start and record.date_end and record.date_start > record.date_end:
        raise Refused("date_end: the last possible day is before the first one.", "date_end")
    if record.border and record.from_country and record.to_country:
        sides = {record.border.country_a, record.border.country_b}
        if not {record.from_country, record.to_country} <= sides | {""}:
            raise Refused(
                f"border: the direction {record.from_country} → {record.to_country} does not cross {record.border.name}.",
                "border",
            )


def _check_claim(record: Claim) -> None:
    if not record.kind:
        raise Refused("kind: say what the figure counts.", "kind")
    if record.low is None and record.high is None:
        raise Refused("low: a claim needs at least one end; withdraw it instead.", "low")
    if record.low is not None and record.high is not None and record.low > record.high:
        raise Refused("high: the upper end is below the lower one.", "high")


def settle(held: Any, field: str) -> None:
    """Fields that follow another: the geometry follows the place, an end of a single day follows its start."""
    if not isinstance(held, Incident):
        return
    first, last = held.date_start, held.date_end
    if field == "date_start" and first and (last is None or last < first):
        held.date_end = first
    if field == "date_end" and first and last and held.date_prec == 1 and first < last:
        held.date_prec = 2
    if field == "place" and held.place and held.place.kind != PIN:  # a pin has no name to give
        held.place_name = held.place.name
    if field in WHERE_FIELDS:
        locate(held)
