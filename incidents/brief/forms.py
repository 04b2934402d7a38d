"""The forms of a brief: the body of a page, a document that stands alone, a PDF of that document, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from incidents.brief.content import Brief
from incidents.brief.markdown import in_markdown

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "md": "text/markdown; charset=utf-8", "json": "application/json",
}  # fmt: skip
LABELS = {"pdf": "PDF", "html": "HTML", "md": "Markdown", "json": "JSON"}
STYLE = Path(settings.BASE_DIR) / "static" / "css" / "brief.css"


def document(brief: Brief, *, site: str, address: str, made: str = "", frozen: Mapping[str, Any] | None = None) -> str:
    """One file with its style; its links lead to `site`, such as "https://border.example"."""
    words = {"brief": brief, "site": site, "address": address, "made": made, "frozen": frozen, "list": list_of(brief)}
    return render_to_string(
        "incidents/brief_document.html", {**words, "style": mark_safe(STYLE.read_text(encoding="utf-8"))}
    )


def list_of(brief: Brief) -> str:
    return reverse("incident-list") + (f"?{brief.query}" if brief.query else "")


class FetchRefused(ValueError):
    """A brief needs nothing from elsewhere, and asks for nothing."""


def pdf_of(html: str) -> bytes:
    """The document on pages of A4, tagged, with its fonts in it."""
    from weasyprint import HTML

    return bytes(HTML(string=html, url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1"))


def _refuse(url: str, *_args: Any, **_options: Any) -> Any:
    raise FetchRefused(f"a brief does not fetch {url}")


def written_as(suffix: str, brief: Brief, **words: Any) -> bytes:
    return FORMS[suffix](brief, words)


def _json(brief: Brief, _words: Mapping[str, Any]) -> bytes:
    return json.dumps(brief.told(), ensure_ascii=False, indent=1).encode()


FORMS: Mapping[str, Callable[[Brief, Mapping[str, Any]], bytes]] = {
    "html": lambda brief, words: document(brief, **words).encode(),
    "pdf": lambda brief, words: pdf_of(document(brief, **words)),
    "md": lambda brief, words: in_markdown(brief, **words).encode(),
    "json": _json,
}
