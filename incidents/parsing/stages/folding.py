"""Which events of a report are one incident: one type, one stretch of time, one place and direction (codebook 1 and 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from incidents.parsing.drafts import When
from incidents.parsing.evidence import Mention
from incidents.parsing.stages.calendar import DAY
from incidents.parsing.stages.event import Event

MONTH_DAYS, WEEK_DAYS = 30, 7
SCALE = 10  # how many times longer a stretch is that sums up
LEAD = 2  # passages that tell what is new
ROUNDS = 4  # passages over which the rounds of one fight are told
_REBELS = frozenset(("REB", "UAF", "CRM"))


@dataclass(slots=True)
class Pot:
    """Events that are one incident, the one that names its day first."""

    events: list[Event] = field(default_factory=list)

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def last_told(self) -> int:
        return max(event.trigger.start for event in self.events)


def fold(events: Iterable[Event], today: dt.date | None = None) -> list[Pot]:
    """Dated events first, so that undated ones find the incident that they repeat; nouns that only point back last."""
    ordered = sorted(
        events,
        key=lambda e: (
            (e.repeats or e.weak) and not e.explicit,
            _is_guess(e),
            not e.explicit,
            e.headline,
            e.passage,
            e.trigger.start,
        ),
    )
    pots: list[Pot] = []
    for event in ordered:
        home = _home(event, pots, today)
        if home is None:
            pots.append(Pot([event]))
        else:
            home.events.append(event)
    return pots


def _home(event: Event, pots: list[Pot], today: dt.date | None) -> Pot | None:
    alike = [
        pot
        for pot in pots
        if _is_same(pot.first, event) and not _is_further(pot, event) and not _is_past(pot, event, today)
    ]
    found = _likeliest(event, alike) if alike else None
    if found is None and _is_guess(event) and not event.explicit:
        found = next((pot for pot in pots if _is_same(pot.first, replace(event, border=None, place=None))), None)
    if found is None and _is_onesided(event):
        found = next((pot for pot in pots if _is_round_of(event, pot.first)), None)
    if found is None and (event.repeats or event.weak):
        told = [p for p in pots if _may_repeat(p.first, event) and p.first.trigger.start < event.trigger.start]
        found = max(told, key=lambda p: p.last_told, default=None)
    return found


def _likeliest(event: Event, alike: Sequence[Pot]) -> Pot:
    """A lead without a day sums up the latest of several like incidents; any other words without a day go on from the nearest."""
    if event.explicit or len(alike) == 1:
        return alike[0]
    days = [(pot.first.when.value.last, n) for n, pot in enumerate(alike) if pot.first.explicit and pot.first.when]
    if event.passage <= LEAD and days:
        return alike[max(days)[1]]
    return min(alike, key=lambda pot: min(abs(e.passage - event.passage) for e in pot.events))


def modality_family(event: Event) -> str:
    """Actual and ordered happenings are told apart; denied and hypothetical ones stay off the map together."""
    return event.modality.value if event.modality.value in ("actual", "ordered") else "other"


def _may_repeat(told: Event, event: Event) -> bool:
    """ "The attack came after …": a definite noun of the same family points back, whatever type it would be by itself."""
    if event.explicit and not (event.repeats and told.explicit and _next_to(told.when, event.when)):
        return False
    if event.explicit and event.claims and not overlap(told.when, event.when):
        return False  # "eight were hurt on Saturday in the shooting": a day and a toll of its own
    return (
        told.kind.family == event.kind.family
        and modality_family(told) == modality_family(event)
        and not _borders_differ(told, event)
    )


def _is_onesided(event: Event) -> bool:
    """Violence without a day of its own that names no line it went over."""
    return event.kind.code == "border_attack" and not event.explicit and not event.past_perfect


def _is_round_of(event: Event, told: Event) -> bool:
    """ "Shooting broke out at noon", in a report of a clash on the same border paragraphs before: a part of that fight."""
    if told.kind.code != "border_clash" or modality_family(told) != modality_family(event):
        return False
    is_near = 0 <= event.passage - told.passage <= ROUNDS and told.trigger.start < event.trigger.start
    return is_near and not _borders_differ(told, event) and not _places_differ(told, event)


def _is_guess(event: Event) -> bool:
    """Its sentence names no border: it may well be what another sentence tells with its border."""
    return bool(event.border and event.border.rule == "border.story")


def _next_to(a: Mention[When] | None, b: Mention[When] | None) -> bool:
    return bool(a and b and a.value.first - DAY <= b.value.last and b.value.first - DAY <= a.value.last)


def _within_a_week(a: When, b: When) -> bool:
    return a.first - WEEK_DAYS * DAY < b.last and b.first - WEEK_DAYS * DAY < a.last


def _is_same(a: Event, b: Event) -> bool:
    if a.kind.code != b.kind.code or modality_family(a) != modality_family(b):
        return False
    if _borders_differ(a, b) or _sides_differ(a, b) or _places_differ(a, b) or _takers_differ(a, b):
        return False
    if _tops_up(a, b) or _tops_up(b, a):
        return False
    if a.explicit and b.explicit:
        return overlap(a.when, b.when) and not any(_sums_up(*pair) or _counts_more(*pair) for pair in ((a, b), (b, a)))
    if a.when and b.when and not _within_a_week(a.when.value, b.when.value):
        return False
    # Two undated events must at least agree on whether they have a border.
    return a.explicit or b.explicit or bool(a.border) == bool(b.border)


def _tops_up(further: Event, told: Event) -> bool:
    """ "Earlier, on May 7, nine more were held", beside 34 without that day: a day and a figure of its own on top of the told one."""
    if not further.explicit or further.passage <= told.passage:
        return False
    more = {c.kind.value for c in further.claims if c.count.value.additive}
    return not told.explicit and bool(more & {c.kind.value for c in told.claims if not c.count.value.additive})


def _sums_up(whole: Event, part: Event) -> bool:
    """ "150,000 since April" is no part of the story of these three days."""
    return bool(whole.when and whole.when.value.lasted) and _days(whole) > MONTH_DAYS and 0 <= _days(part) < WEEK_DAYS


def _counts_more(whole: Event, part: Event) -> bool:
    """ "194 cakes so far this year" beside "five cakes late last month": figures of one kind, over stretches of another scale."""
    if _days(whole) <= MONTH_DAYS or not 0 <= _days(part) * SCALE < _days(whole):
        return False
    more, fewer = _figures(whole), _figures(part)
    return not more & fewer and bool({kind for kind, *_ in more} & {kind for kind, *_ in fewer})


def _figures(event: Event) -> frozenset[tuple[str, float | None, float | None]]:
    return frozenset((c.kind.value, c.count.value.low, c.count.value.high) for c in event.claims)


def _days(event: Event) -> int:
    """How many days lie between the first and the last possible one; -1 where neither is known."""
    return (event.when.value.last - event.when.value.first).days if event.when else -1


def overlap(a: Mention[When] | None, b: Mention[When] | None) -> bool:
    """True when the two stretches share a day, or one of them is not known."""
    if a is None or b is None:
        return True
    return a.value.first <= b.value.last and b.value.first <= a.value.last


def _is_further(pot: Pot, event: Event) -> bool:
    """A gapped second figure ("and 94 others on Sunday") is never the first one again."""
    if not any(c.kind.rule == "claim.gapped" for c in event.claims):
        return False
    return bool(event.when and pot.first.when and event.when.value.first != pot.first.when.value.first)


def _is_past(pot: Pot, event: Event, today: dt.date | None) -> bool:
    """What a report recalls of months ago is not what it newly tells paragraphs away."""
    when = pot.first.when
    if today is None or when is None or event.explicit or event.past_perfect or event.repeats or event.weak:
        return False
    is_far = all(e.sentence != event.sentence for e in pot.events)
    return is_far and when.value.last < today - dt.timedelta(days=MONTH_DAYS)


def _borders_differ(a: Event, b: Event) -> bool:
    return bool(a.border and b.border and a.border.value != b.border.value)


def _sides_differ(a: Event, b: Event) -> bool:
    pairs = ((a.toward, b.toward), (a.away, b.away))
    return any(x and y and x.value != y.value for x, y in pairs)


def _takers_differ(a: Event, b: Event) -> bool:
    """What rebels seized and the army retook changed hands twice."""
    if a.kind.code != "border_seizure":
        return False
    x, y = _takers(a), _takers(b)
    return bool(x and y) and (x <= _REBELS) != (y <= _REBELS) and not x & y


def _takers(event: Event) -> set[str]:
    return {actor.who.value.sector for actor in event.actors if actor.role == "initiator" and actor.who.value.sector}


def _places_differ(a: Event, b: Event) -> bool:
    x, y = a.place, b.place
    if not x or not y or x.value.prec > 2 or y.value.prec > 2:
        return False
    if x.value.name.casefold() == y.value.name.casefold():
        return False
    return x.value.country != y.value.country or x.value.prec == y.value.prec == 1
