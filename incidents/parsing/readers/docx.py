"""Word documents."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from incidents.parsing.document import Document, Unreadable

LABEL = "Word document"
SUFFIXES = frozenset({".docx"})
MOST_BYTES = 60_000_000
MOST_TEXT_BYTES = 20_000_000  # of the part that holds the text; pictures may be larger
_BROKEN = "The Word document is broken or cut off. Save it again, or paste its text."
_TEXT, _PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("t", "p", "tbl", "tr", "tc"))
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " "}


def fits(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sizes = {part.filename: part.file_size for part in package.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise Unreadable(_BROKEN) from problem
    if "word/document.xml" not in sizes:
        raise Unreadable("This is a zip file, but no Word document. Send the report inside it.")
    if sizes["word/document.xml"] > MOST_TEXT_BYTES or sum(sizes.values()) > MOST_BYTES:
        raise Unreadable("The Word document unpacks to more than a report can hold. Paste its text instead.")


def _words(paragraph: Any) -> str:
    """All text that stands in a paragraph now: also what was inserted while changes are tracked, not what was deleted."""
    parts = [node.text or "" if node.tag == _TEXT else _BREAKS.get(node.tag, "") for node in paragraph.iter()]
    return "".join(parts).strip()


def _lines(body: Any) -> list[str]:
    """Paragraphs and rows of tables in the order of the page."""
    found: list[str] = []
    for block in body.iterchildren():
        if block.tag == _PARAGRAPH:
            found.append(_words(block))
        elif block.tag == _TABLE:
            for row in block.iter(_ROW):
                cells = [" ".join(map(_words, cell.iterchildren(_PARAGRAPH))) for cell in row.iterchildren(_CELL)]
                found.append(" · ".join(cell for cell in cells if cell))
        else:
            found += _lines(block)
    return [line for line in found if line]


def read(content: bytes, name: str = "") -> Document:
    _check_size(content)
    try:
        word = docx.Document(io.BytesIO(content))
    except (
        PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError,
        NotImplementedError,
    ) as problem:  # fmt: skip
        raise Unreadable(_BROKEN) from problem
    text = "\n\n".join(_lines(word.element.body))
    title = (word.core_properties.title or "").strip()
    made = word.core_properties.created
    notes = (f"The document was made on {made:%-d %b %Y}.",) if made else ()
    return Document(text=text, headline=title if title and text.startswith(title) else "", notes=notes)
