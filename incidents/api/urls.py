"""The addresses of API version 1."""

from __future__ import annotations

from django.urls import path, register_converter

from incidents.api import changes, counting, listing, views
from incidents.api.brief import BriefContent
from incidents.api.codebook import Codebook
from incidents.api.corrections import IncidentDetail
from incidents.api.docs import OpenAPI
from incidents.api.reports import ReportList


class BorderCode:
    regex = "[A-Z]{2}-[A-Z]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BorderCode, "border")

app_name = "api"
urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("reports", ReportList.as_view(), name="report-list"),
    path("reports/<int:pk>", views.ReportDetail.as_view(), name="report-detail"),
    path("incidents", listing.IncidentList.as_view(), name="incident-list"),
    path("incidents.geojson", listing.IncidentGeoJSON.as_view(), name="incident-geojson"),
    path("incidents/count", counting.IncidentCount.as_view(), name="incident-count"),
    path("incidents/histogram", counting.IncidentHistogram.as_view(), name="incident-histogram"),
    path("incidents/facets", counting.IncidentFacets.as_view(), name="incident-facets"),
    path("incidents/tiles/<int:z>/<int:x>/<int:y>", counting.IncidentTile.as_view(), name="incident-tile"),
    path("incidents/<int:pk>", IncidentDetail.as_view(), name="incident-detail"),
    path("changes", changes.IncidentChanges.as_view(), name="changes"),
    path("changes/statements", changes.StatementChanges.as_view(), name="statement-changes"),
    path("statements", views.StatementList.as_view(), name="statement-list"),
    path("statements/<int:pk>", views.StatementDetail.as_view(), name="statement-detail"),
    path("brief", BriefContent.as_view(), name="brief"),
    path("borders", views.BorderList.as_view(), name="border-list"),
    path("borders/<border:code>", views.BorderDetail.as_view(), name="border-detail"),
    path("crossing-points", views.CrossingPointList.as_view(), name="crossing-point-list"),
    path("codebook", Codebook.as_view(), name="codebook"),
    path("openapi.json", OpenAPI.as_view(), name="openapi"),
]
