"""Named places and borders, ranked by the countries and borders that the sentence and the report are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.world import Spot, World
from incidents.parsing.tongue import Parsed

PREC = {
    "city": 1,
    "crossing": 1,
    "post": 1,
    "area": 2,
    "lake": 2,
    "district": 3,
    "province": 4,
    "region": 5,
    "river": 5,
    "sea": 7,
    "line": 5,
}
_BORDER_NOUN = r"(?:border(?! (?:guard|police|patrol|force|security|agent|officer|official|troop|service|ranger|control|checks))|borders|frontier|frontiers|boundary|boundary line|border area|border areas|border region|border zone|border line|front line|warfront|line of control|line of actual control)"
_BORDER = re.compile(
    rf"\b(?:[Bb]orders? between (?P<between>(?:[A-Z][\w.’']+ ?(?:and|of|the)? ?){{1,6}}[A-Z][\w’']+)"
    rf"|(?P<pair>(?:[A-Z][\w.’']*[ -])?[A-Z][\w.’']*\w\.?(?: ?[-–—/‐] ?|(?:['’]s)? (?:and|with) )(?:[A-Z][\w.’']+[ -])?[A-Z][\w.’']*\w)(?:['’]s?)? (?:\w+ ){{0,2}}?{_BORDER_NOUN}"
    rf"|(?P<owner>[A-Z][\w.’']+(?: [A-Z][\w.’']+){{0,2}}?)(?:['’]s?)? (?P<far>\w+ ){{0,2}}?{_BORDER_NOUN} (?:with|to|by) (?P<other>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)"
    rf"|{_BORDER_NOUN} (?:with|to) (?P<with>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)"
    rf"|(?P<one>[A-Z][\w.’']+(?: [A-Z][\w.’']+)?)(?:['’]s?)? (?:\w+ ){{0,2}}?{_BORDER_NOUN})"
)  # fmt: skip
_PLAIN_BORDER = re.compile(
    r"\b(?:[Cc]ross-border|[Tt]he (?:\w+ ){0,2}?(?:border|frontier|boundary)\b|borders?\b|frontiers?\b)"
)
_NAME_PARTS = {"of", "al", "el", "de", "la", "-", "’", "'", "i", "ud", "ul", "e", "del", "du"}
_NEAR = re.compile(
    r"(?:\b(?:near|outside|around|close to|vicinity of|area of|north of|south of|east of|west of|off)\s(?:the )?(?:\w+ (?:of|town of) )?)$",
    re.I,
)
# Words that look like places and are none, unless a longer name holds them.
_NO_PLACE = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Police",
        "Army",
        "Border",
        "Force",
        "Security",
        "President",
        "Minister",
        "Ministry",
        "Government",
        "General",
        "Reporting",
        "Source",
        "Islamic",
        "State",
        "Group",
        "Most",
        "Many",
        "Police",
        "North",
        "South",
        "East",
        "West",
        "Union",
        "Council",
        "House",
        "Party",
        "Court",
        "Victory",
        "Independence",
        "Hope",
        "Reform",
        "Union",
        "Of",
        "Man",
        "March",
        "Mobile",
        "Nice",
        "Reading",
        "Bath",
        "Police",
        "Deal",
        "Normal",
        "Best",
        "Battle",
        "Rescue",
        "Along",
        "Police",
        "Both",
        "Media",
        "Union",
        "Tank",
        "Mine",
        "Drone",
        "Marina",
        "Guard",
        "Guards",
        "The",
    ]
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report is about: how often each country and each border is named, headline and lead counting double."""

    countries: Counter[str]
    borders: Counter[str]

    def main_border(self) -> str:
        """The border that the report names most, or the one between its two leading neighbours."""
        return self.borders.most_common(1)[0][0] if self.borders else ""

    def partner(self, world: World, country: str) -> str:
        """The neighbour that a one-sided "the Turkish border" means: the border named most, then the neighbour named most."""
        named = [(count, code) for code, count in self.borders.items() if country in code.split("-")]
        if named:
            return max(named)[1]
        ranked = [(self.countries[n], n) for n in self.countries if n != country and world.border_code(country, n)]
        return world.border_code(country, max(ranked)[1]) if ranked else ""


