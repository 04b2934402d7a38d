"""The OpenAPI document and a page to try it, both from this machine alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView

from incidents.api import parameters  # noqa: F401  its extension registers on import
from incidents.api.views import Door


class OpenAPI(Door, SpectacularAPIView):
    renderer_classes = [OpenApiJsonRenderer]


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """Swagger UI from the sidecar's files; its start-up script is a file too, so that the strict policy holds."""
    if not (request.user.is_authenticated or settings.PUBLIC_READING):
        return redirect_to_login(request.get_full_path())
    return render(request, "incidents/api_docs.html", {"version": settings.VERSION, "csrf": get_token(request)})
