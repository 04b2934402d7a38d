"""Our words in those of ACLED and UCDP: the table of event types, and precisions of time and place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Ours → theirs, for the five steps of date_prec and the seven of where_prec.
ACLED_TIME = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
ACLED_PLACE = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
MODALITIES = ("actual",)  # both projects hold what happened, not what was ordered, feared or denied


@dataclass(frozen=True, slots=True)
class Theirs:
    """`acled` is empty where the type is out of ACLED's scope, `ucdp` 0 where it is no organised violence."""

    acled: tuple[str, ...]
    ucdp: int


@cache
def crosswalk() -> Mapping[str, Theirs]:
    held = tomllib.loads((Path(__file__).parent / "crosswalk.toml").read_text(encoding="utf-8"))
    return {kind: Theirs(tuple(told["acled"]), told["ucdp"]) for kind, told in held.items()}


def of(values: Mapping[str, Any]) -> Theirs | None:
    """None where neither has a place for the row: no day, or nothing that is said to have happened."""
    if values["modality"] not in MODALITIES or values["date_start"] is None:
        return None
    return crosswalk().get(str(values["event_type"]))
