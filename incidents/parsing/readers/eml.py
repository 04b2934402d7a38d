"""Mailed reports: subject as headline, the plain or HTML part as text."""

from __future__ import annotations

import datetime as dt
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

_HEADER = re.compile(rb"^[A-Za-z][\w-]*:[ \t\r]?", re.A)
_TOLD = re.compile(
    rb"^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|content-type):", re.I | re.M
)


def fits(head: bytes) -> bool:
    """A block of headers from the first line on, three of them such as every mail has."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    return bool(_HEADER.match(block)) and len({name.lower() for name in _TOLD.findall(block)}) >= 3


def _text_of(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text, _encoding = decode(raw)
    return html.article_words(text) if part.get_content_type() == "text/html" else text


def _sent_on(message: EmailMessage) -> dt.date | None:
    """The day in the sender's own zone; None where the header holds no date."""
    try:
        return email.utils.parsedate_to_datetime(str(message.get("date"))).date()
    except (ValueError, TypeError):
        return None


def read(content: bytes, name: str = "") -> Document:
    message = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    try:
        return _document(message)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        # What the mail library stumbles over: headers and parts that are not what they say.
        raise Unreadable(
            "The e-mail is broken: its headers or parts are not what they say. Paste its text."
        ) from problem


def _document(message: EmailMessage) -> Document:
    part = message.get_body(preferencelist=("plain", "html"))
    body = _text_of(part).strip() if isinstance(part, EmailMessage) else ""
    attached = [str(one.get_filename()) for one in message.walk() if one.get_filename()]
    if not body:
        raise Unreadable("The e-mail has no text of its own. Send its attachment instead.")
    subject = " ".join(str(message.get("subject", "")).split())
    sender = email.utils.parseaddr(str(message.get("from", "")))[0]
    notes = (f"Attachments were not read: {', '.join(attached)[:300]}.",) if attached else ()
    text = f"{subject}\n\n{body}" if subject and not body.startswith(subject) else body
    return Document(text=text, known=Known(published=_sent_on(message), source=sender), headline=subject, notes=notes)
