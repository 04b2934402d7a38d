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


def test_the_two_presidents_are_those_who_were_named_so() -> None:
    text = "President Tomas Reyk met Norland President Petra Lang in Geneva.\n\nThe two presidents said the border would stay open."
    (one,) = read(text)
    assert one.speaker is not None
    assert set(one.speaker.value.name.split(" and ")) == {"Tomas Reyk", "Petra Lang"}


def test_persons_quoted_inside_marks_do_not_become_he() -> None:
    text = "“General Malik ran away before us,” Omar Haddad said. He said the post had fallen in an hour."
    assert [s.speaker.value.name for s in read(text) if s.speaker] == ["Omar Haddad", "Omar Haddad"]
