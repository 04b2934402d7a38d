"""What happened, in one sentence: type, modality, border and direction, on sentences of our own in the style of wires."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.parsing import Document, Known, Reading, parse

DAY = dt.date(2021, 7, 7)  # a Wednesday

# (sentence, event type, modality, border, from, to); an empty type: no incident at all.
CASES = [
    # retreats
    ("More than 130 Afghan border guards fled into Tajikistan on Tuesday after militants overran their post.", "cross_border_retreat", "actual", "AF-TJ", "AF", "TJ"),
    ("Some 60 Malian soldiers crossed the border into Niger on Sunday and sought refuge in a village.", "cross_border_retreat", "actual", "ML-NE", "ML", "NE"),
    ("About 40 Congolese policemen took refuge in Uganda on Monday after rebels attacked their barracks.", "cross_border_retreat", "actual", "CD-UG", "CD", "UG"),
    ("The retreat of 85 Iraqi border guards into Iran was reported on Saturday.", "cross_border_retreat", "actual", "IQ-IR", "IQ", "IR"),
    ("Myanmar troops have retreated across the border to Bangladesh since Sunday under attack from the Arakan Army.", "cross_border_retreat", "actual", "BD-MM", "MM", "BD"),
    # refugees
    ("Some 2,000 villagers fled across the border from Sudan into Chad on Friday to escape the fighting.", "refugee_influx", "actual", "SD-TD", "SD", "TD"),
    ("Thousands of Burundians have poured into Rwanda since Sunday, the UN refugee agency said.", "refugee_influx", "actual", "BI-RW", "BI", "RW"),
    ("The offensive has sent tens of thousands of people fleeing from Syria toward the Turkish border in the past week.", "refugee_influx", "actual", "SY-TR", "SY", "TR"),
    ("Up to 8,000 Syrians have massed along the border with Turkey to escape the bombardment, officials said on Sunday.", "refugee_influx", "actual", "SY-TR", "SY", "TR"),
    ("An exodus of 3,000 refugees from Eritrea to Ethiopia was recorded last month.", "refugee_influx", "actual", "ER-ET", "ER", "ET"),
    # irregular crossings
    ("About 80 migrants crossed the border fence from Morocco into Spain illegally at dawn on Sunday.", "irregular_crossing", "actual", "ES-MA", "MA", "ES"),
    ("Coastguards intercepted 40 migrants in a dinghy crossing from Turkey to Greece on Monday.", "irregular_crossing", "actual", "GR-TR", "TR", "GR"),
    ("A North Korean soldier defected to South Korea across the border on Thursday.", "irregular_crossing", "actual", "KP-KR", "KP", "KR"),
    ("Twenty-five men were caught on Tuesday as they tried to cross illegally from Belarus into Poland.", "irregular_crossing", "actual", "BY-PL", "BY", "PL"),
    ("A mother and two children swam across the Rio Grande from Mexico to the United States on Monday without papers.", "irregular_crossing", "actual", "MX-US", "MX", "US"),
    # push-backs and returns
    ("Hungarian police pushed 30 migrants back across the border into Serbia on Monday.", "pushback", "actual", "HU-RS", "HU", "RS"),
    ("Seven men were denied entry into Sudan on Thursday at the border with Ethiopia.", "pushback", "actual", "ET-SD", "SD", "ET"),
    ("Iran deported 1,200 Afghans to Afghanistan on Sunday through the Islam Qala border crossing.", "pushback", "actual", "AF-IR", "IR", "AF"),
    ("About 600 Afghan soldiers who had fled were flown home to Afghanistan from Tajikistan on Wednesday.", "return", "actual", "AF-TJ", "TJ", "AF"),
    ("Chad handed over 12 captured Sudanese soldiers to Sudan at the border on Friday.", "return", "actual", "SD-TD", "TD", "SD"),
    ("More than 300 refugees returned home to Burundi from Rwanda on Tuesday.", "return", "actual", "BI-RW", "RW", "BI"),
    # incursions
    ("Rwandan troops crossed into eastern Congo on Monday in pursuit of rebels.", "incursion", "actual", "CD-RW", "RW", "CD"),
    ("Two Turkish fighter jets violated Greek airspace on Thursday.", "incursion", "actual", "GR-TR", "TR", "GR"),
    ("Ethiopian forces entered Somalia on Saturday, witnesses said.", "incursion", "actual", "ET-SO", "ET", "SO"),
    ("Iraq launched an invasion of Kuwait on Thursday, sending tanks over the border.", "incursion", "actual", "IQ-KW", "IQ", "KW"),
    # clashes
    ("Kyrgyz and Tajik border guards clashed near Batken on Thursday, leaving four soldiers dead.", "border_clash", "actual", "KG-TJ", "", ""),
    ("Indian and Pakistani troops exchanged fire along the Line of Control on Sunday.", "border_clash", "actual", "IN-PK", "", ""),
    ("A firefight between Cambodian and Thai soldiers at the border on Friday killed one villager.", "border_clash", "actual", "KH-TH", "", ""),
    ("Heavy fighting broke out on the Armenian-Azerbaijani border on Tuesday.", "border_clash", "actual", "AM-AZ", "", ""),
    ("The two sides traded artillery fire across the Sudan-South Sudan border overnight.", "border_clash", "actual", "SD-SS", "", ""),
    # fire over the line
    ("Rockets fired from Lebanon landed in northern Israel on Sunday, wounding two farmers.", "cross_border_fire", "actual", "IL-LB", "LB", "IL"),
    ("Turkish artillery shelled Kurdish positions inside Syria for a third day on Monday.", "cross_border_fire", "actual", "SY-TR", "TR", "SY"),
    ("Pakistani forces fired mortars into Afghanistan on Friday, killing five civilians.", "cross_border_fire", "actual", "AF-PK", "PK", "AF"),
    ("Shelling from Ukraine hit a village in Russia's Belgorod region on Wednesday.", "cross_border_fire", "actual", "RU-UA", "UA", "RU"),
    ("An Israeli air strike on a convoy in Syria killed three people on Tuesday.", "cross_border_fire", "actual", "IL-SY", "IL", "SY"),
    # attacks
    ("Gunmen ambushed a convoy in Niger near the border with Mali on Saturday, killing nine civilians.", "border_attack", "actual", "ML-NE", "", ""),
    ("A suicide bomber blew himself up at a checkpoint on the Afghan-Pakistani border on Monday.", "border_attack", "actual", "AF-PK", "", ""),
    ("At least 12 traders were killed in an attack near Nigeria's border with Cameroon on Thursday.", "border_attack", "actual", "CM-NG", "", ""),
    # seizures
    ("Taliban fighters captured the Sher Khan Bandar border crossing with Tajikistan on 22 June.", "border_seizure", "actual", "AF-TJ", "", ""),
    ("Rebels took control of the town of Bunagana on Congo's border with Uganda on Monday.", "border_seizure", "actual", "CD-UG", "", ""),
    ("The Islam Qala crossing on the border with Iran fell to the Taliban on Thursday, Afghan officials said.", "border_seizure", "actual", "AF-IR", "", ""),
    # closures and reopenings
    ("Iran closed the Milak crossing on its border with Afghanistan on Sunday.", "border_closure", "actual", "AF-IR", "", ""),
    ("The border between Chad and Sudan has been sealed since Monday.", "border_closure", "actual", "SD-TD", "", ""),
    ("Turkey has kept its border with Syria closed to the newcomers this week.", "border_closure", "actual", "SY-TR", "", ""),
    ("The border between Rwanda and Burundi remained closed on Tuesday.", "border_closure", "actual", "BI-RW", "", ""),
    ("Pakistan reopened the Chaman crossing with Afghanistan on Saturday.", "border_reopening", "actual", "AF-PK", "", ""),
    ("Traffic across the border between Georgia and Russia resumed on Friday.", "border_reopening", "actual", "GE-RU", "", ""),
    # reinforcement
    ("Uzbekistan has deployed tanks along its border with Afghanistan since Monday.", "reinforcement", "actual", "AF-UZ", "", ""),
    ("Thailand put its troops on high alert along the border with Cambodia on Tuesday.", "reinforcement", "actual", "KH-TH", "", ""),
    ("Poland began to build a fence on its border with Belarus on Monday.", "reinforcement", "actual", "BY-PL", "", ""),
    ("Kyrgyzstan tightened security on the border with Tajikistan on Sunday.", "reinforcement", "actual", "KG-TJ", "", ""),
    ("Russian and Tajik forces began joint drills near the Tajik-Afghan border on Tuesday.", "reinforcement", "actual", "AF-TJ", "", ""),
    # crime
    ("Tajik guards seized 120 kilograms of heroin at the border with Afghanistan on Friday.", "smuggling", "actual", "AF-TJ", None, None),
    ("Four men smuggled weapons from Libya into Tunisia on Monday.", "smuggling", "actual", "LY-TN", "LY", "TN"),
    ("Six fishermen were detained by Pakistani coastguards near the border with India on Monday.", "detention", "actual", "IN-PK", "", ""),
    ("Gunmen abducted five herders on the border between Kenya and Somalia on Wednesday.", "detention", "actual", "KE-SO", "", ""),
    # deaths
    ("Three migrants drowned in the Evros river on Tuesday while crossing from Turkey to Greece.", "border_death", "actual", "GR-TR", "TR", "GR"),
    ("A shepherd was killed when he stepped on a landmine at the Iran-Iraq border on Friday.", "border_death", "actual", "IQ-IR", None, None),
    # talks
    ("The foreign ministers of Armenia and Azerbaijan discussed the border situation by telephone on Friday.", "diplomatic_contact", "actual", "AM-AZ", "", ""),
    ("Afghan and Pakistani officials held talks on the border on Monday.", "diplomatic_contact", "actual", "AF-PK", "", ""),
    ("India and China signed an agreement on their disputed border on Tuesday.", "diplomatic_contact", "actual", "CN-IN", "", ""),
    # other
    ("Chinese and Indian troops faced off at their Himalayan border on Wednesday.", "other", "actual", "CN-IN", "", ""),
    # ordered
    ("Poland will close its border with Belarus on Thursday, the interior minister said.", "border_closure", "ordered", "BY-PL", "", ""),
    ("President Rahmon ordered the army on Monday to deploy 20,000 reservists along the Tajik-Afghan border.", "reinforcement", "ordered", "AF-TJ", "", ""),
    ("Kenya plans to build a wall along its border with Somalia, the government announced on Tuesday.", "reinforcement", "ordered", "KE-SO", "", ""),
    ("Tajikistan and Uzbekistan are to hold talks on the border on Friday.", "diplomatic_contact", "ordered", "TJ-UZ", "", ""),
    # retreat / refugees
    ("As many as 47 Ukrainian servicemen crossed into Russia overnight, abandoning their positions, the FSB said.", "cross_border_retreat", "actual", "RU-UA", "UA", "RU"),
    ("Dozens of Armenian soldiers who had been surrounded escaped into Iran on Friday.", "cross_border_retreat", "actual", "AM-IR", "AM", "IR"),
    ("Under pressure from advancing rebels, 150 Chadian gendarmes fell back into Cameroon on Sunday.", "cross_border_retreat", "actual", "CM-TD", "TD", "CM"),
    ("Nearly 10,000 Rohingya have arrived in Bangladesh from Myanmar in the last three days, fleeing violence.", "refugee_influx", "actual", "BD-MM", "MM", "BD"),
    ("UNHCR said 12,400 people had crossed from the Central African Republic into Cameroon since Monday.", "refugee_influx", "actual", "CF-CM", "CF", "CM"),
    ("Fighting in Karen State has forced about 3,000 villagers to flee to Thailand from Myanmar, aid workers said on Tuesday.", "refugee_influx", "actual", "MM-TH", "MM", "TH"),
    ("A new wave of Syrian refugees reached Lebanon on Tuesday, aid agencies said.", "refugee_influx", "actual", "LB-SY", "SY", "LB"),
    ("Hundreds of ethnic Armenians streamed out of Azerbaijan into Armenia on Sunday.", "refugee_influx", "actual", "AM-AZ", "AZ", "AM"),
    # irregular
    ("Border guards stopped 112 attempts to cross the border illegally from Belarus on Tuesday, Poland's border service said.", "irregular_crossing", "actual", "BY-PL", "BY", "PL"),
    ("Five Cubans were rescued from a raft on Monday while trying to reach Florida in the United States.", "irregular_crossing", "actual", "CU-US", "CU", "US"),
    ("Some 250 Africans stormed the fence at Melilla on Thursday to get into Spain from Morocco.", "irregular_crossing", "actual", "ES-MA", "MA", "ES"),
    ("Agents apprehended a group of 63 undocumented migrants who had crossed the Rio Grande from Mexico on Saturday.", "detention", "actual", "MX-US", None, None),
    # pushback / return
    ("Croatian officers beat and expelled 22 migrants to Bosnia on Saturday, a charity said.", "pushback", "actual", "BA-HR", "HR", "BA"),
    ("Greek coastguards turned back a boat carrying 30 people toward Turkey on Wednesday.", "pushback", "actual", "GR-TR", "GR", "TR"),
    ("Latvia turned away 86 people at its border with Belarus on Sunday.", "pushback", "actual", "BY-LV", "LV", "BY"),
    ("Saudi Arabia expelled 700 Yemenis across the border on Monday.", "pushback", "actual", "SA-YE", "SA", "YE"),
    ("Eighteen Indian fishermen were released by Pakistan and handed over at the Wagah border crossing on Friday.", "return", "actual", "IN-PK", "PK", "IN"),
    ("The repatriation of 400 Congolese refugees from Uganda began on Tuesday.", "return", "actual", "CD-UG", "UG", "CD"),
    ("Armenia and Azerbaijan exchanged 35 prisoners of war at their border on Wednesday.", "return", "actual", "AM-AZ", None, None),
    # incursion
    ("A column of Russian tanks rolled into Georgia early on Friday.", "incursion", "actual", "GE-RU", "RU", "GE"),
    ("A Syrian helicopter strayed into Turkish airspace on Monday before turning back.", "incursion", "actual", "SY-TR", "SY", "TR"),
    ("Venezuelan troops made an incursion into Colombia on Thursday, Bogota said.", "incursion", "actual", "CO-VE", "VE", "CO"),
    ("South Korea said a North Korean drone had crossed the border on Monday.", "incursion", "actual", "KP-KR", "KP", "KR"),
    ("Kenyan soldiers crossed the border into Somalia on Sunday in pursuit of al-Shabaab fighters.", "incursion", "actual", "KE-SO", "KE", "SO"),
    # clash
    ("Two soldiers died in clashes on the border between Armenia and Azerbaijan on Monday.", "border_clash", "actual", "AM-AZ", "", ""),
    ("Pakistani and Afghan forces exchanged heavy gunfire at the Torkham crossing on Sunday.", "border_clash", "actual", "AF-PK", "", ""),
    ("A shootout between Bangladeshi border guards and Myanmar troops left one person dead on Tuesday.", "border_clash", "actual", "BD-MM", "", ""),
    ("Skirmishes erupted along the Thai-Cambodian border near the Preah Vihear temple on Friday.", "border_clash", "actual", "KH-TH", "", ""),
    ("Iranian border guards fought a gun battle with Taliban fighters on the frontier on Saturday.", "border_clash", "actual", "AF-IR", "", ""),
    # fire
    ("Hezbollah fired a barrage of rockets at northern Israel from Lebanon on Thursday.", "cross_border_fire", "actual", "IL-LB", "LB", "IL"),
    ("Two mortar shells landed in the Turkish town of Kilis on Tuesday after being fired from Syria.", "cross_border_fire", "actual", "SY-TR", "SY", "TR"),
    ("North Korea fired artillery across the western sea border with South Korea on Wednesday.", "cross_border_fire", "actual", "KP-KR", "KP", "KR"),
    ("Iraqi warplanes bombed the Iranian city of Abadan on Sunday.", "cross_border_fire", "actual", "IQ-IR", "IQ", "IR"),
    ("Indian soldiers shot dead a Pakistani villager across the Line of Control on Thursday, Pakistan's army said.", "cross_border_fire", "actual", "IN-PK", "IN", "PK"),
    ("An Egyptian policeman was shot dead by Israeli soldiers from across the border on Friday.", "cross_border_fire", "actual", "EG-IL", None, None),
    ("Turkish jets struck PKK camps in northern Iraq on Monday night.", "cross_border_fire", "actual", "IQ-TR", "TR", "IQ"),
    # attack
    ("Suspected Boko Haram militants raided a village in Cameroon near the Nigerian border on Tuesday, killing 11 people.", "border_attack", "actual", "CM-NG", "", ""),
    ("A roadside bomb killed four border guards near Iran's border with Pakistan on Sunday.", "border_attack", "actual", "IR-PK", "", ""),
    ("Eleven miners were shot dead by gunmen in a Kenyan town close to the Somali border overnight.", "border_attack", "actual", "KE-SO", "", ""),
    ("An explosion at the Rafah crossing between Egypt and Gaza wounded three people on Monday.", "border_attack", "actual", "EG-PS", "", ""),
    # seizure
    ("Syrian rebels seized the Bab al-Hawa border crossing with Turkey on Thursday.", "border_seizure", "actual", "SY-TR", "", ""),
    ("Azerbaijani forces have taken control of several heights on the Armenian border since Tuesday.", "border_seizure", "actual", "AM-AZ", "", ""),
    ("The town of Spin Boldak on the border with Pakistan has fallen into the hands of the Taliban, residents in Afghanistan said on Wednesday.", "border_seizure", "actual", "AF-PK", "", ""),
    # closure
    ("India shut its border with Myanmar on Tuesday because of the unrest.", "border_closure", "actual", "IN-MM", "", ""),
    ("Colombia on Friday ordered the closure of its border with Venezuela.", "border_closure", "ordered", "CO-VE", "", ""),
    ("The closure of the Torkham border crossing on Sunday stranded hundreds of trucks in Pakistan and Afghanistan.", "border_closure", "actual", "AF-PK", "", ""),
    ("Israel sealed its crossings into Gaza on Monday.", "border_closure", "actual", "IL-PS", "", ""),
    ("All crossings between Kyrgyzstan and Tajikistan have been shut since last week.", "border_closure", "actual", "KG-TJ", "", ""),
    ("Rwanda lifted restrictions at its border with Uganda on Monday.", "border_reopening", "actual", "RW-UG", "", ""),
    ("Jordan has reopened its Nassib border crossing with Syria, officials said on Wednesday.", "border_reopening", "actual", "JO-SY", "", ""),
    # reinforcement
    ("Russia has massed more than 100,000 troops near its border with Ukraine, Kyiv said on Monday.", "reinforcement", "actual", "RU-UA", "", ""),
    ("Thousands of Serbian soldiers were sent to the border with Kosovo on Friday.", "reinforcement", "actual", "RS-XK", "", ""),
    ("Turkey has reinforced its military presence on the border with Syria in the past two days.", "reinforcement", "actual", "SY-TR", "", ""),
    ("Finland has started building a 200-kilometre fence along its border with Russia.", "reinforcement", "actual", "FI-RU", "", ""),
    ("The Tajik army held large-scale drills on the Afghan border on Thursday.", "reinforcement", "actual", "AF-TJ", "", ""),
    ("Belarus put its border guards on heightened alert on the Ukrainian frontier on Friday.", "reinforcement", "actual", "BY-UA", "", ""),
    # crime
    ("Customs officers discovered 12 kilograms of cocaine in a truck at the border between Colombia and Ecuador on Tuesday.", "smuggling", "actual", "CO-EC", None, None),
    ("A haul of 300 rifles was seized by Kenyan police near the Ethiopian border on Monday.", "smuggling", "actual", "ET-KE", None, None),
    ("Three Israelis were arrested in Jordan after crossing the border by mistake on Thursday.", "detention", "actual", "IL-JO", None, None),
    ("Hamas militants captured an Israeli soldier in a raid from Gaza on Sunday.", "detention", "actual", "IL-PS", None, None),
    # deaths
    ("The bodies of two migrants were found in the Bug river on the Polish-Belarusian border on Wednesday.", "border_death", "actual", "BY-PL", None, None),
    ("At least 15 people drowned when a boat carrying migrants capsized between Turkey and Greece on Saturday.", "border_death", "actual", "GR-TR", None, None),
    ("Four Eritreans died of thirst in the desert after crossing from Sudan into Libya last week.", "border_death", "actual", "LY-SD", None, None),
    # talks
    ("Military commanders from India and China met at the border on Saturday to defuse tensions.", "diplomatic_contact", "actual", "CN-IN", "", ""),
    ("Ankara summoned the Syrian ambassador on Tuesday over shelling along the border between Turkey and Syria.", "diplomatic_contact", "actual", "SY-TR", "", ""),
    ("Putin and Lukashenko spoke by telephone on Monday about the migrant crisis on the border between Belarus and Poland.", "diplomatic_contact", "actual", "BY-PL", "", ""),
    ("Ethiopia and Eritrea agreed on Sunday to open talks about their disputed border.", "diplomatic_contact", "actual", "ER-ET", "", ""),
    # all caps wires and odd forms
    ("Kuwait said today an Iranian missile hit its Sea Island terminal near the border with Iraq, wounding three.", "border_attack", "actual", "IQ-KW", "", ""),
    ("Sudan's army said it had repulsed an attack by Ethiopian forces on the border on Tuesday.", "border_clash", "actual", "ET-SD", "", ""),
    ("Guatemala will send 1,500 soldiers to its border with Honduras, the president said on Friday.", "reinforcement", "ordered", "GT-HN", "", ""),
    ("Hungary threatened on Thursday to close its border with Ukraine.", "border_closure", "ordered", "HU-UA", "", ""),
    ("More than 400 migrants crossed the English Channel from France to Britain in small boats on Saturday, the Home Office said.", "irregular_crossing", "actual", "", "FR", "GB"),
    ("The Italian coastguard rescued 120 migrants from a sinking boat that had left Libya on Friday.", "irregular_crossing", "actual", "", "LY", "IT"),
    ("The Dominican Republic deported 300 Haitians across the border on Monday.", "pushback", "actual", "DO-HT", "DO", "HT"),
    ("Dominican troops were deployed along the border with Haiti on Wednesday.", "reinforcement", "actual", "DO-HT", "", ""),
    ("Venezuela closed its border with Colombia indefinitely on Friday after three soldiers were shot.", "border_closure", "actual", "CO-VE", "", ""),
    ("Colombian police and Venezuelan national guards traded shots across the Tachira river border on Monday.", "border_clash", "actual", "CO-VE", "", ""),
    ("Israeli tanks pushed into the southern Gaza Strip on Tuesday.", "incursion", "actual", "IL-PS", "IL", "PS"),
    ("Palestinian militants launched about 100 rockets from Gaza toward Israel overnight.", "cross_border_fire", "actual", "IL-PS", "PS", "IL"),
    ("Israeli aircraft bombed a tunnel in Gaza on Friday in response to rocket fire.", "cross_border_fire", "actual", "IL-PS", "IL", "PS"),
    ("Thousands of Ukrainians crossed into Poland on Thursday to escape the Russian invasion.", "refugee_influx", "actual", "PL-UA", "UA", "PL"),
    ("Ukrainian drones struck an oil depot in Russia's Bryansk region on Monday, the governor said.", "cross_border_fire", "actual", "RU-UA", "UA", "RU"),
    ("Two Ukrainian saboteurs were detained in Russia's Kursk region near the border on Tuesday, the FSB said.", "detention", "actual", "RU-UA", None, None),
    ("Russian forces seized a village in Ukraine's Sumy region near the Russian border on Sunday.", "border_seizure", "actual", "RU-UA", "RU", "UA"),
    ("Lithuanian guards found the body of an Iraqi man near the border with Belarus on Monday.", "border_death", "actual", "BY-LT", None, None),
    ("Azerbaijan shelled villages in Armenia's Syunik province overnight, the defence ministry in Yerevan said.", "cross_border_fire", "actual", "AM-AZ", "AZ", "AM"),
    ("Georgian police detained four men trying to smuggle uranium from Turkey on Friday.", "detention", "actual", "GE-TR", None, None),
    ("Jaish al-Adl militants attacked an Iranian border post near Pakistan on Tuesday, killing eight guards.", "border_attack", "actual", "IR-PK", "", ""),
    ("Pakistan carried out air strikes inside Iran on Thursday, killing nine people.", "cross_border_fire", "actual", "IR-PK", "PK", "IR"),
    ("China and India agreed on Monday to pull back troops from their disputed border.", "other", "ordered", "CN-IN", "", ""),
    ("Chinese soldiers have withdrawn from the Galwan valley on the border with India, officials said on Monday.", "other", "actual", "CN-IN", "", ""),
    ("Bangladesh sent back 12 Rohingya to Myanmar on Sunday.", "pushback", "actual", "BD-MM", "BD", "MM"),
    ("India's Border Security Force seized 15 kg of heroin dropped by a drone from Pakistan in Punjab on Wednesday.", "smuggling", "actual", "IN-PK", None, None),
    ("Thai troops exchanged fire with drug smugglers near the Myanmar border on Friday and seized 2 million methamphetamine pills.", "smuggling", "actual", "MM-TH", None, None),
    ("Rwandan artillery fire from across the border killed two people in Congo's Goma on Monday, officials said.", "cross_border_fire", "actual", "CD-RW", "RW", "CD"),
    ("M23 rebels captured the Congolese border town of Bunagana on Monday, forcing troops to flee into Uganda.", "border_seizure", "actual", "CD-UG", "", ""),
    ("Sudanese warplanes bombed a South Sudanese oil field on Tuesday.", "cross_border_fire", "actual", "SD-SS", "SD", "SS"),
    ("Ethiopian soldiers kidnapped two Sudanese farmers on the border on Thursday.", "detention", "actual", "ET-SD", None, None),
    ("Algeria reopened its border with Mali on Sunday.", "border_reopening", "actual", "DZ-ML", "", ""),
    ("Serbia placed its army on the highest alert along the border with Kosovo on Friday.", "reinforcement", "actual", "RS-XK", "", ""),
    ("Kosovo police arrested three armed Serbs who crossed the border from Serbia on Tuesday.", "detention", "actual", "RS-XK", None, None),
    ("Turkey's foreign minister met his Syrian counterpart in Moscow on Thursday to discuss security on their border.", "diplomatic_contact", "actual", "SY-TR", "", ""),
    ("The United States will deploy 1,500 troops to the border with Mexico this week, the Pentagon said.", "reinforcement", "ordered", "MX-US", "", ""),
    ("Finland said it would close four crossings on its border with Russia on Saturday.", "border_closure", "ordered", "FI-RU", "", ""),
    ("Vietnamese troops entered Cambodia on Monday in an attack on Khmer Rouge camps.", "incursion", "actual", "KH-VN", "VN", "KH"),
]  # fmt: skip

# Sentences from which no actual or ordered incident may be read.
NOTHING = [
    "Relations between India and Pakistan hit a new low last month.",
    "A ceasefire deal would let refugees go home, diplomats in Turkey and Syria said on Monday.",
    "North Korea carried out a rocket test on Tuesday, alarming South Korea.",
    "No Afghan troops crossed into Tajikistan on Monday, the border service said.",
    "Tajikistan denied on Monday that its troops had entered Afghanistan.",
    "If fighting spreads, up to 10,000 people could flee from Afghanistan to Tajikistan.",
    "Migrants often cross the border from Mexico to the United States at night.",
    "The army was trying on Monday to prevent an attack near the border with Mali.",
    "Germany and France sent delegations to the summit in Brussels on Tuesday.",
    "The striker attacked along the right border of the pitch on Saturday.",
    "Border guards in Tajikistan received new uniforms on Friday.",
    "Prices fell across the border region of Poland and Belarus last month.",
    "Silence fell over the square in Ciudad Juarez on Wednesday.",
    "The two countries, India and Pakistan, have fought three wars since 1947.",
    "Saudi Arabia and the United Arab Emirates offered to send soldiers to Syria.",
    "A suicide bomber killed eight policemen in central Damascus on Tuesday.",
    "Human trafficking along the border between Mexico and the United States is a lucrative trade.",
    "The minister said that the border with Chad was quiet.",
]


def read(sentence: str) -> Reading:
    return parse(
        Document(f"Border report\n\nGENEVA, July 7 (Agency) - {sentence}\n", Known(published=DAY, language="en"))
    )


@pytest.mark.parametrize(
    ("sentence", "event_type", "modality", "border", "away", "toward"), CASES, ids=[c[0][:50] for c in CASES]
)
def test_a_sentence_tells_of_one_incident(
    sentence: str, event_type: str, modality: str, border: str, away: str | None, toward: str | None
) -> None:
    told = [i for i in read(sentence).incidents if i.modality.value in ("actual", "ordered")]
    assert event_type in [i.event_type.value for i in told]
    one = next(i for i in told if i.event_type.value == event_type)
    assert one.modality.value == modality
    assert (one.border.value if one.border else "") == border
    if away is not None:
        assert (
            (one.from_country.value if one.from_country else ""),
            (one.to_country.value if one.to_country else ""),
        ) == (away, toward)


@pytest.mark.parametrize("sentence", NOTHING, ids=[s[:50] for s in NOTHING])
def test_a_sentence_tells_of_no_incident(sentence: str) -> None:
    told = [(i.event_type.value, i.modality.value) for i in read(sentence).incidents]
    assert not [t for t in told if t[1] in ("actual", "ordered")], told
