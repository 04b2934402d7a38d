"""The order in which a Russian report is read: the same stages as the English ones, up to the events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incidents.parsing.document import Document, Frame
from incidents.parsing.drafts import Mentions, StatementDraft, Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.russian_names import load_russian_names
from incidents.parsing.knowledge.world import World
from incidents.parsing.russian import models, tongue
from incidents.parsing.russian.actors import read_actors
from incidents.parsing.russian.dates import open_days, read_dates
from incidents.parsing.russian.events import Heard, read_events
from incidents.parsing.russian.figures import attach_figures
from incidents.parsing.russian.frame import cut_frame
from incidents.parsing.russian.numbers import read_numbers
from incidents.parsing.russian.places import CAPITAL, UNPLACED, home_of, read_places
from incidents.parsing.russian.statements import read_statements
from incidents.parsing.stages.event import Event
from incidents.parsing.stages.shadows import without_shadows


@dataclass(frozen=True, slots=True)
class Report:
    """What the stages found in one report, ready to be put together."""

    frame: Frame
    events: tuple[Event, ...]
    places: tuple[Mention[Where], ...]
    statements: tuple[StatementDraft, ...]
    mentions: Mentions
    open_days: tuple[Span, ...]


def warm() -> None:
    """Loads the models and names that every Russian report needs."""
    models.load()
    load_russian_names()


def read(document: Document, world: World, tell: Callable[[str], None]) -> Report:
    """All that a Russian report says, before its events become incidents; `tell` hears the name of each stage."""
    names = load_russian_names()
    tell("frame")
    frame = cut_frame(document)
    tell("language")
    parsed = tongue.read(models.load(), document.text, frame.passages, frame.masked)
    tell("dates and numbers")
    dates = read_dates(parsed, frame)
    numbers = read_numbers(parsed, [d.span for d in dates])
    tell("places")
    places, setting = read_places(parsed, world, names, home_of(frame, names))
    tell("actors")
    actors = read_actors(parsed, names)
    tell("statements")
    told = read_statements(document.text, frame, parsed, actors, dates)
    tell("events")
    heard = Heard(frame, parsed, places, setting, dates, numbers, actors, told.attributions, world)
    events = attach_figures(heard, without_shadows(read_events(heard)))
    tell("incidents")
    seen = Mentions(dates, tuple(m for m in places if m.value.kind != "demonym"), numbers, actors)
    scenes = tuple(m for m in places if m.rule != CAPITAL and m.value.kind != UNPLACED)
    return Report(frame, events, scenes, told.statements, seen, open_days(parsed, frame))
