"""Records for tests: plain functions with good defaults."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.gis.geos import LineString, MultiLineString

from incidents.access import Role
from incidents.models import (
    Actor,
    Border,
    Claim,
    Evidence,
    Incident,
    Job,
    JobState,
    Original,
    Participant,
    Report,
    ReportIncident,
    Source,
    Statement,
    User,
)

PASSWORD = "a-long-test-password"
_number = itertools.count(1)

STORY = (
    "Troops cross at night\n\n"
    "DUSHANBE, July 5, 2021 (Pamir Wire) -- Over 1,000 Afghan soldiers retreated to Tajikistan in the early hours of Monday "
    "under pressure from the Taliban, the Tajik border service said.\n\n"
    '"All of them were let in," spokesman Rustam Karimov said.'
)


def a_user(name: str = "", role: Role = Role.READER) -> User:
    user = User(
        username=name or f"user{next(_number)}",
        role=role.value,
        is_staff=role is Role.ADMIN,
        is_superuser=role is Role.ADMIN,
    )
    user.password = hashed(settings.PASSWORD_HASHERS[0])
    user.save()
    return user


@functools.cache
def hashed(_hasher: str) -> str:
    """Of everybody's password; made to be costly, and made anew for each of ten thousand users it cost half of the run."""
    return make_password(PASSWORD)


def a_border(code: str = "AF-TJ", **more: Any) -> Border:
    lines = {"AF-TJ": ((67.8, 37.1), (71.5, 36.7), (74.9, 37.2)), "KG-TJ": ((69.3, 39.9), (73.6, 39.4))}
    points = lines.get(code, ((10.0, 50.0), (11.0, 51.0)))
    a, b = code.split("-")
    defaults = {"name": code.replace("-", "–"), "country_a": a, "country_b": b, "length_km": 1172.0}
    section = MultiLineString(LineString(*points), srid=4326)
    return Border.objects.get_or_create(code=code, defaults={**defaults, "section": section, **more})[0]


def a_report(
    text: str = STORY, *, state: str = JobState.DONE, by: User | None = None, filename: str = "wire.txt", **more: Any
) -> Report:
    content = f"{text}\n{next(_number)}".encode()
    original = Original.objects.create(
        sha256=hashlib.sha256(content).hexdigest(), filename=filename, size=len(content), content=content
    )
    defaults: dict[str, Any] = {
        "text": text,
        "headline": text.split("\n")[0][:200],
        "published_on": dt.date(2021, 7, 5),
        "language": "en",
    }
    defaults["source"] = Source.objects.get_or_create(name="Pamir Wire")[0]
    report = Report.objects.create(original=original, submitted_by=by, **{**defaults, **more})
    Job.objects.create(report=report, state=state)
    return report


def an_incident(report: Report | None = None, **more: Any) -> Incident:
    day = dt.date(2021, 7, 5)
    defaults: dict[str, Any] = {
        "event_type": "cross_border_retreat", "date_start": day, "date_end": day, "date_prec": 1, "border": a_border(), "from_country": "AF",
        "to_country": "TJ", "where_prec": 5, "place_name": "Afghan-Tajik border", "confidence": 0.8,
    }  # fmt: skip
    values = {**defaults, **more}
    if values["border"] is not None and "geometry" not in values:
        values["geometry"] = values["border"].section
    incident = Incident.objects.create(read_from=report, key=f"t{next(_number)}" if report else "", **values)
    if report:
        ReportIncident.objects.create(report=report, incident=incident, role="primary")
        start = report.text.find("Over 1,000")
        if start >= 0:
            Evidence.objects.create(
                report=report,
                incident=incident,
                field="itself",
                start=start,
                end=start + 10,
                words="Over 1,000",
                rule="test",
            )
    return incident


def a_claim(incident: Incident, low: float | None = 1000, high: float | None = None, **more: Any) -> Claim:
    defaults = {"kind": "crossed", "comparator": "over", "unit": "soldiers", "report": incident.read_from}
    return Claim.objects.create(incident=incident, low=low, high=high, **{**defaults, **more})


def words_for(report: Report, words: str, field: str, **record: Any) -> Evidence:
    """Evidence for a field: the first place where the report has these words."""
    start = report.text.index(words)
    return Evidence.objects.create(
        report=report, start=start, end=start + len(words), words=words, field=field, rule=f"test.{field}", **record
    )


def an_actor(name: str, country: str = "", **more: Any) -> Actor:
    """The actor of this name and country, who is one in however many reports."""
    return Actor.objects.get_or_create(name=name, country=country, defaults=more)[0]


def a_told_report() -> Report:
    """A report with an incident, a claim, a participant and a statement, each value with its words."""
    report = a_report(dateline="Dushanbe", parser_version="0.1.0")
    incident = an_incident(report)
    for field in ("event_type", "modality", "role"):
        words_for(report, "retreated", field, incident=incident)
    for field in ("date_start", "date_end", "date_prec", "part_of_day"):
        words_for(report, "in the early hours of Monday", field, incident=incident)
    for field in ("place", "place_name", "where_prec", "border", "to_country"):
        words_for(report, "Tajikistan", field, incident=incident)
    words_for(report, "Afghan", "from_country", incident=incident)
    service = an_actor("Tajik border service", sector="MIL", country="TJ")
    claim = a_claim(incident, attributed_to=service)
    for field in ("itself", "kind", "low", "unit", "comparator", "basis"):
        words_for(report, "Over 1,000 Afghan soldiers", field, claim=claim)
    words_for(report, "the Tajik border service", "attributed_to", claim=claim)
    mover = Participant.objects.create(
        incident=incident, actor=an_actor("Afghan soldiers", sector="MIL", country="AF"), role="mover"
    )
    words_for(report, "Afghan soldiers", "actor", participant=mover)
    said = Statement.objects.create(
        report=report, speaker=an_actor("Rustam Karimov"), cue="said", kind="direct",
        content="All of them were let in", position=report.text.index("All of them"),
    )  # fmt: skip
    said.about.add(incident)
    for field, words in (
        ("content", "All of them were let in"),
        ("speaker", "Rustam Karimov"),
        ("cue", "Karimov said"),
    ):
        words_for(report, words, field, statement=said)
    for field, words in (("source", "Pamir Wire"), ("dateline", "DUSHANBE"), ("published_on", "July 5")):
        words_for(report, words, field, about_report=report)
    return report
