"""NewsML-G2, the news industry's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.readers.html import day_of

LABEL = "NewsML-G2"
SUFFIXES = frozenset({".xml", ".newsml", ".nml"})
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "dd", "td"})


def fits(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_page = b"<html" in head.lower() and b"<newsItem" not in head
    return (start.startswith(b"<?xml") and not is_page) or b"<newsItem" in head or b"<newsMessage" in head


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _find(root: Element, name: str) -> Element | None:
    return next((element for element in root.iter() if _local(element) == name), None)


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _paragraphs(root: Element) -> list[str]:
    body = _find(root, "inlineXML") or _find(root, "inlineXML".lower())
    body = body if body is not None else _find(root, "body")
    if body is None:
        plain = _find(root, "inlineData")
        return (
            [line.strip() for line in "".join(plain.itertext()).splitlines() if line.strip()]
            if plain is not None
            else []
        )
    blocks = [block for block in body.iter() if _local(block) in _BLOCKS]
    found = [_words(block) for block in blocks if not any(_local(inner) in _BLOCKS for inner in list(block.iter())[1:])]
    return [words for words in found if words] or [_words(body)]


def read(content: bytes, name: str = "") -> Document:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise Unreadable(
            "The XML file defines entities or a document type, which a news item has no need of. Paste the text instead."
        ) from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise Unreadable(f"The XML file is broken ({problem}). Send it again whole, or paste the text.") from problem
    items = [element for element in root.iter() if _local(element) == "newsItem"]
    notes = (f"The file holds {len(items)} news items; the first was read.",) if len(items) > 1 else ()
    root = items[0] if items else root
    headline = _words(_find(root, "headline")) or _words(_find(root, "title"))
    paragraphs = _paragraphs(root)
    if not headline and not paragraphs:
        raise Unreadable(
            "This XML file is no NewsML-G2 news item (it has neither a headline nor a body). Paste the text instead."
        )
    stamp = _words(_find(root, "contentCreated")) or _words(_find(root, "versionCreated"))
    provider, language = _find(root, "provider"), _find(root, "language")
    source = (
        (_words(provider) or (provider.get("literal", "") or provider.get("qcode", "").rpartition(":")[2]))
        if provider is not None
        else ""
    )
    tag = (
        language.get("tag", "") if language is not None else root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    )
    dateline = _words(_find(root, "dateline"))
    if dateline and paragraphs and not paragraphs[0].startswith(dateline):
        paragraphs[0] = f"{dateline} {paragraphs[0]}"
    text = "\n\n".join([headline, *paragraphs] if headline and paragraphs[:1] != [headline] else paragraphs)
    return Document(
        text=text,
        known=Known(published=day_of(stamp) if stamp else None, source=source, language=tag[:2].lower()),
        headline=headline,
        notes=notes,
    )