def _words_at(doc: Doc, at: int) -> Iterator[tuple[int, str]]:
    """Candidate names from this token on, the longest first: (end token, words)."""
    end = at
    ends: list[int] = []
    while end < len(doc) and end - at < 6:
        token = doc[end]
        if (
            token.text[:1].isupper()
            or (end > at and token.lower_ in _NAME_PARTS)
            or (end > at and token.text in ("-", "–"))
        ):
            end += 1
            if doc[end - 1].text[:1].isupper():
                ends.append(end)
        elif (
            token.lower_
            in (
                "province",
                "district",
                "river",
                "sector",
                "crossing",
                "village",
                "town",
                "valley",
                "island",
                "city",
                "region",
                "governorate",
            )
            and end > at
        ):
            end += 1
            ends.append(end)
            break
        else:
            break
    for stop in reversed(ends):
        yield stop, re.sub(r"['’]s?$", "", doc[at:stop].text)


def _is_person_or_force(doc: Doc, at: int, end: int) -> bool:
    first = doc[at]
    if first.ent_type_ == "PERSON":
        before = doc[at - 1].lower_ if at else ""
        return before not in ("in", "at", "near", "from", "to", "outside", "around", "into")
    if first.ent_type_ in ("ORG", "NORP", "PRODUCT", "WORK_OF_ART"):
        whole = next((e for e in doc.ents if e.start <= at < e.end), None)
        return whole is not None and len(whole) > end - at and whole.end > end
    return False


def _reads_as_place(doc: Doc, at: int) -> bool:
    """A town's name alone counts where the model sees a place or a preposition says so: "War" and "Agency" are towns too."""
    if doc[at].ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    before = doc[at - 1].lower_ if at else ""
    return (
        before in ("in", "at", "near", "from", "to", "into", "outside", "around", "towards", "toward", "through", "via")
        and doc[at].ent_type_ in ("", "ORG", "PERSON", "NORP")
        and doc[at].is_oov
    )


