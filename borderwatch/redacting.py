"""Logs without keys: whatever is written, a token that stands in it is blotted out."""

from __future__ import annotations

import logging
import re

KEY = re.compile(r"(?:b|%62)(?:w|%77)(?:_|%5f)[A-Za-z0-9_-]{43}", re.IGNORECASE)
BLOT = "bw_…"


def without_keys(text: str) -> str:
    return KEY.sub(BLOT, text)


class Formatter(logging.Formatter):
    """Blots keys out of the message, its arguments and the traceback alike."""

    def format(self, record: logging.LogRecord) -> str:
        return without_keys(super().format(record))
