"""Zip files of reports, opened without trust: sizes are counted while unpacking, not believed."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from incidents.parsing.document import Unreadable

MOST_FILES = 500
MOST_BYTES = 100_000_000
MOST_RATIO = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `problem` says why it was not unpacked."""

    name: str
    content: bytes = b""
    problem: str = ""


def is_zip(content: bytes) -> bool:
    """True for an archive of files, false for formats that are zip inside (Word)."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    if _entries_at_most(content) > MOST_FILES:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "[Content_Types].xml" not in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return b"[Content_Types].xml" not in content


def _entries_at_most(content: bytes) -> int:
    """No archive has more entries than directory marks; counted, as what it declares may be a lie that costs minutes."""
    return content.count(b"PK\x01\x02")


def members(content: bytes, *, most_each: int) -> Iterator[Member]:
    """The files inside, each at most `most_each` bytes. The whole archive is refused for what only an attack does."""
    if _entries_at_most(content) > MOST_FILES:
        raise Unreadable(f"The zip file holds more than {MOST_FILES} files. Send them in several.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not (entry.is_dir() or _is_litter(entry.filename))]
            _check(entries)
            left = MOST_BYTES
            for entry in entries:
                member = _open(archive, entry, min(most_each, left))
                left -= len(member.content)
                yield member
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as problem:
        raise Unreadable(
            f"The zip file is broken ({problem}). Pack it again, or send the files one by one."
        ) from problem


def _is_litter(name: str) -> bool:
    """What file managers add to an archive without being asked."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable(
            f"The zip file unpacks to more than {MOST_BYTES // 1_000_000} MB. Send the reports in smaller ones."
        )
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Unreadable(
                "The zip file is packed more tightly than any text; it was not opened. Send the reports one by one."
            )


def _problem(entry: zipfile.ZipInfo, name: str) -> str:
    """Why an entry is not opened; empty when it may be."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, not a file; send the file itself"
    if entry.flag_bits & 0x1:
        return "is locked with a password; pack it without one"
    if name.lower().endswith((".zip", ".7z", ".rar", ".gz", ".tar")):
        return "is an archive inside an archive; send it by itself"
    # LZMA may ask for gigabytes of memory before it gives a byte.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an uncommon way; pack it as an ordinary zip"
    return ""


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Member:
    name = PurePosixPath(entry.filename.replace("\\", "/")).name or "unnamed"
    if problem := _problem(entry, name):
        return Member(name, problem=problem)
    try:
        with archive.open(entry) as packed:
            content = packed.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as broken:
        return Member(name, problem=f"is broken inside the zip ({broken}); pack it again, or send it by itself")
    if len(content) > most:
        return Member(name, problem=f"is larger than {most // 1_000_000} MB; send the text alone, or split the file")
    return Member(name, content)
