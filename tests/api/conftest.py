"""Two borders, three incidents, one report and one user a role: enough to ask the API every question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.gis.geos import LineString, MultiLineString, Point
from django.test import Client

from incidents.models import (
    Actor,
    ApiToken,
    Border,
    Claim,
    CrossingPoint,
    Evidence,
    Incident,
    Original,
    Participant,
    Report,
    ReportIncident,
    Source,
    Statement,
    User,
)
from tests.factories import hashed

TEXT = "More than 1,000 Afghan troops crossed into Tajikistan on Monday, the border service said."
SCOPES = {
    "reader": "read",
    "analyst": "read submit",
    "editor": "read submit edit bulk",
    "admin": "read submit edit bulk",
}


@dataclass
class Desk:
    """The records of these tests by name."""

    report: Report
    retreat: Incident
    clash: Incident
    denied: Incident
    statement: Statement


def section(*points: tuple[float, float]) -> MultiLineString:
    return MultiLineString(LineString(*points), srid=4326)


@pytest.fixture
def desk(db: None) -> Desk:
    afghan = Border.objects.create(
        code="AF-TJ", name="Afghanistan–Tajikistan", country_a="AF", country_b="TJ", length_km=1172.08,
        section=section((67.8, 37.1), (71.5, 36.7)),
    )  # fmt: skip
    Border.objects.create(
        code="KG-TJ", name="Kyrgyzstan–Tajikistan", country_a="KG", country_b="TJ", length_km=838, disputed=True,
        section=section((69.3, 39.9), (73.6, 39.4)),
    )  # fmt: skip
    CrossingPoint.objects.create(
        border=afghan, name="Sher Khan Bandar", names=["Shir Khan Bandar"], country="AF", kind="crossing",
        point=Point(68.61, 37.186, srid=4326), source="test",
    )  # fmt: skip
    original = Original.objects.create(sha256="a" * 64, filename="wire.txt", size=len(TEXT), content=TEXT.encode())
    report = Report.objects.create(
        original=original, text=TEXT, headline="Troops cross", source=Source.objects.create(name="Interpress"),
        published_on=dt.date(2021, 7, 5), language="en",
    )  # fmt: skip
    troops = Actor.objects.create(name="Afghan troops", sector="MIL", country="AF")
    service = Actor.objects.create(name="Tajik border service", sector="COP", country="TJ")
    retreat = Incident.objects.create(
        event_type="cross_border_retreat", date_start=dt.date(2021, 7, 5), date_end=dt.date(2021, 7, 5), date_prec=1,
        border=afghan, from_country="AF", to_country="TJ", geometry=afghan.section, where_prec=5, confidence=0.8,
    )  # fmt: skip
    clash = Incident.objects.create(
        event_type="border_clash", date_start=dt.date(2021, 4, 28), date_end=dt.date(2021, 4, 30), border_id="KG-TJ",
        geometry=Point(70.6, 39.9, srid=4326), place_name="Golovnoy", status="confirmed", where_prec=1,
    )  # fmt: skip
    denied = Incident.objects.create(event_type="border_closure", modality="denied", from_country="TJ")
    Participant.objects.create(incident=retreat, actor=troops, role="mover")
    claim = Claim.objects.create(
        incident=retreat, report=report, kind="crossed", low=1000, comparator="over", unit="troops"
    )
    ReportIncident.objects.create(report=report, incident=retreat, role="primary")
    Evidence.objects.create(report=report, start=0, end=15, words=TEXT[:15], field="low", claim=claim)
    Evidence.objects.create(report=report, start=0, end=63, words=TEXT[:63], field="itself", incident=retreat)
    statement = Statement.objects.create(
        report=report, speaker=service, cue="said", kind="indirect", content="More than 1,000 Afghan troops crossed"
    )
    statement.about.add(retreat)
    return Desk(report, retreat, clash, denied, statement)


def user_with(role: str) -> User:
    return User.objects.create(username=f"the-{role}", password=hashed(settings.PASSWORD_HASHERS[0]), role=role)


class Caller:
    """HTTP with a token, or without; answers come as status and JSON."""

    def __init__(self, key: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"authorization": f"Token {key}"} if key else {}

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1/{path}", query, headers=self.headers)
        return answer.status_code, answer.json()

    def send(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        call = getattr(self.client, method)
        answer = call(f"/api/v1/{path}", body, content_type="application/json", headers=self.headers)
        return answer.status_code, answer.json()


@pytest.fixture
def caller_of(db: None) -> Any:
    """caller_of("editor") acts with a token of that role; caller_of(None) is nobody."""

    def make(role: str | None, scopes: str = "") -> Caller:
        if role is None:
            return Caller()
        _, key = ApiToken.issue(user=user_with(role), label="test", scopes=scopes or SCOPES[role])
        return Caller(key)

    return make


@pytest.fixture
def reader(caller_of: Any) -> Caller:
    return caller_of("reader")
