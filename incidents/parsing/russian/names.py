"""Names of countries, borders and places in a Russian passage, in any case form, before the report's setting decides between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from incidents.parsing.knowledge.russian_names import Named, RussianNames
from incidents.parsing.knowledge.world import Spot, spot_of
from incidents.parsing.russian.lemmas import feature, nominative, root_of
from incidents.parsing.tongue import Parsed

# Words that say what kind of place the next name is.
KINDS = {
    "провинция": "province", "область": "province", "воеводство": "province", "вилаят": "province", "район": "district", "уезд": "district",
    "волость": "district", "город": "city", "село": "city", "деревня": "city", "поселок": "city", "кишлак": "city", "пункт": "crossing", "кпп": "crossing",
    "погранпереход": "crossing", "переход": "crossing", "порт": "crossing", "мост": "crossing", "река": "river", "озеро": "lake", "море": "sea",
    "застава": "post", "погранзастава": "post", "долина": "region", "округ": "district", "селение": "city", "станция": "city", "столица": "city",
}  # fmt: skip
_BORDER = frozenset(
    (
        "граница",
        "госграница",
        "рубеж",
        "приграничье",
        "пограничье",
        "погранзона",
        "участок",
        "пограничный",
        "приграничный",
    )
)
_OF_TWO = frozenset(("граница", "госграница", "рубеж"))
_NEAR = frozenset(("близ", "вблизи", "около", "возле", "неподалеку", "недалеко", "под", "рядом", "окрестность", "окраина", "район", "севернее", "южнее", "западнее", "восточнее"))  # fmt: skip
_QUOTES = frozenset('«»"“”„')
LONGEST = 6  # words of a name


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` name something. `spots` are what it could be; `kind` is what a word before it says it is."""

    start: int
    end: int
    words: str  # in the nominative
    country: str = ""
    how: str = ""  # country adjective people capital place town
    spots: tuple[Spot, ...] = ()
    kind: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class BorderName:
    """Tokens that name a border: `code` when both sides are said, else the `side` that is."""

    start: int
    end: int
    code: str
    side: str


def names_of(one: Parsed, names: RussianNames) -> list[Name]:
    """In order, none inside another; persons' and bodies' own names are no places."""
    doc, at, found = one.doc, 0, []
    while at < len(doc):
        name = _listed(doc, at, names) or _town(doc, at, names)
        if name is not None:
            found.append(name)
            at = name.end
        else:
            at += 1
    return found


def _words(doc: Doc, at: int) -> list[str]:
    """The words from here on; quotation marks inside a name («водозабор "Головной"») do not count."""
    return [t.text for t in _unquoted(doc, at)]


def _unquoted(doc: Doc, at: int) -> list[Token]:
    return [t for t in doc[at : at + LONGEST] if t.i == at or t.text not in _QUOTES]


def _listed(doc: Doc, at: int, names: RussianNames) -> Name | None:
    token = doc[at]
    if not token.text[:1].isalpha():
        return None
    match = names.longest(_words(doc, at))
    if match is None:
        return None
    end = _unquoted(doc, at)[match.size - 1].i + 1
    best = _chosen(match.found, token)
    if best is None or best.kind == "border":
        return None
    if token.ent_type_ == "PERSON" and best.kind in ("place", "capital"):
        return None
    words = names.names[best.code] if best.kind == "country" else best.name
    kind = KINDS.get(doc[at - 1].lemma_, "") if at else ""
    if best.kind == "capital":
        towns = tuple(spot_of(town) for town in names.town([t.text for t in doc[at:end]]))
        return Name(
            at,
            end,
            words,
            best.code,
            "capital",
            tuple(t for t in towns if t.country == best.code)[:1],
            near=_is_near(doc, at),
        )
    if best.kind == "place":
        spots = tuple(dict.fromkeys(spot for named in match.found for spot in named.spots))
        if kind != "province":
            spots += tuple(spot_of(t) for t in names.town([t.text for t in doc[at:end]]) if t.population > 20_000)
        return Name(at, end, words, "", "place", spots, kind, _is_near(doc, at))
    return Name(at, end, words, best.code, best.kind)


def _chosen(found: tuple[Named, ...], token: Token) -> Named | None:
    """A word that is a country's name and a people's is the one that its part of speech allows."""
    order = ("country", "capital", "place", "people", "adjective", "border")
    if token.pos_ == "ADJ":
        order = ("adjective", "place", "country", "capital", "people", "border")
    usable = [named for named in found if named.kind != "adjective" or token.pos_ in ("ADJ", "NOUN", "PROPN", "X")]
    return min(usable, key=lambda named: order.index(named.kind), default=None)


