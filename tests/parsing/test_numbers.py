"""Figures in sentences of our own: how many, how surely, of whom; and what is no count at all."""

from __future__ import annotations

import pytest

from incidents.parsing.drafts import Count
from incidents.parsing.evidence import Mention
from incidents.parsing.stages.numbers import read_numbers
from incidents.parsing.stages.numerals import value_of
from tests.parsing.passages import parsed

Ends = tuple[float | None, float | None, str]  # low, high, comparator


def read(text: str) -> tuple[Mention[Count], ...]:
    return read_numbers(parsed(text))


COUNTS: list[tuple[str, list[Ends]]] = [
    # plain
    ("The patrol met 94 soldiers at the ford.", [(94, 94, "exact")]),
    ("A total of 1,037 servicemen walked over the pass.", [(1037, 1037, "exact")]),
    ("Twenty-three villagers reached the camp.", [(23, 23, "exact")]),
    ("The town shelters 12 000 refugees.", [(12000, 12000, "exact")]),
    ("Three hundred and fifty porters wait at the gate.", [(350, 350, "exact")]),
    ("The province hosts 2.5 million refugees.", [(2_500_000, 2_500_000, "exact")]),
    ("Two dozen guards left their tower.", [(24, 24, "exact")]),
    ("Half a dozen men were detained.", [(6, 6, "exact")]),
    ("A dozen trucks were turned back.", [(12, 12, "exact")]),
    ("Five were killed and nine wounded.", [(5, 5, "exact"), (9, 9, "exact")]),
    ("One soldier died.", [(1, 1, "exact")]),
    # over, at least
    ("Over 1,000 troops crossed the river.", [(1000, None, "over")]),
    ("More than 300 families fled.", [(300, None, "over")]),
    ("Well over 200 people crowded the bridge.", [(200, None, "over")]),
    ("At least 31 people were killed.", [(31, None, "at_least")]),
    ("No fewer than 40 migrants drowned.", [(40, None, "at_least")]),
    ("No less than 70 fighters surrendered.", [(70, None, "at_least")]),
    ("They hold 50 or more prisoners.", [(50, None, "at_least")]),
    ("Upwards of 600 herders returned.", [(600, None, "at_least")]),
    ("In excess of 80 shells fell on the village.", [(80, None, "over")]),
    # up to, under
    ("Up to 50 gunmen attacked the post.", [(None, 50, "up_to")]),
    ("As many as 400 people may be missing.", [(None, 400, "up_to")]),
    ("No more than 20 visitors are let in.", [(None, 20, "up_to")]),
    ("Fewer than 10 guards stayed.", [(None, 10, "under")]),
    ("Less than 100 families are left.", [(None, 100, "under")]),
    # about
    ("Some 300 of the soldiers were disarmed.", [(300, 300, "about")]),
    ("About 45 migrants hid in the truck.", [(45, 45, "about")]),
    ("Around 700 civilians crossed.", [(700, 700, "about")]),
    ("Nearly 2,000 people wait at the fence.", [(2000, 2000, "about")]),
    ("Almost 90 men were sent home.", [(90, 90, "about")]),
    ("An estimated 5,000 herders live there.", [(5000, 5000, "about")]),
    ("Roughly 150 rebels held the ridge.", [(150, 150, "about")]),
    ("Approximately 60 vehicles were burnt.", [(60, 60, "about")]),
    ("Close to 900 refugees arrived.", [(900, 900, "about")]),
    ("They saw 30 or so riders.", [(30, 30, "about")]),
    # ranges
    ("Between 20 and 30 fighters crossed.", [(20, 30, "range")]),
    ("The raid left 300-400 families homeless.", [(300, 400, "range")]),
    ("Two to three guards sleep in the tower.", [(2, 3, "range")]),
    ("From 60 to 80 people drowned.", [(60, 80, "range")]),
    ("Officials spoke of 10 or 12 attackers.", [(10, 12, "range")]),
    ("Some 200 to 250 troops moved in.", [(200, 250, "range")]),
    # vague words
    ("Dozens of refugees waded ashore.", [(24, 99, "vague")]),
    ("Scores of cattle were stolen by herders.", [(40, 99, "vague")]),
    ("Hundreds of villagers fled.", [(200, 999, "vague")]),
    ("Several hundred migrants slept outdoors.", [(300, 900, "vague")]),
    ("Thousands of people crossed.", [(2000, 9999, "vague")]),
    ("Tens of thousands of people left.", [(20_000, 99_999, "vague")]),
    ("Hundreds of thousands of refugees live there.", [(200_000, 999_999, "vague")]),
    ("Several shells hit the market.", [(3, 9, "vague")]),
    ("A few guards stayed behind.", [(3, 9, "vague")]),
    ("A couple of rockets fell short.", [(2, 2, "exact")]),
    # nobody
    ("No one was hurt.", [(0, 0, "exact")]),
    ("There were no casualties.", [(0, 0, "exact")]),
    # objectless and gapped
    ("The blast hit the depot, killing at least 31 people and injuring more than 150.", [(31, None, "at_least"), (150, None, "over")]),
    ("On Saturday 300 crossed and 94 others on Sunday.", [(300, 300, "exact"), (94, 94, "exact")]),
    ("Over a hundred people stood at the gate.", [(100, None, "over")]),
    ("A thousand porters lost their work.", [(1000, 1000, "exact")]),
    ("At least a dozen guards fled.", [(12, None, "at_least")]),
    ("More than two dozen cars burned.", [(24, None, "over")]),
    ("Some 1-2 million people may leave.", [(1_000_000, 2_000_000, "range")]),
    ("About 1.2m refugees live there.", [(1_200_000, 1_200_000, "about")]),
    ("A pair of drones flew over.", [(2, 2, "exact")]),
    ("A 3,000-strong force was sent.", [(3000, 3000, "exact")]),
    ("A three-member patrol was seized.", [(3, 3, "exact")]),
    ("All 12 crew members are safe.", [(12, 12, "exact")]),
    # weights, in kilograms
    ("Police seized 40 kg of heroin.", [(40, 40, "exact")]),
    ("Customs found 1,000 pounds of marijuana.", [(454, 454, "exact")]),
    ("They burnt two tonnes of hashish.", [(2000, 2000, "exact")]),
    ("Guards seized more than 15 kilograms of opium.", [(15, None, "over")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ends"), COUNTS, ids=[text for text, _ in COUNTS])
def test_a_figure_keeps_its_open_ends(text: str, ends: list[Ends]) -> None:
    assert [(m.value.low, m.value.high, m.value.comparator) for m in read(text)] == ends


@pytest.mark.parametrize(
    "text",
    [
        "The council adopted Resolution 1701.",
        "A 12-year-old was among them.",
        "The boy, aged 12, spoke to nobody.",
        "The post lies 40 km from the capital.",
        "The shells landed 300 metres from the river.",
        "Prices rose by 12 percent.",
        "Turnout was 47.5 per cent.",
        "The fence cost $300 million.",
        "Each driver paid 500 euros.",
        "The fire began at 6:30 a.m. local time.",
        "The ceasefire took hold at 1800 GMT.",
        "They met for the 3rd time.",
        "The pact of 1991 still stands.",
        "He has served since 2009.",
        "Article 5 was not invoked.",
        "The 201st base was put on alert.",
        "Flight 370 turned west.",
        "The talks went on for three hours.",
        "Soldiers closed off five villages.",
        "The pillar stands at 36.5 degrees north.",
        "The Group of 20 met in spring.",
        "Highway 9 was cut.",
        "The home side won 3-1.",
        "A T-72 tank stood in the road.",
        "The gunmen carried AK-47 rifles.",
        "They marched 15 miles.",
        "The drill lasts two weeks.",
        "A two-way road leads there.",
        "A 5.8-magnitude quake shook the valley.",
        "The post stands at 36° north.",
        "Two-thirds of the fence is done.",
        "The three-storey house burned.",
        "No one has claimed responsibility.",
        "Covid-19 closed the gate.",
        "An F-16 jet took off.",
        "The talks in the 5+1 format failed.",
    ],
)
def test_a_figure_that_counts_nobody_is_no_count(text: str) -> None:
    assert [m.span.of(text) for m in read(text)] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Over 1,000 Afghan government troops crossed.", "Afghan government troops"),
        ("Some 300 of the soldiers were disarmed.", "soldiers"),
        ("Dozens of refugees waded ashore.", "refugees"),
        ("At least 45 migrants were sent back.", "migrants"),
        ("They fired 20 mortar shells.", "mortar shells"),
        ("Police seized 40 kg of heroin.", "kg of heroin"),
    ],
)
def test_a_figure_names_whom_it_counts(text: str, unit: str) -> None:
    assert read(text)[0].value.unit == unit


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (["Some 40 migrants were caught."], "new"),
        (["So far 2,300 people have crossed."], "cumulative"),
        (["The shooting brought the toll to 17 people."], "cumulative"),
        (["In total 5,000 troops returned."], "cumulative"),
        (["The boat carried 60 migrants, including 12 children."], "subtotal"),
        (["They detained 30 men, of whom nine were armed."], "subtotal"),
        (["About 500 people are still stranded there."], "remaining"),
    ],
)
def test_a_figure_says_what_it_adds_to(text: list[str], basis: str) -> None:
    assert read(text[0])[-1].value.basis == basis


@pytest.mark.parametrize(
    "text",
    [
        "Another 94 soldiers followed.",
        "An additional 60 people came.",
        "Then 30 more men left.",
        "Nine others were hurt.",
    ],
)
def test_a_figure_on_top_of_another_is_additive(text: str) -> None:
    assert read(text)[0].value.additive


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,037", 1037), ("twenty-three", 23), ("two dozen", 24), ("3 million", 3_000_000), ("three hundred and fifty", 350),
        ("a dozen", 12), ("half a dozen", 6), ("12 000", 12000), ("one thousand two hundred", 1200), ("many", None), ("", None),
    ],
)  # fmt: skip
def test_the_value_of_number_words(words: str, value: float | None) -> None:
    assert value_of(words) == value


def test_figures_inside_a_date_are_none() -> None:
    from incidents.parsing.evidence import Span

    text = "On July 3 the army moved 40 guns."
    assert [m.value.low for m in read_numbers(parsed(text), [Span(3, 9)])] == [40]
