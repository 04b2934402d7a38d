"""Bytes to Documents, one module a file format, found by listing this folder: adding a format adds one file.

A reader has SUFFIXES (".txt"), a LABEL for people, `fits(head)` that knows the format by its first bytes, and
`read(content, name) -> Document`, which raises Unreadable with cause and next step.
"""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from types import ModuleType

from incidents.parsing.document import Document, Unreadable

# By the first bytes the narrow formats are asked first; plain text fits almost anything and comes last.
_LAST = ("html", "text")
MOST_CHARACTERS = 1_000_000


@functools.cache
def formats() -> tuple[ModuleType, ...]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    ordered = [name for name in names if name not in _LAST] + [name for name in _LAST if name in names]
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in ordered)


def suffixes() -> tuple[str, ...]:
    return tuple(sorted({suffix for reader in formats() for suffix in reader.SUFFIXES}))


def reader_for(content: bytes, name: str = "") -> ModuleType:
    """The reader of these bytes: by what they are, not by what the name claims; Unreadable for what none of them knows."""
    if not content.strip():
        raise Unreadable("The file is empty. Send the report's text or a file that has some.")
    suffix = Path(name).suffix.lower()
    fitting = [reader for reader in formats() if reader.fits(content[:4096])]
    for reader in fitting:
        if suffix in reader.SUFFIXES:
            return reader
    if fitting:
        return fitting[0]
    raise Unreadable(f"This is no format that can be read. Send one of {', '.join(suffixes())}, or paste the text.")


def read(content: bytes, name: str = "") -> Document:
    """The report in these bytes, its line ends as \\n, cut with a note where it is too long to be one report."""
    document: Document = reader_for(content, name).read(content, name)
    text, notes = document.text.replace("\r\n", "\n").replace("\r", "\n"), list(document.notes)
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append("Zero bytes in the text were left out.")
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes.append(f"The text was cut after {MOST_CHARACTERS:,} characters; the original is kept whole.")
    if not text.strip():
        raise Unreadable(
            "The file holds no text. If it is a scan, read it with a text recogniser first, or paste the text."
        )
    return Document(text=text, known=document.known, headline=document.headline, notes=tuple(notes))
