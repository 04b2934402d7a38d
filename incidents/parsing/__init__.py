"""Wire reports to drafts: no Django, no clock, no network. `parse` reads a Document; drafts.py says what it returns."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.drafts import Reading
from incidents.parsing.version import PARSER_VERSION

if TYPE_CHECKING:
    from incidents.parsing.pipeline import parse, warm

__all__ = ["PARSER_VERSION", "Document", "Known", "Reading", "Unreadable", "parse", "warm"]


def __getattr__(name: str) -> Any:
    """The pipeline brings the language models' libraries along: a second of start and 60 MB that only those who read need."""
    if name in ("parse", "warm"):
        return getattr(importlib.import_module("incidents.parsing.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
