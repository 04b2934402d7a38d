"""Named places and borders of a Russian report, ranked by the countries and borders that the sentence and the report are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from incidents.parsing.document import Frame
from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.russian_names import RussianNames
from incidents.parsing.knowledge.world import Spot, World
from incidents.parsing.russian.lemmas import nominative
from incidents.parsing.russian.names import BorderName, Name, borders_of, names_of
from incidents.parsing.stages.homes import DATELINE, Home
from incidents.parsing.stages.places import Setting, where_of
from incidents.parsing.tongue import Parsed

UNPLACED = "named"  # kind of a place that the model sees and no list knows
CAPITAL = "place.capital"  # mostly stands for its government: no scene of an incident
_LEAD = 2  # weight of headline and lead
_Found = tuple[list[Name], list[BorderName]]


def home_of(frame: Frame, names: RussianNames) -> Home | None:
    """The country of the town that a report was written in; None for an unknown one."""
    words, span = frame.dateline_place.split(), frame.dateline_span
    if not words or span is None:
        return None
    known = names.longest(words)
    capital = next((named.code for named in known.found if named.kind == "capital"), "") if known else ""
    country = capital or next((town.country for town in names.town(words)[:1]), "")
    return Home(country, frame.dateline_place, span) if country else None


def read_places(
    parsed: Sequence[Parsed], world: World, names: RussianNames, home: Home | None = None
) -> tuple[tuple[Mention[Where], ...], Setting]:
    """All places and borders of the passages, sorted; and what the report is about. `home`: where it was written."""
    found = list(_found(parsed, world, names))
    setting = _setting(parsed, found, world, home)
    mentions = [
        m
        for one, (own, lines) in zip(parsed, found, strict=True)
        for m in _mentions(one, own, lines, world, names, setting)
    ]
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end))), setting


def _found(parsed: Sequence[Parsed], world: World, names: RussianNames) -> Iterator[_Found]:
    neighbours = set(world.borders)
    for one in parsed:
        own = names_of(one, names)
        yield own, list(borders_of(one, own, names, neighbours))


def _setting(parsed: Sequence[Parsed], found: Sequence[_Found], world: World, home: Home | None) -> Setting:
    countries: Counter[str] = Counter()
    borders: Counter[str] = Counter()
    for one, (own, lines) in zip(parsed, found, strict=True):
        weight = _LEAD if one.passage.index <= 1 else 1
        for name in own:
            if name.country:
                countries[name.country] += weight
            elif name.spots and (name.spots[0].geonames_id is None or len(name.spots) == 1):
                countries[name.spots[0].country] += 1
                if name.spots[0].border:
                    borders[name.spots[0].border] += 1
        for line in lines:
            if line.code:
                borders[line.code] += 2 * weight
                countries.update(dict.fromkeys(line.code.split("-"), weight))
            else:
                countries[line.side] += weight
        if one.passage.index <= 1:
            sides = list(dict.fromkeys(name.country for name in own if name.country))
            borders.update(
                {code: _LEAD for n, a in enumerate(sides) for b in sides[n + 1 :] if (code := world.border_code(a, b))}
            )
    countries.pop("", None)
    setting = Setting(countries, borders, home)
    for one, (_own, lines) in zip(parsed, found, strict=True):
        for line in lines:
            if not line.code and (whole := setting.partner(world, line.side)):
                borders[whole] += _LEAD if one.passage.index <= 1 else 1
    return setting


def _mentions(
    one: Parsed, own: Sequence[Name], lines: Sequence[BorderName], world: World, names: RussianNames, setting: Setting
) -> Iterator[Mention[Where]]:
    taken: list[Span] = []
    for line in lines:
        mention = _line(one, line, world, names, setting)
        if mention is not None:
            taken.append(mention.span)
            yield mention
    local = Counter(name.country for name in own if name.country)
    for name in own:
        span = one.of(one.doc[name.start : name.end])
        if name.country and name.how != "capital":
            yield _country(name, span)
            taken.append(span)
            continue
        if any(span.touches(other) for other in taken):
            continue
        spot = _rank(setting, name, local)
        if spot is not None:
            taken.append(span)
            rule = CAPITAL if name.how == "capital" else "place.gazetteer" if spot.geonames_id else "place.curated"
            yield Mention(where_of(spot, name.words, name.near, world), span, rule, _why(name, spot))
    for entity in one.doc.ents:
        span = one.of(entity)
        if entity.label_ == "LOC" and not any(span.touches(other) for other in taken):
            words = nominative(list(entity))
            yield Mention(
                Where(words, UNPLACED, 6), span, "place.unplaced", "the model sees a place that no list knows"
            )


def _line(one: Parsed, line: BorderName, world: World, names: RussianNames, setting: Setting) -> Mention[Where] | None:
    named = line.code or setting.partner(world, line.side)
    code = named or setting.beside_home(world, line.side)
    if not code or world.border(code) is None:
        return None
    tokens = list(one.doc[line.start : line.end])
    pair = next((t.text for t in tokens if names.pair(t.text)), "")
    a, b = code.split("-")
    if pair:
        words = f"{pair[:-2].lower()}ая граница"
    else:
        words = nominative(tokens) if line.code else f"граница {names.names.get(a, a)} - {names.names.get(b, b)}"
    where = Where(words, "border", 5, border=code)
    rule = "place.border" if line.code else "place.border_one_sided" if named else DATELINE
    why = "" if line.code else ": the neighbour that the report names" if named else f": {setting.written()}"
    return Mention(where, one.of(tokens), rule, f"“{one.doc[line.start : line.end].text}” → {code}{why}")


def _country(name: Name, span: Span) -> Mention[Where]:
    kind = "country" if name.how == "country" else "demonym"
    return Mention(Where(name.words, kind, 6, name.country), span, f"place.{kind}", f"“{name.words}” → {name.country}")


def _rank(setting: Setting, name: Name, local: Counter[str]) -> Spot | None:
    """The likeliest place of a name: the kind that the text says, the sentence's countries, the report's, its borders, then size."""

    def score(spot: Spot) -> float:
        total = 3.0 * (local[spot.country] > 0) + 2.0 * (setting.countries[spot.country] > 0)
        total += min(setting.countries[spot.country], 6) * 0.3
        total += 3.0 * bool(spot.border and setting.borders[spot.border])
        total += 2.5 * (spot.kind == name.kind) - 1.5 * (bool(name.kind) and spot.kind != name.kind)
        total += 0.6 * (spot.geonames_id is None) - 0.8 * spot.is_off_the_map
        total += min(len(str(spot.population)), 8) * 0.25 if spot.population else 0.0
        return total + 2.5 * (spot.population >= 900_000)

    best = max(name.spots, key=score, default=None)
    if best is None:
        return None
    is_known = setting.countries[best.country] > 0 or bool(best.border and setting.borders[best.border])
    # A small town whose country the report never names is most likely another word.
    return best if is_known or best.geonames_id is None or best.population >= 100_000 else None


def _why(name: Name, spot: Spot) -> str:
    others = len({s.country for s in name.spots}) - 1
    return f"“{name.words}” → {spot.name}, {spot.country or spot.border}" + (
        f"; {others} other countries have one" if others > 0 else ""
    )
