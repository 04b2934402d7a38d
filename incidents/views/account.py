"""Signing in, one's own tokens, and the theme."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from incidents.access import Act, scopes_of
from incidents.views.doors import may_now, with_form
from incidents.views.tokens import DAYS, TokenForm, refused

ROLES = (
    ("reader", "see reports, incidents and statements"),
    ("analyst", "also submit reports and have them read again"),
    ("editor", "also correct, confirm, dispute and judge likely twins"),
    ("admin", "also keep users and tokens"),
)
THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


@method_decorator(with_form, name="dispatch")
class Login(LoginView):
    template_name = "incidents/login.html"
    redirect_authenticated_user = True


@with_form
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's role and tokens; a new token's key is shown once, here, and never again."""
    key = ""
    if request.method == "POST" and "revoke" in request.POST:
        number = request.POST["revoke"]
        live = request.user.tokens.filter(pk=number, revoked_at=None) if number.isdecimal() else None
        if live is not None and live.update(revoked_at=timezone.now()):
            messages.success(request, "The token is revoked.")
        else:
            messages.error(request, "You have no such token; nothing was revoked.")
        return redirect("account")
    if request.method == "POST":
        form = TokenForm(request.POST, request.user.rank)
        if form.is_valid():
            key = form.issued(request.user)
        else:
            messages.error(request, refused(form))
    tokens = request.user.tokens.filter(revoked_at=None).order_by("-created_at")
    may_see_all = may_now(request, Act.ADMINISTER)
    context = {
        "key": key,
        "tokens": tokens,
        "roles": ROLES,
        "scopes": scopes_of(request.user.rank),
        "days": DAYS,
        "may_see_all": may_see_all,
    }
    return render(request, "incidents/account.html", context)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie, so that the page never flashes in the other one."""
    wanted = request.POST.get("theme", "auto")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    answer = redirect(back if safe else reverse("dashboard"))
    answer.set_cookie("theme", wanted if wanted in THEMES else "auto", max_age=YEAR, samesite="Lax", httponly=True)
    return answer
