"""Words of comments, with those they name marked."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from incidents.review.talk import MENTION

register = template.Library()


@register.filter
def named(words: str) -> SafeString:
    """Escaped first; then each @account is strong."""
    return mark_safe(MENTION.sub(r'<strong class="named">@\1</strong>', conditional_escape(words)))
