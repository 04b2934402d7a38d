"""The collection of incidents: pages and totals from the read model, features as the rows of files have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from incidents.api.asking import question_in
from incidents.api.listing import cursor_of, mark_of
from incidents.cube.answers import Order
from incidents.cube.current import answers
from incidents.cube.kept import made
from incidents.cube.question import Question
from incidents.filters import incident_words
from incidents.flat import INCIDENT_COLUMNS, incident_rows
from incidents.models import Incident
from incidents.ogc.collection import Absolute, Asked, Collection, Page, feature
from incidents.ogc.crs import Crs

# Figure, actors and reports are worked out of other records; no column holds them.
PATHS = {
    "id": "id", "event_type": "event_type", "modality": "modality", "status": "status", "date_start": "date_start",
    "date_end": "date_end", "date_prec": "date_prec", "part_of_day": "part_of_day", "lasted": "lasted", "border": "border_id",
    "from_country": "from_country", "to_country": "to_country", "place": "place_name", "where_prec": "where_prec",
    "radius_km": "radius_km", "reported_on": "index__reported_on", "confidence": "confidence", "changed_at": "updated_at",
}  # fmt: skip


def question(asked: Asked) -> Question:
    """The project's own words, and those of the standard beside them."""
    found = question_in(asked.words)
    if asked.first or asked.last:
        found = replace(found, first=asked.first, last=asked.last)
    if asked.box:
        found = replace(found, box=asked.box)
    if asked.condition is None:
        return found
    told = Incident.objects.filter(asked.condition).order_by()
    if found.told is not None:
        told = told.filter(pk__in=found.told)
    return replace(found, told=told.values_list("pk", flat=True), asked=(*found.asked, ("filter", asked.filter)))


def page(asked: Asked) -> Page:
    wanted, after = question(asked), mark_of(asked.cursor)
    form = f"ogc {asked.crs.uri} {asked.absolute('/')}"
    with answers() as ask:
        total = ask.totals(wanted).n
        found = ask.page(wanted, Order.NEWEST, asked.limit, after)
        features = made(ask.kept, form, found.ids, partial(features_of, absolute=asked.absolute, crs=asked.crs))
    return Page(total, features, cursor_of(found.after) if found.after else "")


def features_of(ids: Sequence[int], absolute: Absolute, crs: Crs) -> Iterator[tuple[int, bytes]]:
    """Each incident that there is, in the order of `ids`."""
    rows = {row.id: row for row in incident_rows(Incident.objects.filter(pk__in=ids), absolute)}
    for pk in ids:
        if row := rows.get(pk):
            values = dict(zip(INCIDENT_COLUMNS, row.values, strict=True))
            yield pk, feature(pk, values, row.geometry, crs)


def one(key: str, by: Any, absolute: Absolute, crs: Crs) -> bytes | None:
    """One that was merged into another is no feature of its own any more."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    seen = Incident.objects.visible_to(by).filter(pk=int(key), merged_into=None)
    return next((told for _, told in features_of(list(seen.values_list("pk", flat=True)), absolute, crs)), None)


INCIDENTS = Collection(
    "incidents", "Incidents", "What happened at borders, newest first; rejected and withdrawn ones only where status asks for them.",
    "incident", Incident, PATHS, "geometry", dated=True, words=incident_words, page=page, one=one,
)  # fmt: skip
