"""A brief is frozen: its content and all its forms are kept as they were, under a short address, whatever is corrected later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from incidents.access import Act
from incidents.brief.forms import document, pdf_of
from incidents.brief.markdown import in_markdown
from incidents.brief.writing import written
from incidents.models import FrozenBrief, User
from incidents.models.view import fresh_slug
from incidents.review.refusals import Refused, demand

AT = "%-d %b %Y, %H:%M %Z"


def canonical(content: dict[str, Any]) -> str:
    """The one spelling of a content that its hash is of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def sha256_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def freeze(query: QueryDict, *, by: User, site: str) -> FrozenBrief:
    """Made anew from the records and kept; links in its files lead to `site`."""
    demand(by, Act.FREEZE)
    brief = written(query)
    if not brief.basis.incidents:
        raise Refused("There is nothing to freeze: no incident of this selection is on record.")
    content, slug, now = json.loads(json.dumps(brief.told())), fresh_slug(), timezone.now()
    mark = sha256_of(content)
    words = {
        "site": site,
        "address": site + reverse("frozen-brief", args=[slug]),
        "frozen": {"at": now.strftime(AT), "by": by.username, "sha256": mark},
    }
    html = document(brief, **words)
    pdf, markdown = pdf_of(html), in_markdown(brief, **words)
    with transaction.atomic():
        return FrozenBrief.objects.create(
            slug=slug, title=brief.title, period=brief.period, query=brief.query, content=content, html=html, markdown=markdown, pdf=pdf,
            sha256=mark, frozen_at=now, frozen_by=by,
        )  # fmt: skip


def file_of(one: FrozenBrief, suffix: str) -> bytes:
    """The bytes that were kept; KeyError where there is no such form."""
    return {
        "html": lambda: one.html.encode(), "md": lambda: one.markdown.encode(), "pdf": lambda: bytes(one.pdf),
        "json": lambda: canonical(one.content).encode(),
    }[suffix]()  # fmt: skip


def body_of(one: FrozenBrief) -> str:
    """What stands in the body of its document."""
    return one.html.partition("<body>")[2].rpartition("</body>")[0]


@dataclass(frozen=True, slots=True)
class Changed:
    """Sentences that the records no longer say, and those that they say now."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def changed_since(one: FrozenBrief) -> Changed:
    then, now = set(_texts(one.content)), [sentence.text for sentence in written(QueryDict(one.query)).sentences()]
    gone = [text for text in _texts(one.content) if text not in set(now)]
    return Changed(tuple(dict.fromkeys(gone)), tuple(dict.fromkeys(text for text in now if text not in then)))


def _texts(content: Any) -> list[str]:
    """Every sentence of a kept content, in the order of reading."""
    if isinstance(content, dict):
        if set(content) == {"text", "notes", "path"}:
            return [content["text"]]
        return [text for value in content.values() for text in _texts(value)]
    return [text for value in content for text in _texts(value)] if isinstance(content, list) else []
