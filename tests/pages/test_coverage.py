"""The bar over a report's records: which of its sentences made something."""

from __future__ import annotations

import pytest

from incidents.models import Evidence, Incident, Report
from incidents.views.coverage import coverage, sentences
from tests.pages.conftest import Visit

SPLITS = {
    "two sentences": ("They crossed. Nobody was hurt.", ["They crossed. ", "Nobody was hurt."]),
    "a headline and a line": ("Troops cross\n\nThey crossed", ["Troops cross\n\n", "They crossed"]),
    "an initial is no end": ("Spokesman J. Smith said so. He left.", ["Spokesman J. Smith said so. ", "He left."]),
    "a number with a point": ("It fired 3.5 tonnes. Then it left.", ["It fired 3.5 tonnes. ", "Then it left."]),
    "a quotation closes after the stop": ('"All were let in." He said no more.', ['"All were let in." ', "He said no more."]),
    "Russian": ("Они перешли границу. Раненых нет.", ["Они перешли границу. ", "Раненых нет."]),
    "lines of dashes hold no letter": ("First.\n-----\nSecond.", ["First.\n", "Second."]),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPLITS.values(), ids=SPLITS)
def test_a_text_falls_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def evidence(pk: int, text: str, words: str, kind: str = "") -> Evidence:
    start = text.index(words)
    return Evidence(pk=pk, start=start, end=start + len(words), incident=Incident(event_type=kind) if kind else None)


def test_each_sentence_has_the_family_of_what_it_made_and_the_pieces_make_up_the_bar() -> None:
    text = "PARIS, July 5. Soldiers crossed the river. The weather was fine. They fired at a post."
    held = [
        evidence(1, text, "July 5"),
        evidence(2, text, "crossed", "incursion"),
        evidence(3, text, "fired", "cross_border_fire"),
    ]
    found = coverage(text, held)
    assert [piece.family for piece in found.pieces] == ["frame", "force", "", "force"]
    assert (found.sentences, found.made, found.frame, found.silent) == (4, 2, 1, 1)
    assert [piece.at for piece in found.pieces[1:]] == [sum(p.width for p in found.pieces[:n]) for n in (1, 2, 3)]
    assert abs(sum(piece.width for piece in found.pieces) - 1000) <= 2


def test_the_page_of_a_report_says_how_much_of_it_made_something(visit: Visit, told: Report) -> None:
    page = visit("reader").get(f"/reports/{told.pk}/").text
    assert "2 of 3 sentences made something" in page and 'role="img"' in page
