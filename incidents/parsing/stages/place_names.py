"""Names in a passage that may be places, with everything that each could be, before the report's setting decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from incidents.parsing.knowledge.place_words import load_no_places
from incidents.parsing.knowledge.world import Spot, World, fold
from incidents.parsing.tongue import Parsed

NONE, WEAK, MODEL, STRONG = 0, 1, 2, 3
_LONGEST = 6  # tokens of a name
_NAME_PARTS = {"of", "'s", "’s", "al", "el", "de", "la", "-", "–", "’", "'", "i", "ud", "ul", "e", "del", "du"}
_KIND_WORDS = frozenset(
    [
        "province", "district", "river", "sector", "crossing", "village", "town", "valley", "island", "city", "region",
        "governorate", "county", "parish", "temple", "outpost", "post", "gate", "bridge", "pass", "checkpoint", "municipality", "commune",
    ]
)  # fmt: skip
_TOWNS = frozenset(("town", "city", "village", "island"))
_IN = frozenset(
    [
        "in", "at", "near", "from", "to", "into", "outside", "around", "towards", "toward", "through", "via", "across",
        "northern", "southern", "eastern", "western", "central", "downtown", "rural",
    ]
)  # fmt: skip
_AREA_WORDS = frozenset(
    ("border", "area", "region", "crossing", "sector", "district", "post", "checkpoint", "gate", "frontier", "outpost")
)
_INSIDE = _IN - {"at", "from", "to", "through", "via", "across"}  # bodies are written to and come from, too
_NEAR = re.compile(
    r"(?:\b(?:near|outside|around|close to|vicinity of|area of|north of|south of|east of|west of|off)\s(?:the )?(?:\w+ (?:of|town of) )?)$",
    re.I,
)
_OF_NATION = re.compile(
    r"(?:border |frontier |coastal |island |northern |southern |eastern |western )*(?:town|village|city|port|province|district|region|enclave|settlement|hamlet|resort|island)(?: of)?"
)
_PLURAL_KIND = re.compile(r"counties|parishes", re.I)


@dataclass(frozen=True, slots=True)
class Name:
    """`trust`: WEAK inside a body's or person's name, MODEL where the model alone sees a place, STRONG by the words around it. `strict`: sure enough for an incident to rest on it.

    `within` is the country and province that the words behind it give ("Paris, Texas"), the province empty for a country.
    """

    start: int  # in the passage
    end: int
    words: str
    spots: tuple[Spot, ...]
    country: str = ""  # the words name a country or its people
    is_demonym: bool = False
    near: bool = False
    trust: int = STRONG
    strict: bool = True
    within: tuple[str, str] | None = None

    @property
    def key(self) -> tuple[str, tuple[str, str] | None]:
        """One name means one place in one report, unless its province stands behind it."""
        return fold(self.words), self.within


def names_of(one: Parsed, world: World) -> list[Name]:
    """Every candidate name of the passage, in order, none overlapping another."""
    doc, at, found = one.doc, 0, list[tuple[Name, int, int]]()
    while at < len(doc):
        name, end = _name_at(doc, at, world, bool(found) and _is_behind(doc, found[-1], at))
        if name is not None:
            found.append((name, at, end))
        at = end
    return _within(_in_plural_lists(found, doc, world), doc)


def _is_behind(doc: Doc, last: tuple[Name, int, int], at: int) -> bool:
    """True right behind a name and a comma, or behind a party's letter: "Norfolk, Neb.", "D-Ill."."""
    return (last[2] == at - 1 and doc[at - 1].text in (",", "(")) or (at > 1 and doc[at - 1].text == "-")


def _name_at(doc: Doc, at: int, world: World, behind_town: bool) -> tuple[Name | None, int]:
    token = doc[at]
    if not token.text[:1].isupper() or token.pos_ == "PUNCT":
        return None, at + 1
    stop = at + 1 + (at + 1 < len(doc) and doc[at + 1].text == "." and not token.whitespace_)
    for end in dict.fromkeys((stop, at + 1)):  # "Tex." is one token or two
        words = doc[at:end].text
        if short := world.short_province(words, behind_town):
            return Name(token.idx, token.idx + len(words), words, (short,), strict=False), end
    for end, words in _words_at(doc, at):
        name = _looked_up(doc, at, end, words, world)
        if name is not None:
            return name, end
    return None, at + 1


