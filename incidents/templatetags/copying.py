"""The menu “Copy as” of lists and saved views."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict

from incidents.views.copying import TOKEN, Copies, copies_of_list, copies_of_view

register = template.Library()
MENU = "components/copy_as.html"


@register.inclusion_tag(MENU, takes_context=True)
def copy_list(context: Any, name: str, query: str | None = None) -> dict[str, Any]:
    """Of a list with the words of its page, or with words of its own."""
    request = context["request"]
    return _menu(context, copies_of_list(request, name, request.GET if query is None else QueryDict(query)))


@register.inclusion_tag(MENU, takes_context=True)
def copy_view(context: Any, slug: str) -> dict[str, Any]:
    return _menu(context, copies_of_view(context["request"], slug))


def _menu(context: Any, copies: Copies) -> dict[str, Any]:
    return {"copies": copies, "token": TOKEN, "user": context.get("user")}
