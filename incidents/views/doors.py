"""What a page asks before it opens: the visitor's role against the table of acts."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from incidents import rates
from incidents.access import NEEDED, Act, Role, Scope, may
from incidents.models import ApiToken

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def role_of(request: HttpRequest) -> Role | None:
    """The signed-in user's role, None for a visitor and for a request refused before anybody was asked who it is."""
    user = getattr(request, "user", None)
    return Role(user.role) if user is not None and user.is_authenticated else None


def requires(act: Act) -> Callable[[View[P]], View[P]]:
    """A visitor is sent to the login page; a role that is too low gets a refusal that names the role needed."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            role = role_of(request)
            if may(role, act, public_reading=settings.PUBLIC_READING):
                return view(request, *args, **kwargs)
            if role is None:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied(f"This needs the role {NEEDED[act].label}; you are signed in as {role.label}.")

        return guarded

    return guard


def with_token(view: View[P]) -> View[P]:
    """Also opens to `Authorization: Token KEY`, or to the key as the password of `Basic`, as scripts and feed readers send it."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if key := _key(request):
            token = ApiToken.live(key)
            if token is None or not token.allows(Scope.READ):
                words, basic = (
                    "This token is not known, has ended, or may not read.\n",
                    {"WWW-Authenticate": 'Basic realm="Borderwatch"'},
                )
                return HttpResponse(words, status=401, content_type="text/plain", headers=basic)
            standings = rates.counted({"token": str(token.pk), "account": str(token.user_id)})
            if seconds := rates.wait_of(standings):
                return _too_often(seconds, rates.headers(standings))
            request.user, request.auth = token.user, token  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return opened


def _too_often(seconds: int, headers: dict[str, str]) -> HttpResponse:
    words = f"This token asked too often; ask again in {seconds} s.\n"
    return HttpResponse(words, status=429, content_type="text/plain", headers={**headers, "Retry-After": str(seconds)})


def _key(request: HttpRequest) -> str:
    """Empty without such a header."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "token":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest).decode().partition(":")[2] or "unreadable"
        except ValueError:
            return "unreadable"
    return ""


def may_now(request: HttpRequest, act: Act) -> bool:
    """True when whoever asks is allowed this act as well."""
    return may(role_of(request), act, public_reading=settings.PUBLIC_READING)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where a form says that its page is; never another host."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else otherwise


sees = requires(Act.SEE)
with_form = require_http_methods(["GET", "HEAD", "POST"])  # a page that also takes what its form sends
