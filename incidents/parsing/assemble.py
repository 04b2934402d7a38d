"""Events to incidents: one for each type, time, place and direction; headline and lead fold into the body's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from incidents.parsing.document import Frame
from incidents.parsing.drafts import ActorDraft, ClaimDraft, IncidentDraft, When, Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import World
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.dates import default_when
from incidents.parsing.stages.events import Event

HISTORY = 366  # days: what ended earlier is no incident (codebook 10)


@dataclass(slots=True)
class _Pot:
    """Events that are one incident."""

    events: list[Event] = field(default_factory=list)

    @property
    def first(self) -> Event:
        return self.events[0]


def _same(a: Event, b: Event, *, loose: bool) -> bool:
    if a.kind.code != b.kind.code or _family(a) != _family(b):
        return False
    if a.border and b.border and a.border.value != b.border.value:
        return False
    if bool(a.border) != bool(b.border) and not loose:
        return False
    if a.toward and b.toward and a.toward.value != b.toward.value:
        return False
    if a.when and b.when and a.explicit and b.explicit:
        x, y = a.when.value, b.when.value
        if not (x.first <= y.last and y.first <= x.last):
            return False
    return not _places_differ(a, b)


def _family(event: Event) -> str:
    return event.modality.value if event.modality.value in ("actual", "ordered") else "other"


def _places_differ(a: Event, b: Event) -> bool:
    x, y = a.place, b.place
    if not x or not y or x.value.prec > 2 or y.value.prec > 2:
        return False
    return x.value.name.casefold() != y.value.name.casefold() and (
        x.value.country != y.value.country or x.value.prec == y.value.prec == 1
    )


def _pots(events: Iterable[Event]) -> list[_Pot]:
    """Dated events first, so that undated ones find the incident that they repeat."""
    ordered = sorted(events, key=lambda e: (not e.explicit, e.headline, e.passage, e.trigger.start))
    pots: list[_Pot] = []
    for event in ordered:
        home = next(
            (
                p
                for p in pots
                if _same(p.first, event, loose=True)
                and (event.explicit or p.first.explicit or _same(p.first, event, loose=False))
            ),
            None,
        )
        if (
            home is not None
            and any(c.kind.rule == "claim.gapped" for c in event.claims)
            and event.when
            and home.first.when
            and event.when.value.first != home.first.when.value.first
        ):
            home = None
        if home is None:
            pots.append(_Pot([event]))
        else:
            home.events.append(event)
    return pots


def _without_shadows(events: Sequence[Event]) -> list[Event]:
    """Of two types that one trigger or sentence could be, the more specific stays (codebook 2, "not for")."""
    kept = []
    for event in events:
        here = [e for e in events if e.sentence == event.sentence and e is not event]
        shadow = any(
            event.kind.code in e.kind.outranks
            and (e.trigger == event.trigger or _shares_words(e, event))
            for e in here
        )
        if not shadow:
            kept.append(event)
    return kept


def _shares_words(a: Event, b: Event) -> bool:
    return a.evidence.touches(b.evidence)


def _claims(events: Iterable[Event]) -> tuple[ClaimDraft, ...]:
    """Every figure once; the body's words win over the headline's."""
    found: dict[tuple[str, float | None, float | None], ClaimDraft] = {}
    for event in events:
        for claim in event.claims:
            key = (claim.kind.value, claim.count.value.low, claim.count.value.high)
            held = found.get(key)
            if held is None or (held.attributed_to is None and claim.attributed_to is not None):
                found[key] = claim
    return tuple(found.values())


def _actors(events: Iterable[Event]) -> tuple[ActorDraft, ...]:
    found: dict[tuple[str, str], ActorDraft] = {}
    for event in events:
        for actor in event.actors:
            name = actor.who.value.name.casefold()
            if not any(role == actor.role and (name in other or other in name) for other, role in found):
                found[(name, actor.role)] = actor
    return tuple(found.values())[:6]


def _when(pot: _Pot, frame: Frame) -> Mention[When] | None:
    dated = [e for e in pot.events if e.when and e.explicit]
    if dated:
        best = min(dated, key=lambda e: (e.when.value.prec if e.when else 9, e.headline))
        return best.when
    when = default_when(frame)
    if when is None:
        return None
    reason = "no time is given and it is plainly current: the seven days that end with the report's day"
    return Mention(when, pot.first.trigger, "date.current", reason)


def _place(pot: _Pot, border: Mention[str] | None, world: World) -> Mention[Where] | None:
    spots = [e.place for e in pot.events if e.place]
    if spots:
        return min(spots, key=lambda m: m.value.prec)
    line = world.border(border.value) if border else None
    if border is None or line is None or pot.first.kind.family == "talk":
        return None
    name = f"{world.demonym(line.a)}-{world.demonym(line.b)} border"
    return Mention(
        Where(name, "border", 5, border=line.code),
        border.span,
        "place.section",
        f"known only as the border {line.code}",
    )


def _where_prec(place: Mention[Where] | None, border: Mention[str] | None, pot: _Pot) -> Mention[int] | None:
    if place:
        return Mention(place.value.prec, place.span, place.rule, place.reason)
    if border:
        return Mention(6, border.span, "where.country", "only the countries are known")
    side = pot.first.toward or pot.first.away
    return Mention(6, side.span, "where.country", "only a country is named") if side else None


def _role(pot: _Pot, when: Mention[When] | None, frame: Frame) -> Mention[str]:
    """Recalled to explain, when told in the past perfect or over a week old; else what the report newly tells."""
    first = pot.first
    today = frame.report_date
    if first.past_perfect and first.modality.value == "actual":
        return Mention("background", first.trigger, "role.past_perfect")
    if today and when and when.value.last < today - 3 * DAY:
        return Mention("background", first.trigger, "role.older")
    if today and when and when.value.lasted and when.value.first < today - 14 * DAY:
        return Mention("background", first.trigger, "role.since")
    return Mention("primary", first.trigger, "role.news")


def _is_history(when: Mention[When] | None, frame: Frame) -> bool:
    return bool(when and frame.report_date and (frame.report_date - when.value.last).days > HISTORY)


def assemble(events: Sequence[Event], frame: Frame, world: World) -> tuple[IncidentDraft, ...]:
    """The report's incidents in the order of their words."""
    body = [e for e in events if not e.headline]
    drafts = []
    for pot in _pots(_without_shadows(body or events)):
        draft = _draft(pot, frame, world)
        if draft is not None:
            drafts.append(draft)
    return tuple(sorted(drafts, key=lambda d: d.evidence[0].start))


def _draft(pot: _Pot, frame: Frame, world: World) -> IncidentDraft | None:
    first = pot.first
    when = _when(pot, frame)
    if when is None or _is_history(when, frame):
        return None
    border = next((e.border for e in pot.events if e.border), None)
    if border is None and not (first.away or first.toward):
        return None
    place = _place(pot, border, world)
    away, toward = (
        next((e.away for e in pot.events if e.away), None),
        next((e.toward for e in pot.events if e.toward), None),
    )
    spans = list(dict.fromkeys(e.evidence for e in pot.events))[:3]
    strength = max(e.strength for e in pot.events)
    return IncidentDraft(
        event_type=Mention(first.kind.code, first.trigger, f"event.{first.kind.code}", first.kind.label),
        modality=first.modality,
        role=_role(pot, when, frame),
        when=when,
        border=border,
        from_country=away,
        to_country=toward,
        place=place,
        where_prec=_where_prec(place, border, pot),
        actors=_actors(pot.events),
        claims=_claims(pot.events),
        evidence=tuple(_inside(span, frame) for span in spans),
        confidence=round(min(0.99, strength + 0.05 * (len(pot.events) - 1)), 3),
    )


def _inside(span: Span, _frame: Frame) -> Span:
    return span