def _title_before(doc: Doc, at: int) -> bool:
    """ "Mr Jordan", "Gen. Kunduz": a title makes a person of any name."""
    return at > 0 and doc[at - 1].lower_.rstrip(".") in (
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "general",
        "col",
        "colonel",
        "captain",
        "president",
        "minister",
        "senator",
        "judge",
        "king",
        "prince",
        "sheikh",
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a passage with what it could be, before the report's setting decides."""

    start: int
    end: int
    words: str
    country: str = ""
    is_demonym: bool = False
    spots: tuple[Spot, ...] = ()
    near: bool = False


def _names(one: Parsed, world: World) -> Iterator[_Name]:
    doc, at = one.doc, 0
    while at < len(doc):
        token = doc[at]
        step = 1
        if token.text[:1].isupper() and token.pos_ != "PUNCT":
            for end, words in _words_at(doc, at):
                found = _lookup(one, world, token, at, end, words)
                if found is not None:
                    yield found
                    step = end - at
                    break
        at += step


def _lookup(one: Parsed, world: World, token: Token, at: int, end: int, words: str) -> _Name | None:
    doc = one.doc
    start, stop = token.idx, token.idx + len(words)
    country = world.country_named(words)
    if country:
        entry = world.country(country)
        is_demonym = bool(entry) and words.casefold() not in {n.casefold() for n in (entry.names if entry else ())} | (
            {entry.name.casefold()} if entry else set()
        )
        return _Name(start, stop, words, country, is_demonym)
    if words in _NO_PLACE or len(words) < 3 or (end - at == 1 and token.pos_ not in ("PROPN", "NOUN", "ADJ")):
        return None
    if end - at == 1 and token.pos_ != "PROPN":
        return None
    if _is_person_or_force(doc, at, end) or _title_before(doc, at):
        return None
    spots = world.spots(words)
    if not spots:
        return None
    if end - at == 1 and spots[0].geonames_id is not None and not _reads_as_place(doc, at):
        return None
    near = bool(_NEAR.search(doc.text[:start]))
    return _Name(start, stop, words, spots=spots, near=near)


def _border_mentions(one: Parsed, world: World) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, code, one-sided country): code is empty for a one-sided mention that the setting must complete."""
    text = one.doc.text
    for match in _BORDER.finditer(text):
        groups = {name: words for name, words in match.groupdict().items() if words}
        code, single = "", ""
        if "between" in groups:
            code = world.border_named(groups["between"])
        elif "pair" in groups:
            code = world.border_named(groups["pair"])
            single = "" if code else _last_country(world, groups["pair"])
        elif "other" in groups:
            code = world.border_code(
                world.country_named(groups["owner"]) or _last_country(world, groups["owner"]),
                world.country_named(groups["other"]),
            )
        elif "with" in groups:
            single = world.country_named(groups["with"]) or world.country_named(groups["with"].split()[0])
        elif "one" in groups:
            words = groups["one"]
            code = world.border_named(words + " border") or world.border_named(words)
            single = "" if code else (world.country_named(words) or _last_country(world, words))
        if code or single:
            yield match.start(), match.end(), code, single
    for match in re.finditer(r"\b(?:the )?((?:[A-Z][\w-]+ )(?:of )?(?:[A-Z][\w-]+ ?){0,3}|LoC|DMZ|LAC)", text):
        words = match[1].strip()
        if (code := world.border_named(words)) and not world.country_named(words):
            yield match.start(), match.start() + len(match[0].rstrip()), code, ""


def _last_country(world: World, words: str) -> str:
    for part in reversed(re.split(r"[ /–—-]+", words)):
        if code := world.country_named(part.strip(".,’'")):
            return code
    return ""


def read_setting(parsed: Sequence[Parsed], world: World) -> tuple[Setting, list[list[_Name]]]:
    """The countries and borders that the report names, and each passage's candidate names."""
    countries: Counter[str] = Counter()
    borders: Counter[str] = Counter()
    names = [list(_names(one, world)) for one in parsed]
    for one, found in zip(parsed, names, strict=True):
        weight = 2 if one.passage.index <= 1 else 1
        for name in found:
            if name.country:
                countries[name.country] += weight
            elif name.spots and (name.spots[0].geonames_id is None or len(name.spots) == 1):
                for spot in name.spots[:1]:
                    if spot.country:
                        countries[spot.country] += 1
                    if spot.border:
                        borders[spot.border] += 1
        for _s, _e, code, single in _border_mentions(one, world):
            if code:
                borders[code] += 2 * weight
                for side in code.split("-"):
                    countries[side] += weight
            else:
                countries[single] += weight
    setting = Setting(countries, borders)
    for one in parsed:
        for _s, _e, code, single in _border_mentions(one, world):
            if not code and (whole := setting.partner(world, single)):
                borders[whole] += 2 if one.passage.index <= 1 else 1
    return setting, names


def _rank(world: World, setting: Setting, name: _Name, local: Counter[str]) -> tuple[Spot, str] | None:
    """The likeliest place of a name and why: the sentence's countries, the report's, its borders, then size."""

    def score(spot: Spot) -> float:
        total = (
            3.0 * (local[spot.country] > 0)
            + 2.0 * (setting.countries[spot.country] > 0)
            + min(setting.countries[spot.country], 6) * 0.3
        )
        if spot.border and setting.borders[spot.border]:
            total += 3.0
        if spot.is_off_the_map:
            total -= 0.8  # "Kiev" is first of all the city
        elif spot.geonames_id is None:
            total += 0.6
        total += min(len(str(spot.population)), 8) * 0.25 if spot.population else 0.0
        total += 2.5 * (spot.population >= 900_000)
        if spot.kind in ("river", "lake", "sea", "line") and not spot.country:
            total += 0.5 + 2.0 * bool(spot.border and setting.borders[spot.border])
        if spot.name.casefold() == name.words.casefold():
            total += 0.4
        return total

    best = max(name.spots, key=score)
    known = setting.countries[best.country] > 0 or (best.border and setting.borders[best.border] > 0)
    if not known and best.population < 100_000 and best.geonames_id is not None:
        return None
    others = len({spot.country for spot in name.spots}) - 1
    reason = f"“{name.words}” → {best.name}, {best.country or best.border}" + (
        f"; {others} other countries have one, the report names this one" if others > 0 else ""
    )
    return best, reason


