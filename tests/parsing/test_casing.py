"""Wires in capitals become sentences that the model can read."""

from __future__ import annotations

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.casing import is_shouted, sentence_case

STORY = (
    "NORLAND SAYS FOUR SOLDIERS KILLED\n\nKHARTOUM, Oct 12 - SUDAN SAID ON MONDAY FOUR OF ITS SOLDIERS WERE KILLED NEAR THE BORDER WITH CHAD.\n\n"
    'DEFENCE MINISTER PAVEL DORIN TOLD REPORTERS THE ATTACK WAS "AN ACT OF WAR". HE SAID CHAD WOULD PAY FOR IT.\n\n'
    '"WE WILL NOT SIT IDLY BY," A MILITARY SPOKESMAN SAID.'
)


@pytest.mark.parametrize(
    ("shouted", "spoken"),
    [
        ("THE ROAD IS OPEN. IT IS SAFE.", "The road is open. It is safe."),
        ("TROOPS ENTERED SUDAN ON MONDAY.", "Troops entered Sudan on Monday."),
        ("SUDANESE TROOPS MET THE ENVOY IN GENEVA.", "Sudanese troops met the envoy in Geneva."),
        ("THE UNITED STATES AND SAUDI ARABIA AGREED.", "The United States and Saudi Arabia agreed."),
        ("PRESIDENT TOMAS REYK SAID NO.", "President Tomas Reyk said no."),
        ("A SPOKESMAN SAID NO.", "A spokesman said no."),
    ],
)
def test_capitals_stay_only_where_prose_has_them(shouted: str, spoken: str) -> None:
    assert sentence_case(shouted) == spoken


def test_a_letter_that_grows_in_lower_case_leaves_the_words_alone() -> None:
    assert sentence_case("THE TOWN OF İNCE") == "THE TOWN OF İNCE"


def test_only_a_text_all_in_capitals_is_shouted() -> None:
    assert is_shouted(STORY)
    assert not is_shouted(
        "IRAN REPORTS HEAVY FIGHTING ON ALL FRONTS TODAY\n\nIran said on Thursday that its troops had repulsed heavy attacks."
    )


def test_a_story_in_capitals_gives_its_statements_with_true_offsets() -> None:
    found = parse(Document(STORY, Known(None, "", "en"))).statements
    assert [(s.speaker.value.name if s.speaker else None, s.cue.value, s.kind) for s in found] == [
        ("Sudan", "said", "indirect"),
        ("Pavel Dorin", "told", "mixed"),
        ("Pavel Dorin", "said", "indirect"),
        ("military spokesman", "said", "direct"),
    ]
    assert found[0].content.of(STORY) == "FOUR OF ITS SOLDIERS WERE KILLED NEAR THE BORDER WITH CHAD"
    assert [s.cue.span.of(STORY).lower() for s in found] == [s.cue.value for s in found]
