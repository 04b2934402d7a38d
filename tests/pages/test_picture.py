"""The map's picture: every panel's part of one answer tells of one and the same set."""

from __future__ import annotations

import datetime as dt
import struct
from collections import Counter
from typing import Any

import pytest
from django.contrib.gis.geos import Point

from incidents.models import TwinSuggestion
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.views.picture import MOST_TYPES
from tests.factories import a_border, a_claim, a_report, an_incident
from tests.pages.conftest import Visit


def picture(visit: Visit, query: str = "") -> Any:
    answer = visit("reader").get(f"/map/picture?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def day(text: str) -> dict[str, dt.date]:
    return {"date_start": dt.date.fromisoformat(text), "date_end": dt.date.fromisoformat(text)}


def spot(lon: float = 68.6, lat: float = 37.2, **more: Any) -> Any:
    return an_incident(geometry=Point(lon, lat, srid=4326), where_prec=1, **more)


def kinds(marks: list[Any]) -> dict[int, str]:
    return {one["id"]: one["where"]["kind"] for one in marks}


def test_nothing_is_drawn_more_exactly_than_it_is_known(visit: Visit, borders: object) -> None:
    section, exact = an_incident(), spot()
    district = spot(radius_km=25.0)
    country = an_incident(geometry=None, border=None, where_prec=6)
    told = picture(visit)
    assert kinds(told["marks"]) == {exact.pk: "point", district.pk: "circle"}
    assert kinds(told["rows"]) == {
        section.pk: "section", exact.pk: "point", district.pk: "circle", country.pk: "none",
    }  # fmt: skip
    assert (told["total"], told["in_view"], told["no_place"]) == (4, 2, 1)


def test_a_section_tells_its_flow_and_comes_with_its_line_once(visit: Visit, borders: object) -> None:
    first = an_incident(**day("2021-07-03"), part_of_day="night")
    second = an_incident(**day("2021-07-04"), modality="ordered", event_type="border_closure")
    a_claim(first, low=300, high=400, comparator="range")
    a_claim(second, low=20_000)
    told = picture(visit)
    (one,) = told["sections"]
    assert one == {
        "border": "AF-TJ", "from": "AF", "to": "TJ", "n": 2, "low": 300.0, "high": 400.0, "open": False, "words": "300–400",
        "unit": "people", "days": 2, "nights": 1, "families": {"control": 1, "movement": 1},
        "types": {"border_closure": 1, "cross_border_retreat": 1}, "unreal": 1, "when": "", "direction": "Afghanistan → Tajikistan",
        "ids": [second.pk, first.pk],
    }  # fmt: skip
    assert len(told["shapes"]["AF-TJ"]["lines"][0]) == 3
    assert picture(visit, "have=AF-TJ")["shapes"] == {}


def test_a_single_incident_on_a_section_keeps_the_words_of_its_figure(visit: Visit, borders: object) -> None:
    a_claim(an_incident(**day("2021-07-07")), low=600, high=600, comparator="about", unit="Afghan soldiers")
    (one,) = picture(visit)["sections"]
    assert (one["words"], one["unit"]) == ("~600", "Afghan soldiers")


def test_likely_twins_count_once_at_their_lowest_and_an_open_end_opens_the_sum(visit: Visit, borders: object) -> None:
    first, second, third = (an_incident(a_report()) for _ in range(3))
    for incident, low, high in ((first, 300, 400), (second, 250, 350), (third, 1000, None)):
        a_claim(incident, low=low, high=high)
    TwinSuggestion.objects.create(first=first, second=second, score=0.9)
    told = picture(visit)
    (one,) = told["sections"]
    assert (one["low"], one["high"], one["open"], one["words"]) == (1250.0, None, True, ">1,250")
    assert told["histogram"]["buckets"] == [["2021-07-05", 3, {"cross_border_retreat": [3, 3]}, 3, 1250.0]]
    assert {row["twins"] for row in told["rows"]} == {first.pk, third.pk}


def test_the_histogram_shows_all_time_and_counts_by_overlap(visit: Visit, borders: object) -> None:
    an_incident(**day("2021-07-03"))
    an_incident(date_start=dt.date(2021, 7, 3), date_end=dt.date(2021, 7, 4), event_type="border_clash")
    an_incident(date_start=None, date_end=None)
    told = picture(visit, "from=2021-07-04&to=2021-07-04")
    assert told["total"] == 1 and told["no_date"] == 1
    assert told["histogram"] == {
        "by": "event_type", "unit": "day", "first": "2021-07-03", "last": "2021-07-04", "uncertain": 1,
        "buckets": [
            ["2021-07-03", 2, {"cross_border_retreat": [1, 1], "border_clash": [1, 0]}, 1, 0.0],
            ["2021-07-04", 1, {"border_clash": [1, 0]}, 0, 0.0],
        ],
    }  # fmt: skip
    assert [one["when"] for one in told["lanes"]] == ["some time in 3–4 Jul 2021", "3 Jul 2021"]


def test_bars_are_stacked_by_type_where_types_are_few_and_by_family_otherwise(visit: Visit, borders: object) -> None:
    types = load_event_types()
    for kind in types[:MOST_TYPES]:
        an_incident(event_type=kind.code)
    told = picture(visit)["histogram"]
    assert (told["by"], told["buckets"][0][2]) == ("event_type", {kind.code: [1, 1] for kind in types[:MOST_TYPES]})
    an_incident(event_type=types[MOST_TYPES].code)
    told = picture(visit)["histogram"]
    families = Counter(kind.family for kind in types[: MOST_TYPES + 1])
    assert (told["by"], told["buckets"][0][2]) == ("family", {name: [n, n] for name, n in families.items()})


@pytest.mark.parametrize(
    ("span", "unit", "first", "last"),
    [
        ("2021-07-01..2021-07-31", "day", "2021-07-01", "2021-07-31"),
        ("2020-01-01..2022-06-30", "week", "2019-12-30", "2022-07-03"),
        ("2000-01-15..2021-07-05", "month", "2000-01-01", "2021-07-31"),
        ("1900-06-01..2021-07-05", "year", "1900-01-01", "2021-12-31"),
    ],
)  # fmt: skip
def test_the_timeline_is_cut_as_fine_as_a_screen_can_show(
    visit: Visit, borders: object, span: str, unit: str, first: str, last: str
) -> None:
    an_incident()
    told = picture(visit, f"span={span}")["histogram"]
    assert (told["unit"], told["first"], told["last"]) == (unit, first, last)
    assert [bucket[1:] for bucket in told["buckets"]] == [[1, {"cross_border_retreat": [1, 1]}, 1, 0.0]]


def test_facets_count_what_choosing_each_value_would_give(visit: Visit, borders: object) -> None:
    an_incident()
    an_incident(event_type="border_clash", border=a_border("KG-TJ"), from_country="", to_country="")
    an_incident(event_type="border_clash", modality="denied")
    an_incident(event_type="border_clash", status="rejected")
    facets = picture(visit, "event_type=border_clash")["facets"]
    assert facets["event_type"] == [["border_clash", 1], ["cross_border_retreat", 1]]
    assert facets["family"] == [["force", 1]]
    assert facets["border"] == [["KG-TJ", 1]]
    assert facets["country"] == [["KG", 1], ["TJ", 1]]
    assert facets["modality"] == [["actual", 1], ["denied", 1]]
    assert facets["direction"] == []
    for code, n in picture(visit)["facets"]["country"]:
        assert picture(visit, f"country={code}")["total"] == n


def test_many_at_a_low_zoom_are_cells_whose_sum_is_exact(visit: Visit, borders: object) -> None:
    for number in range(401):
        spot(68 + number % 20 / 10, 37 + number // 20 / 10, **({"radius_km": 5.0} if number % 2 else {}))
    an_incident()
    told = picture(visit, "zoom=5")
    assert (told["level"], told["in_view"], told["marks"]) == ("cells", 401, [])
    assert sum(cell[2] for cell in told["cells"]) == 401
    assert len(told["cells"]) < 50
    near = picture(visit, "zoom=9&view=67.9,36.9,68.35,40")
    assert near["level"] == "marks" and near["in_view"] == len(near["marks"]) == 81
    assert near["total"] == told["total"] == 402


def test_dots_are_columns_of_the_view(visit: Visit, borders: object) -> None:
    exact = spot(68.5, 37.25, event_type="border_clash", **day("1970-01-02"))
    vague = spot(69.0, 37.5, radius_km=10.0, date_start=None, date_end=None)
    spot(10.0, 50.0)
    an_incident()
    answer = visit("reader").get("/map/dots?view=60,30,80,45")
    assert answer["content-type"] == "application/octet-stream"
    body = answer.content
    (n,) = struct.unpack_from("<I", body)
    assert n == 2 and len(body) == 4 + n * 22
    assert struct.unpack_from("<2f2f2i2i2I2B2B", body, 4) == (
        68.5, 69.0, 37.25, 37.5, 1, 2**31 - 1, 1, 2**31 - 1, exact.pk, vague.pk, *_types("border_clash", "cross_border_retreat"), 1, 2,
    )  # fmt: skip


def _types(*names: str) -> list[int]:
    from incidents.cube.codes import TYPES

    return [TYPES.index(name) for name in names]


def test_the_list_goes_on_from_its_cursor_to_the_last_row(visit: Visit, borders: object) -> None:
    for number in range(205):
        an_incident(
            confidence=number % 7 / 10,
            **(day(f"2021-07-{number % 9 + 1:02}") if number % 3 else {"date_start": None, "date_end": None}),
        )
    for sort in ("newest", "oldest", "unsure"):
        told = picture(visit, f"sort={sort}")
        seen = [row["id"] for row in told["rows"]]
        while told["cursor"]:
            told = visit("reader").get("/map/rows", {"sort": sort, "cursor": told["cursor"]}).json()
            seen += [row["id"] for row in told["rows"]]
        assert len(seen) == len(set(seen)) == 205


def test_the_selected_incident_comes_along_even_when_the_filter_hides_it(visit: Visit, borders: object) -> None:
    hidden = an_incident()
    told = picture(visit, f"event_type=border_clash&selected={hidden.pk}")
    assert told["rows"] == [] and told["selected"]["id"] == hidden.pk
    assert (told["total"], told["all"], told["hidden"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("direction=nonsense", "direction"), ("view=1,2,3", "view"), ("view=1,9,3,4", "view"), ("zoom=far", "zoom"), ("view=nan,0,1,1", "view"),
        ("span=2021-07-05..2021-07-04", "span"), ("span=soon", "span"), ("sort=best", "sort"), ("selected=it", "selected"), ("cursor=x", "cursor"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["picture", "rows", "dots"])
def test_what_cannot_be_read_is_an_error_that_names_it(visit: Visit, path: str, query: str, name: str) -> None:
    answer = visit("reader").get(f"/map/{path}?{query}")
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [name]


@pytest.mark.parametrize("path", ["picture", "rows", "dots"])
def test_a_visitor_without_an_account_is_sent_to_sign_in(visit: Visit, path: str) -> None:
    assert visit(None).get(f"/map/{path}").status_code == 302


def test_in_view_the_list_and_the_timeline_tell_only_of_what_the_map_shows(visit: Visit, borders: object) -> None:
    near, far = spot(68.6, 37.2), spot(10.0, 50.0, border=None, **day("2020-01-01"))
    told = picture(visit, "view=60,30,75,45&zoom=5&inview=1")
    assert (told["total"], told["listed"], [one["id"] for one in told["rows"]]) == (2, 1, [near.pk])
    assert [bucket[0] for bucket in told["histogram"]["buckets"]] == ["2021-07-05"]
    assert picture(visit, "view=60,30,75,45&zoom=5")["listed"] == 2
    assert told["bounds"] == [10.0, 37.2, 68.6, 50.0] and far.pk


def test_the_list_may_begin_with_the_most_people_and_pages_on(visit: Visit, borders: object) -> None:
    small, none, great = an_incident(a_report()), an_incident(a_report()), an_incident(a_report())
    a_claim(small, low=94, high=94)
    a_claim(great, low=1000)
    told = picture(visit, "sort=people")
    assert [one["id"] for one in told["rows"]] == [great.pk, small.pk, none.pk]
    rest = visit("reader").get(f"/map/rows?sort=people&cursor=1000.0:{great.pk}").json()["rows"]
    assert [one["id"] for one in rest] == [small.pk, none.pk]
