"""Where an incident happened, on reports of our own in the style of wires: the name, how exactly, and by which rule."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.drafts import IncidentDraft

DAY = dt.date(2021, 7, 7)  # a Wednesday

# (what it shows, dateline, words, event type, place, where_prec, rule)
CASES = [
    ("a village on no list keeps its name, and is drawn as the border",
     "KAMPALA", "Rebels attacked a convoy near the village of Karubanga on the border between Congo and Uganda on Monday.", "border_attack",
     "Karubanga", 5, "place.unmapped"),
    ("a post that is named by its kind",
     "ANKARA", "Militants attacked the Gedikova outpost near the border between Turkey and Iraq on Monday.", "border_attack",
     "Gedikova", 5, "place.unmapped"),
    ("a hill with a number",
     "BANGKOK", "Thai jets bombed Laotian bunkers on Hill 1153 across the border in Laos on Monday.", "cross_border_fire",
     "Hill 1153", 5, "place.unmapped"),
    ("what was captured is where",
     "SANAA", "Rebels captured Jabal Sadwan on the border between Yemen and Saudi Arabia on Monday.", "border_seizure",
     "Jabal Sadwan", 5, "place.unmapped"),
    ("a listed border town that the model takes for something else",
     "ANKARA", "A rocket fired from Syria struck a hillside outside Kilis near the Turkish border on Monday.", "cross_border_fire",
     "Kilis", 2, "place.gazetteer"),
    ("this town is the dateline's where it lies at the border",
     "DAJABON, Dominican Republic", "The Dominican Republic sent soldiers to the border with Haiti in this town on Monday.", "reinforcement",
     "Dajabon", 1, "place.dateline"),
    ("the dateline's town at the border is the scene where the sentence says so",
     "KHOROG, Tajikistan", "About 120 refugees fled across the Tajik-Afghan border near Khorog on Monday.", "refugee_influx",
     "Khorog", 2, "place.gazetteer"),
    ("the capital of the dateline is never the scene",
     "VIENTIANE, Laos", "Thai and Laotian troops exchanged fire on the border here on Monday.", "border_clash",
     "border", 5, "place.section"),
    ("where reinforcements come from is not where they go",
     "BISHKEK", "Kyrgyzstan sent another 300 reservists from Osh to the border with Tajikistan on Monday.", "reinforcement",
     "Kyrgyzstan-Tajikistan border", 5, "place.border_one_sided"),
    ("talks at a crossing are there",
     "DUSHANBE", "Kyrgyz and Tajik officials met for talks on the border at the Guliston crossing on Monday.", "diplomatic_contact",
     "Guliston crossing", 1, "place.curated"),
    ("a village of the same paragraph",
     "DUSHANBE", "Gunmen crossed the river near the village of Dashtak. A firefight between Afghan gunmen and Tajik guards at the frontier lasted "
     "an hour on Monday.", "border_clash", "Dashtak", 5, "place.unmapped"),
    ("fighting goes on where it was told last",
     "TUNIS", "The funerals were held in Ben Guerdane near the Libyan border.\n\nAround 50 attackers stormed a police post near the border at "
     "dawn on Monday.", "border_attack", "Ben Guerdane", 1, "place.gazetteer"),
    ("a people of two nations is no border",
     "BELGRADE", "Serbian police turned back 300 Bosnian Serb men at the border with Bosnia on Monday.", "pushback",
     "Bosnia and Herzegovina-Serbia border", 5, "place.border_one_sided"),
    ("the speakers' town is not the scene",
     "ANKARA", "Some 300 refugees fled across the border from Syria into Turkey on Monday, officials in Kilis said.", "refugee_influx",
     "Syrian-Turkish border", 5, "place.section"),
    ("what one advances towards is not reached",
     "BEIRUT", "Syrian rebels advanced toward Azaz from Turkey on Monday.", "incursion",
     "border", 5, "place.section"),
    ("a town that an aside names is its own scene",
     "ANKARA", "Turkish guns at the border, which jets from Kilis joined, shelled Syria on Monday.", "cross_border_fire",
     "border", 5, "place.section"),
    ("a town of the after-clause is the scene of what went before",
     "NIAMEY", "Niger sent 500 soldiers to its border with Nigeria on Monday after gunmen overran Diffa.", "reinforcement",
     "border", 5, "place.border_one_sided"),
    ("a capital that only tells is no scene",
     "GENEVA", "In Vientiane, state radio reported that Laotian troops shelled a village in Thailand on Monday.", "cross_border_fire",
     "Laotian-Thai border", 5, "place.section"),
    ("what happened months ago is not in the town of these days' sentence",
     "ANKARA", "Police in Kilis near the Syrian border searched a house on Monday. Troops of Syria and Turkey clashed on their border in March.", "border_clash",
     "border", 5, "place.section"),
    ("a closed border is closed at the gate that the report names",
     "ANKARA", "Turkey kept out refugees from Syria.\n\nThousands of Syrians have massed along the border, which remained closed on Monday.\n\nTrucks waited at the Oncupinar gate, and families camped at Azaz.", "border_closure",
     "Oncupinar", 1, "place.curated"),
    ("the border as a whole is not closed at the town whose people it keeps out",
     "ANKARA", "Turkey closed its border with Syria to the people of Azaz on Monday.", "border_closure",
     "border", 5, "place.border"),
    ("a later sentence names the place of the attack",
     "ANKARA", "Gunmen from Syria killed two shepherds near the border with Turkey on Monday, officials said.\n\nThe attack happened near Kilis.", "border_attack",
     "Kilis", 2, "place.gazetteer"),
]  # fmt: skip


def told(dateline: str, words: str, kind: str) -> IncidentDraft:
    text = f"Border report\n\n{dateline}, July 7 (Agency) - {words}\n"
    found = parse(Document(text, Known(published=DAY, language="en"))).incidents
    return next(i for i in found if i.event_type.value == kind)


@pytest.mark.parametrize(
    ("dateline", "words", "kind", "name", "prec", "rule"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_where_an_incident_happened(dateline: str, words: str, kind: str, name: str, prec: int, rule: str) -> None:
    one = told(dateline, words, kind)
    assert one.place is not None and one.where_prec is not None
    assert (name in one.place.value.name, one.where_prec.value, one.place.rule) == (True, prec, rule), one.place


def test_a_place_on_no_list_has_no_spot() -> None:
    one = told("KAMPALA", CASES[0][2], "border_attack")
    assert one.place is not None and (one.place.value.lat, one.place.value.lon) == (None, None)
