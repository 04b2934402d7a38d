"""Refugees, migrants, push-backs, returns, retreats and deaths in the many words of wires: tables of own sentences."""

from __future__ import annotations

import pytest

from tests.parsing.test_events import read

# (sentence, event type, modality, border)
CASES = [
    # refugee influx
    ("About 20,000 Rwandans have arrived in Burundi since Saturday, UNHCR said.", "refugee_influx", "actual", "BI-RW"),
    ("Women and children continued to cross from Darfur into Chad on Tuesday, aid workers in Adre said.", "refugee_influx", "actual", "SD-TD"),
    ("Tens of thousands of Kurds streamed across the mountains from Iraq to Turkey on Thursday.", "refugee_influx", "actual", "IQ-TR"),
    ("Some 6,000 Liberians have sought refuge in Ivory Coast after rebels attacked Toe Town on Friday.", "refugee_influx", "actual", "CI-LR"),
    ("Hundreds of Karen villagers took shelter in Thailand on Sunday after the Myanmar army shelled their homes.", "refugee_influx", "actual", "MM-TH"),
    ("More than 11,000 Congolese have entered Uganda since Thursday, a Red Cross official said.", "refugee_influx", "actual", "CD-UG"),
    ("More than 300 Syrian civilians took refuge in Turkey's Hatay province on Friday.", "refugee_influx", "actual", "SY-TR"),
    ("Another 2,000 Syrians made their way into Jordan overnight, the army said.", "refugee_influx", "actual", "JO-SY"),
    ("Refugees from Odessa kept coming over the border into Moldova on Monday.", "refugee_influx", "actual", "MD-UA"),
    ("Ethiopians fleeing Tigray walked to Hamdayet in Sudan on Tuesday, 4,000 in a single day.", "refugee_influx", "actual", "ET-SD"),
    ("Thousands of residents of Brazzaville paddled across the Congo river to Kinshasa on Friday to escape the shelling.", "refugee_influx", "actual", "CD-CG"),
    ("About 5,000 Venezuelans fled over the Arauca river to Colombia to get away from the bombing on Monday.", "refugee_influx", "actual", "CO-VE"),
    ("More than 10,000 people crossed the border from Nigeria to Niger's Diffa region this week after Boko Haram burnt their villages.", "refugee_influx", "actual", "NE-NG"),
    ("Five hundred Mozambicans turned up in Malawi on Wednesday with tales of burnt villages.", "refugee_influx", "actual", "MW-MZ"),
    ("Some 200 Malian herders with their families crossed into Mauritania on Sunday after an army raid.", "refugee_influx", "actual", "ML-MR"),
    ("Togolese poured over the frontier into Benin by the thousands on Tuesday.", "refugee_influx", "actual", "BJ-TG"),
    ("Thousands of Tajiks waded across the Pyandzh river into Afghanistan in December, relief officials said on Tuesday.", "refugee_influx", "actual", "AF-TJ"),
    ("Some 400 people from Vojvodina crossed into Hungary on Friday to avoid the draft.", "refugee_influx", "actual", "HU-RS"),
    ("Ugandan officials registered 2,500 South Sudanese refugees at the Elegu crossing on Sunday.", "refugee_influx", "actual", "SS-UG"),
    ("Convoys of buses carrying Sudanese families reached the Egyptian border at Arqin on Thursday.", "refugee_influx", "actual", "EG-SD"),
    ("Up to 50,000 refugees from Sierra Leone have spilled into Guinea since February.", "refugee_influx", "actual", "GN-SL"),
    # irregular crossing
    ("A group of 120 migrants waded across the Rio Grande from Mexico to Texas on Wednesday.", "irregular_crossing", "actual", "MX-US"),
    ("About 500 sub-Saharan Africans scaled the fence between Morocco and the Spanish enclave of Ceuta on Friday.", "irregular_crossing", "actual", "ES-MA"),
    ("Lithuania's border guards said 171 people entered illegally from Belarus on Friday.", "irregular_crossing", "actual", "BY-LT"),
    ("Polish border guards recorded 251 attempts to cross illegally from Belarus on Sunday.", "irregular_crossing", "actual", "BY-PL"),
    ("Four North Koreans crossed the frozen Tumen river into China on Tuesday.", "irregular_crossing", "actual", "CN-KP"),
    ("A South Korean man cut the wire and crossed into North Korea on Saturday, Seoul's military said.", "irregular_crossing", "actual", "KP-KR"),
    ("A North Korean soldier dashed across the border at Panmunjom on Monday under fire from his comrades.", "irregular_crossing", "actual", "KP-KR"),
    ("More than 9,000 migrants walked into Hungary from Serbia on Monday, a record for a single day.", "irregular_crossing", "actual", "HU-RS"),
    ("Some 700 migrants forded a river to get from Greece into Macedonia on Monday.", "irregular_crossing", "actual", "GR-MK"),
    ("Twenty-two Somalis walked through the snow from the United States into Manitoba, Canada, on Saturday.", "irregular_crossing", "actual", "CA-US"),
    ("More than 1,000 migrants emerged from the Darien jungle into Panama from Colombia on Thursday.", "irregular_crossing", "actual", "CO-PA"),
    ("Eleven Sudanese slipped across the border from Egypt into Israel overnight.", "irregular_crossing", "actual", "EG-IL"),
    ("A Pakistani boy strayed across the Line of Control into India on Thursday.", "irregular_crossing", "actual", "IN-PK"),
    ("Nearly 400 East Germans rushed through a gap in the border fence from Hungary into Austria on Saturday.", "irregular_crossing", "actual", "AT-HU"),
    ("A caravan of 2,000 Hondurans forced its way over the bridge from Guatemala into Mexico on Friday.", "irregular_crossing", "actual", "GT-MX"),
    ("Six Cubans came ashore in the Florida Keys in the United States on a homemade raft on Sunday.", "irregular_crossing", "actual", "CU-US"),
    ("Eighty Ethiopians sneaked into Saudi Arabia from Yemen on Tuesday night.", "irregular_crossing", "actual", "SA-YE"),
    ("An Armenian shepherd crossed the Arax into Turkey by mistake on Saturday.", "irregular_crossing", "actual", "AM-TR"),
    ("Two Romanians crashed a lorry through the border barrier into Hungary on Thursday.", "irregular_crossing", "actual", "HU-RO"),
    ("Three British schoolgirls crossed from Turkey into Syria on Tuesday to join Islamic State.", "irregular_crossing", "actual", "SY-TR"),
    # pushback
    ("Algeria expelled more than 600 migrants to Niger on Monday, leaving them in the desert.", "pushback", "actual", "DZ-NE"),
    ("Iran sent back 3,000 undocumented Afghans through Islam Qala on Sunday.", "pushback", "actual", "AF-IR"),
    ("Croatian police forced 60 migrants back over the border into Bosnia on Tuesday, aid workers said.", "pushback", "actual", "BA-HR"),
    ("Belarusian guards drove a group of Afghans back towards the Polish border on Thursday.", "pushback", "actual", "BY-PL"),
    ("Poland returned 21 people to the Belarusian border line on Sunday.", "pushback", "actual", "BY-PL"),
    ("Spain sent 116 migrants back to Morocco on Thursday, a day after they stormed the border fence.", "pushback", "actual", "ES-MA"),
    ("The Dominican Republic deported 200 Haitians through Belladere on Monday.", "pushback", "actual", "DO-HT"),
    ("Angola has expelled 12,000 Congolese diamond diggers to Congo since Monday.", "pushback", "actual", "AO-CD"),
    ("The United States returned 35 asylum seekers to Mexico at Ciudad Juarez on Wednesday.", "pushback", "actual", "MX-US"),
    ("Mexico flew 144 Hondurans and bused 300 Guatemalans back across the border to Guatemala on Tuesday.", "pushback", "actual", "GT-MX"),
    ("Thailand forced about 2,000 Karen refugees back to Myanmar on Sunday.", "pushback", "actual", "MM-TH"),
    ("Tanzanian soldiers expelled 150 Burundian refugees at the Kobero border crossing on Friday.", "pushback", "actual", "BI-TZ"),
    ("Tanzania has thrown out 7,000 Rwandans in the past two weeks, officials in Kigali said on Tuesday.", "pushback", "actual", "RW-TZ"),
    ("Venezuela deported 1,000 Colombians over the Simon Bolivar bridge on Sunday.", "pushback", "actual", "CO-VE"),
    ("French police put 40 migrants on trains back to Ventimiglia across the Italian border on Monday.", "pushback", "actual", "FR-IT"),
    ("Lebanon handed 14 Syrians over to the Syrian army at the border on Tuesday against their will.", "pushback", "actual", "LB-SY"),
    ("Israel returned 48 African migrants to Egypt hours after they crossed the border on Sunday.", "pushback", "actual", "EG-IL"),
    ("Tunisian police dumped 300 Africans in the desert at the Libyan border on Wednesday.", "pushback", "actual", "LY-TN"),
    ("Pakistan refused entry to 2,000 Afghans at Torkham on Monday.", "pushback", "actual", "AF-PK"),
    ("Uzbekistan stopped admitting refugees from Kyrgyzstan and turned hundreds away at the border on Monday.", "pushback", "actual", "KG-UZ"),
    ("Cameroon forcibly returned 517 Nigerian refugees on Saturday, the U.N. said.", "pushback", "actual", "CM-NG"),
    ("Greek guards stripped 92 migrants and sent them back over the Evros river to Turkey on Friday.", "pushback", "actual", "GR-TR"),
    ("Finland turned away three Syrians at the Raja-Jooseppi crossing from Russia on Saturday.", "pushback", "actual", "FI-RU"),
    # return
    ("Some 1,200 Mozambican refugees left Malawi for home on Monday.", "return", "actual", "MW-MZ"),
    ("More than 100,000 Hutu refugees walked home to Rwanda from Zaire on Friday.", "return", "actual", "CD-RW"),
    ("Another 5,000 Afghans went back to Afghanistan from Pakistan over the weekend.", "return", "actual", "AF-PK"),
    ("The first 300 Tajik refugees crossed the bridge at Nizhny Pyandzh back from Afghanistan on Tuesday.", "return", "actual", "AF-TJ"),
    ("Pakistan freed 38 Indian fishermen on Monday and handed them to Indian officials at Wagah.", "return", "actual", "IN-PK"),
    ("Indian pilot Abhinandan Varthaman was released by Pakistan and crossed back at the Wagah border on Friday.", "return", "actual", "IN-PK"),
    ("China handed back five Indian youths at the border in Arunachal Pradesh on Saturday.", "return", "actual", "CN-IN"),
    ("North Korea returned the remains of six U.S. soldiers across the border at Panmunjom on Tuesday.", "return", "actual", "KP-KR"),
    ("South Korea sent four fishermen back to North Korea through Panmunjom on Thursday.", "return", "actual", "KP-KR"),
    ("Israel and Hezbollah swapped prisoners at the Naqoura crossing on the Lebanese border on Wednesday.", "return", "actual", "IL-LB"),
    ("About 100 Somali refugees returned from Kenya's Dadaab camp to Somalia on Monday.", "return", "actual", "KE-SO"),
    ("Some 500 Syrian refugees boarded buses in Lebanon on Thursday to go back to Syria.", "return", "actual", "LB-SY"),
    ("Iran and Iraq exchanged 200 disabled prisoners of war at the Munzariyeh border post on Sunday.", "return", "actual", "IQ-IR"),
    ("Chad said on Tuesday that 3,000 refugees had gone home to Sudan.", "return", "actual", "SD-TD"),
    ("A convoy of 400 Burundians came home from Tanzania on Thursday with help from UNHCR.", "return", "actual", "BI-TZ"),
    ("All 1,037 Afghan soldiers who had fled to Tajikistan were repatriated on Thursday.", "return", "actual", "AF-TJ"),
    ("Iran on Monday sent home 300 Afghan soldiers who had taken refuge across the border last week.", "return", "actual", "AF-IR"),
    ("Myanmar took back 50 Rohingya at a border gate with Bangladesh on Sunday.", "return", "actual", "BD-MM"),
    ("The first 71 refugees from camps in Thailand returned to Myanmar on Tuesday.", "return", "actual", "MM-TH"),
    ("About 900 Miskito Indians crossed the Coco river back to Nicaragua from Honduras on Thursday.", "return", "actual", "HN-NI"),
    ("Niger brought home 400 of its citizens from Algeria on Monday.", "return", "actual", "DZ-NE"),
    ("The first 527 Cambodian refugees crossed from Thailand at Poipet on Monday in a U.N. convoy, going home after 13 years.", "return", "actual", "KH-TH"),
    ("India's BSF handed over the body of a Bangladeshi youth at the Benapole border on Monday.", "return", "actual", "BD-IN"),
    ("Ecuador and Peru agreed on Monday to exchange prisoners at their border on Friday.", "return", "ordered", "EC-PE"),
    # cross border retreat
    ("At least 95 members of Myanmar's Border Guard Police have entered Bangladesh since Sunday and laid down their arms.", "cross_border_retreat", "actual", "BD-MM"),
    ("More than 40 Myanmar soldiers ran across the border into India's Mizoram state on Monday after rebels took their camp.", "cross_border_retreat", "actual", "IN-MM"),
    ("About 200 Myanmar troops crossed the Moei river into Thailand on Thursday after abandoning their base in Myawaddy.", "cross_border_retreat", "actual", "MM-TH"),
    ("Congolese soldiers took shelter in Rwanda on Monday as the M23 entered Goma.", "cross_border_retreat", "actual", "CD-RW"),
    ("Around 600 Congolese troops surrendered to the Ugandan army at the border on Friday after losing Bunagana.", "cross_border_retreat", "actual", "CD-UG"),
    ("Some 40 Iraqi soldiers handed themselves over to Kurdish fighters across the Syrian border on Tuesday.", "cross_border_retreat", "actual", "IQ-SY"),
    ("Kurdish guerrillas withdrew into Iran on Saturday after the fall of their headquarters in Iraq.", "cross_border_retreat", "actual", "IQ-IR"),
    ("Over 1,000 Afghan troops retreated into Tajikistan early on Monday after clashes with the Taliban.", "cross_border_retreat", "actual", "AF-TJ"),
    ("Fifty-three Afghan border guards crossed the Amu Darya into Uzbekistan on Wednesday to save their lives.", "cross_border_retreat", "actual", "AF-UZ"),
    ("Afghan soldiers manning the Islam Qala post slipped over the border into Iran on Thursday.", "cross_border_retreat", "actual", "AF-IR"),
    ("Some 20 Afghan soldiers sought asylum in Turkmenistan on Friday as Turghundi fell.", "cross_border_retreat", "actual", "AF-TM"),
    ("More than 400 Ukrainian soldiers crossed into Russia overnight after running out of ammunition.", "cross_border_retreat", "actual", "RU-UA"),
    ("A group of Syrian soldiers abandoned the Yaarabiya post and fled to Iraq on Friday.", "cross_border_retreat", "actual", "IQ-SY"),
    ("Nearly 200 Malian gendarmes turned up in Niger on Thursday after Tuareg rebels overran Menaka.", "cross_border_retreat", "actual", "ML-NE"),
    ("A Sudanese army battalion of 320 men retreated to Chad on Thursday.", "cross_border_retreat", "actual", "SD-TD"),
    ("Some 480 Nigerian soldiers chased by Boko Haram escaped into Cameroon on Sunday, Abuja called it a tactical manoeuvre.", "cross_border_retreat", "actual", "CM-NG"),
    ("Liberian soldiers threw away their guns and crossed into Guinea on Saturday.", "cross_border_retreat", "actual", "GN-LR"),
    ("Remnants of the defeated Rwandan army streamed into Zaire with their weapons on Sunday.", "cross_border_retreat", "actual", "CD-RW"),
    ("Karabakh Armenian forces trapped in Zangelan fell back across the Arax into Iran on Friday.", "cross_border_retreat", "actual", "AM-IR"),
    ("About 150 South Sudanese rebels fled to the Central African Republic on Tuesday.", "cross_border_retreat", "actual", "CF-SS"),
    ("Two Venezuelan national guardsmen deserted their posts and crossed into Colombia on Saturday.", "cross_border_retreat", "actual", "CO-VE"),
    ("Dozens of Somali government soldiers ran into Kenya on Monday when al Shabaab stormed Bulo Hawo.", "cross_border_retreat", "actual", "KE-SO"),
    ("Chadian rebels beaten outside N'Djamena crossed into Cameroon on Monday and were disarmed.", "cross_border_retreat", "actual", "CM-TD"),
    ("Forty Colombian policemen sought safety in Panama on Friday when guerrillas attacked their barracks at Jurado.", "cross_border_retreat", "actual", "CO-PA"),
    # border death
    ("At least 16 migrants died when their dinghy overturned in the Evros river between Turkey and Greece on Tuesday.", "border_death", "actual", "GR-TR"),
    ("The bodies of 14 Mexicans were found in the Arizona desert near the border on Wednesday.", "border_death", "actual", "MX-US"),
    ("A Salvadoran man and his daughter drowned in the Rio Grande on Sunday while trying to reach Texas from Mexico.", "border_death", "actual", "MX-US"),
    ("Seventy-one migrants suffocated in a lorry found in Austria near the Hungarian border on Thursday.", "border_death", "actual", "AT-HU"),
    ("Two Kyrgyz children were killed by a mine on the Uzbek border on Sunday.", "border_death", "actual", "KG-UZ"),
    ("A Tajik woman lost both legs when she trod on a landmine near the Uzbek border on Monday.", "border_death", "actual", "TJ-UZ"),
    ("Eleven Afghans were killed when the truck in which they were crossing into Pakistan plunged into a ravine near the border on Saturday.", "border_death", "actual", "AF-PK"),
    ("Ninety-two migrants died of thirst in the desert of Niger near the Algerian border last month.", "border_death", "actual", "DZ-NE"),
    ("A boat carrying Rohingya refugees sank in the Naf river between Bangladesh and Myanmar on Thursday, drowning 12 people.", "border_death", "actual", "BD-MM"),
    ("The bodies of nine Rohingya washed ashore on the Bangladeshi bank of the Naf border river on Monday.", "border_death", "actual", "BD-MM"),
    ("Three Haitians were swept away by a river in the Darien jungle between Colombia and Panama on Tuesday.", "border_death", "actual", "CO-PA"),
    ("Two South Korean soldiers were maimed by a land mine in the Demilitarized Zone on Tuesday.", "border_death", "actual", "KP-KR"),
    ("Four Syrian demonstrators were blown up by old mines on the Golan border with Israel on Sunday.", "border_death", "actual", "IL-SY"),
    ("Nine Afghans were found frozen in the mountains on Turkey's border with Iran on Sunday.", "border_death", "actual", "IR-TR"),
    ("A Kurdish porter fell to his death on the border between Iran and Iraq on Thursday.", "border_death", "actual", "IQ-IR"),
    ("At least 25 sub-Saharan Africans have died of thirst at the border between Libya and Tunisia since Monday.", "border_death", "actual", "LY-TN"),
    ("A land mine killed two Namibian children near the Angolan border on Friday.", "border_death", "actual", "AO-NA"),
    ("Five asylum seekers died in a minefield on the Greek-Turkish border on Monday.", "border_death", "actual", "GR-TR"),
]  # fmt: skip

