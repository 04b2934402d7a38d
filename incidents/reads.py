"""Who reads which address is kept where `BW_AUDIT_READS_DAYS` says so, and forgotten after that many days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from borderwatch.redacting import without_keys
from incidents.models import ApiToken, Read

SAFE = ("GET", "HEAD")
NOTHING_READ = ("/healthz", "/static/", "/login/")


class Audit:
    """Middleware: one row for each read that was answered."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.AUDIT_READS_DAYS:
            raise MiddlewareNotUsed
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.following(request)
        if request.method in SAFE and response.status_code < 400 and not request.path.startswith(NOTHING_READ):
            keep(request, response.status_code)
        return response


def keep(request: HttpRequest, status: int) -> Read:
    user = request.user if request.user.is_authenticated else None
    auth = getattr(request, "auth", None)
    return Read.objects.create(
        user=user,
        who=user.get_username() if user else "",
        token=auth if isinstance(auth, ApiToken) else None,
        host=host_of(request),
        address=without_keys(request.get_full_path()),
        status=status,
    )


def host_of(request: HttpRequest) -> str:
    """The address it was asked from; behind proxies, what the outermost of them says."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    behind = told[-settings.PROXIES :] if settings.PROXIES else []
    return (behind[0] if behind else request.META.get("REMOTE_ADDR", ""))[:45]


def forget() -> int:
    """Drops what is older than the days that it is kept; all of it where none are."""
    until = timezone.now() - timedelta(days=settings.AUDIT_READS_DAYS)
    return Read.objects.filter(at__lt=until).delete()[0]
