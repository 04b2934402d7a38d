"""ninjs, the news industry's JSON (versions 1 to 3)."""

from __future__ import annotations

import json
import re
from typing import Any

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.readers import html

LABEL = "ninjs"
SUFFIXES = frozenset({".json", ".ninjs"})


def fits(head: bytes) -> bool:
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"', head))


def _first(news: dict[str, Any], *keys: str) -> str:
    """The first text under one of the keys."""
    return next((text for key in keys if (text := _text(news.get(key)))), "")


def _text(found: Any) -> str:
    """Version 1 holds a text, 2 and 3 a list of objects of which one is the main."""
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, dict):
        inner = found.get("value") or found.get("name")
        return inner.strip() if isinstance(inner, str) else ""
    if isinstance(found, list):
        objects = [one for one in found if isinstance(one, dict)]
        return next((text for one in sorted(objects, key=_is_aside) if (text := _text(one))), "")
    return ""


def _is_aside(one: dict[str, Any]) -> bool:
    return bool(one.get("role", "main") != "main")


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def _plain(words: str) -> str:
    return html.article_words(words) if _TAG.search(words) else words


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
