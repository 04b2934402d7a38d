"""The parser's table of contents: what is read from a report, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from incidents.parsing import tongue
from incidents.parsing.assemble import assemble
from incidents.parsing.document import Document, Frame, Watch
from incidents.parsing.drafts import Mentions, Reading
from incidents.parsing.knowledge.calendar_words import load_calendar_words
from incidents.parsing.knowledge.world import World, load_world
from incidents.parsing.language import RUSSIAN, spoken
from incidents.parsing.russian import reading as russian
from incidents.parsing.stages import other_languages
from incidents.parsing.stages.actors import read_actors
from incidents.parsing.stages.coreference import resolve_actors
from incidents.parsing.stages.dates import firm, open_days, read_dates, with_report_day
from incidents.parsing.stages.echoes import with_echoes
from incidents.parsing.stages.event import Heard
from incidents.parsing.stages.events import read_events
from incidents.parsing.stages.figures import attach_figures
from incidents.parsing.stages.frame import cut_frame
from incidents.parsing.stages.homes import home_of
from incidents.parsing.stages.numbers import read_numbers
from incidents.parsing.stages.places import read_places
from incidents.parsing.stages.releases import with_releases
from incidents.parsing.stages.shadows import without_shadows
from incidents.parsing.stages.short_forms import ShortForms
from incidents.parsing.stages.statements import attribution_tails, read_statements
from incidents.parsing.version import PARSER_VERSION

SUPPORTED = frozenset({"en", RUSSIAN, ""})


def _silent(_stage: str, _done: int, _total: int) -> None:
    """For those who do not watch."""


def parse(document: Document, *, watch: Watch = _silent) -> Reading:
    """All that a report says: incidents and statements with their words, and every mention that the stages saw."""
    steps = iter(range(1, 9))
    known_world = load_world()
    language = spoken(document)

    def tell(stage: str) -> None:
        watch(stage, next(steps), 8)

    if language == RUSSIAN:
        return _russian(document, known_world, tell)
    tell("frame")
    frame = cut_frame(document)
    tell("language")
    parsed = tongue.read(tongue.load(), document.text, frame.passages, frame.masked)
    tell("dates and numbers")
    words = load_calendar_words().get(language)
    named = other_languages.read_dates(parsed, frame, words) if words else read_dates(parsed, frame)
    dates, days = firm(named), [d.span for d in named]
    numbers = other_languages.read_numbers(parsed, days, words) if words else read_numbers(parsed, days)
    tell("places")
    found = read_places(parsed, known_world, home_of(frame, known_world))
    places = found.firm
    tell("actors")
    actors = read_actors(parsed, known_world)
    tell("statements")
    statements = read_statements(document.text, frame, parsed, actors, dates)
    tell("events")
    tails = attribution_tails(parsed, actors, statements)
    heard = Heard(
        frame, parsed, places, found.setting, dates, numbers, resolve_actors(parsed, actors, known_world, ShortForms(parsed, document.text)), tails, known_world, found.unmapped
    )  # fmt: skip
    told = with_releases(heard, with_echoes(heard, without_shadows(read_events(heard))))
    events = attach_figures(heard, told)
    tell("incidents")
    untold = open_days(parsed, frame)
    seen = Mentions(
        with_report_day(named, frame), tuple(m for m in found.named if m.value.kind != "demonym"), numbers, actors
    )
    is_read = language in SUPPORTED
    return Reading(
        text=document.text,
        language=language,
        frame=frame,
        incidents=assemble(events, frame, (*places, *found.unmapped), known_world, untold) if is_read else (),
        statements=statements if is_read else (),
        mentions=seen,
        notes=(*document.notes, *_notes(language, parsed), *_undated(frame)),
        parser_version=PARSER_VERSION,
    )


def _russian(document: Document, world: World, tell: Callable[[str], None]) -> Reading:
    """The same for a Russian report, by the stages of its language."""
    report = russian.read(document, world, tell)
    return Reading(
        text=document.text,
        language=RUSSIAN,
        frame=report.frame,
        incidents=assemble(report.events, report.frame, report.places, world, report.open_days),
        statements=report.statements,
        mentions=report.mentions,
        notes=(*document.notes, *_undated(report.frame)),
        parser_version=PARSER_VERSION,
    )


def _notes(language: str, parsed: Sequence[tongue.Parsed]) -> Iterator[str]:
    if tongue.was_cut(parsed):
        yield f"A sentence of more than {tongue.LONGEST} words was read in pieces."
    if language not in SUPPORTED:
        yield f"The language “{language}” is not supported yet: frame, places, dates and numbers were read, events and statements were not."


def _undated(frame: Frame) -> Iterator[str]:
    if frame.report_date is None:
        yield "No year says when this report was written: give the day it was published, and its days will be read."


def warm(document: Document) -> None:
    """Loads what reading this document needs, unless this process holds it already: the models of its language, the world."""
    load_world()
    if spoken(document) == RUSSIAN:
        russian.warm()
    else:
        tongue.load()
