"""Reports of other matters near borders, of which none is a border incident: courts, sport, trade, accidents, wars elsewhere, figures of speech."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday

# What the report is of: its body. Paragraphs are divided by "|".
CASES: dict[str, str] = {
    "a domestic murder in a border town": "A man was shot dead outside a bar in El Paso on Saturday, police said.|The 34-year-old victim had argued with his neighbour, detectives said. Two men were arrested.|El Paso lies on the border with Mexico.",
    "football supporters clash": "Supporters of Serbia and Croatia clashed in Zagreb on Sunday before a qualifying match.|Police detained 40 fans and fired tear gas.|Croatia beat Serbia 2-0.",
    "a match as a battle": "Argentina captured the Copa America title on Sunday after a battle with Chile in Santiago.|Argentina attacked from the start and Chile were forced to retreat.",
    "a cricket team crosses over": "The Indian cricket team crossed into Pakistan through Wagah on Tuesday for a one-day series.|Pakistani fans gathered at the border to greet them with flowers.",
    "a trade deal": "Thailand and Malaysia agreed on Monday to raise border trade to 30 billion dollars a year.|Trade ministers of the two countries met in Kuala Lumpur.|Exports of rubber rose by 12 percent.",
    "a tariff war": "The trade war between China and the United States flared again on Tuesday when Washington fired a new salvo of tariffs at Beijing.|Beijing retaliated within hours.",
    "a foreign war far from a border": "Syrian government troops battled rebels in the centre of Homs on Friday, activists said.|At least 15 people were killed when shells hit a market, they said.",
    "a bombing in a capital": "A car bomb exploded outside a mosque in Baghdad on Thursday, killing 22 people, police said.|Nobody claimed responsibility.",
    "a flood in a border province": "Floods in the Indian state of Assam, which borders Bangladesh, killed 14 people on Sunday.|Some 30,000 people fled their homes, officials said.",
    "an earthquake near a border": "An earthquake of magnitude 5.6 struck near the border between Iran and Turkey on Sunday, killing nine people and injuring 50.|The quake destroyed hundreds of houses.",
    "a traffic accident on a border road": "Eleven people were killed on Monday when a bus collided with a lorry on the road from Kathmandu to the Indian border.|Twenty were injured, police said.",
    "a train accident": "A train carrying 200 passengers from Russia to Finland derailed on Tuesday near Vyborg. Five people were injured.",
    "an election campaign": "The candidate attacked the government over its border policy on Thursday.|He said the country had lost control of its borders.",
    "a budget fight": "Democrats and Republicans clashed on Tuesday over money for the wall at the border with Mexico.|The Senate is to vote on Friday.",
    "a court case": "A court in Texas sentenced two men on Friday to 20 years for smuggling migrants from Mexico across the border.|The judge rejected their appeal.",
    "a film": "A film about smugglers on the border between Mexico and the United States won the top prize in Berlin on Saturday.|It tells of a man who carries cocaine over the border and is killed in a shootout.",
    "a festival at a border": "Thousands of pilgrims from India crossed into Nepal on Monday for a Hindu festival.|Hotels were fully booked.",
    "a road opened": "Uganda and Kenya opened a new 40-kilometre road near Busia on Wednesday, built with Chinese money.",
    "a currency under attack": "The Hong Kong dollar came under fire on Monday as speculators attacked the currency.|China said it would defend it.",
    "a company crosses borders": "The Kenyan bank will enter Uganda and Tanzania next year, it said on Monday.|It seized a fifth of the market at home.",
    "an epidemic": "Cholera has crossed the border from Zimbabwe into South Africa, where it killed 12 people last week, doctors said.",
    "locusts": "Swarms of locusts invaded Niger from Algeria on Sunday, destroying crops.",
    "a wildfire": "A forest fire that crossed from Spain into Portugal on Sunday forced 300 villagers from their homes.",
    "border force at an airport": "Border Force officers seized 20 kg of cocaine at Heathrow airport on Tuesday.|Two men were arrested.",
    "a strike by customs staff": "Customs officers went on strike on Monday, demanding higher pay.|Lorries queued for 10 km at the French border with Spain.",
    "a police unit by its name": "Border Security Force troops killed two militants in a gunbattle in Srinagar on Tuesday.|A civilian was wounded.",
    "a summit on other matters": "The presidents of Peru and Chile met in Lima on Thursday to discuss investment.|They signed five agreements on mining.",
    "an obituary": "The general, who fought against China on the border in 1962, died in Delhi on Monday. He was 91.",
    "a history book": "A book published on Tuesday tells how Soviet troops crossed the border into Poland in 1939 and captured thousands of soldiers.",
    "an anniversary": "Vietnam on Monday marked the 40th anniversary of the war in which Chinese troops invaded its northern provinces, killing tens of thousands.",
    "a weather front": "A cold front from Canada invaded the northern United States on Friday, killing four people on icy roads.",
    "prison riot in a border town": "Inmates rioted at a prison in Tijuana on Sunday. Nineteen prisoners were killed and 30 wounded.",
    "a strike in Africa": "Police in Lagos fired tear gas at striking workers on Monday, injuring 12. Unions said 20 people were arrested.",
    "a gang fight in a border city": "Drug gangs fought in Ciudad Juarez on Friday. Seven gunmen were killed, police said. The army sent 500 soldiers to the city.",
    "a plane crash": "A small plane from Colombia crashed in Ecuador on Saturday, killing all six on board.",
    "students abroad": "More than 2,000 Chinese students left for Australia on Sunday to begin their studies, officials said.",
    "labour migration": "Some 300,000 Nepalese workers went to Qatar last year, the ministry said on Tuesday. They sent home three billion dollars.",
    "a wedding over a border": "A bride from Pakistan crossed into India on Sunday to marry a teacher from Punjab.",
    "a marathon": "A thousand runners crossed the bridge between San Diego and Tijuana on Sunday in a marathon. A Kenyan captured first place.",
    "a chess duel": "The chess duel between Armenia and Azerbaijan ended in a draw on Tuesday.",
    "a diplomatic war of words": "Greece and Turkey traded verbal fire on Wednesday over a television series.",
    "a hunting accident": "A farmer shot his brother while hunting near the village of Wutung on Sunday.",
    "an air show": "French fighter jets flew over Germany on Sunday at an air show near Stuttgart.",
    "a ship rescue": "A Spanish tug rescued 14 sailors of a Moroccan cargo ship on Monday after its engine failed off Ceuta.",
    "a gas dispute": "Russia cut gas supplies to Ukraine on Thursday in a dispute over prices. Kiev said pressure fell by a third at the border.",
    "a sanctions vote": "The European Union agreed on Monday to strike at Belarus with sanctions over the election.",
    "police exercise inland": "Police in Peshawar held a drill on Monday in which officers stormed a school held by mock gunmen.",
    "protests inland": "Protesters clashed with police in Dhaka on Sunday. At least 30 people were injured and 50 detained.",
    "a beauty pageant": "Miss Lebanon and Miss Israel clashed on Sunday over a photograph.",
    "a hospital visit": "The president of Chad arrived in Cameroon on Sunday for medical treatment.",
    "a tourism record": "More than 20,000 tourists from Russia entered Georgia last month, up 12 percent, the agency said.",
    "a museum raid": "Thieves raided a museum in Basel on Sunday and escaped to France with two paintings, police said.",
    "a rumour of market shares": "Chinese phone makers have overrun the Indian market, capturing two thirds of sales last year.",
    "a stadium stampede": "Eight people died in a stampede at a stadium in Yaounde on Monday.",
    "a computer attack": "Hackers from North Korea attacked South Korean banks on Wednesday, the ministry said.",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_no_incident_is_read_from(case: str) -> None:
    text = "Report\n\nGENEVA, July 7 (Agency) - " + CASES[case].replace("|", "\n\n") + "\n"
    told = parse(Document(text, Known(published=DAY, language="en"))).incidents
    assert not [(i.event_type.value, i.modality.value) for i in told if i.modality.value in ("actual", "ordered")]
