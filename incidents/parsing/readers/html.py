"""Saved web pages: the words of the article, without scripts, menus and styles."""

from __future__ import annotations

import datetime as dt
import re

from dateutil import parser as dates
from lxml import etree, html

from incidents.parsing.document import Document, Known, Unreadable
from incidents.parsing.readers.text import decode

LABEL = "web page"
SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "br",
        "section",
        "article",
        "header",
        "blockquote",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "figcaption",
        "main",
    ]
)
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "meta", "link", "base")
_AROUND = ("nav", "footer", "form", "aside")
_MANY = 200_000  # elements; a real page has some thousands


_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\s+|<\?xml[^>]*\?>|<!--.*?-->)*", re.S)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)


def fits(head: bytes) -> bool:
    before = _BEFORE.match(head)
    start = head[before.end() if before else 0 :][:400].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<p>", b"<div"))


def _decoded(content: bytes) -> str:
    """As the page says of itself, where that fits; a page may say anything, so the bytes have the last word."""
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)[0]


def parse_tree(text: str) -> html.HtmlElement:
    """The page as a tree; no entity is followed and no address is fetched."""
    if text.count("<") > _MANY:
        raise Unreadable("The web page has too many elements for a report. Paste its text instead.")
    source = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    try:
        return html.document_fromstring(source, parser=html.HTMLParser(no_network=True, huge_tree=False, encoding=None))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable(f"The web page cannot be read ({problem}). Paste its text instead.") from problem


def _meta(tree: html.HtmlElement, *names: str) -> str:
    for name in names:
        found = tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name)
        if found and str(found[0]).strip():
            return str(found[0]).strip()
    return ""


def day_of(words: str) -> dt.date | None:
    """The day of a machine-written date; None for anything else."""
    try:
        return dates.isoparse(words.strip()).date()
    except ValueError:
        match = re.match(r"\d{4}-\d{2}-\d{2}", words.strip())
        return dt.date.fromisoformat(match[0]) if match else None


def words_of(tree: html.HtmlElement) -> str:
    """The visible words, a blank line between blocks."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_block = isinstance(element.tag, str) and element.tag in _BLOCKS
        if event == "start":
            if is_block:
                parts.append("\n\n" if element.tag != "br" else "\n")
            parts.append(element.text or "")
        else:
            if is_block and element.tag != "br":
                parts.append("\n\n")
            parts.append(element.tail or "")
    lines = [re.sub(r"[ \t\xa0\n]+", " ", part).strip() for part in re.split(r"\n{2,}", "".join(parts))]
    return "\n\n".join(line for line in lines if line)


def article_words(text: str) -> str:
    """The words of a piece of HTML inside another format, without scripts and styles."""
    tree = parse_tree(text)
    etree.strip_elements(tree, *_UNSEEN, "head", with_tail=False)
    return words_of(tree)


def read(content: bytes, name: str = "") -> Document:
    tree = parse_tree(_decoded(content))
    published = day_of(_meta(tree, "article:published_time", "datePublished", "date", "dcterms.date"))
    source = _meta(tree, "og:site_name", "publisher", "application-name")
    language = str(tree.get("lang") or "")[:2].lower()
    title = " ".join(str(t) for t in tree.xpath("//h1//text()[normalize-space()]")[:40]) or str(
        tree.findtext(".//title") or ""
    )
    etree.strip_elements(tree, *_UNSEEN, *_AROUND, with_tail=False)
    article = (tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body") or [tree])[0]
    body = words_of(article)
    headline = " ".join(title.split())
    if headline and not body.startswith(headline):
        body = f"{headline}\n\n{body}"
    return Document(text=body, known=Known(published=published, source=source, language=language), headline=headline)
