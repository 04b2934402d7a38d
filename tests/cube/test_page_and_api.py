"""Every number that the map page shows is the API's: the page's come from the columns here, the API's from SQL."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from django.test import Client

from incidents.cube.answers import FACETS
from incidents.cube.codes import MODALITIES, STATUSES, TYPES
from incidents.cube.current import Cube
from incidents.cube.question import HIDDEN
from incidents.cube.stretches import cut
from tests.cube.conftest import CODES, a_box, a_world, an_edit

STATES, ROUNDS = 200, 10
PERIOD = ("from", "to", "certain_only")
Query = dict[str, Any]


def a_state(dice: Random) -> Query:
    """The words of an address of the map page."""

    def some(chance: float, name: str, value: Any) -> Query:
        return {name: value} if dice.random() < chance else {}

    first, last = sorted(dt.date(2020, 1, 1) + dt.timedelta(dice.randrange(1300)) for _ in range(2))
    period = {"from": first, "to": last} if dice.random() < 0.5 else {}
    spanned = {"span": f"{first}..{last}"} if dice.random() < 0.3 else {}
    return {
        **period, **spanned, **some(0.2, "border", dice.choice(CODES)), **some(0.15, "country", dice.choice(("TJ", "AF", "FR"))),
        **some(0.1, "direction", dice.choice(("AF>TJ", "TJ>KG"))), **some(0.2, "event_type", dice.sample(TYPES, 8)),
        **some(0.15, "family", ["movement", "force"]), **some(0.2, "modality", dice.sample(MODALITIES, 2)),
        **some(0.2, "status", dice.sample(STATUSES, 3)), **some(0.15, "min_confidence", dice.choice((0.3, 0.7))),
        **some(0.1, "date_prec", [1, 3]), **some(0.1, "part_of_day", ["night", "evening"]), **some(0.1, "lasted", dice.choice(("true", "false"))),
        **some(0.1, "claim_kind", ["crossed", "killed"]), **some(0.1, "where", dice.choice(("any", "none"))), **some(0.1, "when", dice.choice(("any", "none"))),
        **some(0.2, "certain_only", "true"), **some(0.3, "inview", "1"), **some(0.7, "view", box_words(dice)), "zoom": dice.randrange(2, 9),
    }  # fmt: skip


def box_words(dice: Random) -> str:
    box = a_box(dice)
    while box.west > box.east:  # the map's own words for that are longitudes beyond 180
        box = a_box(dice)
    return f"{box.west},{box.south},{box.east},{box.north}"


def of_the_map(state: Query) -> Query | None:
    """The same set in the API's words: the map is of what was done or ordered, and never of hidden ones. None: nothing."""
    words = {name: value for name, value in state.items() if name not in ("view", "zoom", "span", "inview")}
    words.setdefault("modality", ["actual", "ordered"])
    if "status" in words:
        words["status"] = [one for one in words["status"] if one not in HIDDEN]
    return words if words.get("status", True) else None


class Site:
    """Asks as a visitor."""

    def __init__(self) -> None:
        self.client = Client()

    def page(self, state: Query) -> Any:
        return self._get("/map/picture", state)

    def api(self, path: str, words: Query) -> Any:
        return self._get(f"/api/v1/incidents/{path}", words)

    def _get(self, path: str, words: Query) -> Any:
        answer = self.client.get(path, words)
        assert answer.status_code == 200, (path, words, answer.content)
        return answer.json()


@pytest.mark.slow
def test_every_number_on_the_page_is_the_apis_in_two_hundred_states(columns: Cube, settings: Any, dice: Random) -> None:
    settings.PUBLIC_READING, site = True, Site()
    a_world(dice)
    for _ in range(ROUNDS):
        an_edit(dice)
        states = [a_state(dice) for _ in range(STATES // ROUNDS)]
        settings.CUBE = True
        assert columns.is_fresh(10)
        pages = [site.page(state) for state in states]
        settings.CUBE = False
        for state, page in zip(states, pages, strict=True):
            assert_alike(site, state, page)


def assert_alike(site: Site, state: Query, page: Any) -> None:
    words = of_the_map(state)
    if words is None:
        assert (page["total"], page["in_view"], page["rows"]) == (0, 0, [])
        return
    assert counts_of(page) == counts(site, state, words), state
    assert bars_of(page) == bars(site, state, words, page["histogram"]), state
    assert facets_of(page) == facets(site, state, words), state


def without_period(words: Query) -> Query:
    return {name: value for name, value in words.items() if name not in PERIOD}


def listed(state: Query, words: Query) -> Query:
    return {**words, "bbox": view(state)} if "inview" in state else words


def view(state: Query) -> str:
    return str(state.get("view", "-180,-90,180,90"))


def counts(site: Site, state: Query, words: Query) -> Query:
    held = site.api("count", words)
    scope = {"modality": list(MODALITIES) if "modality" in state else ["actual", "ordered"]}
    everything = site.api("count", scope)["total"]
    return {
        "total": held["total"], "no_place": held["no_place"], "no_date": site.api("count", without_period(words))["no_date"], "all": everything,
        "hidden": everything - held["total"], "in_view": site.api("count", {**words, "bbox": view(state)})["at_points"],
        "listed": site.api("count", listed(state, words))["total"],
    }  # fmt: skip


def counts_of(page: Any) -> Query:
    drawn = {"marks": len(page["marks"]), "cells": sum(cell[2] for cell in page["cells"])}.get(page["level"])
    assert drawn in (None, page["in_view"])
    return {name: page[name] for name in ("total", "no_place", "no_date", "all", "hidden", "in_view", "listed")}


def bars(site: Site, state: Query, words: Query, shown: Any) -> list[Any]:
    if not shown["first"]:
        return []
    period = {"from": shown["first"], "to": shown["last"], "unit": shown["unit"]}
    told = site.api("histogram", {**without_period(listed(state, words)), **period})
    if not told["first"]:
        return []
    days = [str(day.first) for day in _days(told)]
    n = zip(days, told["n"], told["certain"], told["people"], strict=True)
    of = told[{"event_type": "types", "family": "families"}[shown["by"]]]
    stacks = [{name: many[at] for name, many in of.items() if many[at]} for at in range(len(days))]
    return [(*bar, stack) for bar, stack in zip(n, stacks, strict=True) if bar[1]] + [told["uncertain"]]


def _days(told: Any) -> list[Any]:
    """Each bucket of the answer as a stretch of its own."""
    whole = cut(dt.date.fromisoformat(told["first"]), dt.date.fromisoformat(told["last"]), told["unit"])
    starts = [dt.date(1970, 1, 1) + dt.timedelta(int(day)) for day in whole.starts]
    return [cut(day, day, told["unit"]) for day in starts]


def bars_of(page: Any) -> list[Any]:
    shown = page["histogram"]
    if not shown["buckets"]:
        return []
    told = [(day, n, sure, people, parts) for day, n, parts, sure, people in shown["buckets"]]
    of_stacks = [(*bar, {name: pair[0] for name, pair in parts.items()}) for *bar, parts in told]
    return [*of_stacks, shown["uncertain"]]


def facets(site: Site, state: Query, words: Query) -> Query:
    """Those of the page; of the review's states the map never shows two."""
    told = site.api("facets", listed(state, words))
    found = {name: {one["value"]: one["n"] for one in told[name]} for name in FACETS}
    return {**found, "status": {name: n for name, n in found["status"].items() if name not in HIDDEN}}


def facets_of(page: Any) -> Query:
    return {name: dict(values) for name, values in page["facets"].items()}
