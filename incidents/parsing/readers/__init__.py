"""Bytes to Documents, one module a file format, found by listing this folder: adding a format adds one file.

A reader has SUFFIXES (".txt"), a LABEL for people, `fits(head)` that knows the format by its first bytes, and
`read(content, name) -> Document`, which raises Unreadable with cause and next step.
"""

from __future__ import annotations

import codecs
import functools
import importlib
import re
from pathlib import Path
from types import ModuleType

from incidents.parsing.document import Document, Unreadable

# By the first bytes the narrow formats are asked first; plain text fits almost anything and comes last.
_LAST = ("html", "text")
EMPTY = "The file is empty. Send the report's text or a file that has some."
MOST_CHARACTERS = 1_000_000
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")  # lone surrogates, which no database text can hold


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
        raise Unreadable(EMPTY)
    suffix, head = Path(name).suffix.lower(), _plain_head(content)
    fitting = [reader for reader in formats() if reader.fits(head)]
    for reader in fitting:
        if suffix in reader.SUFFIXES:
            return reader
    if fitting:
        return fitting[0]
    raise Unreadable(f"This is no format that can be read. Send one of {', '.join(suffixes())}, or paste the text.")


def _plain_head(content: bytes) -> bytes:
    """The first bytes to know a format by, those of UTF-16 as if they were UTF-8."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if is_wide and not content.startswith(codecs.BOM_UTF32_LE):
        return content[:8192].decode("utf-16", "ignore").encode("utf-8", "ignore")
    return content[:4096]


def read(content: bytes, name: str = "") -> Document:
    """The report in these bytes, its line ends as \\n, cut with a note where it is too long to be one report."""
    document: Document = reader_for(content, name).read(content, name)
    text, notes = document.text.replace("\r\n", "\n").replace("\r", "\n"), list(document.notes)
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append("Zero bytes in the text were left out.")
    if half := _HALF_CHARACTERS.search(text):
        text = _HALF_CHARACTERS.sub("\ufffd", text)
        notes.append(f"Broken characters, the first at {half.start():,}, were replaced by \ufffd.")
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes.append(f"The text was cut after {MOST_CHARACTERS:,} characters; the original is kept whole.")
    if not text.strip():
        raise Unreadable(
            "The file holds no text. If it is a scan, read it with a text recogniser first, or paste the text."
        )
    headline = _HALF_CHARACTERS.sub("\ufffd", document.headline.replace("\x00", ""))
    return Document(text=text, known=document.known, headline=headline, notes=tuple(notes))
