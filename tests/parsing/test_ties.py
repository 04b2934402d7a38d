"""What ties an act to a border, and what does not: which clause names it, who owns the act, which way it goes back."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, Reading, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday

# Each words → the incidents that are told, "type border from>to", in any order. Paragraphs are divided by "|".
CASES: dict[str, tuple[str, list[str]]] = {
    "a border that another clause speaks of ties no attack": (
        "The attack on the academy hardened India's resolve to hunt militants along its border with Pakistan.", [],
    ),
    "a border behind a participle of those attacked does": (
        "Gunmen ambushed a bus carrying 34 civilians in Niger near the border with Mali on Sunday.",
        ["border_attack ML-NE >"],
    ),
    "the border of two provinces is no border": (
        "Syrian troops captured a hill at the provincial border between Hama and Raqqa on Sunday.", [],
    ),
    "a body without borders is no border": (
        "A clinic in Mali run by Surgeons Without Borders was destroyed by an air strike on Monday.", [],
    ),
    "each country's border with another": (
        "Controls were introduced at Germany's border with Austria on Sunday.", ["border_closure AT-DE >"],
    ),
    "a capital in which a broadcast was heard is no side": (
        "Libya, in a broadcast monitored in Tunis, said raiders from Chad crossed its border on Monday.", ["incursion LY-TD TD>LY"],
    ),
    "the fire of its owner": (
        "Turkey said on Tuesday its cross-border shelling of Syria would go on.", ["cross_border_fire SY-TR TR>SY"],
    ),
    "fire and the fire that it answers": (
        "Turkey fired back at militants on Monday after rockets from northern Syria hit the border town of Kilis.",
        ["cross_border_fire SY-TR TR>SY", "cross_border_fire SY-TR SY>TR"],
    ),
    "those who pour in from a country come over the border": (
        "Hundreds of fighters poured in from Sudan on Friday and attacked a garrison at Adre in Chad, near the border.",
        ["incursion SD-TD SD>TD", "border_attack SD-TD >"],
    ),
    "an attack that only says how a place was taken": (
        "Chadian troops drove over the border into Libya and overran the air base of Maaten es Sarra in a surprise attack on "
        "Saturday.",
        ["incursion LY-TD TD>LY", "border_seizure LY-TD >"],
    ),
    "a state's own expulsion of its neighbour's people": (
        "North Korea said it was kicking out all South Koreans on Tuesday.", ["pushback KP-KR KP>KR"],
    ),
    "people ordered out of a zone": (
        "North Korea on Tuesday ordered South Koreans out of the border zone of Kaesong.", ["pushback KP-KR KP>KR"],
    ),
    "whom somebody saw cross": (
        "Residents of Tine saw around 200 Sudanese army soldiers with their vehicles roll into Chad on Saturday.",
        ["incursion SD-TD SD>TD"],
    ),
    "whoever takes people in stands where they go": (
        "Chad admitted 4,000 refugees at the border with Sudan on Monday.", ["refugee_influx SD-TD SD>TD"],
    ),
    "a stock of refugees is no movement": (
        "Turkey is now hosting a total of 3 million refugees, including 2.5 million Syrians, its deputy premier said.", [],
    ),
    "refuge given through a whole war is none": (
        "Turkey has given refuge to civilians fleeing Syria throughout the conflict.", [],
    ),
    "those captured far from the border though both sides are named": (
        "Shells from Russia fell on Ukraine across the border near Milove on Sunday.|The two Russians were captured last year "
        "while carrying out a secret operation in Ukraine.", ["cross_border_fire RU-UA RU>UA"],
    ),
    "a reported past perfect is no older than its report": (
        "Fifty thousand people had reached Turkey's border with Syria, he said.", ["refugee_influx SY-TR SY>TR"],
    ),
    "the city of those who quote says nothing of where": (
        "Thai and Cambodian troops exchanged fire at the border near Surin on Friday.|A newspaper in Bangkok quoted villagers as "
        "saying that the troops fought again on Monday.", ["border_clash KH-TH >", "border_clash KH-TH >"],
    ),
    "a road to the border is not the border": (
        "Air strikes hit villages on the road linking Aleppo to the Turkish border on Sunday.", [],
    ),
    "a bare figure at the border is people and no build-up": (
        "Around 35,000 had reached the Turkish border from Syria by Sunday, the UN refugee agency UNHCR said.",
        ["refugee_influx SY-TR SY>TR"],
    ),
    "rounds that answer fire": (
        "Rockets from Lebanon landed in Israel over the border on Monday.|Israel answered with 40 rounds on Lebanon.",
        ["cross_border_fire IL-LB IL>LB", "cross_border_fire IL-LB LB>IL"],
    ),
    "the people hit tell the side that fire went to": (
        "An Azerbaijani conscript was shot dead by a sniper at the border with Armenia on Monday.",
        ["cross_border_fire AM-AZ AM>AZ"],
    ),
    "invaders sent home in coffins are no build-up": (
        "Syria will send any invading forces home in coffins, its minister said on Monday of the border with Turkey.", [],
    ),
    "those who flee to a neighbour of the country that the report is about": (
        "Eritrea will not end conscription, Eritrea's government said. Eritreans speak of it in whispers, and Eritrea jails those "
        "who do.|Hundreds of refugees fled this week to Ethiopia, a church said.", ["refugee_influx ER-ET ER>ET"],
    ),
    "what rebels took and the army took back": (
        "Rebels seized a post on the border between Chad and Sudan on Friday.|Chad's army has since retaken the post.",
        ["border_seizure SD-TD >", "border_seizure SD-TD >"],
    ),
    "two posts shut by their names": (
        "Tunisia shut the two crossings with Libya, Ras Jedir and Dehiba, on Monday.",
        ["border_closure LY-TN >", "border_closure LY-TN >"],
    ),
    "a town that is named and captured": (
        "Al-Rai, near the Turkish border in Syria, was captured by rebels on Saturday.", ["border_seizure SY-TR >"],
    ),
}  # fmt: skip


def read(words: str) -> Reading:
    body = words.replace("|", "\n\n")
    return parse(Document(f"Report\n\nGENEVA, July 7 (Agency) - {body}\n", Known(published=DAY, language="en")))


@pytest.mark.parametrize(("words", "told"), CASES.values(), ids=CASES)
def test_an_act_is_tied_to_its_border(words: str, told: list[str]) -> None:
    found = [i for i in read(words).incidents if i.modality.value in ("actual", "ordered")]
    sides = [(i, *(side.value if side else "" for side in (i.border, i.from_country, i.to_country))) for i in found]
    assert sorted(f"{i.event_type.value} {border} {away}>{toward}" for i, border, away, toward in sides) == sorted(told)
