"""The world under its Russian names: the files of `languages/ru/` over the places and borders that the parser knows."""

from __future__ import annotations

import functools
import lzma
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from incidents.parsing.knowledge.gazetteer import Gazetteer, Town
from incidents.parsing.knowledge.spots import Spot
from incidents.parsing.knowledge.stems import plain, stem, stems
from incidents.parsing.knowledge.world import World, load_world

FOLDER = Path(__file__).parent / "languages" / "ru"
KEYS = "cities.keys.xz"
MOST_PARTS = 4  # of a town's name: «Ростов-на-Дону» has three
_HALF = re.compile(r"^(\w{2,}?)о$")


@dataclass(frozen=True, slots=True)
class Named:
    """What a stretch of words names. kind: country adjective people capital border place."""

    kind: str
    code: str = ""  # a country's or border's
    name: str = ""  # as the list writes it
    spots: tuple[Spot, ...] = ()


@dataclass(slots=True)
class _Node:
    """Names by their parts."""

    under: dict[str, _Node] = field(default_factory=dict)
    here: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """`size` words from where the search began, and what they name."""

    size: int
    found: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RussianNames:
    """Lookups by the words of a text in any case form."""

    tree: _Node
    letters: Mapping[str, Named]  # «США», «КНДР»: only as written
    names: Mapping[str, str]  # country code → name
    adjectives: Mapping[str, str]  # stem of an adjective → country code
    halves: Mapping[str, str]  # first half of a compound → country code
    towns: Gazetteer

    def longest(self, words: Sequence[str]) -> Match | None:
        """The longest listed name that begins with the first of the words; None where nothing does."""
        found = [(size, named) for size, named in self._walk(self.tree, words, 0) if _is_written_so(named, words[0])]
        if letters := self.letters.get(words[0]):
            found.append((1, letters))
        if not found:
            return None
        best = max(size for size, _ in found)
        return Match(best, tuple(named for size, named in found if size == best))

    def _walk(self, node: _Node, words: Sequence[str], at: int) -> Iterator[tuple[int, Named]]:
        if at == len(words):
            return
        for below in _below(node, re.split("[-–]", words[at])):
            for named in below.here:
                yield at + 1, named
            yield from self._walk(below, words, at + 1)

    def town(self, words: Sequence[str]) -> tuple[Town, ...]:
        """The towns that GeoNames has under that Russian name, the largest first."""
        parts = [part for word in words for part in re.split("[-–]", word)]
        if len(parts) > MOST_PARTS:
            return ()
        for keys in product(*(stems(part) for part in parts)):
            if found := self.towns.find(" ".join(keys)):
                return found
        return ()

    def country_of_adjective(self, word: str) -> str:
        """«афганских» → AF; empty for any other word."""
        return next((self.adjectives[key] for key in stems(word) if key in self.adjectives), "")

    def pair(self, compound: str) -> tuple[str, str] | None:
        """«таджикско-афганской» → (TJ, AF)."""
        first, mark, second = plain(compound).replace("–", "-").partition("-")
        if not mark:
            return None
        a, b = self._half(first), self.country_of_adjective(second)
        return (a, b) if a and b and a != b else None

    def _half(self, word: str) -> str:
        half = _HALF.match(word)
        if half is None:
            return ""
        if word in self.halves:
            return self.halves[word]
        bare = half[1]
        if bare in self.adjectives:
            return self.adjectives[bare]
        begun = {code for key, code in self.adjectives.items() if len(bare) > 3 and key.startswith(bare)}
        return begun.pop() if len(begun) == 1 else ""


def base36(number: int) -> str:
    """As the gazetteer writes its offsets."""
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[last] + digits
        if not number:
            return digits


def _below(node: _Node, parts: Sequence[str]) -> Iterator[_Node]:
    if not parts:
        yield node
        return
    for key in stems(parts[0]):
        if key in node.under:
            yield from _below(node.under[key], parts[1:])


def _is_written_so(named: Named, first: str) -> bool:
    """A name with a capital needs one in the text: «Хост» is a province, «хост» is none."""
    return first[:1].isupper() or not named.name[:1].isupper()


def _plant(tree: _Node, name: str, named: Named) -> None:
    node = tree
    for part in re.split(r"[\s\-–]+", name):
        node = node.under.setdefault(stem(part), _Node())
    node.here.append(named)


def _spots_by_name(world: World) -> Mapping[tuple[str, str], tuple[Spot, ...]]:
    found: dict[tuple[str, str], list[Spot]] = {}
    for spot in world.curated_spots():
        for country in {spot.country, ""}:
            found.setdefault((spot.name, country), []).append(spot)
    return {key: tuple(spots) for key, spots in found.items()}


def _table(name: str, folder: Path) -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    return table


@functools.cache
def load_russian_names(folder: Path = FOLDER) -> RussianNames:
    """All Russian names, read once; under a second."""
    world, tree = load_world(), _Node()
    letters, names, adjectives = dict[str, Named](), dict[str, str](), dict[str, str]()
    countries = _table("countries.toml", folder)
    halves = {plain(half): str(code) for half, code in countries.pop("first_halves").items()}
    for code, row in countries.items():
        names[code] = row["names"][0]
        for kind, listed in (
            ("country", "names"),
            ("adjective", "adjectives"),
            ("people", "people"),
            ("capital", "capitals"),
        ):
            for name in row.get(listed, ()):
                if name.isupper():
                    letters[name] = Named(kind, code, name)
                else:
                    _plant(tree, name, Named(kind, code, name))
                if kind == "adjective":
                    adjectives.setdefault(stem(name), code)
    places = _table("places.toml", folder)
    for code, listed_names in places.pop("borders").items():
        for name in listed_names:
            _plant(tree, name, Named("border", code, name))
    by_name = _spots_by_name(world)
    for country, rows in places.items():
        for english, listed_names in rows.items():
            spots = by_name.get((english, country), ())
            if not spots:
                raise ValueError(f"places.toml names “{english}” in “{country}”, which no place list has")
            for name in listed_names:
                named = Named("place", country, name, _of_kind(name, spots))
                if name.isupper():
                    letters[name] = named
                else:
                    _plant(tree, name, named)
    return RussianNames(tree, letters, names, adjectives, halves, _towns(world.gazetteer, folder))


def _of_kind(name: str, spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """«Белгородская область» is never the town."""
    if re.search(r"област|край|провинци|воеводств|республик", name):
        return tuple(s for s in spots if s.kind in ("province", "region")) or spots
    kind = "river" if name.startswith("река ") else "district" if re.search(r"\bрайон", name) else ""
    return tuple(s for s in spots if s.kind == kind) or spots


def _towns(gazetteer: Gazetteer, folder: Path) -> Gazetteer:
    """The same towns under Russian keys; the file counts towns by GeoNames' numbers, which outlive a new order of the rows."""
    packed = lzma.decompress((folder / KEYS).read_bytes()).decode()
    wanted = {line.rpartition("\t")[2] for line in packed.splitlines()}
    offsets, at = dict[str, str](), 0
    while at < len(gazetteer.rows):
        number = gazetteer.rows[at : gazetteer.rows.index(b"\t", at)].decode()
        if number in wanted:
            offsets[number] = base36(at)
        at = gazetteer.rows.index(b"\n", at) + 1
    listed = (line.split("\t") for line in packed.splitlines())
    keys = "".join(f"{key}\t{offsets[number]}\n" for key, number in listed if number in offsets)
    return Gazetteer(gazetteer.rows, keys.encode())
