"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# Characters that XML 1.0 cannot hold, not even escaped.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPECIAL = re.compile(f"[&<>\r]|{UNFIT.pattern}")
RETURN = {"\r": "&#13;"}  # readers make a line's end of a bare one


def text(words: str) -> str:
    return escape(UNFIT.sub("", words), RETURN) if SPECIAL.search(words) else words


def quoted(words: str) -> str:
    return quoteattr(UNFIT.sub("", words))
