"""Writes the sample reports in every format. Agencies and persons are invented; the events of July 2021 are not.

Run:  python incidents/samples/build.py      (needs python-docx; the files it writes are committed)
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx

HERE = Path(__file__).parent
SOURCES = HERE / "sources"


def text_of(name: str) -> str:
    return (SOURCES / f"{name}.txt").read_text(encoding="utf-8")


def paragraphs(name: str) -> tuple[str, list[str]]:
    """(headline, paragraphs)"""
    first, *rest = [part.strip() for part in text_of(name).split("\n\n") if part.strip()]
    return first, rest


def write_html(name: str, published: str, source: str) -> None:
    head, body = paragraphs(name)
    words = "\n".join(f"<p>{part}</p>" for part in body)
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{head} | {source}</title>'
        f'<meta property="article:published_time" content="{published}"><meta property="og:site_name" content="{source}">'
        f"<style>p{{margin:0}}</style></head>\n<body><nav>Home · World · Weather</nav>\n<article><h1>{head}</h1>\n{words}\n</article>"
        "<footer>All rights reserved</footer></body></html>\n"
    )
    (HERE / f"{name}.html").write_text(page, encoding="utf-8")


def write_eml(name: str, date: str, sender: str) -> None:
    head, body = paragraphs(name)
    lines = [
        f"From: {sender} <desk@example.org>",
        "To: watch@example.org",
        f"Subject: {head}",
        f"Date: {date}",
        "MIME-Version: 1.0",
    ]
    lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", "\n\n".join(body), ""]
    (HERE / f"{name}.eml").write_bytes("\r\n".join(lines).replace("\r\n", "\n").replace("\n", "\r\n").encode())


def write_docx(name: str) -> None:
    head, body = paragraphs(name)
    word = docx.Document()
    word.add_heading(head, 1)
    for part in body:
        word.add_paragraph(part)
    word.save(str(HERE / f"{name}.docx"))


def write_rtf(name: str) -> None:
    head, body = paragraphs(name)
    escaped = [part.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}") for part in (head, *body)]
    letters = "\\par\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in part) for part in escaped)
    (HERE / f"{name}.rtf").write_text(
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times;}}\\f0\\fs24\n" + letters + "\n}\n", encoding="ascii"
    )


def write_ninjs(name: str, stamp: str, source: str) -> None:
    head, body = paragraphs(name)
    news = {
        "uri": f"tag:example.org,2021:{name}", "version": "1", "type": "text", "pubstatus": "usable", "language": "en", "headline": head,
        "body_text": "\n\n".join(body), "contentcreated": stamp, "source": source,
    }  # fmt: skip
    (HERE / f"{name}.json").write_text(json.dumps(news, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_newsml(name: str, stamp: str, source: str) -> None:
    head, body = paragraphs(name)
    words = "".join(f"<p>{part.replace('&', '&amp;').replace('<', '&lt;')}</p>" for part in body)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:example.org,2021:'
        + name
        + '" version="1">'
        f'<itemMeta><provider literal="{source}"/><versionCreated>{stamp}</versionCreated></itemMeta>'
        f'<contentMeta><contentCreated>{stamp}</contentCreated><language tag="en"/><headline>{head}</headline></contentMeta>'
        f'<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{words}</body></html></inlineXML></contentSet></newsItem>\n'
    )
    (HERE / f"{name}.xml").write_text(xml, encoding="utf-8")


def write_pdf(name: str) -> None:
    """One page of plain lines: the smallest PDF that every reader opens."""
    head, body = paragraphs(name)
    lines: list[str] = []
    for part in (head, *body):
        row = ""
        for word in part.split():
            if len(row) + len(word) > 88:
                lines.append(row)
                row = ""
            row = f"{row} {word}".strip()
        lines += [row, ""]
    shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    stream = "BT /F1 10 Tf 50 790 Td 14 TL\n" + "\n".join(f"({line}) Tj T*" for line in shown) + "\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    (HERE / f"{name}.pdf").write_bytes(out)


def write_zip(name: str, members: list[str]) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            entry = zipfile.ZipInfo(f"{member}.txt", (2021, 7, 8, 0, 0, 0))
            archive.writestr(entry, text_of(member))
    (HERE / f"{name}.zip").write_bytes(held.getvalue())


def main() -> None:
    for name in ("retreat-lead", "retreat-update", "retreat-copy", "correction", "awkward", "russian", "football"):
        words = text_of(name)
        (HERE / f"{name}.txt").write_bytes(
            words.replace("\n", "\r\n").encode() if name == "awkward" else words.encode()
        )
    write_html("order", "2021-07-05T20:10:00+05:00", "Meridian News Agency")
    write_eml("returned", "Wed, 7 Jul 2021 17:40:00 +0500", "Pamir Wire")
    write_docx("crossing-seized")
    write_rtf("denial")
    write_newsml("count", "2021-07-06T09:15:00+05:00", "Pamir Wire")
    write_ninjs("evros", "2021-10-12T08:00:00Z", "Meridian News Agency")
    write_pdf("batken")
    write_zip("other-borders", ["line-of-control", "harvest"])


if __name__ == "__main__":
    main()
