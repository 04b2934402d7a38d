"""The incidents of a brief, fetched in a fixed number of queries and turned into plain values with what they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from incidents import ledger
from incidents.brief.facts import Claimed, Happened, Part, Spot, Told
from incidents.brief.grounds import LONGEST_PRONOUN, By, grounded, standing, told_reports
from incidents.models import Actor, Claim, Correction, Evidence, Incident, Participant
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, direction_words, when_words

PRECISE = {
    1: "",
    2: "within about 25 km",
    3: "somewhere in the district",
    4: "somewhere in the province",
    7: "at sea or in the air",
}


@dataclass(frozen=True, slots=True)
class Gathered:
    happened: list[Happened]
    reports: dict[int, Told]


def gathered(ids: Collection[int], groups: Mapping[int, int]) -> Gathered:
    """The incidents in this order."""
    held = {one.pk: one for one in _incidents(ids)}
    merged = dict(Incident.objects.filter(merged_into__in=ids).values_list("pk", "merged_into"))
    evidence = Evidence.objects.filter(
        Q(incident__in=held) | Q(claim__incident__in=held) | Q(participant__incident__in=held)
        | Q(incident__in=merged, field="itself")
    ).order_by("report_id", "start", "end", "id")  # fmt: skip
    grounds = grounded(list(evidence), _people(held.values()), merged)
    happened = [_happened(held[pk], grounds, groups.get(pk, pk)) for pk in ids if pk in held]
    return Gathered(happened, told_reports(one.report_id for one in evidence))


def _incidents(ids: Collection[int]) -> Iterable[Incident]:
    claims = Claim.objects.filter(withdrawn_at=None).select_related("attributed_to", "report__source")
    return (
        Incident.objects.filter(pk__in=ids)
        .select_related("border")
        .defer("border__section")
        .prefetch_related(
            Prefetch("claims", claims.defer("report__text")),
            Prefetch("participants", Participant.objects.select_related("actor")),
        )
    )


def _people(incidents: Iterable[Incident]) -> list[Correction]:
    """The changes by people that stand, of these incidents, their claims and their participants."""
    keys: dict[str, list[int]] = {"incident": [], "claim": [], "participant": []}
    for one in incidents:
        keys["incident"].append(one.pk)
        keys["claim"] += [claim.pk for claim in one.claims.all()]
        keys["participant"] += [part.pk for part in one.participants.all()]
    return standing(keys)


def _happened(one: Incident, grounds: By, group: int) -> Happened:
    kind = next(kind for kind in load_event_types() if kind.code == one.event_type)
    rests = grounds.get(("incident", one.pk), {})
    return Happened(
        pk=one.pk, type=one.event_type, label=kind.label, family=kind.family, modality=one.modality, first=one.date_start,
        last=one.date_end, when=when_words(one), where=where_words(one), way=direction_words(one),
        start=country_name(one.from_country), end=country_name(one.to_country), border=one.border_id or "",
        border_name=one.border.name if one.border else "", figure=ledger.figure(one).words, status=one.status, group=group,
        spot=_spot(one), claims=tuple(_claimed(claim, grounds) for claim in one.claims.all()),
        parts=tuple(_part(part, grounds) for part in one.participants.all()), rests=rests,
    )  # fmt: skip


def where_words(one: Incident) -> str:
    """As precisely as known, and no more: "Khorog, within about 25 km"; "Panj river, no place named"."""
    border = one.border.name if one.border else ""
    if one.where_prec in PRECISE and one.place_name:
        return f"{one.place_name}, {PRECISE[one.where_prec]}".removesuffix(", ")
    if one.where_prec == 5 and border:
        named = "" if not one.place_name or "border" in one.place_name.lower() else f"{one.place_name}, "
        return f"{named}no place named"
    if one.place_name:
        return f"{one.place_name}, no place named"
    return f"{border}, no place named" if border else "no place known"


def _spot(one: Incident) -> Spot:
    if one.geometry is None:
        return Spot()
    if one.geometry.geom_type != "Point":
        return Spot("section")
    return Spot("circle" if one.radius_km else "point", one.geometry.x, one.geometry.y, one.radius_km or 0.0)


def _claimed(claim: Claim, grounds: By) -> Claimed:
    by = grounds.get(("claim", claim.pk), {})
    rests = by.get("itself") or by.get("low") or by.get("high") or ()
    return Claimed(
        claim.kind, _number(claim.low), _number(claim.high), claim.comparator, claim.basis, claim.unit,
        with_article(claim.attributed_to) if claim.attributed_to else "",
        str(claim.report.source or "") if claim.report else "",
        (*rests, *(one for one in by.get("attributed_to", ())[:1] if len(one.words) > LONGEST_PRONOUN)),
    )  # fmt: skip


def _part(part: Participant, grounds: By) -> Part:
    by = grounds.get(("participant", part.pk), {})
    rests = (
        by.get("actor") or by.get("itself") or by.get("role") or tuple(one for found in by.values() for one in found)
    )
    return Part(part.role, with_article(part.actor), rests)


def with_article(actor: Actor) -> str:
    """ "the Tajik border service", "the Taliban", "Emomali Rahmon's press service", "Uzbekistan"."""
    name = actor.name
    words = name.split()
    owner = words[0][:1].isupper() and any(word.endswith(("'s", "’s")) for word in words[:-1])
    if owner or words[0] in ("his", "her", "their", "its"):
        return name
    is_one = actor.kind == "office" or (actor.kind == "person" and words[0].islower())
    return (
        f"the {name}"
        if (is_one and len(words) > 1 and words[0].replace("’", "'").isascii()) or name == "Taliban"
        else name
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
