"""Named places and borders, ranked by what the whole report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.spots import OFF_THE_MAP
from incidents.parsing.knowledge.world import Spot, World, fold
from incidents.parsing.stages.border_mentions import border_mentions
from incidents.parsing.stages.homes import DATELINE, Home
from incidents.parsing.stages.place_names import MODEL, STRONG, Name, names_of
from incidents.parsing.stages.place_ranking import Key, Ranked, rank
from incidents.parsing.stages.unmapped import unmapped_places
from incidents.parsing.tongue import Parsed

PREC = {
    "city": 1, "crossing": 1, "post": 1, "area": 2, "lake": 2, "district": 3, "province": 4, "region": 5, "river": 5, "sea": 7,
    "line": 5, "country": 6,
}  # fmt: skip
_MANY_PEOPLE = 100_000
_ACT = re.compile(r" (?:closed?s?|shuts?|seal(?:s|ed)|(?:re)?opens?|(?:re)?opened|has|had|to|of|its) ")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report is about: how often each country and each border is named, headline and lead counting double."""

    countries: Counter[str]
    borders: Counter[str]
    home: Home | None = None

    def main_border(self) -> str:
        """The border that the report names most, or the one between its two leading neighbours."""
        return self.borders.most_common(1)[0][0] if self.borders else ""

    def partner(self, world: World, country: str) -> str:
        """The neighbour that a one-sided "the Turkish border" means: the border named most, then the neighbour named most."""
        named = [(count, code) for code, count in self.borders.items() if country in code.split("-")]
        if named:
            return max(named)[1]
        near = [n for n in self.countries if n != country and world.border_code(country, n)]
        likeliest = max(near, key=lambda n: self.countries[n], default="")  # of equals the first named
        return world.border_code(country, likeliest)

    def beside_home(self, world: World, country: str) -> str:
        """The border between the country and the one that the report was written in, for where no word names its other side."""
        return world.border_code(country, self.home.country) if self.home else ""

    def written(self) -> str:
        """The reason of what only the date line tells: "written in Goma"."""
        return f"written in {self.home.town}" if self.home else ""


@dataclass(frozen=True, slots=True)
class Places:
    """`named`: every place that the report names, in a body's name too. `firm`: those that an incident may rest on.

    `unmapped`: names of places that no list holds.
    """

    named: tuple[Mention[Where], ...]
    firm: tuple[Mention[Where], ...]
    setting: Setting
    unmapped: tuple[Mention[Where], ...] = ()


def read_places(parsed: Sequence[Parsed], world: World, home: Home | None = None) -> Places:
    """All places and borders of the passages, sorted; and what the report is about. `home`: where it was written."""
    names = [names_of(one, world) for one in parsed]
    surnames = {fold(e[-1].text) for one in parsed for e in one.doc.ents if e.label_ == "PERSON" and len(e) > 1}
    names = [[name for name in found if not _is_surname(name, surnames)] for found in names]
    setting = _setting(parsed, names, world, home)
    ranked = rank([name for found in names for name in found], setting.borders, world)
    sure = {name.key for found in names for name in found if name.trust >= MODEL}
    named, firm = list[Mention[Where]](), list[Mention[Where]]()
    for one, found in zip(parsed, names, strict=True):
        lines = list(_lines(one, world, setting))
        named += lines
        firm += lines
        for name, mention, is_firm in _mentions(one, found, ranked, sure, setting, world):
            if name.country or not any(line.span.start <= mention.span.start < line.span.end for line in lines):
                named.append(mention)
                firm += [mention] if is_firm else []
    return Places(_sorted(named), _sorted(firm), setting, unmapped_places(parsed, firm, world))


def _is_surname(name: Name, surnames: set[str]) -> bool:
    """A report that names John Evans means him by "Evans"."""
    return name.trust < STRONG and not name.country and fold(name.words) in surnames


def _sorted(mentions: list[Mention[Where]]) -> tuple[Mention[Where], ...]:
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end)))


def _setting(parsed: Sequence[Parsed], names: Sequence[list[Name]], world: World, home: Home | None) -> Setting:
    """The countries and borders that the report names."""
    countries, borders = Counter[str](), Counter[str]()
    lines = [list(border_mentions(one, world)) for one in parsed]
    for one, found, drawn in zip(parsed, names, lines, strict=True):
        weight = _weight(one)
        for name in found:
            _count(name, weight, countries, borders)
        for _start, _end, code, single in drawn:
            for side in code.split("-") if code else [single]:
                countries[side] += weight
            if code:
                borders[code] += 2 * weight
    setting = Setting(countries, borders, home)
    for one, drawn in zip(parsed, lines, strict=True):
        for _start, _end, code, single in drawn:
            if not code and (whole := setting.partner(world, single)):
                borders[whole] += _weight(one)
    return setting


def _weight(one: Parsed) -> int:
    return 2 if one.passage.index <= 1 else 1