def _words_at(doc: Doc, at: int) -> Iterator[tuple[int, str]]:
    """Names that may start here, the longest first: (end token, words)."""
    ends: list[int] = []
    for end in range(at, min(len(doc), at + _LONGEST)):
        token = doc[end]
        if token.text[:1].isupper():
            ends.append(end + 1)
        elif end > at and token.lower_ in _KIND_WORDS and not _is_of_next(doc, end):
            ends.append(end + 1)
            break
        elif end == at or token.lower_ not in _NAME_PARTS:
            break
    for stop in reversed(ends):
        yield stop, re.sub(r"['’]s?$", "", doc[at:stop].text)


def _is_of_next(doc: Doc, at: int) -> bool:
    """ "The Somali town of Dolow": the kind belongs to the name behind."""
    return doc[at].lower_ in _TOWNS and at + 1 < len(doc) and doc[at + 1].lower_ == "of"


def _looked_up(doc: Doc, at: int, end: int, words: str, world: World) -> Name | None:
    start, stop = doc[at].idx, doc[at].idx + len(words)
    if code := world.country_named(words):
        if words.startswith("The ") or _is_person(doc, at, end):
            return None
        return _country(world, code, Name(start, stop, words, ()))
    if not _may_be_a_name(doc, at, end, words):
        return None
    spots = world.spots(words)
    if not spots or (words.startswith("The ") and not any(words in (s.name, *s.names) for s in spots)):
        return None
    by_hand = _is_held_by_hand(doc, at, end, spots) and not _has_title(doc, at)
    trust = STRONG if by_hand else _trust(doc, at, end)
    if trust == NONE:
        return None
    near = bool(_NEAR.search(doc[max(0, at - 8) : at].text_with_ws))
    return Name(start, stop, words, spots, near=near, trust=trust, strict=by_hand or _is_strict(doc, at, end, spots))


def _country(world: World, code: str, name: Name) -> Name:
    """The country first; the state or town of the same name ("Georgia", "Lebanon") after it."""
    country = world.country_spot(code)
    own = (country,) if country else ()
    entry = world.country(code)
    bare = fold(name.words).removeprefix("the ")
    if entry and bare in {fold(n) for n in entry.demonyms} - {fold(n) for n in entry.names}:
        return replace(name, spots=own, country=code, is_demonym=True)
    rivals = (s for s in world.spots(bare) if s.kind in ("city", "province") and fold(s.name) == bare)
    return replace(name, spots=(*own, *rivals), country=code)


def _may_be_a_name(doc: Doc, at: int, end: int, words: str) -> bool:
    lists = load_no_places()
    if words in lists["alone"] or len(words) < 3 or doc[end - 1].text in lists["bodies"]:
        return False
    return end - at > 1 or doc[at].pos_ == "PROPN" or doc[at].ent_type_ in ("GPE", "LOC")


def _entity(doc: Doc, at: int) -> Tokens | None:
    """The named entity around a token; walked by its tokens, for doc.ents is built anew at every look."""
    if not doc[at].ent_type_:
        return None
    start, end = at, at + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Tokens(doc, start, end, label=doc[at].ent_type_)


def _says_its_kind(doc: Doc, at: int, end: int) -> bool:
    """ "Aleppo province", "Torkham crossing"."""
    return end - at > 1 and doc[end - 1].text in _KIND_WORDS


def _has_title(doc: Doc, at: int) -> bool:
    return at > 0 and doc[at - 1].lower_.rstrip(".") in load_no_places()["titles"]


def _is_person(doc: Doc, at: int, end: int) -> bool:
    """ "Mr Jordan", "Chad Miller"."""
    entity = _entity(doc, at)
    is_part = entity is not None and entity.label_ == "PERSON" and len(entity) > end - at
    return _has_title(doc, at) or (is_part and not (at > 0 and doc[at - 1].lower_ in _IN))


def _is_held_by_hand(doc: Doc, at: int, end: int, spots: tuple[Spot, ...]) -> bool:
    """A place of the border lists, between words that place something: "in Saravan", "the Haj Omran border area"."""
    if spots[0].source == "GeoNames" or spots[0].is_off_the_map or not spots[0].border:
        return False
    entity = _entity(doc, at)
    if entity is not None and (entity.start < at or entity.end > end):
        return False
    behind = doc[end].lower_ if end < len(doc) else ""
    is_of_kind = at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in _KIND_WORDS
    return is_of_kind or (at > 0 and doc[at - 1].lower_ in _IN) or behind in _AREA_WORDS


