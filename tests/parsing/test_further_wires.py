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
    ("a fight in which some fell", "Three Indian and four Chinese soldiers were hurt in a fist fight in the Galwan Valley on Monday.", "border_clash", "CN-IN", ">"),
    ("whatever fire is traded", "Thai and Cambodian troops traded rifle and rocket fire near Preah Vihear on Tuesday.", "border_clash", "KH-TH", ">"),
    ("vehicles of an army", "A column of nine Russian armoured carriers went over the border into Ukraine on Tuesday.", "incursion", "RU-UA", "RU>UA"),
    ("those who flee home return", "Some 700 Tunisians working in Libya fled home through the Ras Jdir crossing on Monday.", "return", "LY-TN", "LY>TN"),
    ("an attempt to slip past is one to cross", "Peru's navy caught four Venezuelans on Monday who tried to slip past a border post from Ecuador.", "irregular_crossing", "EC-PE", "EC>PE"),
    ("what is denied behind a semicolon", "Burundian rebels crossed from Rwanda on Monday, the army said; Kigali denied that its soil had been used.", "incursion", "BI-RW", "RW>BI"),
    ("whoever sends troops has them go", "Ethiopia sent 400 more soldiers over the border to the Somali town of Beledweyne on Tuesday, residents said.", "incursion", "ET-SO", "ET>SO"),
    ("marines who went some way in", "Mexican marines went 200 metres into Guatemala on Monday, the army there said.", "incursion", "GT-MX", "MX>GT"),
    ("a crossing by its name", "Uganda said on Tuesday that it had closed the Bunagana crossing because M23 rebels collected customs there.", "border_closure", "CD-UG", ">"),
    ("guards who are a force", "Iran massed 9,000 Revolutionary Guards on the Afghan border on Tuesday.", "reinforcement", "AF-IR", ">"),
    ("posts that open after an attack", "Tunisia reopened two posts on its frontier with Libya on Tuesday, a week after militants attacked a town there.", "border_reopening", "LY-TN", ">"),
    ("where migrants are bound", "Morocco's navy picked up 56 migrants on Monday from a boat heading for the Canary Islands.", "irregular_crossing", "ES-MA", "MA>ES"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "event_type", "border", "ends"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_wire_tells_of_its_incident(story: str, event_type: str, border: str, ends: str) -> None:
    found = [brief(one) for one in told(story)]
    assert (event_type, border, ends) in found


# (what the case shows, story, event type that it does not tell of, the one that it does)
NOT = [
    ("fighting that drove soldiers out was fought anywhere", "Some 200 Afghan soldiers fled across the border into Tajikistan on Tuesday after clashes with Taliban fighters, the Tajik border guard said.", "border_clash", "cross_border_retreat"),
    ("fighting since which people flee was fought anywhere", "Up to 20,000 people have arrived in eastern Chad from Sudan since fighting erupted in Khartoum on Saturday.", "border_clash", "refugee_influx"),
    ("planes that land are no fire", "Nine Afghan planes carrying 70 soldiers landed at Termez in Uzbekistan on Monday.", "cross_border_fire", "cross_border_retreat"),
    ("who speaks of a gate that was opened closes none", "Some 200 Afghan soldiers fled across the border into Tajikistan on Tuesday. “We opened the gate to them,” an officer said.", "border_reopening", "cross_border_retreat"),
    ("forces in transit retreat from nothing", "Turkey allowed Iraqi Kurdish forces to cross into Syria on Monday.", "cross_border_retreat", "incursion"),
    ("words are no fire", "Thailand and Cambodia traded verbal fire on Tuesday over a film.", "border_clash", None),
    ("troops back from a sweep return to no country", "Ethiopian militias ambushed Sudanese soldiers who were returning from a sweep along the border on Tuesday.", "return", "border_attack"),
    ("reservists called up elsewhere", "About 9,000 Russians have come over the border to Kazakhstan since Moscow called up reservists.", "reinforcement", "refugee_influx"),
    ("a smuggler's plane", "Bolivian police seized cocaine on Monday in a small plane that had flown in from Peru with two pilots.", "cross_border_retreat", None),
    ("migrants who storm a fence attack nobody", "About 900 migrants stormed the fence between Morocco and the Spanish enclave of Melilla on Monday.", "border_attack", "irregular_crossing"),
    ("what is told of to those who leave is no nation", "Chad told herders near the border with Sudan on Monday to leave, because this helps its army.", "pushback", None),
    ("a bridge of one of two borders that the report names", "Colombian troops crossed into Ecuador on Monday.\n\nMany farmers who live on the border between Peru and Brazil grow coffee.\n\nThe bridge was closed on Tuesday.", "border_closure", "incursion"),
    ("a closure without any border in a report of two neighbours", "Colombia grows coffee. So does Ecuador. The army shut the frontier on Tuesday.", "border_closure", None),
    ("wells and markets are no people", "Kenya refused access to the wells on its border with Somalia on Monday.", "pushback", None),
]  # fmt: skip


@pytest.mark.parametrize(("story", "other", "event_type"), [c[1:] for c in NOT], ids=[c[0] for c in NOT])
def test_a_wire_tells_of_no_other_incident(story: str, other: str, event_type: str | None) -> None:
    found = [one.event_type.value for one in told(story)]
    assert other not in found
    assert found == ([event_type] if event_type else [])


# (what the case shows, story, event type, first and last day, modality)
WHEN = [
    ("what was seized was found on the day", "Pakistani customs officers seized hashish hidden in a truck at the Chaman crossing from Afghanistan on Monday.", "smuggling", "2021-07-05", "2021-07-05", "actual"),
    ("those arrested were found on the day", "Border guards arrested nine people from Mexico who were found in a lorry on the Texas border on Tuesday.", "detention", "2021-07-06", "2021-07-06", "actual"),
    ("people come since a day until the report's", "About 9,000 people have arrived in eastern Chad from Sudan since fighting broke out on Sunday.", "refugee_influx", "2021-07-04", "2021-07-08", "actual"),
    ("an attack before what is announced happened", "Venezuela will close the crossing at San Antonio del Tachira after gunmen wounded three soldiers there on Monday, the president said.", "border_attack", "2021-07-05", "2021-07-05", "actual"),
    ("soldiers flee since a day until the report's, however long the clause", "Some 400 Sudanese soldiers have fled into Chad since the truce of the government there with the rebels of the west fell apart on Sunday.", "cross_border_retreat", "2021-07-04", "2021-07-08", "actual"),
    ("a closure since a day is of the day of closing", "Chad has closed its border with Sudan since the truce of the government there with the rebels of the west fell apart on Sunday.", "border_closure", "2021-07-04", "2021-07-04", "actual"),
    ("attacks since a day are of its day", "Gunmen have attacked posts on the border between Mali and Niger since the truce of the government there with the rebels of the west fell apart on Sunday.", "border_attack", "2021-07-04", "2021-07-04", "actual"),
    ("arrests since a day are of its day", "Police have arrested 40 people from Mexico on the Texas border since the talks of the two governments on trade and tariffs fell apart on Sunday.", "detention", "2021-07-04", "2021-07-04", "actual"),
    ("a denial behind a comma denies what stands before it", "Rwandan troops crossed into Congo on Monday, Kigali denied.", "incursion", "2021-07-05", "2021-07-05", "denied"),
    ("a denial behind a semicolon denies its own words", "Rwandan troops crossed into Congo on Monday, the army said; Kigali denied that it had sent any.", "incursion", "2021-07-05", "2021-07-05", "actual"),
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


# (what the case shows, report, event type, border, direction): the town of the date line says on which side of the border it was written
WRITTEN = [
    ("people who come over the border into the town itself", "GOMA, Congo, July 8 (Herald) - Some 400 Rwandans an hour were streaming over the border into this lakeside town on Tuesday, aid workers said.", "refugee_influx", "CD-RW", "RW>CD"),
    ("a border of which only the far side is named", "MINSK, July 8 (Herald) - Some 200 migrants tried to break through the border fence into Poland on Tuesday.", "irregular_crossing", "BY-PL", "BY>PL"),
    ("the same in Russian", "МИНСК, 8 июля. Несколько сотен мигрантов попытались прорваться через границу в Польшу во вторник.", "irregular_crossing", "BY-PL", "BY>PL"),
    ("a short Russian report", "ТЕРМЕЗ, 8 июля /Вестник/. Девять афганских пограничников бежали в Узбекистан в воскресенье.", "cross_border_retreat", "AF-UZ", "AF>UZ"),
    ("fire at each other in Russian", "БИШКЕК, 8 июля. Киргизские и таджикские пограничники открыли огонь друг по другу на границе во вторник.", "border_clash", "KG-TJ", ">"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("report", "event_type", "border", "ends"), [c[1:] for c in WRITTEN], ids=[c[0] for c in WRITTEN]
)
def test_the_date_line_says_where_it_was_written(report: str, event_type: str, border: str, ends: str) -> None:
    found = [brief(one) for one in parse(Document(report, Known(DAY))).incidents]
    assert found == [(event_type, border, ends)]


# (what the case shows, report, border, rule, words that tell it, end of the reason)
RESTS_ON = [
    ("one side named, the other only in the date line", "MINSK, July 8 (Herald) - Some 200 migrants stormed the Polish border on Tuesday.", "BY-PL", "border.dateline", "MINSK", "written in Minsk"),
    ("the border with one side", "KAMPALA, July 8 (Herald) - Soldiers clashed with rebels on the border with Congo on Monday.", "CD-UG", "border.dateline", "KAMPALA", "written in Kampala"),
    ("a word for a border and one side", "MINSK, July 8 (Herald) - Some 200 migrants tried to break through the border fence into Poland on Tuesday.", "BY-PL", "border.dateline", "MINSK", "written in Minsk"),
    ("one side by its people", "GOMA, Congo, July 8 (Herald) - Some 400 Rwandans were streaming over the border into this town on Tuesday.", "CD-RW", "border.dateline", "GOMA, Congo", "written in Goma"),
    ("one side in Russian", "МИНСК, 8 июля. Сотни мигрантов попытались прорваться через польскую границу во вторник.", "BY-PL", "border.dateline", "МИНСК", "written in Минск"),
    ("a word for a border and one side in Russian", "МИНСК, 8 июля. Сотни мигрантов попытались прорваться через границу в Польшу во вторник.", "BY-PL", "border.dateline", "МИНСК", "written in Минск"),
    ("no border, but two neighbours", "GENEVA, July 8 (Herald) - Colombia grows coffee. So does Ecuador. Guards pushed 40 migrants back at the frontier on Tuesday.", "CO-EC", "border.report_neighbours", "pushed", "the only neighbours that the report names have the Colombia–Ecuador border"),
    ("the only border of the report", "GENEVA, July 8 (Herald) - Sixty Venezuelan soldiers deserted and crossed into Colombia on Tuesday. The president had shut the border bridges on Monday.", "CO-VE", "border.report", "shut", "the only border of the report: CO-VE"),
    ("both sides named", "MINSK, July 8 (Herald) - Some 200 migrants stormed the border between Poland and Ukraine on Tuesday.", "PL-UA", "place.border", "border between Poland and Ukraine", "PL-UA"),
    ("a neighbour named elsewhere", "MINSK, July 8 (Herald) - Some 200 migrants stormed the Polish border on Tuesday. Ukraine had no comment.", "PL-UA", "place.border_one_sided", "Polish border", "the neighbour that the report names"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("report", "border", "rule", "words", "reason"), [c[1:] for c in RESTS_ON], ids=[c[0] for c in RESTS_ON]
)
def test_a_border_rests_on_the_words_that_tell_it(report: str, border: str, rule: str, words: str, reason: str) -> None:
    reading = parse(Document(report, Known(DAY)))
    last = reading.incidents[-1].border
    assert last is not None
    assert (last.value, last.rule, last.span.of(reading.text)) == (border, rule, words)
    assert last.reason.endswith(reason)


def test_who_fell_in_an_air_strike_did_not_launch_it() -> None:
    found = told("Nine Turkish soldiers were killed in an air strike over the border from Syria on Tuesday.")
    roles = [(one.event_type.value, actor.who.value.name, actor.role) for one in found for actor in one.actors]
    assert roles == [("cross_border_fire", "Turkish soldiers", "target")]


def test_a_sector_of_a_district_keeps_its_name() -> None:
    found = told(
        "Two soldiers died when guns shelled the Uri sector of Baramulla from across the Line of Control on Tuesday."
    )
    assert [one.place.value.name for one in found if one.place] == ["Uri sector"]
