"""Statements in sentences of our own: who, by which cue, how, and what exactly."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.drafts import StatementDraft
from tests.parsing.statement_cases import ALL, Said

HEADLINE = "A quiet day at the frontier\n\n"


def read(text: str, published: dt.date | None = None) -> tuple[StatementDraft, ...]:
    return parse(Document(text, Known(published, "", "en"))).statements


def told(text: str) -> list[Said]:
    return [(s.speaker.value.name if s.speaker else None, s.cue.value, s.kind, s.content_text) for s in read(text)]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in ALL], ids=[c[0] for c in ALL])
def test_a_sentence_gives_the_statements_of_a_careful_reader(text: str, expected: list[Said]) -> None:
    assert told(text) == expected


def test_a_quotation_that_runs_over_a_paragraph_is_one_statement() -> None:
    text = (
        HEADLINE
        + "“We waited for the boats until midnight,” said Rosa Lind.\n\n“Then the shooting began.\n\n“Nobody came to help us,” she said."
    )
    found = told(text)
    assert found[0] == ("Rosa Lind", "said", "direct", "We waited for the boats until midnight")
    assert found[1] == ("Rosa Lind", "said", "direct", "Then the shooting began.\n\n“Nobody came to help us")
    assert len(found) == 2


def test_a_quotation_without_a_cue_takes_the_speaker_before_it() -> None:
    text = (
        HEADLINE + "Colonel Aziz Rahimi said the post was lost.\n\n“We had no bullets left and no water for two days.”"
    )
    assert told(text)[1] == ("Aziz Rahimi", "said", "direct", "We had no bullets left and no water for two days")


def test_a_colon_at_the_end_of_a_paragraph_speaks_in_the_next() -> None:
    text = HEADLINE + "In its daily bulletin the border committee said:\n\n“Two intruders were stopped near the dam.”"
    assert told(text) == [("border committee", "said", "direct", "Two intruders were stopped near the dam")]


def test_two_press_services_change_the_owner_of_it() -> None:
    text = (
        HEADLINE
        + "The presidents spoke by phone, the Norland press service said on Monday. It said the call lasted an hour.\n\n"
        "The Estovian press service later circulated a statement. “The border must stay calm,” it said.\n\n"
        "It reported that another call was planned."
    )
    names = [name for name, *_ in told(text)]
    assert names == [
        "Norland press service",
        "Norland press service",
        "Estovian press service",
        "Estovian press service",
    ]


def test_a_headline_gives_no_statement() -> None:
    text = "Minister says border safe\n\nInterior Minister Pavel Dorin said on Monday that the border was safe and the guards were on alert."
    assert len(read(text)) == 1


def test_a_caption_that_repeats_the_body_gives_no_second_statement() -> None:
    text = (
        HEADLINE + "Border guard spokesman Oleg Prav said most of the pilgrims had gone home by train.\n\n"
        "Border guard spokesman Oleg Prav said most of the pilgrims had gone home by train (pictured)\n\n"
        "The rest of them slept in tents near the gate for a third night in a row."
    )
    assert len(read(text)) == 1


def test_a_cross_heading_in_capitals_gives_no_statement() -> None:
    text = (
        HEADLINE
        + 'The mayor said the market was full.\n\n"WE ARE NOT AFRAID"\n\nThe guards drank tea in the shade of the wall all day.'
    )
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The ministry said in a statement that the road was open.", "press_service"),
        ("Premier Karl Orban said in an interview with a weekly that the wall was useless.", "interview"),
        ("The general told a news conference that the hill was taken.", "briefing"),
        ("The envoy said by phone that he was safe.", "phone_call"),
        ("Mayor Luis Ortega wrote on Twitter that the bridge was gone.", "post"),
        ("The bishop said in a letter that the camp must be closed.", "letter"),
        ("The general said the hill was taken.", ""),
        ("The general said the rebels had sent a letter to the council.", ""),
    ],
)
def test_the_medium_is_named_beside_the_cue_or_left_open(text: str, medium: str) -> None:
    (one,) = read(text)
    assert (one.medium.value if one.medium else "") == medium


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The navy said on Thursday its boats had turned back a dinghy.", dt.date(2021, 7, 1)),
        ("Its boats turned back a dinghy on Wednesday, the navy said.", None),
        ("The premier said the talks would open on Friday.", None),
        ("“The talks have failed,” Karl Orban said on July 4.", dt.date(2021, 7, 4)),
    ],
)
def test_the_day_of_saying_is_the_one_beside_the_cue(text: str, day: dt.date | None) -> None:
    (one,) = read(text, dt.date(2021, 7, 5))
    assert (one.date.value if one.date else None) == day


def test_an_old_wire_wrapped_and_in_capitals_still_speaks() -> None:
    text = (
        "NORLAND SAYS GUARDS KILLED\n\nNORVIK, March 5 - The Norland news agency NNA said two\nborder guards were killed by a mine "
        'near the river\non Wednesday. It said "the mine was laid by bandits from\nthe other bank." The agency added that a search\nwas under way.\n REUTER'
    )
    found = told(text)
    assert [f[0] for f in found] == ["Norland news agency NNA"] * 3
    assert [f[1:3] for f in found] == [("said", "indirect"), ("said", "direct"), ("added", "indirect")]