def _town(doc: Doc, at: int, names: RussianNames) -> Name | None:
    """A town of the gazetteer where the model sees a place, or a word says that one follows."""
    token = doc[at]
    if (
        not token.text[:1].isupper()
        or token.ent_type_ in ("PERSON", "ORG")
        or token.pos_ in ("VERB", "ADP", "CCONJ", "SCONJ", "PRON", "DET", "ADV", "PART")
    ):
        return None
    kind = KINDS.get(doc[at - 1].lemma_, "") if at else ""
    if token.ent_type_ != "LOC" and not kind:
        return None
    for size in (3, 2, 1):
        tokens = doc[at : at + size]
        if len(tokens) < size or not tokens[-1].text[:1].isupper() or any(t.ent_type_ == "PERSON" for t in tokens):
            continue
        towns = names.town([t.text for t in tokens])
        if towns:
            return Name(
                at,
                at + size,
                nominative(list(tokens)),
                "",
                "town",
                tuple(map(spot_of, towns[:12])),
                kind,
                _is_near(doc, at),
            )
    return None


def _town_name(tokens: list[Token]) -> str:
    """An accusative of a thing looks like its nominative, save for «-у»: «обстреляли Маслову Пристань»."""
    cases = {feature(root_of(tokens), "Case"), feature(tokens[-1], "Case")}
    if cases & {"Acc", "Nom"} and not tokens[-1].text.endswith(("у", "ю")):
        return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
    return nominative(tokens)


def _is_near(doc: Doc, at: int) -> bool:
    return any(t.lemma_ in _NEAR for t in doc[max(0, at - 3) : at])


# --- borders ----------------------------------------------------------------------------------------------------------


def borders_of(one: Parsed, found: list[Name], names: RussianNames, neighbours: set[str]) -> Iterator[BorderName]:
    """«таджикско-афганская граница», «граница Таджикистана с Афганистаном», «граница с Ираном», «линия Дюранда»."""
    doc = one.doc
    at_token = {name.start: name for name in found if name.how in ("country", "people", "adjective")}
    end = 0
    for token in doc:
        if token.i < end:
            continue
        match = names.longest(_words(doc, token.i)) if token.text[:1].isalpha() else None
        own = next((n for n in match.found if n.kind == "border"), None) if match else None
        if own and match:
            yield BorderName(token.i, token.i + match.size, own.code, "")
            end = token.i + match.size
            continue
        if (pair := names.pair(token.text)) is not None:
            code = "-".join(sorted(pair))
            stop = _noun_after(doc, token)
            if code in neighbours and stop is not None:
                yield BorderName(token.i, stop.i + 1, code, "")
                end = stop.i + 1
        elif token.lemma_ in _OF_TWO and token.pos_ in ("NOUN", "PROPN"):
            border = _around(doc, token, at_token, neighbours)
            if border is not None:
                yield border
                end = max(end, border.end)


def _noun_after(doc: Doc, token: Token) -> Token | None:
    """The border word that a compound adjective stands before: «таджикско-афганской [государственной] границы»."""
    for other in doc[token.i + 1 : token.i + 5]:
        if other.lemma_ in _BORDER:
            return (
                next((t for t in doc[other.i + 1 : other.i + 3] if t.lemma_ in _OF_TWO), other)
                if other.lemma_ in ("участок", "пограничный")
                else other
            )
        if other.pos_ not in ("ADJ", "DET"):
            return None
    return None


def _around(doc: Doc, token: Token, named: dict[int, Name], neighbours: set[str]) -> BorderName | None:
    start, sides = token.i, list[tuple[str, int]]()
    for at in range(token.i - 1, max(-1, token.i - 4), -1):
        if at in named and named[at].how == "adjective":
            sides.append((named[at].country, token.i + 1))
            start = at
            break
        if doc[at].pos_ not in ("ADJ", "DET"):
            break
    at = token.i + 1
    while at < min(len(doc), token.i + 8) and len(sides) < 2:
        other = doc[at]
        if at in named and named[at].how == "country":
            if feature(other, "Case") == "Nom" and (sides or other.i != token.i + 1):
                break
            sides.append((named[at].country, named[at].end))
            at = named[at].end
        elif (
            other.lower_ in ("между", "с", "со", "и")
            or other.lemma_ in ("сосед", "соседний", "республика")
            or other.pos_ in ("ADJ", "DET")
        ):
            at += 1
        else:
            break
    countries = list(dict.fromkeys(code for code, _ in sides))
    if not countries:
        return None
    end = max(stop for _, stop in sides)
    code = "-".join(sorted(countries)) if len(countries) == 2 else ""
    if code and code not in neighbours:
        return None
    return BorderName(start, end, code, "" if code else countries[0])
