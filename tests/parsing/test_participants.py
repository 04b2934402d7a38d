"""Who takes part and as what, on reports of our own in the style of wires: every incident's actors with their roles."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, Reading, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday

# (what it shows, words, event type, the actors as "name = role")
CASES = [
    ("both sides of a verb with an object",
     "Thai soldiers traded fire with Cambodian troops at the border on Tuesday.", "border_clash",
     {"Thai soldiers = initiator", "Cambodian troops = initiator"}),
    ("the other side of clashes with somebody",
     "Tajik border guards engaged in clashes with Kyrgyz servicemen on the Kyrgyz-Tajik border on Monday.", "border_clash",
     {"Tajik border guards = initiator", "Kyrgyz servicemen = initiator"}),
    ("two sides that the sentence before names",
     "Armenian troops and Azerbaijani forces have faced each other for a week. A firefight broke out on Monday between the "
     "two sides on the Armenian-Azerbaijani border.", "border_clash",
     {"Armenian troops = initiator", "Azerbaijani forces = initiator"}),
    ("a clash whose noun names nobody",
     "Eritrean soldiers remain near Badme. Ethiopian troops hold the hills. An exchange of fire across the Ethiopian-Eritrean "
     "border was heard on Sunday.", "border_clash",
     {"Eritrean soldiers = initiator", "Ethiopian troops = initiator"}),
    ("a demonym before an act of force",
     "Iran said its troops repulsed heavy Iraqi counter-attacks on the Iran-Iraq border on Tuesday.", "border_clash",
     {"Iranian troops = initiator", "Iraqi forces = initiator"}),
    ("whom mediators bring together",
     "Norway brokered a ceasefire between Israel and Lebanon after Monday's exchange over their border.", "diplomatic_contact",
     {"Norway = initiator", "Israel = initiator", "Lebanon = initiator"}),
    ("a possessive that stands for the speaker's country",
     "Turkey's defence minister said his country's army shelled Kurdish militants in northern Syria on Monday.", "cross_border_fire",
     {"Turkish army = initiator", "Kurdish militants = target"}),
    ("the land that shells fall on takes no part, where nobody is hit",
     "Rockets fired from Lebanon landed in northern Israel on Sunday.", "cross_border_fire", set()),
    ("a country with a name of two words",
     "Saudi Arabia closed its border with Yemen on Monday.", "border_closure", {"Saudi Arabia = initiator"}),
    ("a people with a name of two words",
     "North Korean soldiers abducted three South Koreans at the border on Monday.", "detention",
     {"North Korean soldiers = initiator", "South Koreans = target"}),
    ("aircraft by their make",
     "Croatian MiG-21s bombed refugees over the border in Bosnia on Monday.", "cross_border_fire",
     {"Croatian MiG-21s = initiator", "refugees = target"}),
    ("a counterpart under his name",
     "The foreign minister of Niger met his Chadian counterpart Moussa Faki on Monday to discuss the border between Niger and Chad.",
     "diplomatic_contact", {"foreign minister = initiator", "Moussa Faki = initiator"}),
    ("the land that rockets come from does not fire them",
     "Rocket fire from Syria hit a Turkish soldier over the border on Monday.", "cross_border_fire", {"Turkish soldier = target"}),
    ("whose post it is that nobody named has shut",
     "The checkpoint at Torkham on the border between Afghanistan and Pakistan has been closed since Sunday.", "border_closure",
     {"Pakistan = initiator"}),
    ("whom a strike killed and not who was killed elsewhere in the sentence",
     "An Israeli drone fired on a car over the border in Lebanon on Monday, killing two Hezbollah members, a day after a missile "
     "killed an Israeli woman.", "cross_border_fire", {"Israeli drone = initiator", "Hezbollah = target"}),
    ("the country into which people flee is their host",
     "Thousands of Syrians fled into Turkey on Sunday to escape a government offensive.", "refugee_influx",
     {"Syrians = mover", "government = cause", "Turkey = host"}),
    ("peoples by their plural",
     "Chinese soldiers abducted five Indians near the border between India and China on Friday.", "detention",
     {"Chinese soldiers = initiator", "Indians = target"}),
    ("the full name that a description is known by",
     "A coalition of Kurdish-led fighters known as the Syrian Democratic Forces seized a village near the Turkish border on Monday.",
     "border_seizure", {"Syrian Democratic Forces (SDF) = initiator"}),
    ("names beside the noun that they explain",
     "Two Ukrainians, Petro Koval and Ivan Bondar, returned home to Ukraine from Russia on Wednesday.", "return",
     {"Petro Koval = mover", "Ivan Bondar = mover"}),
    ("who carries contraband, and who finds it",
     "Four smugglers carried 20 kilograms of heroin across the border from Afghanistan into Tajikistan on Monday.", "smuggling",
     {"smugglers = mover"}),
    ("who seizes contraband",
     "Tajik border guards seized 120 kilograms of heroin at the border with Afghanistan on Friday.", "smuggling",
     {"Tajik border guards = initiator"}),
    ("whom an accusation is about",
     "Rwanda accused Ugandan soldiers of crossing into its territory over the Rwanda-Uganda border on Monday.", "incursion",
     {"Ugandan soldiers = mover"}),
    ("one name for one side, the fuller one",
     "Border fighting flared on Monday. Turkish army units shelled Kurdish militants in Syria on Monday, and Turkey shelled the "
     "militants across the Syrian border again in the evening.", "cross_border_fire",
     {"Turkish army units = initiator", "Kurdish militants = target"}),
    ("an agency that only reports takes no part",
     "Polish border guards detained 12 migrants at the border with Belarus on Monday, Reuters reported.", "detention",
     {"Polish border guards = initiator", "migrants = target"}),
    ("who reopens is who closed",
     "Pakistan reopened the Chaman crossing with Afghanistan on Tuesday. The crossing was closed on Sunday after a shooting.",
     "border_closure", {"Pakistan = initiator"}),
    ("whose gate it is",
     "The Turkish border gate at Oncupinar was closed on Sunday, leaving refugees in Syria.", "border_closure", {"Turkey = initiator"}),
    ("those who run and those whom they run from",
     "Thousands of Syrians fled toward the Turkish border on Sunday to escape a government offensive.", "refugee_influx",
     {"Syrians = mover", "government = cause"}),
    ("those who act in the clause that says after what",
     "About 300 Congolese soldiers crossed into Uganda on Tuesday after mutineers overran their post.", "cross_border_retreat",
     {"Congolese soldiers = mover", "mutineers = cause"}),
    ("whom an attack killed, where nobody else is its target",
     "A missile launched from Lebanon landed in Israel on Monday, killing three Thai farmers.", "cross_border_fire",
     {"Thai farmers = target"}),
    ("a town that looks like a body takes no part",
     "Rebels captured Karubanga on the border between Congo and Uganda on Monday.", "border_seizure", {"Rebels = initiator"}),
    ("a body under its short name",
     "The Northern Border Rifles (NBR) patrol the line. The NBR turned back 27 migrants at the border between India and Bangladesh "
     "on Monday.", "pushback", {"Northern Border Rifles (NBR) = initiator", "migrants = target"}),
    ("the body that bare words belong to",
     "Members of the Arakan Army captured a post on the border between Myanmar and Bangladesh on Monday.", "border_seizure",
     {"Arakan Army = initiator"}),
    ("who says that a border will be closed has it closed",
     "President Ivan Petrov said on Monday the border between Poland and Belarus would be closed.", "border_closure",
     {"Ivan Petrov = initiator"}),
    ("who lets refugees in is their host",
     "Chad admitted 4,000 refugees at the border with Sudan on Monday.", "refugee_influx", {"refugees = mover", "Chad = host"}),
]  # fmt: skip


def read(words: str) -> Reading:
    return parse(Document(f"Border report\n\nGENEVA, July 7 (Agency) - {words}\n", Known(published=DAY, language="en")))


@pytest.mark.parametrize(("words", "kind", "actors"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_actors_of_an_incident(words: str, kind: str, actors: set[str]) -> None:
    told = [i for i in read(words).incidents if i.event_type.value == kind]
    assert told, "no such incident"
    assert {f"{a.who.value.name} = {a.role}" for a in told[0].actors} == actors
