"""Short wires of our own from many borders: what each tells, and what it must not be taken for."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.drafts import IncidentDraft

DAY = dt.date(2021, 7, 8)  # a Thursday


def told(story: str) -> list[IncidentDraft]:
    return list(parse(Document(f"GENEVA, July 8 (Herald) - {story}\n", Known(DAY, language="en"))).incidents)


def brief(one: IncidentDraft) -> tuple[str, str, str]:
    """ "incursion", "CD-RW", "RW>CD"."""
    ends = (one.from_country.value if one.from_country else "", one.to_country.value if one.to_country else "")
    return one.event_type.value, one.border.value if one.border else "", ">".join(ends)


# (what the case shows, story, event type, border, direction)
CASES = [
    ("a flight as a noun", "The flight of 300 Malian soldiers into Niger on Monday was the third this month.", "cross_border_retreat", "ML-NE", "ML>NE"),
    ("soldiers who are let in", "Around 150 Sudanese troops were allowed to cross into Chad on Tuesday after fighting with rebels.", "cross_border_retreat", "SD-TD", "SD>TD"),
    ("soldiers who beg to be let in", "Some 80 Iraqi policemen pleaded for shelter in Iran on Tuesday, officials said.", "cross_border_retreat", "IQ-IR", "IQ>IR"),
    ("soldiers who end up beyond", "Forty Congolese soldiers ended up in Uganda on Tuesday when rebels took their base.", "cross_border_retreat", "CD-UG", "CD>UG"),
    ("the host disarms them", "Uganda disarmed 90 Congolese soldiers who crossed the frontier on Tuesday.", "cross_border_retreat", "CD-UG", "CD>UG"),
    ("they are handed to the police", "Twelve Malian soldiers came over the border into Niger on Monday and were handed to the police.", "cross_border_retreat", "ML-NE", "ML>NE"),
    ("crews that land with their planes", "Nine Afghan helicopters carrying 70 soldiers landed in Uzbekistan on Monday without permission.", "cross_border_retreat", "AF-UZ", "AF>UZ"),
    ("a list of borders up to a semicolon", "Chad shut its borders with Sudan and Niger on Monday; on Tuesday it reopened the second.", "border_closure", "NE-TD", ">"),
    ("a group that takes a crossing", "The Taliban took the Islam Qala crossing on Tuesday.", "border_seizure", "AF-IR", ">"),
    ("troops sent over the border", "Congo accused Rwanda on Monday of sending troops over the border to fight beside rebels.", "incursion", "CD-RW", "RW>CD"),
    ("a fight hand to hand", "Ten Indian soldiers died in a hand-to-hand fight with Chinese troops in the Galwan Valley on Monday.", "border_clash", "CN-IN", ">"),
    ("where the target lies, not whose it is", "Iran fired missiles at what it called an Israeli base near Erbil in northern Iraq on Monday.", "cross_border_fire", "IQ-IR", "IR>IQ"),
    ("the state of the country's name lies beyond the border", "Some 6,000 Nigerians took refuge in Niger last week, UNHCR said.", "refugee_influx", "NE-NG", "NG>NE"),
    ("the comma before who says it joins nothing", "About 900 people stormed the fence between Morocco and the Spanish enclave of Melilla, Moroccan officials said on Monday.", "irregular_crossing", "ES-MA", ">"),
    ("foreigners ordered to leave", "Pakistan ordered all illegal immigrants, among them many Afghans, to leave by August, a minister said on Tuesday.", "pushback", "AF-PK", "PK>AF"),
    ("the border of the story, one side named", "Colombian troops crossed into Ecuador on Monday. Ecuador sealed the border on Tuesday.", "border_closure", "CO-EC", ">"),
    ("the border of the story, no side named", "Sixty Venezuelan soldiers deserted and crossed into Colombia on Tuesday. The president had shut the border bridges on Monday.", "border_closure", "CO-VE", ">"),
    ("the crossing of the story", "Migrants rushed the border fence near the San Ysidro crossing from Mexico on Sunday. The crossing was closed for six hours.", "border_closure", "MX-US", ">"),
    ("a warning follows on what happened", "Venezuela will close the crossing at San Antonio del Tachira after gunmen wounded three soldiers there, the president said on Tuesday.", "border_attack", "CO-VE", ">"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "event_type", "border", "ends"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_wire_tells_of_its_incident(story: str, event_type: str, border: str, ends: str) -> None:
    found = [brief(one) for one in told(story)]
    assert (event_type, border, ends) in found


# (what the case shows, story, event type that it does not tell of)
NOT = [
    ("fighting that drove soldiers out was fought anywhere", "Some 200 Afghan soldiers fled across the border into Tajikistan on Tuesday after clashes with Taliban fighters, the Tajik border guard said.", "border_clash"),
    ("fighting since which people flee was fought anywhere", "Up to 20,000 people have arrived in eastern Chad from Sudan since fighting erupted in Khartoum on Saturday.", "border_clash"),
    ("planes that land are no fire", "Nine Afghan planes carrying 70 soldiers landed at Termez in Uzbekistan on Monday.", "cross_border_fire"),
    ("who speaks of a gate that was opened closes none", "Some 200 Afghan soldiers fled across the border into Tajikistan on Tuesday. “We opened the gate to them,” an officer said.", "border_reopening"),
    ("migrants who storm a fence attack nobody", "About 900 migrants stormed the fence between Morocco and the Spanish enclave of Melilla on Monday.", "border_attack"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "event_type"), [c[1:] for c in NOT], ids=[c[0] for c in NOT])
def test_a_wire_tells_of_no_other_incident(story: str, event_type: str) -> None:
    assert event_type not in [one.event_type.value for one in told(story)]


# (what the case shows, story, event type, first and last day, modality)
WHEN = [
    ("what was seized was found on the day", "Pakistani customs officers seized hashish hidden in a truck at the Chaman crossing from Afghanistan on Monday.", "smuggling", "2021-07-05", "2021-07-05", "actual"),
    ("those arrested were found on the day", "Border guards arrested nine people from Mexico who were found in a lorry on the Texas border on Tuesday.", "detention", "2021-07-06", "2021-07-06", "actual"),
    ("an attack before what is announced happened", "Venezuela will close the crossing at San Antonio del Tachira after gunmen wounded three soldiers there on Monday, the president said.", "border_attack", "2021-07-05", "2021-07-05", "actual"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "event_type", "first", "last", "modality"), [c[1:] for c in WHEN], ids=[c[0] for c in WHEN]
)
def test_a_wire_tells_when(story: str, event_type: str, first: str, last: str, modality: str) -> None:
    one = next(i for i in told(story) if i.event_type.value == event_type)
    assert one.when is not None
    assert (str(one.when.value.first), str(one.when.value.last), one.modality.value) == (first, last, modality)


# (what the case shows, story, event type, actor and role)
WHO = [
    ("a name of one letter and a number", "M23 rebels seized the border town of Bunagana on Monday, an officer said.", "border_seizure", "M23", "initiator"),
    ("who takes soldiers in is the host", "Tajikistan took in 300 Afghan soldiers on Monday.", "cross_border_retreat", "Tajikistan", "host"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "event_type", "name", "role"), [c[1:] for c in WHO], ids=[c[0] for c in WHO])
def test_a_wire_tells_who(story: str, event_type: str, name: str, role: str) -> None:
    one = next(i for i in told(story) if i.event_type.value == event_type)
    assert (name, role) in [(actor.who.value.name, actor.role) for actor in one.actors]
