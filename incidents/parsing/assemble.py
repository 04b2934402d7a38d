"""Events to incidents: one for each type, time, place and direction; headline and lead fold into the body's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.parsing.confidence import with_confidence
from incidents.parsing.dating import date_of
from incidents.parsing.document import Frame
from incidents.parsing.drafts import ClaimDraft, IncidentDraft, When, Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.event_types import OF_GATES
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.cast import cast, with_kin
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.flows import with_flow
from incidents.parsing.stages.folding import LEAD, Pot, fold
from incidents.parsing.stages.scene import scene_around
from incidents.parsing.stages.unmapped import UNMAPPED

SEASON = 100  # days: fights that go on for longer are how things stand
HISTORY = 366  # days: what ended earlier is no incident (codebook 10)
MONTH = 31  # days
SHORT = 6  # passages, the headline included


def assemble(
    events: Sequence[Event],
    frame: Frame,
    places: Sequence[Mention[Where]],
    world: World,
    open_days: Sequence[Span] = (),
) -> tuple[IncidentDraft, ...]:
    """The report's incidents in the order of their words. `open_days`: words of days that nobody can tell without the report's own."""
    pots = fold((e for e in events if not e.headline), frame.report_date)
    for headline in fold((e for e in events if e.headline), frame.report_date):
        told = [pot for pot in pots if _repeats(headline, pot)]
        if told:
            _lend_day(headline, told)
        else:
            pots.append(headline)
    dated = [e for e in events if e.explicit and e.modality.value == "actual" and not e.headline]
    drafts = [_draft(pot, dated, frame, places, world, open_days) for pot in pots]
    found = with_flow(sorted((d for d in drafts if d is not None), key=lambda d: d.evidence[0].start))
    return tuple(with_confidence(with_kin(draft, found)) for draft in found)


def _lend_day(headline: Pot, told: Sequence[Pot]) -> None:
    """A headline that names the day of what the body tells without one: "shells positions for second day"."""
    day = next((e for e in headline.events if e.explicit), None)
    same = [p for p in told if p.first.kind.code == headline.first.kind.code and not any(e.explicit for e in p.events)]
    if day is not None and same:
        same[0].events.append(day)


def _repeats(headline: Pot, told: Pot) -> bool:
    """A headline adds an incident only where the body tells of nothing of its kind (codebook 9.2)."""
    a, b = headline.first, told.first
    same_border = not (a.border and b.border) or a.border.value == b.border.value
    return a.kind.family == b.kind.family and same_border


def _draft(
    pot: Pot,
    dated: Sequence[Event],
    frame: Frame,
    places: Sequence[Mention[Where]],
    world: World,
    open_days: Sequence[Span],
) -> IncidentDraft | None:
    first = pot.first
    when = date_of(pot, dated, frame)
    if _is_timeless(pot, when, open_days) or (
        when is not None and (_is_history(when, frame) or _is_long_state(first, when))
    ):
        return None
    border = next((e.border for e in pot.events if e.border), None)
    away = next((e.away for e in pot.events if e.away), None)
    toward = next((e.toward for e in pot.events if e.toward), None)
    if border is None and not (away or toward):
        return None
    place = _place(pot, when, border, frame, places, world)
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
        actors=cast(pot.events),
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


def _is_recalled(when: Mention[When] | None, frame: Frame) -> bool:
    """What happened months ago was not where the sentences around it are about these days."""
    if when is None or frame.report_date is None:
        return False
    return when.value.last < frame.report_date - MONTH * DAY


def _place(
    pot: Pot,
    when: Mention[When] | None,
    border: Mention[str] | None,
    frame: Frame,
    places: Sequence[Mention[Where]],
    world: World,
) -> Mention[Where] | None:
    """The events' own most specific place, else one that the sentences around them name, else the border's section."""
    code = border.value if border else ""
    own = [e.place for e in pot.events if e.place]
    best = min(own, key=lambda m: (m.value.prec, m.value.kind != UNMAPPED), default=None)
    if pot.first.kind.family == "talk" or (best is not None and (best.value.prec <= 4 or best.value.kind == UNMAPPED)):
        return best
    if any(m.value.kind == "border" for m in own):
        return best  # "near the Turkish border": the text says no more, so neither do we
    if _is_recalled(when, frame):
        return best or _section(border, world)
    sentences = [e.sentence for e in pot.events]
    goes_on = pot.first.kind.family == "force"
    gates = pot.first.kind.code in OF_GATES and pot.first.modality.value == "actual"
    around = scene_around(sentences, places, code, frame, world, goes_on=goes_on, gates=gates)
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


def _role(pot: Pot, when: Mention[When] | None, frame: Frame) -> Mention[str]:
    """What the report newly tells stands in its lead or is of these days; what it recalls is older, or told as past of the past."""
    first = pot.first
    today = frame.report_date
    lead = min(event.passage for event in pot.events) <= LEAD
    if first.past_perfect and first.modality.value == "actual":
        return Mention("background", first.trigger, "role.past_perfect")
    if today is None or when is None or first.modality.value == "ordered":
        return Mention("primary", first.trigger, "role.news")
    age = (today - when.value.last).days
    if age > (31 if lead or _is_short(frame) else 3):
        return Mention("background", first.trigger, "role.older")
    if when.rule == "date.recent" and not lead and not _is_short(frame):
        return Mention("background", first.trigger, "role.undated")
    if when.value.lasted and when.value.first < today - 14 * DAY and not lead:
        return Mention("background", first.trigger, "role.since")
    return Mention("primary", first.trigger, "role.news")


def _is_timeless(pot: Pot, when: Mention[When] | None, open_days: Sequence[Span]) -> bool:
    """What is only recalled, at no time that the text gives, is no incident (codebook 9.1)."""
    if not all(e.past_perfect for e in pot.events):
        return False
    gives_day = any(e.sentence.covers(day) for e in pot.events for day in open_days)
    return (when is None and not gives_day) or (when is not None and when.rule == "date.current")


def _is_long_state(event: Event, when: Mention[When]) -> bool:
    """Fights or arrests "in the last year" are a state of things, not an incident (codebook 9.1)."""
    return (
        when.value.lasted
        and (when.value.last - when.value.first).days > SEASON
        and event.kind.family in ("force", "crime")
        and event.kind.code != "smuggling"
    )


def _is_short(frame: Frame) -> bool:
    """A brief of a few paragraphs tells hardly anything but its news."""
    return len(frame.passages) <= SHORT


def _is_history(when: Mention[When], frame: Frame) -> bool:
    return bool(frame.report_date and (frame.report_date - when.value.last).days > HISTORY)
