"""Plain text in whatever encoding it says or shows."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from incidents.parsing.document import Document, Unreadable

LABEL = "plain text"
SUFFIXES = frozenset({".txt", ".text", ".asc", ".md"})

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_LETTERS = frozenset(
    [
        "Polish",
        "Czech",
        "Slovak",
        "Hungarian",
        "Romanian",
        "Croatian",
        "Slovene",
        "Turkish",
        "Lithuanian",
        "Latvian",
        "Vietnamese",
    ]
)
_UNUSED_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27, 0x1A}


def fits(head: bytes) -> bool:
    """Anything without the control bytes that no text has."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    controls = sum(byte in _CONTROLS for byte in head)
    return controls * 200 <= len(head)


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding); Unreadable where no encoding makes sense of the bytes."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content, name), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(content).best()
    if best is not None and _is_western(content, best.language):
        return content.decode("cp1252"), "cp1252"
    if best is None or _looks_broken(str(best)):
        raise Unreadable(
            "The text's encoding cannot be told. Save the file as UTF-8 and send it again, or paste the text."
        )
    return str(best), best.encoding


def _is_western(content: bytes, language: str) -> bool:
    """A Latin text with a few bytes beyond ASCII: Windows-1252, as browsers take it, unless its language has other letters.

    Guessing by letters alone takes the curly quotes of an English wire for Central European or DOS.
    """
    beyond = sum(byte > 127 for byte in content)
    return (
        beyond * 4 <= len(content)
        and language not in _OTHER_LETTERS
        and not any(byte in content for byte in _UNUSED_1252)
    )


def _strict(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as problem:
        raise Unreadable(
            f"The file says it is {name} and is not (byte {problem.start}). Save it as UTF-8 and send it again."
        ) from problem


def _looks_broken(text: str) -> bool:
    odd = sum(not (char.isprintable() or char.isspace()) or char == "\ufffd" for char in text)
    return odd * 50 > len(text)


def read(content: bytes, name: str = "") -> Document:
    text, encoding = decode(content)
    notes = (
        () if encoding.startswith("utf") else (f"Read as {encoding.replace('_', '-')}, which the file does not say.",)
    )
    return Document(text=text, notes=notes)
