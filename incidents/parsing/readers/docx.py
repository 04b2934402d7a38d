"""Word documents."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from incidents.parsing.document import Document, Known, Unreadable

LABEL = "Word document"
SUFFIXES = frozenset({".docx"})
MOST_BYTES = 60_000_000


def fits(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if "word/document.xml" not in package.namelist():
                raise Unreadable("This is a zip file, but no Word document. Send the report inside it.")
            if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
                raise Unreadable("The Word document unpacks to more than a report can hold. Paste its text instead.")
    except zipfile.BadZipFile as problem:
        raise Unreadable("The Word document is broken or cut off. Save it again, or paste its text.") from problem


def read(content: bytes, name: str = "") -> Document:
    _check_size(content)
    try:
        word = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as problem:
        raise Unreadable("The Word document is broken. Save it again, or paste its text.") from problem
    lines = [paragraph.text.strip() for paragraph in word.paragraphs]
    for table in word.tables:
        lines += [" · ".join(cell.text.strip() for cell in row.cells) for row in table.rows]
    made = word.core_properties.created
    known = Known(published=None, source="", language="")
    title = (word.core_properties.title or "").strip()
    text = "\n\n".join(line for line in lines if line)
    notes = (f"The document was made on {made:%-d %b %Y}.",) if made else ()
    return Document(text=text, known=known, headline=title if title and text.startswith(title) else "", notes=notes)
