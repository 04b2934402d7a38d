"""Places by name, number or pin."""

from __future__ import annotations

import pytest

from incidents.models import Place
from incidents.typed import candidates, place_typed
from incidents.typed.places import prec_of


def test_candidates_near_the_border_come_first_with_the_distance_and_the_reason() -> None:
    first = candidates("Kunduz", "AF-TJ")[0]
    assert first.country == "AF" and first.km is not None and first.km < 100
    assert "km from the border" in first.why and "in a country of this border" in first.why


def test_without_a_border_the_larger_one_comes_first() -> None:
    found = candidates("Tripoli")
    assert found[0].country == "LY" and {"LB", "GR"} & {one.country for one in found}


def test_a_name_that_nobody_knows_has_no_candidates() -> None:
    assert candidates("Xyzzy on the Wold") == []


def test_a_chosen_candidate_is_that_place(db: None) -> None:
    for one in candidates("Kunduz", "AF-TJ"):
        place = place_typed(one.value)
        assert place is not None and (place.name, place.country, place.kind) == (one.name, one.country, one.kind)
        assert place_typed(str(place.pk)) == place


@pytest.mark.parametrize(
    ("typed", "km", "prec"),
    [("37.18,68.77", None, 1), ("37.18, 68.77, 20", 20, 2), ("37.18,68.77,50", 50, 3), ("37.18,68.77,200", 200, 4)],
)
def test_a_pin_stands_where_it_was_set_and_a_circle_is_as_wide_as_it_was_drawn(
    db: None, typed: str, km: float | None, prec: int
) -> None:
    place = place_typed(typed)
    assert place is not None and place.point is not None
    assert (round(place.point.y, 2), round(place.point.x, 2), place.radius_km, prec_of(place)) == (
        37.18,
        68.77,
        km,
        prec,
    )
    assert place_typed(typed) == place and Place.objects.count() == 1


@pytest.mark.parametrize("typed", ["Xyzzy", "91,0", "37,68,0", "999999999"])
def test_what_is_no_place_is_refused(db: None, typed: str) -> None:
    with pytest.raises(ValueError, match=r"gazetteer|latitude|radius|list"):
        place_typed(typed)
