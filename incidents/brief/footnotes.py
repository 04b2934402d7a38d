"""Footnotes: grounds become marks like "3b" in the order of reading; one stretch of words is one footnote, however often it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidents.brief.content import Cited, Note, Sentence
from incidents.brief.facts import Ground, Told

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST = 4  # of one sentence
ENTERED = "Entered by people, without words of a report"


def letters(number: int) -> str:
    """0 → "a", 25 → "z", 26 → "aa"."""
    more, last = divmod(number, len(LETTERS))
    return (letters(more - 1) if more else "") + LETTERS[last]


def fewest(grounds: Iterable[Ground], most: int = MOST) -> list[Ground]:
    """Each stretch once, none that lies inside another; of several reports before many of one."""
    held = list({one.place: one for one in grounds}.values())
    outer = [one for one in held if not any(other.holds(one) and other.place != one.place for other in held)]
    seen: dict[int | None, int] = {}
    turns = []
    for one in outer:
        turns.append((seen.get(one.report, 0), one))
        seen[one.report] = seen.get(one.report, 0) + 1
    return [one for _turn, one in sorted(turns, key=lambda pair: pair[0])][:most]


class Footnotes:
    """Gives marks while a brief is written."""

    def __init__(self, reports: Mapping[int, Told]) -> None:
        self._reports = reports
        self._numbers: dict[int | None, int] = {}
        self._notes: dict[int | None, dict[tuple[int | None, int | None, int, int], Note]] = {}

    def sentence(self, text: str, grounds: Iterable[Ground], *, path: str = "", most: int = MOST) -> Sentence | None:
        """None where nothing stands behind it: what no record says is not written."""
        kept = fewest(grounds, most)
        if not kept:
            return None
        return Sentence(text, tuple(dict.fromkeys(self._mark(one) for one in kept)), path)

    def _mark(self, ground: Ground) -> str:
        number = self._numbers.setdefault(ground.report, len(self._numbers) + 1)
        held = self._notes.setdefault(ground.report, {})
        if ground.place not in held:
            mark = f"{number}{letters(len(held))}"
            held[ground.place] = Note(mark, ground.words, ground.path, ground.evidence, ground.correction)
        return held[ground.place].mark

    def cited(self) -> tuple[Cited, ...]:
        return tuple(
            self._cited(number, report, tuple(self._notes[report].values())) for report, number in self._numbers.items()
        )

    def _cited(self, number: int, report: int | None, notes: tuple[Note, ...]) -> Cited:
        if report is None:
            return Cited(number, ENTERED, "", "", "", None, notes)
        told = self._reports[report]
        return Cited(number, told.title, told.agency, told.day, told.path, report, notes, told.language)
