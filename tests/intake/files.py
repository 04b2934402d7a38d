"""Small files of every format, made here from invented words."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib

import docx

LEAD = "Border guards closed the crossing at Kalai-Dasht on Monday, the “Pamir Wire” said."


def a_zip(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def a_lying_zip(name: str, content: bytes, declared: int) -> bytes:
    """One member whose directory entry and header both declare a size that is not the true one."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(content) + packed.flush()
    crc, raw = zlib.crc32(content), name.encode()
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), declared, len(raw), 0) + raw + body
    )
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), declared, len(raw), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + len(raw), len(local), 0)
    return local + entry + raw + end


def a_docx(*paragraphs: str, table: list[list[str]] | None = None, after: str = "") -> bytes:
    word = docx.Document()
    for words in paragraphs:
        word.add_paragraph(words)
    if table:
        rows = word.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(rows.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    if after:
        word.add_paragraph(after)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def a_pdf(*lines: str, more: bytes = b"") -> bytes:
    stream = (
        b"BT /F1 10 Tf 50 790 Td 14 TL\n" + b"".join(b"(%s) Tj T*\n" % line.encode("latin-1") for line in lines) + b"ET"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    out, at = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start)


def a_locked_pdf() -> bytes:
    """A PDF that says it is encrypted, with a password that nobody gave."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s><%s>] " % (
        b"28bf4e5e4e758a4164004e56fffa0108" * 2, b"ab" * 32, b"01" * 16, b"01" * 16,
    )  # fmt: skip
    return a_pdf("locked words", more=lock)


def ninjs(**fields: object) -> bytes:
    return json.dumps({"uri": "tag:example.org,2021:1", **fields}, ensure_ascii=False).encode()


def newsml(content: str, *, meta: str = "", headline: str = "Crossing closed") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:example.org:1">'
        f"<itemMeta>{meta}</itemMeta><contentMeta><headline>{headline}</headline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    ).encode()
