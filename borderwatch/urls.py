"""The site on one screen."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from borderwatch.health import healthz
from incidents import live
from incidents.api.docs import docs_page
from incidents.api.following import follow

# The pages last: programs ask more often, and would wait for every page's pattern to be tried.
urlpatterns = [
    path("api/v1/", include("incidents.api.urls")),
    path("live/reports/", live.stream, name="live"),
    path("live/changes/", follow, name="live-changes"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("api/docs/", docs_page, name="api-docs"),
    path("ogc/", include("incidents.ogc.urls")),
    path("", include("incidents.urls")),
]
