"""Tokens: one's own on the account page, everybody's and the programs' accounts on a page for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from incidents.access import Act, Role, scopes_of
from incidents.models import ApiToken, User
from incidents.views.doors import requires, with_form

DAYS = [("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("0", "until it is revoked")]
SHOWN = 500


class TokenForm(forms.Form):
    """A token for this account; reading for a year where nothing else is chosen."""

    label = forms.CharField(max_length=80, strip=True)
    scopes = forms.MultipleChoiceField(required=False)
    days = forms.ChoiceField(choices=DAYS, required=False)

    def __init__(self, sent: Any, role: Role) -> None:
        super().__init__(sent)
        self.fields["scopes"].choices = [(scope.value, scope.words) for scope in scopes_of(role)]  # type: ignore[attr-defined]

    def issued(self, user: User) -> str:
        """The key, to be shown this once."""
        given = self.cleaned_data
        days = int(given["days"] or 365)
        until = timezone.now() + timedelta(days=days) if days else None
        scopes = " ".join(given["scopes"]) or "read"
        return ApiToken.issue(user=user, label=given["label"], scopes=scopes, expires_at=until)[1]


class ServiceForm(forms.Form):
    name = forms.SlugField(max_length=60)
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in Role if role is not Role.ADMIN])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("There is an account of this name already.")
        return name

    def made(self) -> User:
        given = self.cleaned_data
        return User.objects.create(username=given["name"], role=given["role"], is_service=True)


def refused(form: forms.Form) -> str:
    return " ".join(f"{name}: {' '.join(map(str, told))}" for name, told in form.errors.items())


@with_form
@requires(Act.ADMINISTER)
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens that are live, and the accounts of programs."""
    key = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            return _revoke(request)
        if "name" in request.POST:
            return _make_service(request)
        key = _issue(request)
    live = ApiToken.objects.filter(revoked_at=None).select_related("user").order_by("user__username", "-created_at")
    services = User.objects.filter(is_service=True).order_by("username")
    context = {
        "key": key, "tokens": live[:SHOWN], "services": [(one, scopes_of(one.rank)) for one in services], "days": DAYS,
        "roles": ServiceForm.base_fields["role"].choices, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "incidents/tokens.html", context)


def _revoke(request: HttpRequest) -> HttpResponse:
    number = request.POST["revoke"]
    token = get_object_or_404(ApiToken, pk=number if number.isdecimal() and len(number) < 19 else 0)
    token.revoke()
    messages.success(request, f"“{token.label}” of {token.user} is revoked.")
    return redirect("tokens")


def _make_service(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(request.POST)
    if form.is_valid():
        messages.success(request, f"{form.made()} is there; give it a token.")
    else:
        messages.error(request, refused(form))
    return redirect("tokens")


def _issue(request: HttpRequest) -> str:
    """Only a program's account gets its key from somebody else."""
    service = get_object_or_404(User, username=request.POST.get("for", "")[:150], is_service=True)
    form = TokenForm(request.POST, service.rank)
    if form.is_valid():
        return form.issued(service)
    messages.error(request, refused(form))
    return ""
