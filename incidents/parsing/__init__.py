"""Wire reports to drafts: no Django, no clock, no network. `parse` reads a Document; drafts.py says what it returns."""

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.drafts import Reading
from incidents.parsing.pipeline import PARSER_VERSION, parse, warm

__all__ = ["PARSER_VERSION", "Document", "Known", "Reading", "Unreadable", "parse", "warm"]
