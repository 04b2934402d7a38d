"""Which figures are claims of which incident, and what they count, on short reports of our own in the style of wires."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from incidents.parsing import Document, Known, Reading, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday
Figure = tuple[str, float | None, float | None]  # kind, low, high

# What the case shows: (body, event type, its figures). Paragraphs are divided by "|".
CASES: dict[str, tuple[str, str, list[Figure]]] = {
    # tolls
    "the dead and the wounded share one subject": (
        "Two soldiers were killed and five wounded when Indian and Pakistani troops clashed at the border on Tuesday.",
        "border_clash", [("killed", 2, 2), ("injured", 5, 5)],
    ),
    "a participle gives the toll": (
        "Kyrgyz and Tajik border guards clashed near Batken on Tuesday, killing at least four people and injuring dozens.",
        "border_clash", [("killed", 4, None), ("injured", 24, 99)],
    ),
    "a clash leaves people dead": (
        "A clash on the Thai-Cambodian border on Monday left three Cambodian soldiers dead and more than 20 villagers wounded.",
        "border_clash", [("killed", 3, 3), ("injured", 20, None)],
    ),
    "lives are claimed": (
        "The shelling from Ukraine into Russia's Belgorod region on Tuesday claimed six lives.",
        "cross_border_fire", [("killed", 6, 6)],
    ),
    "a toll rises to a figure": (
        "Gunmen attacked a village in Niger near the border with Mali on Sunday.|The death toll rose to 34 on Monday, officials said.",
        "border_attack", [("killed", 34, 34)],
    ),
    "a ministry puts the number of injured at a figure": (
        "Kyrgyz and Tajik troops exchanged fire at the border on Tuesday.|The health ministry put the number of injured at 12.",
        "border_clash", [("injured", 12, 12)],
    ),
    "no deaths are none": (
        "Kyrgyz and Tajik troops exchanged fire at the border on Tuesday.|No deaths were recorded, the ministry said.",
        "border_clash", [("killed", 0, 0)],
    ),
    "nobody was hurt": (
        "Rockets fired from Lebanon landed in northern Israel on Sunday. Nobody was hurt.",
        "cross_border_fire", [("injured", 0, 0)],
    ),
    "casualties are killed or wounded": (
        "Indian and Pakistani troops clashed along the Line of Control on Monday.|An army officer said 40 Pakistani soldiers were killed or wounded.",
        "border_clash", [("other", 40, 40)],
    ),
    "one side's toll and the other's": (
        "Armenian and Azerbaijani forces clashed at the border on Tuesday.|Armenia said four of its soldiers were killed.|Azerbaijan reported seven dead and ten wounded.",
        "border_clash", [("killed", 4, 4), ("killed", 7, 7), ("injured", 10, 10)],
    ),
    "bodies left behind": (
        "A group of gunmen clashed with Tajik border guards at the Afghan border on Monday. The attackers fled, leaving nine bodies behind.",
        "border_clash", [("killed", 9, 9)],
    ),
    "patients and staff are people": (
        "A missile fired from Turkey hit a hospital in Syria on Monday. Five patients were killed and three nurses were wounded.",
        "cross_border_fire", [("killed", 5, 5), ("injured", 3, 3)],
    ),
    "the dead include a part": (
        "Pakistani forces fired mortars into Afghanistan on Friday, killing seven people. The dead include three children.",
        "cross_border_fire", [("killed", 7, 7), ("killed", 3, 3)],
    ),
    "among the wounded a part": (
        "Rockets fired from Gaza wounded ten people in southern Israel on Monday, six of them soldiers.",
        "cross_border_fire", [("injured", 10, 10), ("injured", 6, 6)],
    ),
    "a toll including a part": (
        "Gunmen attacked a village in Niger near the border with Mali on Sunday, killing 14 people, including four children.",
        "border_attack", [("killed", 14, 14), ("killed", 4, 4)],
    ),
    # one person, named by what he is
    "a soldier is one": (
        "A Pakistani soldier was killed when Indian and Pakistani troops exchanged fire at the border on Tuesday.",
        "border_clash", [("killed", 1, 1)],
    ),
    "a soldier and two civilians": (
        "Shelling from Lebanon into Israel on Monday killed a soldier and wounded two farmers.",
        "cross_border_fire", [("killed", 1, 1), ("injured", 2, 2)],
    ),
    "another is one more": (
        "Gunmen ambushed a patrol in Niger near the border with Mali on Saturday, killing one policeman and wounding another.",
        "border_attack", [("killed", 1, 1), ("injured", 1, 1)],
    ),
    "a boy of an age is one": (
        "Gunmen attacked a village and killed a 16-year-old boy in Niger near the border with Mali on Monday.",
        "border_attack", [("killed", 1, 1)],
    ),
    "a child among the dead is no figure": (
        "Gunmen attacked a village in Niger near the border with Mali on Sunday, killing four people, including a child.",
        "border_attack", [("killed", 4, 4)],
    ),
    "a mother and daughter arrested are no figure": (
        "Polish border guards arrested a mother and her daughter at the border with Belarus on Monday.",
        "detention", [],
    ),
    "those who did the killing are not the killed": (
        "Three gunmen killed five soldiers in Niger near the border with Mali on Sunday.",
        "border_attack", [("killed", 5, 5), ("other", 3, 3)],
    ),
    "two of the seven escaped": (
        "Seven villagers were abducted at the border between India and China on Friday, but two managed to escape.",
        "detention", [("detained", 7, 7), ("other", 2, 2)],
    ),
    "those who fled over the border have crossed": (
        "More than 15,000 people fled from Sudan into Chad on Friday.",
        "refugee_influx", [("crossed", 15000, None)],
    ),
    "those who reached the border have not crossed": (
        "Fifty thousand refugees from Syria had reached Turkey's borders by Sunday, a minister said.",
        "refugee_influx", [("displaced", 50000, 50000)],
    ),
    "a further figure with its own day is a further incident": (
        "About 340 Congolese soldiers fled into Uganda on Thursday, and a further 75 followed on Friday.",
        "cross_border_retreat", [("crossed", 340, 340), ("crossed", 75, 75)],
    ),
    "those who flee toward it are displaced": (
        "The offensive has sent tens of thousands of people fleeing from Syria toward the Turkish border in the past week.",
        "refugee_influx", [("displaced", 20000, 99999)],
    ),
    "the day of the saying is not that of the toll": (
        "Gunmen attacked a village in Niger near the border with Mali on June 27.|The number of dead stood at 80, a ministry said on Tuesday.|Ten people were wounded, according to a report published on Saturday.",
        "border_attack", [("killed", 80, 80), ("injured", 10, 10)],
    ),
    "a part of those turned away": (
        "Indian guards turned back 27 migrants at the border with Bangladesh on Saturday, among them nine children.",
        "pushback", [("expelled", 27, 27), ("expelled", 9, 9)],
    ),
    "the zero line is no figure": (
        "Indian border guards shot dead two Bangladeshi traders along the zero line at the border on Sunday.",
        "cross_border_fire", [("killed", 2, 2)],
    ),
    "those forced from their homes are not the dead": (
        "Fighting on the border between Chad and Sudan on Monday killed 30 to 40 people and forced 5,000 from their homes.",
        "border_clash", [("killed", 30, 40), ("displaced", 5000, 5000)],
    ),
    "soldiers lost are dead": (
        "Azerbaijan said on Tuesday it lost 71 servicemen in clashes on the border with Armenia.",
        "border_clash", [("killed", 71, 71)],
    ),
    "a further toll is of the fight whose toll was told": (
        "Kyrgyz and Tajik troops exchanged fire at the border on Tuesday, killing at least two people.|Tajik guards shelled a village on the Kyrgyz side of the border on Tuesday.|Kyrgyzstan's health ministry put the number of injured at 12.",
        "border_clash", [("killed", 2, None), ("injured", 12, 12)],
    ),
    "a toll of another day is not the event's": (
        "Kyrgyz and Tajik border guards exchanged fire on Tuesday.|On June 11 guards at another post came under fire. Nobody was hurt.",
        "border_clash", [],
    ),
    "trucks that hid a haul are no haul": (
        "Iranian police confiscated 450 kilograms of opium from two trucks at the border with Pakistan on Monday.",
        "smuggling", [("seized_kg", 450, 450)],
    ),
    # who moves
    "a figure that another clause describes": (
        "Three men detained on Thursday at the Ethiopian border were denied entry into Sudan.",
        "pushback", [("expelled", 3, 3)],
    ),
    "people who mass are displaced": (
        "Up to 8,000 Syrians have massed along the border with Turkey to escape the bombardment, officials said on Sunday.",
        "refugee_influx", [("displaced", None, 8000)],
    ),
    "a nation's people are counted": (
        "Turkey opened its border on Sunday to thousands of Syrians who fled across the border from Syria.",
        "refugee_influx", [("crossed", 2000, 9999)],
    ),
    "a bare figure is the subject": (
        "The pilgrims waited at the border for days. More than 1,000 returned home to Belarus from Ukraine on Friday.",
        "return", [("returned", 1000, None)],
    ),
    "a group of so many": (
        "A group of 45 migrants crossed illegally from Belarus into Poland on Monday.",
        "irregular_crossing", [("crossed", 45, 45)],
    ),
    "a group numbering so many": (
        "A group of gunmen, numbering up to 40 men, crossed from Afghanistan into Tajikistan on Monday.",
        "incursion", [("crossed", None, 40)],
    ),
    "troops sent over the border have crossed": (
        "Angola attacked Zaire's southwestern province on Thursday, sending 1,400 troops across the border, the Zairean presidency said.",
        "incursion", [("crossed", 1400, 1400)],
    ),
    # units, vehicles, projectiles, hauls
    "companies and helicopters are deployed": (
        "Russia moved two motorized companies and four helicopters to the Tajik-Afghan border on Monday.",
        "reinforcement", [("deployed", 2, 2), ("deployed", 4, 4)],
    ),
    "weapons left behind are things": (
        "Tajik border guards clashed with smugglers at the Afghan border on Monday. The attackers abandoned three rafts and 1,200 rounds of ammunition.",
        "border_clash", [("other", 3, 3), ("other", 1200, 1200)],
    ),
    "a haul by weight, and one by piece": (
        "Tajik guards seized 120 kilograms of heroin and 15 rifles at the border with Afghanistan on Friday.",
        "smuggling", [("seized_kg", 120, 120), ("other", 15, 15)],
    ),
    "rockets are projectiles": (
        "Around 30 rockets were fired from Lebanon into northern Israel on Sunday.",
        "cross_border_fire", [("other", 30, 30)],
    ),
    "villagers moved from a fight are displaced": (
        "Kyrgyz and Tajik troops exchanged fire at the border on Tuesday. Around 1,500 villagers were evacuated overnight.",
        "border_clash", [("displaced", 1500, 1500)],
    ),
    "prisoners of a fight": (
        "Iranian troops repulsed an Iraqi attack at the border on Tuesday. Some 208 prisoners were taken.",
        "border_clash", [("detained", 208, 208)],
    ),
    # which of two
    "a toll of an earlier day belongs to the event of that day": (
        "Indian and Pakistani troops exchanged fire along the Line of Control on Tuesday.|On Saturday shelling from Pakistan into India hit a village.|On Tuesday three Indian soldiers were killed.",
        "border_clash", [("killed", 3, 3)],
    ),
    "the dead of a war are no toll": (
        "Turkish artillery shelled Kurdish positions inside Syria on Monday.|The war, which has lasted ten years, has left more than 300,000 people dead.",
        "cross_border_fire", [],
    ),
    "the dead of an old war are no toll": (
        "Indian and Chinese troops clashed at the border on Monday.|The two fought a war in 1962 that left 2,000 dead.|The war lasted a month and killed 1,300 Indians.",
        "border_clash", [],
    ),
    "a toll is of the fight, not of the march before it": (
        "Gunmen slipped across the border from Yemen into Saudi Arabia on Tuesday and attacked a patrol, leaving one guard dead and 11 others wounded.",
        "border_attack", [("killed", 1, 1), ("injured", 11, 11)],
    ),
    "a lead without a day sums up the latest": (
        "Border guards arrested nine men at the border between Mexico and the United States.|On Sunday four men were arrested at the border.|On Tuesday five others were arrested at the border.",
        "detention", [("detained", 4, 4), ("detained", 9, 9), ("detained", 5, 5)],
    ),
    "parts by place are none of their own": (
        "Agents arrested two men at the border between Mexico and the United States on Monday, one at a house and one at a garage.",
        "detention", [("detained", 2, 2)],
    ),
    "a headline's figure that the body repeats is one": (
        "Two Russian guards were killed in a clash on the Tajik-Afghan border on Monday.|The two guards were killed by gunmen.",
        "border_clash", [("killed", 2, 2)],
    ),
    "a lead's toll stands before its event": (
        "Five soldiers were killed and three wounded on Monday, the army said.|The soldiers died when gunmen ambushed their convoy in Niger near the border with Mali.",
        "border_attack", [("killed", 5, 5), ("injured", 3, 3)],
    ),
    "a round of a clash adds its toll to the clash": (
        "Indian and Pakistani troops clashed along the Line of Control on Monday.|Shooting broke out at about noon and two Indian soldiers were killed, the army said.",
        "border_clash", [("killed", 2, 2)],
    ),
    "who sits in a bus under attack is counted as neither dead nor hurt": (
        "Gunmen ambushed a bus carrying 34 civilians in Niger near the border with Mali on Sunday.",
        "border_attack", [("other", 34, 34)],
    ),
    "those caught with a haul are no haul": (
        "Three men were arrested with 40,000 packets of cigarettes at the Polish border with Belarus on Tuesday.",
        "smuggling", [("other", 40000, 40000)],
    ),
    "weight found on somebody who is arrested": (
        "Police arrested a woman carrying two kilograms of heroin at the border between Cambodia and Vietnam on Sunday.",
        "smuggling", [("seized_kg", 2, 2)],
    ),
    "remains are those who return": (
        "The remains of six Chinese soldiers were returned across the border from Vietnam to China on Friday.",
        "return", [("returned", 6, 6)],
    ),
    "soldiers captured in a border war are prisoners": (
        "Sudanese forces captured 45 South Sudanese soldiers on the border near Heglig on Monday.",
        "detention", [("detained", 45, 45)],
    ),
}  # fmt: skip


def reading_of(body: str) -> Reading:
    text = "Border report\n\nGENEVA, July 7 (Agency) - " + body.replace("|", "\n\n") + "\n"
    return parse(Document(text, Known(published=DAY, language="en")))


def read(body: str, event_type: str) -> list[Figure]:
    reading = reading_of(body)
    told = [i for i in reading.incidents if i.event_type.value == event_type and i.modality.value == "actual"]
    assert told, [i.event_type.value for i in reading.incidents]
    return [(c.kind.value, c.count.value.low, c.count.value.high) for i in told for c in i.claims]


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_figures_are_claims(case: str) -> None:
    body, event_type, figures = CASES[case]
    assert sorted(read(body, event_type), key=str) == sorted(figures, key=str)


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_the_words_of_a_claim_are_whole_words_and_figures(case: str) -> None:
    reading = reading_of(CASES[case][0])
    for claim in (c for i in reading.incidents for c in i.claims):
        for span in (claim.kind.span, claim.count.span):
            for edge in (span.start, span.end):
                assert not re.fullmatch(r"\w\w", reading.text[edge - 1 : edge + 1]), span.of(reading.text)
