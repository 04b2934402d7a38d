"""The addresses of API version 1."""

from __future__ import annotations

from django.urls import path, re_path, register_converter

from incidents.api import acting, changes, counting, listing, lists, records, tiles, views
from incidents.api.brief import BriefContent
from incidents.api.codebook import Codebook
from incidents.api.corrections import IncidentDetail
from incidents.api.docs import OpenAPI
from incidents.api.importing import Imports
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
    path("reports/<int:pk>", lists.ReportDetail.as_view(), name="report-detail"),
    path("incidents", listing.IncidentList.as_view(), name="incident-list"),
    path("incidents.geojson", listing.IncidentGeoJSON.as_view(), name="incident-geojson"),
    path("incidents/count", counting.IncidentCount.as_view(), name="incident-count"),
    path("incidents/histogram", counting.IncidentHistogram.as_view(), name="incident-histogram"),
    path("incidents/facets", counting.IncidentFacets.as_view(), name="incident-facets"),
    path("incidents/tiles/<int:z>/<int:x>/<int:y>", tiles.IncidentTile.as_view(), name="incident-tile"),
    path("incidents/<int:pk>", IncidentDetail.as_view(), name="incident-detail"),
    path("changes", changes.IncidentChanges.as_view(), name="changes"),
    path("changes/statements", changes.StatementChanges.as_view(), name="statement-changes"),
    path("brief", BriefContent.as_view(), name="brief"),
    path("codebook", Codebook.as_view(), name="codebook"),
    path("imports", Imports.as_view(), name="imports"),
    path("incidents/bulk", acting.BulkIncidents.as_view(), name="incident-bulk"),
    path("incidents/<int:pk>/merge", acting.MergeIncident.as_view(), name="incident-merge"),
    path("incidents/<int:pk>/unmerge", acting.UnmergeIncident.as_view(), name="incident-unmerge"),
    path("incidents/<int:pk>/split", acting.SplitIncident.as_view(), name="incident-split"),
    path("incidents/<int:pk>/restore", acting.RestoreIncident.as_view(), name="incident-restore"),
    path("claims", records.ClaimList.as_view(), name="claim-list"),
    path("claims/<int:pk>", records.ClaimDetail.as_view(), name="claim-detail"),
    path("claims/<int:pk>/withdraw", acting.WithdrawClaim.as_view(), name="claim-withdraw"),
    path("participants", records.ParticipantList.as_view(), name="participant-list"),
    path("participants/<int:pk>", records.ParticipantDetail.as_view(), name="participant-detail"),
    path("statements", lists.StatementList.as_view(), name="statement-list"),
    path("statements/<int:pk>", lists.StatementDetail.as_view(), name="statement-detail"),
    path("statements/<int:pk>/withdraw", acting.WithdrawStatement.as_view(), name="statement-withdraw"),
    path("sources", records.SourceList.as_view(), name="source-list"),
    path("sources/<int:pk>", records.SourceDetail.as_view(), name="source-detail"),
    path("actors", records.ActorList.as_view(), name="actor-list"),
    path("actors/<int:pk>", records.ActorDetail.as_view(), name="actor-detail"),
    path("places", records.PlaceList.as_view(), name="place-list"),
    path("places/<int:pk>", records.PlaceDetail.as_view(), name="place-detail"),
    path("borders", lists.BorderList.as_view(), name="border-list"),
    path("borders/<border:code>", lists.BorderDetail.as_view(), name="border-detail"),
    path("crossing-points", lists.CrossingPointList.as_view(), name="crossing-point-list"),
    path("crossing-points/<int:pk>", lists.CrossingPointDetail.as_view(), name="crossing-point-detail"),
    path("corrections", records.CorrectionList.as_view(), name="correction-list"),
    path("corrections/<int:pk>", records.CorrectionDetail.as_view(), name="correction-detail"),
    path("acts/<int:pk>/undo", acting.UndoAct.as_view(), name="act-undo"),
    path("openapi.json", OpenAPI.as_view(), name="openapi"),
    re_path(r"[\s\S]+", views.Nowhere.as_view(), name="nowhere"),
]