def _trust(doc: Doc, at: int, end: int) -> int:
    """NONE in a person's or street's name."""
    entity, lists = _entity(doc, at), load_no_places()
    before = doc[at - 1] if at else None
    if _has_title(doc, at):
        return NONE
    if end < len(doc) and doc[end].text in lists["behind"]:
        return NONE
    if _says_its_kind(doc, at, end):
        return STRONG
    is_located = before is not None and before.lower_ in _IN
    if entity is None:
        return STRONG if is_located else WEAK
    is_whole = entity.end <= end
    if entity.label_ in ("GPE", "LOC"):
        return STRONG if is_located else MODEL
    if entity.label_ == "PERSON":
        if not is_whole or entity.start != at:
            return NONE
        return STRONG if is_located else WEAK
    if entity.label_ not in ("ORG", "FAC"):
        return NONE
    return STRONG if is_whole and before is not None and before.lower_ in _INSIDE else WEAK


def _is_strict(doc: Doc, at: int, end: int, spots: tuple[Spot, ...]) -> bool:
    """Bodies and persons carry towns' names, and towns are called "War" and "Agency": an incident rests on none of these."""
    if _says_its_kind(doc, at, end):
        return True
    first, entity = doc[at], _entity(doc, at)
    before = doc[at - 1].lower_ if at else ""
    if first.ent_type_ == "PERSON" and before not in _IN:
        return False
    if entity is not None and entity.label_ in ("ORG", "NORP", "PRODUCT", "WORK_OF_ART") and entity.end > end:
        return False
    if end - at > 1 or spots[0].geonames_id is None:
        return True
    return first.ent_type_ in ("GPE", "LOC", "FAC") or (before in _IN and first.is_oov)


Placed = list[tuple[Name, int, int]]


def _in_plural_lists(found: Placed, doc: Doc, world: World) -> Placed:
    """ "Butler, Clark and Warren counties": each name is a county's."""
    kinds = [""] * len(found)
    listed: Placed = []
    for n in range(len(found) - 1, -1, -1):
        name, at, end = found[n]
        follow = doc[end].lower_ if end < len(doc) else ""
        in_list = (
            n + 1 < len(found)
            and kinds[n + 1] != ""
            and found[n + 1][1] - end <= 2
            and follow in (",", "and", "or", "&")
        )
        if _PLURAL_KIND.fullmatch(follow) or in_list:
            singular = kinds[n + 1] if in_list else "Parish" if follow == "parishes" else "County"
            counties = world.spots(f"{name.words} {singular}")
            if counties and counties[0].kind == "district":
                kinds[n] = singular
                name = replace(name, spots=counties, trust=STRONG)
        listed.append((name, at, end))
    return listed[::-1]


def _within(found: Placed, doc: Doc) -> list[Name]:
    """A province or country behind a comma holds the name before it."""
    names = [name for name, _, _ in found]
    for n in range(len(found) - 1):
        end, after = found[n][2], found[n + 1][1]
        if names[n].is_demonym and _OF_NATION.fullmatch(doc[end:after].text):
            names[n + 1] = _in_country(names[n + 1], names[n].country)
        if after - end != 1 or doc[end].text not in (",", "("):
            continue
        if holder := _holder(names[n], found[n + 1][0]):
            names[n] = replace(names[n], within=holder, trust=STRONG)
    return names


def _in_country(name: Name, country: str) -> Name:
    """ "The Somali town of Dolow" lies in Somalia, whatever lies there beyond the border."""
    is_there = name.within is None and any(s.country == country and s.kind != "country" for s in name.spots)
    return replace(name, within=(country, "")) if is_there else name


def _holder(name: Name, behind: Name) -> tuple[str, str] | None:
    """What the name behind holds, by country and province, where the name before has a place in it."""
    for spot in behind.spots:
        if spot.kind == "province" and any(_is_in(s, spot.country, spot.admin1) for s in name.spots):
            return spot.country, fold(spot.admin1)
        if spot.kind == "country" and any(s.country == spot.country and s.kind != "country" for s in name.spots):
            return spot.country, ""
    return None


def _is_in(spot: Spot, country: str, admin1: str) -> bool:
    return spot.country == country and fold(spot.admin1) == fold(admin1) and spot.kind not in ("province", "country")
