"""A brief of many incidents is summed up, soon, and says what it leaves out."""

from __future__ import annotations

import datetime as dt
import time

import pypdfium2
import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.http import QueryDict

from incidents.brief.forms import document, pdf_of
from incidents.brief.writing import MOST_ENTRIES, written
from incidents.models import Claim, Evidence, Incident, ReportIncident
from tests.factories import a_border, a_report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = 10_000
TYPES = ("cross_border_retreat", "border_clash", "detention", "smuggling")


@pytest.fixture
def many(borders: object) -> None:
    report, border = a_report(), a_border()
    first = dt.date(2021, 1, 1)
    incidents = Incident.objects.bulk_create(
        Incident(
            event_type=TYPES[n % 4], date_start=first + dt.timedelta(days=n % 365), date_end=first + dt.timedelta(days=n % 365 + n % 3),
            date_prec=1, border=border, from_country="AF", to_country="TJ", place_name=f"Place {n}", where_prec=1 if n % 2 else 5,
            geometry=Point(68.0 + n % 70 / 10, 36.8 + n % 7 / 10, srid=4326) if n % 2 else border.section, read_from=report, key=f"n{n}",
        )
        for n in range(MANY)
    )  # fmt: skip
    ReportIncident.objects.bulk_create(ReportIncident(report=report, incident=one, role="primary") for one in incidents)
    claims = Claim.objects.bulk_create(
        Claim(
            incident=one,
            report=report,
            kind="crossed" if n % 4 == 0 else "killed",
            low=n % 90 + 1,
            high=n % 90 + 1,
            unit="people",
        )
        for n, one in enumerate(incidents)
    )
    start = report.text.index("Over 1,000")
    words = {"report": report, "start": start, "end": start + 10, "words": "Over 1,000", "field": "itself"}
    Evidence.objects.bulk_create(
        [Evidence(incident=one, **words) for one in incidents] + [Evidence(claim=one, **words) for one in claims]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while


def test_ten_thousand_incidents_take_two_seconds_at_most_and_four_pages(many: None) -> None:
    query = QueryDict("border=AF-TJ&from=2021-01-01&to=2021-12-31")
    written(QueryDict("border=AF-TJ&from=2021-03-01&to=2021-03-01"))  # a process reads the world and its map once
    begun = time.process_time()
    brief = written(query)
    page = document(brief, site="", address="")
    taken = time.process_time() - begun
    assert taken <= 2.0, taken
    assert brief.basis.incidents == MANY and len(brief.entries) == MOST_ENTRIES
    assert brief.left_out[0].startswith(f"{MANY - MOST_ENTRIES:,} of 10,000 incidents are counted")
    total = sum(n % 90 + 1 for n in range(0, MANY, 4))
    assert brief.figures[0].value == f"{total:,}"
    assert len(page) < 200_000
    assert len(pypdfium2.PdfDocument(pdf_of(page))) <= 4
