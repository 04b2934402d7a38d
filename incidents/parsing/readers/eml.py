"""Mailed reports: subject as headline, the plain or HTML part as text."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from email.message import EmailMessage

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.readers import html
from incidents.parsing.readers.text import decode

LABEL = "e-mail"
SUFFIXES = frozenset({".eml"})

_HEADERS = re.compile(
    rb"^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|content-type|x-[\w-]+):", re.I
)


def fits(head: bytes) -> bool:
    lines = head.lstrip().splitlines()[:12]
    return bool(lines) and sum(bool(_HEADERS.match(line)) for line in lines) >= 3 and bool(_HEADERS.match(lines[0]))


def _text_of(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text, _encoding = decode(raw)
    if part.get_content_type() != "text/html":
        return text
    tree = html.parse_tree(text)
    for element in tree.xpath("//script|//style|//head"):
        element.drop_tree()
    return html.words_of(tree)


def read(content: bytes, name: str = "") -> Document:
    message = email.message_from_bytes(content, policy=email.policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise Unreadable("The e-mail has no text of its own. Send its attachment instead.")
    subject = " ".join(str(message.get("subject", "")).split())
    body = _text_of(part).strip()  # type: ignore[arg-type]
    sent = message.get("date")
    published = (
        email.utils.parsedate_to_datetime(str(sent)).date() if sent and email.utils.parsedate_tz(str(sent)) else None
    )
    sender = email.utils.parseaddr(str(message.get("from", "")))[0]
    attached = [str(one.get_filename()) for one in message.iter_attachments() if one.get_filename()]
    notes = (f"Attachments were not read: {', '.join(attached)[:300]}.",) if attached else ()
    text = f"{subject}\n\n{body}" if subject and not body.startswith(subject) else body
    return Document(text=text, known=Known(published=published, source=sender), headline=subject, notes=notes)
