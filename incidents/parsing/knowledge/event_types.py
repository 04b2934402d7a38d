"""Event types, one TOML file each in `events/`: adding a file adds a type, in the parser, the forms, the map and the API."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "events"
OF_GATES = frozenset(("border_closure", "border_reopening"))  # what is done to a border or to one of its crossings


@dataclass(frozen=True, slots=True)
class EventFrame:
    """How a sentence tells of an event type: trigger lemmas, who must stand where, and what ties it to a border.

    Classes are those of `actors/*.toml`. Patterns ignore case.
    """

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]  # as written: "closed"
    subject: frozenset[str]  # classes, one of which must act
    object: frozenset[str]  # … must be acted on
    any: frozenset[str]  # … must act or be acted on
    no_party: frozenset[str]  # classes, none of which may act or be acted on
    no_object: frozenset[str]  # classes, none of which may be acted on
    passive: bool  # only in the passive: "were returned"
    needs: frozenset[str]  # destination border border_strict over border_topic crosses
    subject_words: re.Pattern[str] | None  # in the phrase of what acts
    object_words: re.Pattern[str] | None  # in the phrase of what is acted on
    touches: re.Pattern[str] | None  # in the phrase of what acts or is acted on
    words: re.Pattern[str] | None  # in the trigger's clause
    sentence: re.Pattern[str] | None  # anywhere in the sentence
    report: re.Pattern[str] | None  # anywhere in the report: what its story is
    without: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class EventType:
    code: str
    label: str
    family: str  # movement force control crime deaths talk other: its colour
    shape: str  # its symbol
    note: str
    order: int
    claim: str = "other"  # the kind of a figure that the event itself counts
    counts: frozenset[str] = frozenset()  # kinds of claims that such an incident may hold
    roles: tuple[str, str] = ("initiator", "target")  # of who does it, of whom it befalls
    weak: frozenset[str] = frozenset()  # triggers that only give the toll where the sentence names another act of force
    outranks: frozenset[str] = frozenset()  # types that give way to this one on the same words (codebook 2, "not for")
    directed: bool = False  # goes from one country to another
    by_capture: bool = False  # land or people taken: from and to follow from who takes and from whom
    doer_side: str = ""  # where the doer's own country stands in that: origin or destination
    frames: tuple[EventFrame, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()


def _frame(row: Mapping[str, Any]) -> EventFrame:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(row[key], re.I) if key in row else None

    def names(key: str) -> frozenset[str]:
        return frozenset(row.get(key, ()))

    return EventFrame(
        verbs=names("verbs"), nouns=names("nouns"), adjectives=names("adjectives"), subject=names("subject"),
        object=names("object"), any=names("any"), no_party=names("no_party"), no_object=names("no_object"), passive=row.get("passive", False), needs=names("needs"),
        subject_words=pattern("subject_words"), object_words=pattern("object_words"), touches=pattern("touches"), words=pattern("words"), sentence=pattern("sentence"), report=pattern("report"), without=pattern("not"),
    )  # fmt: skip


def types_of_story(types: Sequence[EventType], report: str) -> tuple[EventType, ...]:
    """The types with those frames only that fit what the whole report is about."""
    return tuple(
        replace(kind, frames=tuple(f for f in kind.frames if f.report is None or f.report.search(report)))
        for kind in types
    )


def _roles(table: Mapping[str, Any]) -> tuple[str, str]:
    doer, sufferer = table.get("roles", ("initiator", "target"))
    return doer, sufferer


@functools.cache
def load_event_types(folder: Path = FOLDER) -> tuple[EventType, ...]:
    """Every event type in the codebook's order."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            EventType(
                code=path.stem,
                label=table["label"],
                family=table["family"],
                shape=table["shape"],
                note=table.get("note", ""),
                order=table.get("order", 99),
                claim=table.get("claim", "other"),
                counts=frozenset(table.get("counts", ())),
                roles=_roles(table),
                weak=frozenset(table.get("weak", ())),
                outranks=frozenset(table.get("outranks", ())),
                directed=table.get("directed", False),
                by_capture=table.get("by_capture", False),
                doer_side=table.get("doer_side", ""),
                frames=tuple(_frame(row) for row in table.get("frame", [])),
                examples=tuple(table.get("examples", [])),
            )
        )
    return tuple(sorted(found, key=lambda kind: (kind.order, kind.code)))
