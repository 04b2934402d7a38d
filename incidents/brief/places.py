"""What the small map shows: sections with their flows, points with the numbers of their entries; of many incidents counts by square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import shapely
from django.conf import settings

from incidents.brief.atlas import drawn_map
from incidents.brief.facts import Happened
from incidents.brief.ground import framed
from incidents.brief.paper import HEIGHT, WIDTH, Flow, Mark, Section
from incidents.brief.sentences import leading
from incidents.brief.together import Told
from incidents.brief.wording import counted, short
from incidents.cube import codes
from incidents.cube.answers import Answers, Grid, SectionSum
from incidents.cube.people import Sum
from incidents.cube.question import Box, Question
from incidents.models import Border
from incidents.templatetags.border import country_name, way_words

MOST_SECTIONS = 6
MOST_MARKS = 60
STRAY = 0.01  # degrees
WORLD = Box(-180.0, -90.0, 180.0, 90.0)
GEO = Path(settings.BASE_DIR) / "static" / "geo"
Numbered = Sequence[tuple[int, Told]]


def map_of(ask: Answers, question: Question, told: Numbered, *, complete: bool) -> str:
    """Empty where nothing has a place."""
    done = replace(question, modality=question.modality or frozenset(("actual", "ordered")))
    sums = sorted(ask.sections(done), key=lambda one: -one.n)
    codes_shown = list(dict.fromkeys([*filter(None, [question.border]), *(one.border for one in sums)]))[:MOST_SECTIONS]
    borders = list(Border.objects.filter(code__in=codes_shown).order_by("code"))
    bounds = _bounds(ask, question, borders)
    if bounds is None:
        return ""
    flows = [_flow(one, told, complete=complete) for one in sums if one.border in codes_shown]
    marks = _numbered(told) if complete else _counted(ask, question, bounds)
    title = f"Map: {counted(len(flows), 'flow')} known by section, {counted(len(marks), 'place')} marked"
    return drawn_map(GEO, [_section(one) for one in borders], flows, marks, bounds, title)


def _bounds(ask: Answers, question: Question, borders: Sequence[Border]) -> tuple[float, float, float, float] | None:
    if question.border and borders:
        west, south, east, north = borders[0].section.extent
        return west, south, east, north
    box = ask.bounds(question)
    return (box.west, box.south, box.east, box.north) if box else None


def _section(border: Border) -> Section:
    lines = shapely.from_wkb(bytes(border.section.simplify(STRAY, preserve_topology=True).wkb))
    held = lines if isinstance(lines, shapely.MultiLineString) else shapely.MultiLineString([lines])
    return Section(border.code, held, (country_name(border.country_a), country_name(border.country_b)))


def _flow(one: SectionSum, told: Numbered, *, complete: bool) -> Flow:
    family = max(one.families, key=lambda name: one.families[name])
    way = way_words(one.from_country, one.to_country)
    mine = [(n, each) for n, each in told if each.one.modality in ("actual", "ordered") and _is_of(each.one, one)]
    numbers = [n for n, _each in mine]
    low, high = _people(each for _n, each in mine) if complete else (one.low, one.high)
    about = "~" if low == high and any(_is_rough(each) for _n, each in mine) else ""
    people = (
        f"{about}{short(low, high)} people"
        if low is not None
        else counted(len(numbers) if complete else one.n, "incident")
    )
    where = f"no. {spans(numbers)}" if complete and numbers else counted(one.n, "incident")
    words = (f"{people}, {way}" if way else people, f"{where} · no place named")
    return Flow(one.border, one.from_country, one.to_country, words, family, low or 0.0)


def _is_rough(told: Told) -> bool:
    return any(claim.comparator in ("about", "vague") for claim in leading(told.one.claims))


def _is_of(happened: Happened, one: SectionSum) -> bool:
    way = country_name(one.from_country), country_name(one.to_country)
    return happened.spot.kind == "section" and happened.border == one.border and (happened.start, happened.end) == way


def _people(told: Iterable[Told]) -> tuple[float | None, float | None]:
    """Least and most of what did happen, each entry once."""
    total = Sum()
    for number, each in enumerate(told):
        if each.one.modality == "actual" and (claims := leading(each.one.claims)):
            least = min(claim.low or 0.0 for claim in claims)
            tops = [claim.high for claim in claims if claim.high is not None]
            total.add(number, least, max(tops) if len(tops) == len(claims) else None)
    return total.low, total.high


def _numbered(told: Numbered) -> list[Mark]:
    """One mark a place, with the numbers of all that happened there."""
    held: dict[tuple[float, float], list[tuple[int, Told]]] = defaultdict(list)
    for number, each in told:
        if each.one.spot.kind in ("point", "circle"):
            held[round(each.one.spot.lon, 2), round(each.one.spot.lat, 2)].append((number, each))
    return [
        Mark(
            spot[0],
            spot[1],
            max(each.one.spot.km for _n, each in found),
            spans([n for n, _each in found]),
            found[0][1].one.family,
        )
        for spot, found in list(held.items())[:MOST_MARKS]
    ]


def _counted(ask: Answers, question: Question, bounds: tuple[float, float, float, float]) -> list[Mark]:
    """Squares about as large as a mark, with the number of incidents that stand in each."""
    frame = framed(bounds, WIDTH, HEIGHT)
    cells = ask.cells(question, WORLD, Grid(max(1, round(360 / (frame.east - frame.west) * WIDTH / 40))))
    order = (-cells.n).argsort(kind="stable")[:MOST_MARKS]
    return [
        Mark(
            float(cells.lon[at]),
            float(cells.lat[at]),
            0.0,
            f"{int(cells.n[at]):,}",
            codes.FAMILIES[int(cells.family[at])],
        )
        for at in order.tolist()
        if frame.shows(float(cells.lon[at]), float(cells.lat[at]))
    ]


def spans(numbers: Iterable[int]) -> str:
    """ "1–3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" if len(run) > 2 else f"{run[0]}, {run[1]}"
        for run in runs
    )
