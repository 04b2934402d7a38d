"""One written form for the many spellings of a name: accents, case, hyphens and apostrophes do not count."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "ß": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, ".": None,
    }
)  # fmt: skip
_BREAKS = re.compile(r"[\s\-‐‑–—_/,()]+")


@functools.lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """ "Bāb al-Hawā" → "bab al hawa"; "N'Djamena" → "ndjamena"."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _BREAKS.sub(" ", bare).strip().casefold()
