"""The OpenAPI document and a page to try it, both from this machine alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.authentication import SessionAuthentication

from incidents.api import parameters  # noqa: F401  its extension registers on import
from incidents.api.authentication import TokenAuthentication
from incidents.api.permissions import MayAct
from incidents.api.problems import problem_response


class OpenAPI(SpectacularAPIView):
    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [MayAct]
    renderer_classes = [OpenApiJsonRenderer]

    def get_exception_handler(self) -> Any:
        return problem_response


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """Swagger UI from the sidecar's files; its start-up script is a file too, so that the strict policy holds."""
    if not (request.user.is_authenticated or settings.PUBLIC_READING):
        return redirect_to_login(request.get_full_path())
    return render(request, "incidents/api_docs.html", {"version": settings.VERSION, "csrf": get_token(request)})
