"""ninjs, the news industry's JSON (versions 1 to 3)."""

from __future__ import annotations

import json
from typing import Any

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.readers import html

LABEL = "ninjs"
SUFFIXES = frozenset({".json", ".ninjs"})


def fits(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _first(value: Any, *keys: str) -> str:
    """The first text under one of the keys; versions 2 and 3 hold lists of objects where 1 held a text."""
    for key in keys:
        found = value.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, list) and found and isinstance(found[0], dict):
            inner = found[0].get("value") or found[0].get("name")
            if isinstance(inner, str) and inner.strip():
                return inner.strip()
        if isinstance(found, dict) and isinstance(found.get("name"), str):
            return str(found["name"]).strip()
    return ""


def _plain(words: str) -> str:
    return html.words_of(html.parse_tree(words)) if "<" in words and ">" in words else words


def read(content: bytes, name: str = "") -> Document:
    try:
        news = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"The JSON file is broken ({problem}). Send it again whole, or paste the text.") from problem
    if not isinstance(news, dict) or not any(
        key in news for key in ("uri", "headline", "headlines", "bodies", "body_text", "body_xhtml")
    ):
        raise Unreadable(
            "This JSON file is no ninjs news item (it has neither a headline nor a body). Paste the text instead."
        )
    headline = _plain(_first(news, "headline", "headlines"))
    body = _plain(_first(news, "body_text", "body_xhtml", "bodies", "description_text", "descriptions"))
    stamp = _first(
        news, "contentcreated", "contentCreated", "firstcreated", "firstCreated", "versioncreated", "versionCreated"
    )
    source = _first(news, "infosource", "infosources", "infoSources", "source", "copyrightholder", "copyrightHolder")
    language = _first(news, "language")[:2].lower()
    return Document(
        text=f"{headline}\n\n{body}" if headline and not body.startswith(headline) else body,
        known=Known(published=html.day_of(stamp) if stamp else None, source=source, language=language),
        headline=headline,
    )
