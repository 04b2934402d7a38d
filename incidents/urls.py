"""The pages, by name."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from incidents.views import (
    account,
    borders,
    dashboard,
    editing,
    exporting,
    incident_list,
    incidents,
    picture,
    reports,
    rereading,
    saved,
    search,
    statement_list,
    submit,
)

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("map/picture", picture.picture, name="map-picture"),
    path("map/rows", picture.rows, name="map-rows"),
    path("map/dots", picture.dots, name="map-dots"),
    path("map/incidents/<int:pk>/", dashboard.incident_drawer, name="incident-drawer"),
    path("incidents/", incident_list.incident_list, name="incident-list"),
    path("<str:name>/export.<slug:suffix>", exporting.export, name="export"),
    path("incidents/<int:pk>/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/status/", incidents.set_status, name="incident-status"),
    path("edit/<str:kind>/<int:pk>/<str:field>/", editing.edit, name="edit"),
    path("undo/<int:pk>/", editing.undo, name="undo"),
    path("twins/<int:pk>/", incidents.judge_twin, name="twin"),
    path("statements/", statement_list.statement_list, name="statement-list"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/progress/", reports.progress, name="report-progress"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/original/", reports.original, name="report-original"),
    path("reports/<int:pk>/retry/", reports.retry, name="report-retry"),
    path("reports/<int:pk>/reread/", rereading.reread, name="report-reread"),
    path("reports/<int:pk>/reread/apply/", rereading.apply_one, name="report-reread-apply"),
    path("reports/reread/", rereading.runs, name="reread-runs"),
    path("reports/reread/<int:pk>/", rereading.run_page, name="reread-run"),
    path("reports/reread/<int:pk>/act/", rereading.act_on_run, name="reread-run-act"),
    path("submit/", submit.submit, name="submit"),
    path("search/", search.search, name="search"),
    path("views/", saved.saved_views, name="saved-views"),
    path("views/save/", saved.save_view, name="save-view"),
    path("views/<slug:slug>/", saved.change_view, name="change-view"),
    path("views/<slug:slug>/drop/", saved.drop_view, name="drop-view"),
    path("v/<slug:slug>", saved.open_view, name="view"),
    path("v/<slug:slug>.<slug:suffix>", saved.view_file, name="view-file"),
    path("borders/", borders.border_list, name="border-list"),
    path("borders/<str:code>/", borders.border, name="border"),
    path("account/", account.account, name="account"),
    path("account/theme/", account.theme, name="theme"),
    path("login/", account.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
