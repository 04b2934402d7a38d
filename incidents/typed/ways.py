"""A direction as a person types it: "AF>TJ", "Afghanistan to Tajikistan", "from AF", "to Tajikistan"."""

from __future__ import annotations

import re

from incidents.parsing.knowledge.world import load_world

FORMS = 'give a direction as "AF>TJ", "Afghanistan to Tajikistan", "from AF" or "to TJ"'
_BOTH = re.compile(r"(?:from )?(?P<start>[^>→]*?) ?(?:->|[>→]| to ) ?(?P<end>.*)", re.I)


def read_way(typed: str) -> tuple[str, str]:
    """(from, to) as country codes, empty where a side is left open."""
    words = re.sub(r"\s+", " ", typed.strip())
    if not words or words in ("—", "none"):
        return "", ""
    if words.lower().startswith("to "):
        return "", _country(words[3:])
    if words.lower().startswith("from ") and not re.search(r"->|[>→]| to ", words, re.I):
        return _country(words[5:]), ""
    both = _BOTH.fullmatch(words)
    if both is None:
        raise ValueError(FORMS)
    return _country(both["start"]), _country(both["end"])


def _country(words: str) -> str:
    words = words.strip()
    if not words:
        return ""
    world = load_world()
    code = words.upper() if world.country(words.upper()) else world.country_named(words)
    if not code:
        raise ValueError(f"no country is called “{words[:40]}”; {FORMS}")
    return code
