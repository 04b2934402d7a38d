"""Whom a speaker's words mean, and how that is told to a person."""

from __future__ import annotations

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.drafts import StatementDraft

HEADLINE = "A quiet day at the frontier\n\n"


def read(text: str) -> tuple[StatementDraft, ...]:
    return parse(Document(HEADLINE + text, Known(None, "", "en"))).statements


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        (
            "Ivan Petrov, the head of the customs service, said 30 trucks were waiting.",
            "the head of the customs service",
        ),
        ("Kremlin spokesman Dmitry Orlov said the call was short.", "Kremlin spokesman"),
        (
            "A spokesman for the rescue workers, Bilal Faizi, said 19 bodies had been found.",
            "A spokesman for the rescue workers",
        ),
        ("Dr. Ahmad Aziz said there was no surgeon left.", ""),
        ("Rosa Lind said there was no surgeon left.", ""),
        ("The army said there was no road left.", ""),
    ],
)
def test_what_a_speaker_is_stands_in_the_affiliation(text: str, affiliation: str) -> None:
    (one,) = read(text)
    assert (one.affiliation.value if one.affiliation else "") == affiliation


def test_a_pronoun_tells_whom_it_means_and_where_he_was_named() -> None:
    statements = read("The Norland press service said the call lasted an hour.\n\nIt said another was planned.")
    speaker = statements[1].speaker
    assert speaker is not None
    assert speaker.rule == "speaker.pronoun"
    assert speaker.reason == "“It” → Norland press service, named in ¶1"


def test_the_words_of_a_pronoun_are_the_pronoun() -> None:
    text = "The Norland press service said the call lasted an hour.\n\nIt said another was planned."
    speaker = read(text)[1].speaker
    assert speaker is not None
    assert speaker.span.of(HEADLINE + text) == "It"


def test_a_pronoun_that_nobody_answers_to_stays_open() -> None:
    (one,) = read("It said another call was planned for the evening.")
    assert one.speaker is None


def test_a_described_office_takes_the_name_that_the_report_gives_later() -> None:
    text = "The governor of Karsk said the dam was safe.\n\nThe governor of Karsk, Pavel Dorin, said repairs would take a week."
    assert [s.speaker.value.name for s in read(text) if s.speaker] == ["Pavel Dorin", "Pavel Dorin"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "A police commander in the north said on Friday that two posts had fallen.\n\nBrigadier Karl Holm said the men were safe.",
            ["Karl Holm", "Karl Holm"], id="a name with a rank in the next sentence",
        ),
        pytest.param(
            "The head of the river agency said the dam was safe. Agency Director Petra Lang said repairs would go on.",
            ["Petra Lang", "Petra Lang"], id="head and director are one office",
        ),
        pytest.param(
            "A police commander in the north said two posts had fallen.\n\nForeign Minister Petra Lang said talks would go on.",
            ["police commander in the north", "Petra Lang"], id="another office is another person",
        ),
        pytest.param(
            "A shepherd said two posts had fallen.\n\nKarl Holm said the men were safe.",
            ["shepherd", "Karl Holm"], id="of shepherds there are many",
        ),
        pytest.param(
            "Karl Holm said the men were safe. A police commander said two posts had fallen.\n\nHolm said he was sorry.",
            ["Karl Holm", "police commander", "Karl Holm"], id="who was named before is nobody new",
        ),
        pytest.param(
            "A spokeswoman said the dam was safe.\n\nThe spokesman Karl Holm said repairs would go on.",
            ["spokeswoman", "Karl Holm"], id="a woman is not a man",
        ),
        pytest.param(
            'Col. Karl Holm said the shelling had stopped. "It is quiet now," the colonel said. "We wait," the officer said.',
            ["Karl Holm"] * 3, id="a rank cut short, and written out",
        ),
        pytest.param(
            "Geneva Mayor Petra Lang said the bridge was open. The mayor of this town of 8,000 said nobody had come.",
            ["Petra Lang", "Petra Lang"], id="the mayor of this town",
        ),
        pytest.param(
            "The road is shut, the deputy premier said. Deputy Prime Minister Petra Lang said buses would go on Monday.",
            ["Petra Lang", "Petra Lang"], id="a prime minister is a premier",
        ),
    ],
)  # fmt: skip
def test_whom_a_description_means_stands_around_it(text: str, speakers: list[str]) -> None:
    assert [s.speaker.value.name for s in read(text) if s.speaker] == speakers


def test_the_two_presidents_are_those_who_were_named_so() -> None:
    text = "President Tomas Reyk met Norland President Petra Lang in Geneva.\n\nThe two presidents said the border would stay open."
    (one,) = read(text)
    assert one.speaker is not None
    assert set(one.speaker.value.name.split(" and ")) == {"Tomas Reyk", "Petra Lang"}


def test_persons_quoted_inside_marks_do_not_become_he() -> None:
    text = "“General Malik ran away before us,” Omar Haddad said. He said the post had fallen in an hour."
    assert [s.speaker.value.name for s in read(text) if s.speaker] == ["Omar Haddad", "Omar Haddad"]