def read_places(parsed: Sequence[Parsed], world: World) -> tuple[tuple[Mention[Where], ...], Setting]:
    """All places and borders of the passages, sorted; and what the report is about."""
    setting, names = read_setting(parsed, world)
    mentions: list[Mention[Where]] = []
    for one, found in zip(parsed, names, strict=True):
        at = one.passage.span.start
        lines = list(_lines(one, world, setting))
        mentions += [Mention(where, Span(at + s, at + e), rule, why) for s, e, where, rule, why in lines]
        local = Counter(name.country for name in found if name.country)
        for name in found:
            span = Span(at + name.start, at + name.end)
            if name.country:
                entry = world.country(name.country)
                kind = "demonym" if name.is_demonym else "country"
                lat, lon = _middle(world, name.country)
                mentions.append(
                    Mention(
                        Where(entry.name if entry else name.words, kind, 6, name.country, lat=lat, lon=lon),
                        span,
                        f"place.{kind}",
                        f"“{name.words}” → {name.country}",
                    )
                )
                continue
            if any(s <= name.start < e for s, e, *_ in lines):
                continue
            ranked = _rank(world, setting, name, local)
            if ranked:
                spot, why = ranked
                mentions.append(
                    Mention(
                        _where(spot, name, world), span, "place.gazetteer" if spot.geonames_id else "place.curated", why
                    )
                )
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end))), setting


def _middle(world: World, country: str) -> tuple[float | None, float | None]:
    """A country's point for lists of mentions: its capital's, where the gazetteer has it. Never drawn."""
    entry = world.country(country)
    capital = getattr(entry, "capital", "") or (getattr(entry, "capitals", ("",)) or ("",))[0]
    spot = next((s for s in world.spots(capital) if s.country == country), None) if capital else None
    return (spot.lat, spot.lon) if spot else (None, None)


def _lines(one: Parsed, world: World, setting: Setting) -> Iterator[tuple[int, int, Where, str, str]]:
    seen: list[tuple[int, int]] = []
    for start, end, code, single in _border_mentions(one, world):
        whole = code or setting.partner(world, single)
        if not whole or any(s < end and start < e for s, e in seen):
            continue
        seen.append((start, end))
        line = world.border(whole)
        words = one.doc.text[start:end]
        name = words if code or "-" in words else f"{line.name.replace('–', '-')} border" if line else words
        reason = f"“{words}” → {whole}" + ("" if code else ": the neighbour that the report names")
        yield (
            start,
            end,
            Where(
                re.sub(r"^[Tt]he ", "", " ".join(words.split())) if name == words else name, "border", 5, border=whole
            ),
            "place.border" if code else "place.border_one_sided",
            reason,
        )


def _where(spot: Spot, name: _Name, world: World) -> Where:
    prec = PREC.get(spot.kind, 1)
    if name.near and prec == 1:
        prec = 2
    border = spot.border
    if not border and spot.country:
        near = world.nearest_borders(spot.lat, spot.lon, 40 if prec < 3 else 60)
        border = next((code for code, _km in near if spot.country in code.split("-")), "")
    return Where(
        name.words, spot.kind, prec, spot.country, border, spot.lat, spot.lon, spot.geonames_id, spot.radius_km
    )