def _count(name: Name, weight: int, countries: Counter[str], borders: Counter[str]) -> None:
    """A country counts fully, a place that is only one of its name for its country and border."""
    if name.country:
        countries[name.country] += weight
    elif name.strict and name.spots and (name.spots[0].geonames_id is None or len(name.spots) == 1):
        spot = name.spots[0]
        if spot.country:
            countries[spot.country] += 1
        if spot.border:
            borders[spot.border] += 1


def _mentions(
    one: Parsed, found: Sequence[Name], ranked: Mapping[Key, Ranked], sure: set[Key], setting: Setting, world: World
) -> Iterator[tuple[Name, Mention[Where], bool]]:
    """Each name's place, and whether an incident may rest on it."""
    at = one.passage.span.start
    for name in found:
        span = Span(at + name.start, at + name.end)
        best = ranked.get(name.key)
        if name.country and (name.is_demonym or best is None or _is_country(name, best.spot, world)):
            yield name, _country(name, span, world), True
        elif best is not None and _is_read(name, best, sure):
            spot = best.spot
            rule = "place.gazetteer" if spot.geonames_id else "place.curated"
            where = where_of(spot, name.words, name.near, world)
            yield name, Mention(where, span, rule, _reason(name, spot)), _is_firm(name, spot, setting)


def _is_country(name: Name, spot: Spot, world: World) -> bool:
    """The country itself, and not the state of that name across its border: Niger is the neighbour of Nigeria's Niger State."""
    return spot.kind == "country" or bool(world.border_code(name.country, spot.country))


def _is_read(name: Name, best: Ranked, sure: set[Key]) -> bool:
    """A weak name counts where the report is sure of it elsewhere, or where it is a state's, a county's or a known city's."""
    if name.trust >= MODEL:
        return best.backed or best.spot.population >= _MANY_PEOPLE or best.spot.source != "GeoNames" or best.lead > 0.5
    is_hand_written = best.spot.source not in ("GeoNames", OFF_THE_MAP)
    if name.key in sure or (name.strict and (best.backed or is_hand_written)):
        return True
    return best.spot.kind in ("province", "district", "country") or (
        best.backed and best.spot.population >= _MANY_PEOPLE
    )


def _is_firm(name: Name, spot: Spot, setting: Setting) -> bool:
    if not name.strict or spot.kind == "country" or (spot.kind == "region" and not spot.country and not spot.border):
        return False
    known = setting.countries[spot.country] > 0 or (spot.border != "" and setting.borders[spot.border] > 0)
    return known or spot.population >= _MANY_PEOPLE or spot.geonames_id is None


def _country(name: Name, span: Span, world: World) -> Mention[Where]:
    entry, spot = world.country(name.country), world.country_spot(name.country)
    kind = "demonym" if name.is_demonym else "country"
    where = Where(
        entry.name if entry else name.words, kind, 6, name.country,
        lat=spot.lat if spot else None, lon=spot.lon if spot else None,
    )  # fmt: skip
    return Mention(where, span, f"place.{kind}", f"“{name.words}” → {name.country}")


def _reason(name: Name, spot: Spot) -> str:
    others = len({s.country for s in name.spots}) - 1
    told = f"“{name.words}” → {spot.name}, {spot.country or spot.border}"
    if name.within:
        return f"{told}; the text says where"
    return told + (f"; {others} other countries have one, this one fits the report" if others > 0 else "")


def _lines(one: Parsed, world: World, setting: Setting) -> Iterator[Mention[Where]]:
    """Borders as lines; a one-sided border is completed by what the report names."""
    seen: list[tuple[int, int]] = []
    for start, end, code, single in border_mentions(one, world):
        named = code or setting.partner(world, single)
        whole = named or setting.beside_home(world, single)
        if not whole or any(s < end and start < e for s, e in seen):
            continue
        seen.append((start, end))
        line = world.border(whole)
        words = one.text[start:end]
        is_clause = _ACT.search(words) is not None
        name = (
            f"{line.name.replace('–', '-')} border"
            if line and (is_clause or (not code and "-" not in words))
            else words
        )
        where = Where(re.sub(r"^[Tt]he ", "", " ".join(name.split())), "border", 5, border=whole)
        rule = "place.border" if code else "place.border_one_sided" if named else DATELINE
        why = "" if code else ": the neighbour that the report names" if named else f": {setting.written()}"
        reason = f"“{words}” → {whole}{why}"
        yield Mention(where, Span(one.passage.span.start + start, one.passage.span.start + end), rule, reason)


def where_of(spot: Spot, words: str, near_it: bool, world: World) -> Where:
    """The place under the name that the report gives it, with the border that it lies at: within 40 km, for an area 60."""
    prec = PREC.get(spot.kind, 1)
    if prec == 1 and (near_it or spot.radius_km):
        prec = 2  # near a place, or at one that is itself known to some kilometres only
    border = spot.border
    if not border and spot.country:
        near = world.nearest_borders(spot.lat, spot.lon, 40 if prec < 3 else 60)
        border = next((code for code, _km in near if spot.country in code.split("-")), "")
    return Where(words, spot.kind, prec, spot.country, border, spot.lat, spot.lon, spot.geonames_id, spot.radius_km)