# Sentences that look alike and tell of no border incident.
NOTHING = [
    "Three people drowned in a lake near Stockholm on Saturday.",
    "A worker was killed when a wall fell on him in Cairo on Monday.",
    "Thousands of fans returned home to Argentina from Qatar on Tuesday.",
    "Tourists left Sri Lanka on Friday because of the floods.",
    "The president returned to Kenya from Uganda on Monday.",
    "The team arrived in Poland from Ukraine on Sunday for the match.",
    "Police in Berlin sent three hooligans home on Friday.",
]


@pytest.mark.parametrize(("sentence", "event_type", "modality", "border"), CASES, ids=[c[0][:50] for c in CASES])
def test_a_sentence_tells_of_an_incident_of_its_type(
    sentence: str, event_type: str, modality: str, border: str
) -> None:
    told = [
        (i.event_type.value, i.modality.value, i.border.value if i.border else "") for i in read(sentence).incidents
    ]
    assert (event_type, modality, border) in told


@pytest.mark.parametrize("sentence", NOTHING, ids=[s[:50] for s in NOTHING])
def test_a_sentence_that_looks_alike_tells_of_no_incident(sentence: str) -> None:
    told = [(i.event_type.value, i.modality.value) for i in read(sentence).incidents]
    assert not [t for t in told if t[1] in ("actual", "ordered")], told
