"""What stands in the search box, as terms: words, "whole phrases", beginnings*, -without, this OR that."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from incidents.parsing.knowledge.fold import fold
from incidents.search.spellings import families_begun, family_of, longest

MOST_TERMS = 24
_PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Term:
    """Any of the spellings; `begun`: what follows the last letter is open, for the first spelling only."""

    spellings: tuple[str, ...]
    begun: bool = False
    without: bool = False


# All of the groups, and of each group any.
Terms = tuple[tuple[Term, ...], ...]


def read(typed: str) -> Terms:
    """Whatever was typed has a meaning: what is no word is passed over."""
    groups: list[tuple[Term, ...]] = []
    either = False
    for one in _joined(_pieces(typed)):
        if one == "OR":
            either = bool(groups)
        elif isinstance(one, Term):
            if either:
                groups[-1] = (*groups[-1], one)
            else:
                groups.append((one,))
            either = False
    return tuple(groups[:MOST_TERMS])


def _pieces(typed: str) -> list[Term | str]:
    """Terms, and "OR" where it stands between them."""
    found: list[Term | str] = []
    for match in _PIECE.finditer(typed):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        if match["phrase"] is None and text == "OR":
            found.append("OR")
        elif _LETTER.search(text):
            begun = match["phrase"] is None and text.endswith("*")
            found.append(Term((text.rstrip("*"),), begun=begun, without=bool(match["minus"])))
    return found


def _joined(pieces: list[Term | str]) -> list[Term | str]:
    """Neighbours that are one name, like "Amu Darya", become one term; each term gets its family."""
    found: list[Term | str] = []
    at = 0
    while at < len(pieces):
        for size in range(min(longest(), len(pieces) - at), 0, -1):
            if term := _named(pieces[at : at + size]):
                found.append(term)
                at += size
                break
        else:
            found.append(_with_beginnings(pieces[at]))
            at += 1
    return found


def _named(pieces: list[Term | str]) -> Term | None:
    """The term of a name that has several spellings, or None."""
    if not all(isinstance(one, Term) and not one.begun for one in pieces):
        return None
    terms = [one for one in pieces if isinstance(one, Term)]
    if len(terms) > 1 and any(one.without for one in terms):
        return None
    typed = " ".join(one.spellings[0] for one in terms)
    words = tuple(fold(typed).split())
    family = family_of(words) if words else ()
    return replace(terms[0], spellings=tuple(dict.fromkeys((typed, *family)))) if family else None


def _with_beginnings(piece: Term | str) -> Term | str:
    if not isinstance(piece, Term) or not piece.begun:
        return piece
    begun = families_begun(fold(piece.spellings[0]))
    return replace(piece, spellings=(*piece.spellings, *dict.fromkeys(name for family in begun for name in family)))
