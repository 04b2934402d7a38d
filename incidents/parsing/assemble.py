"""Events to incidents: one for each type, time, place and direction; headline and lead fold into the body's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.parsing.confidence import with_confidence
from incidents.parsing.document import Frame
from incidents.parsing.drafts import ClaimDraft, IncidentDraft, When, Where
from incidents.parsing.evidence import Mention
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.cast import cast, with_kin
from incidents.parsing.stages.dates import default_when
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.folding import LEAD, Pot, fold
from incidents.parsing.stages.scene import scene_around

HISTORY = 366  # days: what ended earlier is no incident (codebook 10)
SHORT = 6  # passages, the headline included


def assemble(
    events: Sequence[Event], frame: Frame, places: Sequence[Mention[Where]], world: World
) -> tuple[IncidentDraft, ...]:
    """The report's incidents in the order of their words."""
    pots = fold((e for e in events if not e.headline), frame.report_date)
    pots += [
        pot
        for pot in fold((e for e in events if e.headline), frame.report_date)
        if not any(_repeats(pot, told) for told in pots)
    ]
    dated = [e for e in events if e.explicit and e.modality.value == "actual" and not e.headline]
    drafts = [_draft(pot, dated, frame, places, world) for pot in pots]
    found = sorted((d for d in drafts if d is not None), key=lambda d: d.evidence[0].start)
    return tuple(with_confidence(with_kin(draft, found)) for draft in found)


def _repeats(headline: Pot, told: Pot) -> bool:
    """A headline adds an incident only where the body tells of nothing of its kind (codebook 9.2)."""
    a, b = headline.first, told.first
    same_border = not (a.border and b.border) or a.border.value == b.border.value
    return a.kind.family == b.kind.family and same_border


def _draft(
    pot: Pot, dated: Sequence[Event], frame: Frame, places: Sequence[Mention[Where]], world: World
) -> IncidentDraft | None:
    first = pot.first
    when = _when(pot, dated, frame)
    if when is None or _is_history(when, frame) or _is_long_state(first, when):
        return None
    border = next((e.border for e in pot.events if e.border), None)
    away = next((e.away for e in pot.events if e.away), None)
    toward = next((e.toward for e in pot.events if e.toward), None)
    if border is None and not (away or toward):
        return None
    place = _place(pot, border, frame, places, world)
    return IncidentDraft(
        event_type=Mention(first.kind.code, first.trigger, f"event.{first.kind.code}", first.kind.label),
        modality=first.modality,
        role=_role(pot, when, frame),
        when=when,
        border=border,
        from_country=away,
        to_country=toward,
        place=place,
        where_prec=_where_prec(place, border, away, toward),
        actors=cast(pot.events, toward, world),
        claims=_claims(pot.events),
        evidence=tuple(dict.fromkeys(e.evidence for e in pot.events))[:3],
    )


def _claims(events: Iterable[Event]) -> tuple[ClaimDraft, ...]:
    """Every figure once; one with a source wins over the same without."""
    found: dict[tuple[str, float | None, float | None], ClaimDraft] = {}
    for event in events:
        for claim in event.claims:
            key = (claim.kind.value, claim.count.value.low, claim.count.value.high)
            held = found.get(key)
            if held is None or (held.attributed_to is None and claim.attributed_to is not None):
                found[key] = claim
    return tuple(found.values())


def _when(pot: Pot, told: Sequence[Event], frame: Frame) -> Mention[When] | None:
    """Its own day, else the day of the sentence that it goes on from, else the week that ends with the report."""
    own = [e for e in pot.events if e.when and e.explicit]
    if own:
        best = min(own, key=lambda e: (e.when.value.prec if e.when else 9, e.headline))
        return best.when
    if pot.first.when is not None:
        return pot.first.when
    if (carried := _carried(pot.first, told)) is not None:
        return carried
    when = default_when(frame)
    if when is None:
        return None
    reason = "no time is given and it is plainly current: the seven days that end with the report's day"
    return Mention(when, pot.first.trigger, "date.current", reason)


def _carried(event: Event, told: Sequence[Event]) -> Mention[When] | None:
    """A narrative goes on: what follows in the same paragraph happened on the day told last, unless it is told as recalled."""
    before = [
        e
        for e in told
        if e.passage == event.passage and e.trigger.start < event.trigger.start and e.when and e.when.value.prec <= 2
    ]
    if not before or event.past_perfect or event.headline or event.modality.value != "actual":
        return None
    last = max(before, key=lambda e: e.trigger.start).when
    return Mention(last.value, last.span, "date.carried", f"goes on from {last.reason}") if last else None


def _place(
    pot: Pot, border: Mention[str] | None, frame: Frame, places: Sequence[Mention[Where]], world: World
) -> Mention[Where] | None:
    """The events' own most specific place, else one that the sentences around them name, else the border's section."""
    code = border.value if border else ""
    own = [e.place for e in pot.events if e.place]
    best = min(own, key=lambda m: m.value.prec, default=None)
    if pot.first.kind.family == "talk" or (best is not None and best.value.prec <= 4):
        return best
    if any(m.value.kind == "border" for m in own):
        return best  # "near the Turkish border": the text says no more, so neither do we
    around = scene_around([e.sentence for e in pot.events], places, code, frame, world)
    if around is not None:
        return around
    return best or _section(border, world)


def _section(border: Mention[str] | None, world: World) -> Mention[Where] | None:
    line = world.border(border.value) if border else None
    if border is None or line is None:
        return None
    name = f"{world.demonym(line.a)}-{world.demonym(line.b)} border"
    where = Where(name, "border", 5, border=line.code)
    return Mention(where, border.span, "place.section", f"known only as the {name}")


def _where_prec(
    place: Mention[Where] | None, border: Mention[str] | None, away: Mention[str] | None, toward: Mention[str] | None
) -> Mention[int] | None:
    if place:
        return Mention(place.value.prec, place.span, place.rule, place.reason)
    if border:
        return Mention(6, border.span, "where.country", "only the countries are known")
    side = toward or away
    return Mention(6, side.span, "where.country", "only a country is named") if side else None


def _role(pot: Pot, when: Mention[When], frame: Frame) -> Mention[str]:
    """What the report newly tells stands in its lead or is of these days; what it recalls is older, or told as past of the past."""
    first = pot.first
    today = frame.report_date
    lead = min(event.passage for event in pot.events) <= LEAD
    if first.past_perfect and first.modality.value == "actual":
        return Mention("background", first.trigger, "role.past_perfect")
    if today is None or first.modality.value == "ordered":
        return Mention("primary", first.trigger, "role.news")
    age = (today - when.value.last).days
    if age > (31 if lead or _is_short(frame) else 3):
        return Mention("background", first.trigger, "role.older")
    if when.rule == "date.recent" and not lead and not _is_short(frame):
        return Mention("background", first.trigger, "role.undated")
    if when.value.lasted and when.value.first < today - 14 * DAY and not lead:
        return Mention("background", first.trigger, "role.since")
    return Mention("primary", first.trigger, "role.news")


def _is_long_state(event: Event, when: Mention[When]) -> bool:
    """Fights or arrests "in the last year" are a state of things, not an incident (codebook 9.1)."""
    return (
        when.value.lasted
        and when.value.prec == 5
        and event.kind.family in ("force", "crime")
        and event.kind.code != "smuggling"
    )


def _is_short(frame: Frame) -> bool:
    """A brief of a few paragraphs tells hardly anything but its news."""
    return len(frame.passages) <= SHORT


def _is_history(when: Mention[When], frame: Frame) -> bool:
    return bool(frame.report_date and (frame.report_date - when.value.last).days > HISTORY)
