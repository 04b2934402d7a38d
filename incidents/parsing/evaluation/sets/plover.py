"""PLOVER gold standard records (CAMEO manual): who did what to whom, one wire sentence each.

Most of its events have nothing to do with a border, so what is asked is the participants: is each named, and where the parser
reads an incident, does the record's source act in it and its target suffer it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.matching import words
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample
from incidents.parsing.evaluation.scores import share

NAME = "PLOVER (who did what)"
FILE = "PLOVER_GSR_CAMEO.txt"
_ACTING = frozenset(["initiator", "mover"])


def is_it(folder: Path) -> bool:
    return (folder / FILE).exists()


def samples(folder: Path) -> Iterator[Sample]:
    for record in json.loads((folder / FILE).read_text(encoding="utf-8")):
        if record.get("text"):
            published = dt.date.fromisoformat(record["date"])
            yield Sample(record["id"], Document(record["text"], Known(published, "", "en")), record)


def _names(record: dict[str, Any], role: str) -> list[str]:
    """A record holds a list of actors, one actor, or none."""
    actors = record.get(role) or ()
    listed = [actors] if isinstance(actors, dict) else actors
    return [actor["actorText"] for actor in listed if isinstance(actor, dict) and actor.get("actorText")]


def _named_in(name: str, others: Iterable[str]) -> bool:
    """At least half the words of the name stand in one of the others; a demonym and its country share their stem."""
    wanted = {word[:5] for word in words(name)}
    return any(2 * len(wanted & {word[:5] for word in words(other)}) >= len(wanted) for other in others)


def score(sample: Sample, read: Reading) -> Outcome:
    sources, targets = _names(sample.gold, "source"), _names(sample.gold, "target")
    text = sample.document.text
    seen = [text[m["start"] : m["end"]] for kind in ("actors", "places") for m in read["mentions"][kind]]
    seen += [m["name"] for m in read["mentions"]["actors"]]
    acting = [a["name"] for one in read["incidents"] for a in one["actors"] if a["role"] in _ACTING]
    suffering = [a["name"] for one in read["incidents"] for a in one["actors"] if a["role"] not in _ACTING]
    sheet = {
        "source_named": share(sum(_named_in(name, seen) for name in sources), len(sources)),
        "target_named": share(sum(_named_in(name, seen) for name in targets), len(targets)),
    }
    if read["incidents"]:
        sheet["source_acts"] = share(sum(_named_in(name, acting) for name in sources), len(sources))
        sheet["target_suffers"] = share(sum(_named_in(name, suffering) for name in targets), len(targets))
    misses = [f"unnamed   {name}: “{text[:110]}”" for name in (*sources, *targets) if not _named_in(name, seen)]
    return Outcome(sheet, tuple(misses))
