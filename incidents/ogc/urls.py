"""The addresses of OGC API - Features."""

from __future__ import annotations

from django.urls import path, re_path

from incidents.ogc import doors, items, landing

app_name = "ogc"
urlpatterns = [
    path("", landing.Landing.as_view(), name="landing"),
    path("api", landing.Api.as_view(), name="api"),
    path("conformance", landing.Conformance.as_view(), name="conformance"),
    path("collections", landing.Collections.as_view(), name="collections"),
    path("collections/<str:collection>", landing.OneCollection.as_view(), name="collection"),
    path("collections/<str:collection>/queryables", landing.Queryables.as_view(), name="queryables"),
    path("collections/<str:collection>/items", items.Items.as_view(), name="items"),
    path("collections/<str:collection>/items/<str:key>", items.Item.as_view(), name="item"),
    re_path(r"[\s\S]+", doors.Nowhere.as_view(), name="nowhere"),
]
