"""CQL2 text: what it finds, and what is refused by its name."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.models import Incident
from tests.ogc.conftest import Gis
from tests.ogc.test_items import named

FOUND: dict[str, set[str]] = {
    "event_type = 'border_clash'": {"clash"},
    "event_type <> 'border_clash'": {"retreat", "denied"},
    "border = 'AF-TJ' OR border = 'KG-TJ'": {"retreat", "clash"},
    "border <> 'AF-TJ'": {"clash"},  # nothing is said of an incident without a border
    "NOT border = 'AF-TJ'": {"clash"},
    "NOT (border = 'AF-TJ' OR modality = 'denied')": {"clash"},
    "NOT (border = 'AF-TJ' AND modality = 'actual')": {"clash", "denied"},
    "border IS NULL": {"denied"},
    "border IS NOT NULL": {"retreat", "clash"},
    "border IN ('KG-TJ', 'UA-RU')": {"clash"},
    "border NOT IN ('KG-TJ')": {"retreat"},
    "where_prec < 5": {"clash"},
    "where_prec BETWEEN 2 AND 5": {"retreat"},
    "confidence > 0.7": {"retreat"},
    "lasted = false": {"retreat", "clash", "denied"},
    "lasted": set(),
    "date_start >= DATE('2021-07-01')": {"retreat"},
    "date_start >= '2021-07-01'": {"retreat"},
    "changed_at > TIMESTAMP('2020-01-01T00:00:00Z') AND id > 0": {"retreat", "clash", "denied"},
    "T_AFTER(date_start, DATE('2021-05-01'))": {"retreat"},
    "T_BEFORE(date_end, DATE('2021-05-01'))": {"clash"},
    "T_DURING(date_start, INTERVAL('2021-04-01', '2021-04-30'))": {"clash"},
    "T_INTERSECTS(date_start, INTERVAL('..', '2021-04-30'))": {"clash"},
    "T_DURING(changed_at, INTERVAL('2020-01-01', '..'))": {"retreat", "clash", "denied"},
    "place LIKE 'Golov%'": {"clash"},
    "place LIKE 'Golov_oy'": {"clash"},
    "place LIKE 'golov%'": set(),
    "CASEI(place) LIKE CASEI('gOlOv%')": {"clash"},
    "CASEI(place) = CASEI('GOLOVNOY')": {"clash"},
    "place LIKE '100\\%'": set(),
    "place = 'O''Neill'": set(),
    "S_INTERSECTS(geometry, BBOX(70, 39, 71, 40))": {"clash"},
    "S_INTERSECTS(geometry, POLYGON((60 30, 80 30, 80 38, 60 38, 60 30)))": {"retreat"},
    "NOT S_INTERSECTS(geometry, BBOX(70, 39, 71, 40))": {"retreat"},
    "S_WITHIN(geometry, BBOX(60, 30, 80, 50)) AND from_country = 'AF'": {"retreat"},
    "S_DISJOINT(geometry, BBOX(60, 30, 80, 38))": {"clash"},
    "S_EQUALS(geometry, POINT(70.6 39.9))": {"clash"},
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=FOUND)
def test_a_filter_finds(gis: Gis, desk: Any, text: str, expected: set[str]) -> None:
    assert set(gis.ids(filter=text)) == named(desk, expected)


def test_a_filter_stands_beside_the_other_words(gis: Gis, desk: Any) -> None:
    assert gis.ids(filter="confidence >= 0", actor="Afghan", **{"filter-lang": "cql2-text"}) == [desk.retreat.pk]


def test_shapes_of_a_filter_may_be_in_another_system(gis: Gis, desk: Any) -> None:
    system = "http://www.opengis.net/def/crs/EPSG/0/4326"
    for shape in ("BBOX(39, 70, 40, 71)", "POLYGON((39 70, 40 70, 40 71, 39 71, 39 70))", "MULTIPOINT(39.9 70.6)"):
        assert gis.ids(filter=f"S_INTERSECTS(geometry, {shape})", **{"filter-crs": system}) == [desk.clash.pk]


def test_other_collections_are_filtered_too(gis: Gis, desk: Any) -> None:
    assert gis.ids("borders", filter="disputed AND length_km > 100") == ["KG-TJ"]
    assert len(gis.ids("crossing-points", filter="border = 'AF-TJ' AND name LIKE 'Sher%'")) == 1


REFUSED = {
    "no CQL2 at all": ("event_type = = 1", "This is no CQL2 text"),
    "nothing": (" ", "This is no CQL2 text"),
    "a property that is none": ("colour = 'red'", "colour is no queryable"),
    "a property that is worked out": ("figure_low > 3", "figure_low is no queryable"),
    "a function of nobody's": ("AVG(confidence) > 1", "avg"),
    "sums": ("where_prec + 1 > 2", "+ is not carried"),
    "two values": ("1 = 1", "Compare a property"),
    "two properties": ("date_start = date_end", "date_start wants a time"),
    "a word for a number": ("where_prec = 'five'", "where_prec wants a value of the type integer"),
    "a number for a word": ("place = 5", "place wants a value of the type string"),
    "half a number": ("where_prec = 1.5", "a whole number"),
    "a day that is none": ("date_start > DATE('2021-02-30')", "date_start wants a time"),
    "a time of what has none": ("T_AFTER(place, DATE('2021-07-01'))", "place is no time"),
    "a shape of another property": ("S_INTERSECTS(border, POINT(1 2))", "give geometry"),
    "arrays": ("A_CONTAINS(reports, (1, 2))", "a_contains"),
    "too many levels": ("NOT " * 60 + "lasted", "levels"),
    "too long": ("lasted AND " * 300 + "lasted", "At most"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_carried_is_refused_by_its_name(gis: Gis, desk: Any, text: str, said: str) -> None:
    answer = gis.answer("collections/incidents/items", filter=text)
    assert answer.status_code == 400
    problem = answer.json()["errors"][0]
    assert problem["name"] == "filter" and said.lower() in problem["message"].lower()


@pytest.mark.django_db(transaction=True)
def test_columns_in_memory_answer_a_filter_as_sql_does(columns: object, gis: Gis, desk: Any) -> None:
    assert columns.is_fresh(5)  # type: ignore[attr-defined]
    for text, expected in FOUND.items():
        assert set(gis.ids(filter=text)) == named(desk, expected), text
    assert Incident.objects.count() == 3
