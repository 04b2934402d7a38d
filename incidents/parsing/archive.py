"""Zip files of reports, opened without trust: sizes are counted while unpacking, not believed."""

from __future__ import annotations

import io
import stat
import zipfile
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
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "[Content_Types].xml" not in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError):
        return True


def _declared_entries(content: bytes) -> int:
    """How many entries the end record tells of, read before the directory is: a million of them is an attack."""
    at = content.rfind(b"PK\x05\x06")
    return int.from_bytes(content[at + 10 : at + 12], "little") if at >= 0 else 0


def members(content: bytes, *, most_each: int) -> Iterator[Member]:
    """The files inside, each at most `most_each` bytes. The whole archive is refused for what only an attack does."""
    if _declared_entries(content) > MOST_FILES:
        raise Unreadable(f"The zip file holds more than {MOST_FILES} files. Send them in several.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
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


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise Unreadable(f"The zip file holds {len(entries):,} files; {MOST_FILES} are the most. Send them in several.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable(
            f"The zip file unpacks to more than {MOST_BYTES // 1_000_000} MB. Send the reports in smaller ones."
        )
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Unreadable(
                "The zip file is packed more tightly than any text; it was not opened. Send the reports one by one."
            )


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Member:
    name = PurePosixPath(entry.filename.replace("\\", "/")).name or "unnamed"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Member(name, problem="is a link, not a file")
    if entry.flag_bits & 0x1:
        return Member(name, problem="is locked with a password; pack it without one")
    if name.lower().endswith((".zip", ".7z", ".rar", ".gz", ".tar")):
        return Member(name, problem="is an archive inside an archive; send it by itself")
    with archive.open(entry) as packed:
        content = packed.read(most + 1)
    if len(content) > most:
        return Member(name, problem=f"is larger than {most // 1_000_000} MB")
    return Member(name, content)
