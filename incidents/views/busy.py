"""What a page says while the database would take too long: come again, and when."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from incidents.cube.limits import AGAIN_AFTER, WORDS, TooSlow


class Busy:
    """Middleware."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.following(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooSlow):
            return None
        headers = {"Retry-After": str(AGAIN_AFTER)}
        return HttpResponse(WORDS + "\n", status=503, content_type="text/plain; charset=utf-8", headers=headers)
