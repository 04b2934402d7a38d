"""The pages, by name."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from incidents.views import (
    account,
    borders,
    brief,
    bulk,
    codebook,
    dashboard,
    editing,
    exporting,
    importing,
    incident_list,
    incidents,
    merging,
    picture,
    reports,
    rereading,
    rules,
    saved,
    search,
    statement_list,
    submit,
    talk,
    tokens,
    trial,
    versions,
)
from incidents.views.desk import acts, assigning, page, saving
from incidents.webhooks import pages as webhooks


class Suffix:
    """csv, acled.csv."""

    regex = r"[a-z0-9]+(?:\.[a-z0-9]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Suffix, "suffix")

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("map/picture", picture.picture, name="map-picture"),
    path("map/rows", picture.rows, name="map-rows"),
    path("map/dots", picture.dots, name="map-dots"),
    path("map/incidents/<int:pk>/", dashboard.incident_drawer, name="incident-drawer"),
    path("incidents/", incident_list.incident_list, name="incident-list"),
    path("incidents/bulk/", bulk.bulk, name="bulk"),
    path("incidents/import/", importing.importing, name="import"),
    path("<str:name>/export.<suffix:suffix>", exporting.export, name="export"),
    path("incidents/<int:pk>/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/merge/", merging.merge, name="merge"),
    path("incidents/<int:pk>/unmerge/", merging.unmerge, name="unmerge"),
    path("incidents/<int:pk>/split/", merging.split, name="split"),
    path("incidents/<int:pk>/versions/", versions.versions, name="versions"),
    path("incidents/<int:pk>/restore/", versions.restore, name="restore"),
    path("talk/<str:kind>/<int:pk>/comment/", talk.comment, name="comment"),
    path("talk/<str:kind>/<int:pk>/assign/", talk.assign, name="assign"),
    path("comments/<int:pk>/withdraw/", talk.withdraw_comment, name="withdraw-comment"),
    path("inbox/", talk.inbox, name="inbox"),
    path("inbox/read/", talk.read_notices, name="read-notices"),
    path("presence/<str:kind>/<int:pk>/", talk.at_it, name="presence"),
    path("incidents/<int:pk>/status/", incidents.set_status, name="incident-status"),
    path("edit/<str:kind>/<int:pk>/<str:field>/", editing.edit, name="edit"),
    path("undo/<int:pk>/", editing.undo, name="undo"),
    path("acts/<int:pk>/", bulk.act, name="act"),
    path("acts/<int:pk>/undo/", bulk.undo_act, name="undo-act"),
    path("twins/<int:pk>/", incidents.judge_twin, name="twin"),
    path("review/", page.queue, name="review"),
    path("review/undo/", acts.undo, name="review-undo"),
    path("review/<int:pk>/", page.one, name="review-one"),
    path("review/<int:pk>/act/", acts.act, name="review-act"),
    path("review/<int:pk>/save/", saving.save, name="review-save"),
    path("review/<int:pk>/check/", saving.check, name="review-check"),
    path("review/<int:pk>/assign/", assigning.assign, name="review-assign"),
    path("review/<int:pk>/places/", saving.places, name="review-places"),
    path("review/rules/", rules.rules, name="rules"),
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
    path("submit/trial/", trial.ask, name="trial"),
    path("submit/trial/<str:token>/", trial.outcome, name="trial-outcome"),
    path("search/", search.search, name="search"),
    path("views/", saved.saved_views, name="saved-views"),
    path("views/save/", saved.save_view, name="save-view"),
    path("views/<slug:slug>/", saved.change_view, name="change-view"),
    path("views/<slug:slug>/drop/", saved.drop_view, name="drop-view"),
    path("views/<slug:slug>/webhooks/", webhooks.of_view, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.act, name="webhook-act"),
    path("v/<slug:slug>", saved.open_view, name="view"),
    path("v/<slug:slug>.<suffix:suffix>", saved.view_file, name="view-file"),
    path("brief/", brief.brief, name="brief"),
    path("briefs/", brief.frozen_list, name="frozen-briefs"),
    path("briefs/freeze/", brief.freeze_brief, name="freeze-brief"),
    path("briefs/<slug:slug>/", brief.frozen_brief, name="frozen-brief"),
    path("briefs/<slug:slug>/brief.<suffix:suffix>", brief.frozen_file, name="frozen-brief-file"),
    path("brief/brief.<suffix:suffix>", brief.brief_file, name="brief-file"),
    path("borders/", borders.border_list, name="border-list"),
    path("borders/<str:code>/", borders.border, name="border"),
    path("codebook/", codebook.codebook_page, name="codebook"),
    path("account/", account.account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/theme/", account.theme, name="theme"),
    path("login/", account.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
