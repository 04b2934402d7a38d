"""Rich text format."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from incidents.parsing.document import Document, Unreadable

LABEL = "rich text"
SUFFIXES = frozenset({".rtf"})


def fits(head: bytes) -> bool:
    return head.lstrip().startswith(b"{\\rtf")


def read(content: bytes, name: str = "") -> Document:
    if content.count(b"{") > 100_000:
        raise Unreadable("The RTF file is nested too deeply for a report. Save it as plain text and send that.")
    try:
        text: str = rtf_to_text(content.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, UnicodeError) as problem:
        raise Unreadable(f"The RTF file is broken ({problem}). Save it as plain text and send that.") from problem
    return Document(text=text.strip())
