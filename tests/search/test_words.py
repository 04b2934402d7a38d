"""What is typed into the search box, and what it asks for."""

from __future__ import annotations

import pytest

from incidents.parsing.knowledge.fold import fold
from incidents.search.spellings import load_families
from incidents.search.words import read


def shown(typed: str) -> str:
    """Terms in short: a|b for spellings, * for a beginning, - for without, / between alternatives."""
    groups = []
    for group in read(typed):
        groups.append(
            "/".join(("-" if t.without else "") + "|".join(t.spellings) + ("*" if t.begun else "") for t in group)
        )
    return " + ".join(groups)


CASES = {
    "nothing asks for nothing": ("", ""),
    "punctuation alone asks for nothing": ("?! -- * & | ( )", ""),
    "words are all wanted": ("soldiers retreated", "soldiers + retreated"),
    "a star leaves the end open": ("soldiers retr*", "soldiers + retr*"),
    "quotes hold a phrase together": ('"cross at night" river', "cross at night + river"),
    "a quote left open ends with the text": ('"cross at', "cross at"),
    "a minus takes away": ("border -football", "border + -football"),
    "a minus before a phrase takes the phrase away": ('-"line of fire"', "-line of fire"),
    "a hyphen inside a word is no minus": ("semi-final", "semi-final"),
    "OR joins its neighbours": ("shelling OR mortar fire", "shelling/mortar + fire"),
    "OR at either end is passed over": ("OR shelling OR", "shelling"),
    "a small or is a word": ("shelling or", "shelling + or"),
    "operators of the database are letters like others": ("a&b !c (d) 'e'", "a&b + !c + (d) + 'e'"),
}


@pytest.mark.parametrize(("typed", "expected"), CASES.values(), ids=CASES)
def test_what_is_typed_becomes_terms(typed: str, expected: str) -> None:
    assert shown(typed) == expected


FAMILIES = {
    "from the usual spelling to the others": ("Tajikistan", "Tadzhikistan"),
    "and back": ("tadzhikistan", "Tajikistan"),
    "from Russian to English": ("Таджикистан", "Tajikistan"),
    "from a short form to the name": ("GBAO", "Gorno-Badakhshan"),
    "from a name of two words written with a hyphen": ("Gorno-Badakhshan", "GBAO"),
    "from the same name written with a blank": ("gorno badakhshan", "GBAO"),
    "from two words to one": ("Amu Darya", "Oxus"),
    "from one word to two": ("oxus", "Amu Darya"),
    "inside a longer question": ("soldiers Kirghizia border", "Kyrgyzstan"),
    "inside quotes": ('"Sherkhan Bandar"', "Sher Khan Bandar"),
    "with accents left out": ("Turkiye", "Turkey"),
    "in the plural": ("Tadjiks", "Tajik"),
    "from a beginning": ("tadji*", "Tajikistan"),
    "after a minus": ("border -Tadjikistan", "Tajikistan"),
}


@pytest.mark.parametrize(("typed", "expected"), FAMILIES.values(), ids=FAMILIES)
def test_a_spelling_asks_for_its_family(typed: str, expected: str) -> None:
    assert expected in [name for group in read(typed) for term in group for name in term.spellings]


NO_FAMILY = {
    "a country is not its people": ("Tajikistan", "Tajik"),
    "a short beginning asks for itself only": ("taj*", "Tajikistan"),
    "half a name of two words is not the name": ("Amu", "Oxus"),
}


@pytest.mark.parametrize(("typed", "unwanted"), NO_FAMILY.values(), ids=NO_FAMILY)
def test_what_is_no_spelling_of_it_stays_out(typed: str, unwanted: str) -> None:
    assert unwanted not in [name for group in read(typed) for term in group for name in term.spellings]


def test_no_spelling_stands_in_two_families() -> None:
    for words, family in load_families().items():
        assert " ".join(words) in [fold(name) for name in family], words
