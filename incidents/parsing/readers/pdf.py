"""PDF, read by native code in a child process with limits: a crash or a bomb costs one report, not the worker."""

from __future__ import annotations

import json
import subprocess
import sys

from incidents.parsing.document import Document, Unreadable

LABEL = "PDF"
SUFFIXES = frozenset({".pdf"})
SECONDS = 20
MEMORY = 800_000_000
MOST_PAGES = 200

# The child imports nothing of ours, so that it starts fast and its limits bind before the file is opened.
_CHILD = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
import pypdfium2
try:
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
except pypdfium2.PdfiumError as problem:
    print(json.dumps({{"problem": str(problem)}})); sys.exit(0)
pages = []
for number in range(min(len(document), {MOST_PAGES})):
    page = document[number]
    pages.append(page.get_textpage().get_text_bounded())
print(json.dumps({{"pages": pages, "of": len(document)}}))
"""


def fits(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def read(content: bytes, name: str = "") -> Document:
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD], input=content, capture_output=True, timeout=SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise Unreadable(f"The PDF took longer than {SECONDS} s to read. Paste its text instead.") from problem
    if child.returncode or not child.stdout:
        raise Unreadable("The PDF is broken or too heavy to read. Save it again, or paste its text.")
    found = json.loads(child.stdout)
    if "problem" in found:
        locked = "password" in found["problem"].lower()
        raise Unreadable(
            "The PDF is locked with a password. Save it without one."
            if locked
            else "The PDF is broken. Save it again, or paste its text."
        )
    text = "\n\n".join(_paragraphs(page) for page in found["pages"]).strip()
    notes = (f"Only the first {MOST_PAGES} of {found['of']} pages were read.",) if found["of"] > MOST_PAGES else ()
    return Document(text=text, notes=notes)


def _paragraphs(page: str) -> str:
    """Lines of one paragraph joined: a line that ends early or with a full stop closes its paragraph."""
    lines = [line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-").split("\n")]
    widest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        if not line:
            out.append("\n\n")
            continue
        ends = len(line) < widest * 0.75
        out.append(line + ("\n\n" if ends else " "))
    return "\n\n".join(" ".join(part.split()) for part in "".join(out).split("\n\n") if part.strip())
