"""The records of a brief, fetched in a fixed number of queries and turned into plain values with what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from incidents import ledger
from incidents.brief.facts import Claimed, Ground, Grounds, Happened, Part, Said, Spot, Told
from incidents.models import Actor, Claim, Correction, Evidence, Incident, Participant, Report, Statement
from incidents.models.evidence import BY_A_PERSON
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.templatetags.border import country_name, direction_words, range_words, when_words

PRECISE = {
    1: "",
    2: "within about 25 km",
    3: "somewhere in the district",
    4: "somewhere in the province",
    7: "at sea or in the air",
}
LONGEST_PRONOUN = 4  # letters: "they" stands for a name and says none
OWNERS = ("incident", "claim", "participant", "statement")
By = Mapping[tuple[str, int], Mapping[str, Grounds]]  # kind and number of a record → field → grounds


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


def told_reports(ids: Iterable[int]) -> dict[int, Told]:
    rows = (
        Report.objects.filter(pk__in=set(ids))
        .select_related("source")
        .only("headline", "published_on", "language", "source__name")
    )
    return {
        one.pk: Told(
            one.pk, one.headline or f"Report {one.pk}", str(one.source or "source not named"),
            range_words(one.published_on, one.published_on) if one.published_on else "no date",
            reverse("report", args=[one.pk]), one.language,
        )
        for one in rows
    }  # fmt: skip


def _people(incidents: Iterable[Incident]) -> list[Correction]:
    """The changes by people that stand, of these incidents, their claims and their participants."""
    keys: dict[str, list[int]] = {"incident": [], "claim": [], "participant": []}
    for one in incidents:
        keys["incident"].append(one.pk)
        keys["claim"] += [claim.pk for claim in one.claims.all()]
        keys["participant"] += [part.pk for part in one.participants.all()]
    return standing(keys)


def standing(keys: Mapping[str, Collection[int]]) -> list[Correction]:
    """The newest change of each field, where a person made it and it was not undone."""
    of = Q(pk=None)
    for kind, ids in keys.items():
        of |= Q(record_kind=kind, record_id__in=ids)
    rows = Correction.objects.filter(of).select_related("by").order_by("id")
    newest = {(one.record_kind, one.record_id, one.field): one for one in rows}
    return [one for one in newest.values() if one.by_id and one.undoes_id is None]


def grounded(evidence: Iterable[Evidence], people: Iterable[Correction], merged: Mapping[int, int] = {}) -> By:
    """By record and field; where a person set the value, the machine's words no longer stand behind it."""
    entered = {(one.record_kind, one.record_id, one.field): one for one in people}
    found: dict[tuple[str, int], dict[str, Grounds]] = defaultdict(dict)
    for one in evidence:
        kind = next(name for name in OWNERS if getattr(one, f"{name}_id"))
        number = getattr(one, f"{kind}_id")
        key = (kind, merged.get(number, number) if kind == "incident" else number)
        if (*key, one.field) not in entered or one.rule == BY_A_PERSON:
            found[key][one.field] = (*found[key].get(one.field, ()), words_of(one))
    for (kind, number, name), change in entered.items():
        if not found[kind, number].get(name):
            found[kind, number][name] = (_entered(kind, number, change),)
    return found


def words_of(one: Evidence) -> Ground:
    path = f"{reverse('report', args=[one.report_id])}#e{one.pk}"
    return Ground(one.words, evidence=one.pk, report=one.report_id, start=one.start, end=one.end, path=path)


def _entered(kind: str, number: int, change: Correction) -> Ground:
    words = (
        f"{change.field.replace('_', ' ')} entered by {change.by}, {range_words(change.at.date(), change.at.date())}"
    )
    path = reverse("versions", args=[number]) if kind == "incident" else ""
    return Ground(words + (f": {change.reason}" if change.reason else ""), correction=change.pk, path=path)


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


def claim_grounds(ids: Collection[int]) -> tuple[dict[int, Grounds], dict[int, Told]]:
    """What these claims rest on, by claim, and the reports."""
    evidence = list(
        Evidence.objects.filter(claim__in=ids, field__in=("itself", "low", "high")).order_by(
            "report_id", "start", "end", "id"
        )
    )
    grounds = grounded(evidence, standing({"claim": ids}))
    found = {}
    for pk in ids:
        by = grounds.get(("claim", pk), {})
        found[pk] = by.get("itself") or by.get("low") or by.get("high") or ()
    return found, told_reports(one.report_id for one in evidence)


def statements_about(ids: Collection[int], most: int) -> tuple[list[Said], dict[int, Told]]:
    """What was said about these incidents; words that several reports carry come once, denials before all else."""
    rows = (
        Statement.objects.current().filter(about__in=ids).select_related("speaker", "report__source").defer("report__text")
        .prefetch_related(Prefetch("about", Incident.objects.filter(pk__in=ids).only("pk")))
        .order_by("report__published_on", "report_id", "position").distinct()[:most]
    )  # fmt: skip
    held = list(rows)
    evidence = list(
        Evidence.objects.filter(
            statement__in=[one.pk for one in held], field__in=("itself", "content", "speaker")
        ).order_by("report_id", "start")
    )
    grounds = grounded(evidence, standing({"statement": [one.pk for one in held]}))
    return [_said(one, grounds) for one in held], told_reports(one.report_id for one in evidence)


def _said(one: Statement, grounds: By) -> Said:
    by = grounds.get(("statement", one.pk), {})
    rests = by.get("content") or by.get("itself") or ()
    return Said(
        one.speaker.name if one.speaker else "speaker not named", one.affiliation, one.speaker.country if one.speaker else "",
        one.cue, one.kind, one.content, one.medium, str(one.report.source or ""), tuple(about.pk for about in one.about.all()),
        f"{reverse('report', args=[one.report_id])}#statement{one.pk}", (*rests, *(one for one in by.get("speaker", ())[:1] if len(one.words) > LONGEST_PRONOUN)),
    )  # fmt: skip


def each_once(said: Iterable[Said]) -> Iterator[Said]:
    """The same words of the same speaker, carried by several reports, as one statement that rests on all."""
    held: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        held[one.speaker, " ".join(one.content.split()).casefold()].append(one)
    for same in held.values():
        first = same[0]
        about = tuple(dict.fromkeys(pk for one in same for pk in one.about))
        rests = tuple(ground for one in same for ground in one.rests)
        yield Said(
            first.speaker, first.affiliation, first.country, first.cue, first.kind, first.content, first.medium,
            first.agency, about, first.path, rests,
        )  # fmt: skip
