"""A key in an address is refused before anything reads it: addresses end up in logs, histories and bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, JsonResponse

from borderwatch.redacting import KEY

WORDS = (
    "A token stands in the address, where proxies and browsers write it down. Revoke it, make a new one, "
    "and send that as the header Authorization: Token <key>."
)


class KeyInAddress:
    """Middleware."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if KEY.search(unquote(request.get_full_path())):
            problem = {"title": "Bad Request", "status": 400, "detail": WORDS, "errors": []}
            return JsonResponse(problem, status=400, content_type="application/problem+json")
        return self.following(request)
