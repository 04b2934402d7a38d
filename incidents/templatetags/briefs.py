"""Footnote marks of a brief, and its numbers' footnotes as links."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from incidents.brief.chart import LETTERS
from incidents.brief.content import Sentence

register = template.Library()


@register.filter
def notes(sentence: Sentence) -> SafeString:
    """The marks after a sentence, on its last line, each leading to its footnote."""
    links = format_html_join("\u00a0", '<a href="#n{}">{}</a>', ((mark, mark) for mark in sentence.notes))
    return format_html('\u2060<sup class="notes">{}</sup>', links)


@register.filter
def drawing(svg: str) -> SafeString:
    """A picture that the brief's own rooms drew; every word in it is escaped there."""
    return mark_safe(svg)


@register.filter
def letter(family: str) -> str:
    """What stands in the timeline's blocks of this family."""
    return LETTERS[family]
