"""Places that the words call places though no list of the world holds them: "the village of X", "at X", "X outpost".

They have a name and no spot, so that an incident there is drawn as the section of its border.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens

from incidents.parsing.drafts import Where
from incidents.parsing.evidence import Mention, Span
from incidents.parsing.knowledge.actor_lists import load_actor_lists
from incidents.parsing.knowledge.place_words import load_no_places
from incidents.parsing.knowledge.world import World
from incidents.parsing.tongue import Parsed

UNMAPPED = "unmapped"
_KIND = (
    r"(?:village|town|hamlet|settlement|township|commune|outpost|(?:border |frontier |military |check-?)?posts?|checkpoint|crossing|camp|(?:air ?)?base|sector|"
    r"area|region|district|municipality|community|island|hill|pass|bridge|gate|station)"
)
_PART = r"(?:(?:al|el|ed|ul)-)?[A-Z][\w'’-]*[\w]"
_NAME = rf"{_PART}(?: (?:(?:es|al|el|de|la|of|ud|du|del|ha) )?(?:{_PART}|\d{{2,4}}))*"
_OF_KIND = re.compile(rf"\b{_KIND} (?:of|called|named|at|in) (?:the )?(?P<name>{_NAME})")
_WITH_KIND = re.compile(rf"(?P<name>{_NAME}) {_KIND}\b")
_NUMBERED = re.compile(r"\b(?P<name>(?:Hill|Post|Point|Pillar) \d{2,4})\b")
_AT = re.compile(rf"\b(?P<way>at|near|outside|in|through|around) (?P<name>{_NAME})")
_TAKEN = re.compile(
    rf"\b(?P<way>captured?|seized?|seizing|overr[au]n|(?:re)?took|retaken?|retook|recaptured?|control of|stormed|hold|held|bombed|shelled|pounded) (?P<name>{_NAME})"
)
# What places' names open with in many languages: mountain, valley, village, spring, house, fort, port.
_OPENERS = frozenset(
    (
        "Jabal", "Jebel", "Djebel", "Mount", "Koh", "Kuh", "Wadi", "Tel", "Tell", "Har", "Umm", "Khirbet", "Deir", "Kfar", "Kafr", "Beit", "Bayt", "Ain", "Ras",
        "Ban", "Baan", "Qala", "Tang", "Darra", "Fort", "Puerto", "Villa", "San", "Santa", "Camp", "Novi", "Nizhny", "Verkhny", "Dasht", "Abu", "Al", "El",
    )
)  # fmt: skip
_SURE = (_OF_KIND, _NUMBERED)
_NO_PLACE = frozenset(("DATE", "TIME", "NORP", "MONEY", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "ORDINAL"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))


def unmapped_places(
    parsed: Sequence[Parsed], known: Sequence[Mention[Where]], world: World
) -> tuple[Mention[Where], ...]:
    """Every such name of the report, none over a country or a border that is read there."""
    found = [m for one in parsed for m in _in_passage(one, world)]
    firm = sorted(m.span for m in known if m.value.kind in ("country", "demonym", "border"))
    return tuple(sorted((m for m in found if not _touched(m.span, firm)), key=lambda m: m.span))


def _touched(span: Span, sorted_spans: Sequence[Span]) -> bool:
    """True when one of the two spans that start last before the end of this one shares a character with it."""
    at = bisect_left(sorted_spans, span.end, key=lambda s: s.start)
    return any(s.touches(span) for s in sorted_spans[max(0, at - 2) : at])


def _in_passage(one: Parsed, world: World) -> Iterator[Mention[Where]]:
    taken: set[int] = set()
    for pattern in (_OF_KIND, _NUMBERED, _WITH_KIND, _AT, _TAKEN):
        for match in pattern.finditer(one.text):
            start = match.start("name")
            name = re.sub(r"['’]s?$", "", match["name"])
            tokens = one.doc.char_span(start, start + len(name), alignment_mode="expand")
            if tokens is None or start in taken or not _is_name(name, tokens, world):
                continue
            if pattern in _SURE or _is_place(tokens, match.groupdict().get("way", "kind")):
                taken.add(start)
                at = one.passage.span.start
                yield _mention(name, Span(at + start, at + start + len(name)), match[0])


def _mention(name: str, span: Span, words: str) -> Mention[Where]:
    reason = f"“{words}” names a place that is on no list held here"
    return Mention(Where(name, UNMAPPED, 5), span, "place.unmapped", reason)


def _is_name(name: str, tokens: Tokens, world: World) -> bool:
    lists = load_no_places()
    if name in lists["alone"] or len(name) < 3 or world.country_named(name) or world.capital_of(name):
        return False
    if tokens[-1].text in lists["bodies"] or any(t.ent_type_ in _NO_PLACE for t in tokens):
        return False
    return not name.isupper() and any(t.pos_ == "PROPN" or t.is_oov for t in tokens)


def _is_place(tokens: Tokens, way: str) -> bool:
    """By what the model takes it for; "at" and "near" stand before few persons and bodies."""
    labels = {t.ent_type_ for t in tokens if t.ent_type_}
    if labels & _PLACES or (tokens[0].text in _OPENERS and len(tokens) > 1):
        return True
    if way == "kind":
        return (not labels or len(tokens) == 1) and not load_actor_lists().pattern.search(tokens.text)
    is_titled = tokens[0].lower_ in load_no_places()["titles"]
    is_person = way not in ("at", "near", "outside") and "PERSON" in labels
    return way not in ("in", "through", "around") and len(tokens) <= 3 and not is_titled and not is_person
