"""Every address and every verb for every role: the tables hold all that the site has, and what no table names is not done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from incidents import review
from incidents.access import Role, Scope
from incidents.brief.freezing import freeze
from incidents.models import (
    Actor,
    ApiToken,
    Correction,
    CrossingPoint,
    Place,
    Report,
    SavedView,
    TwinSuggestion,
    User,
    Webhook,
)
from tests.factories import a_told_report, a_user, an_incident
from tests.pages.test_doors import ACTS, FILES, OPEN, PAGES, REFUSED, ROLES, SEEN, SIGN_IN, address

UNKNOWN, MADE, MISSING, NOT_DONE = 401, 201, 404, 405
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
EVERYBODY = (OPEN,) * 5
READ = (UNKNOWN, OPEN, OPEN, OPEN, OPEN)
NOWHERE = (UNKNOWN, MISSING, MISSING, MISSING, MISSING)  # whatever the verb
OF_EDITORS = (SIGN_IN, REFUSED, REFUSED, SIGN_IN, SIGN_IN)
Row = tuple[int, ...]

# Forms whose page is opened by GET at the same address, and what stands in no table of the pages.
FORMS: dict[tuple[str, str], Row] = {
    ("POST", "/submit/"): (SIGN_IN, REFUSED, 400, 400, 400),
    ("POST", "/edit/incident/{incident}/place_name/"): OF_EDITORS,
    ("POST", "/reports/{report}/reread/"): (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
    ("POST", "/reports/reread/"): OF_EDITORS,
    ("POST", "/incidents/{incident}/merge/"): (SIGN_IN, REFUSED, REFUSED, OPEN, OPEN),  # nothing to merge is named
    ("POST", "/incidents/{incident}/split/"): (SIGN_IN, REFUSED, REFUSED, 422, 422),  # nothing is ticked
    ("POST", "/comments/{comment}/withdraw/"): (SIGN_IN, REFUSED, SIGN_IN, SIGN_IN, SIGN_IN),
    ("POST", "/incidents/bulk/"): (SIGN_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("POST", "/incidents/import/"): (SIGN_IN, REFUSED, REFUSED, 400, 400),  # nothing was sent
    ("POST", "/account/"): SEEN,
    ("POST", "/account/tokens/"): (SIGN_IN, REFUSED, REFUSED, REFUSED, MISSING),  # no account is named
    ("GET", "/submit/trial/long-ago/"): (SIGN_IN, REFUSED, 410, 410, 410),
    ("POST", "/account/theme/"): (SIGN_IN,) * 5,
    ("POST", "/login/"): (OPEN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
    ("POST", "/logout/"): (SIGN_IN,) * 5,
    ("POST", "/undo/{correction}/"): OF_EDITORS,
    ("POST", "/twins/{twin}/"): OF_EDITORS,
    ("GET", "/v/{view}"): (SIGN_IN,) * 5,
    ("GET", "/v/{view}.csv"): SEEN,
    ("POST", "/views/{view}/"): (SIGN_IN, SIGN_IN, REFUSED, REFUSED, REFUSED),
    ("POST", "/views/{view}/drop/"): (SIGN_IN, SIGN_IN, MISSING, MISSING, MISSING),
    ("GET", "/briefs/{brief}/"): SEEN,
    ("GET", "/briefs/{brief}/brief.pdf"): SEEN,
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/live/reports/"): READ,
    ("GET", "/live/changes/"): READ,
    ("GET", "/views/{view}/webhooks/"): (SIGN_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("POST", "/views/{view}/webhooks/"): (SIGN_IN, REFUSED, REFUSED, 422, 422),  # no address is given
    ("POST", "/webhooks/{webhook}/"): (SIGN_IN, REFUSED, REFUSED, MISSING, SIGN_IN),  # it is the admin's
    ("GET", "/admin/"): (SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, OPEN),
}
API: dict[tuple[str, str], Row] = {
    **{
        ("GET", f"/api/v1/{path}"): READ
        for path in (
            "", "incidents", "incidents.geojson", "incidents/count", "incidents/histogram", "incidents/facets", "incidents/tiles/0/0/0",
            "incidents/{incident}", "statements", "statements/{statement}", "reports", "reports/{report}", "borders", "borders/AF-TJ",
            "crossing-points", "crossing-points/{crossing}", "claims", "claims/{claim}", "participants", "participants/{participant}", "sources",
            "sources/{source}", "actors", "actors/{actor}", "places", "places/{place}", "corrections", "corrections/{correction}", "openapi.json", "codebook", "brief", "changes",
            "changes/statements",
        )
    },
    ("POST", "/api/v1/reports"): (UNKNOWN, REFUSED, MADE, OPEN, OPEN),  # the same bytes are one report
    **{
        ("PATCH", f"/api/v1/{path}"): (UNKNOWN, REFUSED, REFUSED, OPEN, OPEN)
        for path in (
            "incidents/{incident}", "claims/{claim}", "participants/{participant}", "statements/{statement}", "reports/{report}", "actors/{actor}",
            "places/{place}",
        )
    },
    **{
        ("POST", f"/api/v1/{path}"): (UNKNOWN, REFUSED, REFUSED, 400, 400)  # what is to be done is not said, or cannot be
        for path in (
            "incidents/{incident}/merge", "incidents/{incident}/unmerge", "incidents/{incident}/split", "incidents/{incident}/restore",
            "claims/{claim}/withdraw", "statements/{statement}/withdraw",
        )
    },
    ("POST", "/api/v1/acts/{act}/undo"): (UNKNOWN, REFUSED, REFUSED, OPEN, 400),  # undone already
    ("POST", "/api/v1/incidents/bulk"): (UNKNOWN, REFUSED, REFUSED, OPEN, OPEN),
    ("POST", "/api/v1/imports"): (UNKNOWN, REFUSED, REFUSED, MADE, OPEN),  # the same line is one incident
    **{(verb, "/api/v1/claims/null"): NOWHERE for verb in VERBS},
}  # fmt: skip
OGC: dict[tuple[str, str], Row] = {
    **{
        ("GET", f"/ogc/{path}"): READ
        for path in (
            "", "api", "conformance", "collections", "collections/borders", "collections/incidents/queryables", "collections/incidents/items",
            "collections/incidents/items/{incident}",
        )
    },
    **{(verb, "/ogc/nothing"): NOWHERE for verb in VERBS},
}  # fmt: skip
TABLE: dict[tuple[str, str], Row] = {
    **{("GET", pattern): row for pattern, row in {**PAGES, **FILES}.items()},
    **{("POST", pattern): row for pattern, row in ACTS.items()},
    **FORMS,
    **API,
    **OGC,
}
# The scope that lets a token do it; reading needs "read".
SCOPES: dict[tuple[str, str], Scope] = {
    **{(verb, pattern): Scope.EDIT for (verb, pattern), row in API.items() if verb != "GET" and row != NOWHERE},
    ("POST", "/api/v1/reports"): Scope.SUBMIT,
    ("POST", "/api/v1/incidents/bulk"): Scope.BULK,
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/incidents/bulk": {"do": "tag", "value": "winter"}, "/api/v1/imports": {"csv": "event_type,border\nsmuggling,AF-TJ"}, "/api/v1/reports": {"text": "A quiet day at the border."}, "/api/v1/incidents/{incident}": {"reason": "as told", "lasted": True},
    "/edit/incident/{incident}/place_name/": {"value": "Panj"}, "/twins/{twin}/": {"verdict": "same"}, "/views/{view}/": {"shared": "on"}, "/incidents/{incident}/status/": {"status": "disputed"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def told(borders: object) -> Report:
    return a_told_report()


def filled(pattern: str, report: Report) -> str:
    """The pattern with numbers of records that are there; each is made when a pattern names it."""
    made = {name: make(report) for name, make in MAKERS.items() if f"{{{name}}}" in pattern}
    for name, number in made.items():
        pattern = pattern.replace(f"{{{name}}}", str(number))
    return address(pattern, report)


def _view(_report: Report) -> str:
    owner = User.objects.get(username="reader")
    return SavedView.objects.get_or_create(owner=owner, name="Retreats", page="map", shared=True)[0].slug


def _webhook(report: Report) -> int:
    view, owner = SavedView.objects.get(slug=_view(report)), User.objects.get(username="admin")
    return Webhook.objects.create(
        view=view, owner=owner, url="https://hooks.example.org/", site="https://site", token=""
    ).pk


def _twin(report: Report) -> int:
    first, second = report.machine_incidents.get(), an_incident()
    return TwinSuggestion.objects.create(first=first, second=second, score=0.9).pk


def _correction(report: Report) -> int:
    admin, number = User.objects.get(username="admin"), Correction.objects.count()
    made = review.correct(record=report.machine_incidents.get(), field="place_name", value=f"Place {number}", by=admin)
    assert made is not None
    return made.pk


def _place() -> Place:
    return Place.objects.get_or_create(name="Panj", country="TJ", kind="city")[0]


def _crossing() -> CrossingPoint:
    told = {"point": Point(68.6, 37.2, srid=4326), "country": "TJ", "source": "test"}
    return CrossingPoint.objects.get_or_create(border_id="AF-TJ", name="Panji Poyon", defaults=told)[0]


def _comment(report: Report) -> int:
    return review.comment(record=report, words="As told.", by=User.objects.get(username="analyst")).pk


def _brief(_report: Report) -> str:
    return freeze(QueryDict("border=AF-TJ"), by=User.objects.get(username="analyst"), site="http://testserver").slug


MAKERS: dict[str, Callable[[Report], Any]] = {
    "view": _view, "webhook": _webhook, "brief": _brief, "comment": _comment, "twin": _twin, "correction": _correction, "statement": lambda report: report.statements.get().pk,
    "claim": lambda report: report.claims.get().pk, "participant": lambda report: report.machine_incidents.get().participants.get().pk,
    "source": lambda report: report.source_id, "actor": lambda _report: Actor.objects.order_by("pk")[0].pk, "place": lambda _report: _place().pk,
    "crossing": lambda _report: _crossing().pk,
}  # fmt: skip


@pytest.fixture
def clients(db: None) -> dict[str | None, Client]:
    made: dict[str | None, Client] = {role: Client() for role in ROLES}
    for role in Role:
        made[role.value].force_login(a_user(role.value, role))
    return made


def asked(client: Client, verb: str, pattern: str, address: str) -> int:
    body = BODIES.get(pattern, {})
    if verb == "GET":
        return client.get(address).status_code
    if pattern.startswith("/api/"):
        return client.generic(verb, address, json.dumps(body), content_type="application/json").status_code
    return client.post(address, body).status_code if verb == "POST" else client.generic(verb, address).status_code


OTHERS = {**FORMS, **API, **OGC}


@pytest.mark.parametrize(("verb", "pattern"), OTHERS, ids=lambda one: one)
def test_each_verb_of_each_address_asks_for_its_role(
    clients: dict[str | None, Client], told: Report, verb: str, pattern: str
) -> None:
    path = filled(pattern, told)
    met = tuple(asked(clients[role], verb, pattern, path) for role in ROLES)
    assert met == OTHERS[verb, pattern]


FOR_TOKENS = {
    **API,
    **OGC,
    **{
        ("GET", pattern): row
        for pattern, row in {
            **FILES,
            "/v/{view}.csv": SEEN,
            "/briefs/{brief}/brief.pdf": SEEN,
            "/live/changes/": READ,
        }.items()
    },
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("verb", "pattern"), FOR_TOKENS, ids=lambda one: one)
def test_a_token_does_what_its_role_and_its_scope_both_allow(
    clients: dict[str | None, Client], told: Report, verb: str, pattern: str, role: Role
) -> None:
    path, needed = filled(pattern, told), SCOPES.get((verb, pattern), Scope.READ)
    by_session = asked(clients[role], verb, pattern, path)
    for scope in Scope:
        status = asked(bearer(role, scope), verb, pattern, path)
        is_shut, is_shut_to_session = status in (UNKNOWN, REFUSED), by_session in (UNKNOWN, REFUSED)
        assert is_shut == (is_shut_to_session or scope is not needed), scope


def bearer(role: Role, scope: Scope) -> Client:
    """Whoever sends a token of this scope alone; also of a scope that the role has no use for."""
    user = User.objects.get(username=role.value)
    token, key = ApiToken.issue(user=user, label=scope)
    ApiToken.objects.filter(pk=token.pk).update(scopes=scope)
    return Client(headers={"authorization": f"Token {key}"})


def test_a_token_opens_no_page(clients: dict[str | None, Client], told: Report) -> None:
    key = ApiToken.issue(user=User.objects.get(username="admin"), label="all", scopes=" ".join(Scope))[1]
    client = Client(headers={"authorization": f"Token {key}"})
    opened = {}
    for (verb, pattern), row in TABLE.items():
        if (verb, pattern) not in FOR_TOKENS and (status := asked(client, verb, pattern, filled(pattern, told))) != row[
            0
        ]:
            opened[verb, pattern] = status
    assert opened == {}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route of the site but those of Django's own administration, which asks for itself."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        elif one.namespace != "admin":
            yield from routes(one, before + str(one.pattern))


def test_every_address_of_the_site_stands_in_the_table(clients: object, told: Report) -> None:
    held = {resolve(filled(pattern, told).partition("?")[0]).route for _verb, pattern in TABLE}
    assert set(routes(get_resolver())) - held == set()


def test_a_verb_that_the_table_does_not_name_is_not_done(clients: dict[str | None, Client], told: Report) -> None:
    named: dict[str, set[str]] = {}
    for verb, pattern in TABLE:
        named.setdefault(pattern, set()).add(verb)
    done = {}
    for pattern, verbs in named.items():
        path = filled(pattern, told)
        if "admin/" in path:
            continue
        clients["admin"].force_login(User.objects.get(username="admin"))
        for verb in VERBS:
            if verb not in verbs and (status := asked(clients["admin"], verb, pattern, path)) != NOT_DONE:
                done[verb, pattern] = status
    assert done == {}
