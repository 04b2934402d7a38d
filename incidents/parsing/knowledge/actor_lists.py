"""Who acts at borders, by class of noun and by name, from the files in `actors/`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from incidents.parsing.drafts import Who

FOLDER = Path(__file__).parent / "actors"
_ARMED = frozenset(("REB", "UAF", "CRM"))


@dataclass(frozen=True, slots=True)
class ActorLists:
    class_of: Mapping[str, str]  # head noun → armed, police, rebel …
    sector_of: Mapping[str, str]  # class → PLOVER sector
    groups: Mapping[str, Who]  # name as written → neutral actor
    pattern: re.Pattern[str]  # any group name
    rebels: frozenset[str]  # names of armed groups


@functools.cache
def load_actor_lists(folder: Path = FOLDER) -> ActorLists:
    """Every file of the folder together: tables with `words` are classes, `[[group]]` rows are named actors."""
    class_of: dict[str, str] = {}
    sector_of: dict[str, str] = {}
    groups: dict[str, Who] = {}
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in table.pop("group", []):
            who = Who(row["name"], row.get("sector", ""), row.get("country", ""), "group")
            groups.update(dict.fromkeys(row["names"], who))
        for name, row in table.items():
            sector_of[name] = row["sector"]
            class_of.update(dict.fromkeys(row["words"], name))
    names = "|".join(re.escape(name) for name in sorted(groups, key=len, reverse=True))
    rebels = frozenset(name for name, who in groups.items() if who.sector in _ARMED)
    return ActorLists(class_of, sector_of, groups, re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), rebels)
