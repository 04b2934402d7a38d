"""What happened, in one Russian sentence: type, modality, border and direction, on sentences of our own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from incidents.parsing import Document, Known, Reading, parse
from incidents.parsing.knowledge.russian_names import FOLDER
from incidents.parsing.russian.triggers import load_kinds

DAY = dt.date(2021, 7, 7)  # a Wednesday

# (sentence, event type, modality, border, from, to); an empty type: no incident at all.
CASES = [
    ("Около 300 сотрудников афганской полиции перешли в Узбекистан в ночь на вторник под натиском талибов.", "cross_border_retreat", "actual", "AF-UZ", "AF", "UZ"),
    ("Таджикские пограничники в понедельник пропустили на свою территорию 70 афганских солдат.", "cross_border_retreat", "actual", "AF-TJ", "AF", "TJ"),
    ("В воскресенье на территорию Ирана отошли более 200 афганских военных.", "cross_border_retreat", "actual", "AF-IR", "AF", "IR"),
    ("МИД Афганистана опроверг сообщения о том, что афганские военные перешли границу с Ираном.", "cross_border_retreat", "denied", "AF-IR", "AF", "IR"),
    ("Афганские военные не переходили границу с Узбекистаном в понедельник.", "cross_border_retreat", "denied", "AF-UZ", "AF", "UZ"),
    ("Из Сирии в Турцию за неделю прибыли более 10 тыс. беженцев.", "refugee_influx", "actual", "SY-TR", "SY", "TR"),
    ("Сотни мирных жителей в среду бежали из Судана в Чад от боев.", "refugee_influx", "actual", "SD-TD", "SD", "TD"),
    ("Более 1,2 тыс. мигрантов 5 июля пытались прорваться через белорусско-польскую границу.", "irregular_crossing", "actual", "BY-PL", "", ""),
    ("Двое мигрантов незаконно пересекли границу Белоруссии и Литвы в понедельник.", "irregular_crossing", "actual", "BY-LT", "", ""),
    ("Пограничники Литвы за сутки развернули 41 мигранта, пытавшегося проникнуть в страну из Белоруссии.", "pushback", "actual", "BY-LT", "LT", "BY"),
    ("Иран в среду депортировал в Афганистан 900 нелегальных мигрантов.", "pushback", "actual", "AF-IR", "IR", "AF"),
    ("Узбекистан вернул в Афганистан 150 военных, перешедших границу накануне.", "return", "actual", "AF-UZ", "UZ", "AF"),
    ("Свыше 200 афганских военнослужащих вернулись из Таджикистана на родину в субботу.", "return", "actual", "AF-TJ", "TJ", "AF"),
    ("Военный вертолет Узбекистана во вторник вторгся в воздушное пространство Таджикистана.", "incursion", "actual", "TJ-UZ", "UZ", "TJ"),
    ("Группа боевиков проникла с территории Афганистана в Таджикистан в ночь на 6 июля.", "incursion", "actual", "AF-TJ", "AF", "TJ"),
    ("Диверсионная группа проникла на территорию Белгородской области с территории Украины.", "incursion", "actual", "RU-UA", "UA", "RU"),
    ("Киргизские и таджикские военные обменялись огнем 5 июля, ранены четыре человека.", "border_clash", "actual", "KG-TJ", "", ""),
    ("Столкновения на армяно-азербайджанской границе возобновились в понедельник.", "border_clash", "actual", "AM-AZ", "", ""),
    ("Индийские и китайские солдаты столкнулись в горах 5 июля.", "border_clash", "actual", "CN-IN", "", ""),
    ("Не менее 12 человек погибли в результате обстрела села в Кунаре со стороны Пакистана в пятницу.", "cross_border_fire", "actual", "AF-PK", "PK", "AF"),
    ("Турецкий беспилотник нанес удар по автомобилю на севере Сирии в субботу.", "cross_border_fire", "actual", "SY-TR", "TR", "SY"),
    ("Армянские военные открыли огонь по азербайджанским позициям на границе в воскресенье.", "cross_border_fire", "actual", "AM-AZ", "AM", "AZ"),
    ("Пакистанские военные обстреляли позиции индийской армии вдоль линии контроля в субботу.", "cross_border_fire", "actual", "IN-PK", "PK", "IN"),
    ("Украинский беспилотник атаковал пункт пропуска в Брянской области в понедельник.", "cross_border_fire", "actual", "RU-UA", "UA", "RU"),
    ("Боевик погиб 4 июля в результате американского авиаудара в Кунаре близ границы с Пакистаном.", "border_attack", "actual", "AF-PK", "", ""),
    ("Взрыв прогремел у КПП Торхам на афгано-пакистанской границе в понедельник, погибли пять человек.", "border_attack", "actual", "AF-PK", "", ""),
    ("Неизвестные напали на заставу на таджикско-афганской границе в понедельник.", "border_attack", "actual", "AF-TJ", "", ""),
    ("Талибы за последние сутки заняли пять уездов в провинции Тахар на границе с Таджикистаном.", "border_seizure", "actual", "AF-TJ", "", ""),
    ("Боевики взяли под контроль пункт пропуска Ислам-Кала на границе с Ираном во вторник.", "border_seizure", "actual", "AF-IR", "", ""),
    ("Пакистан закрыл КПП Чаман на границе с Афганистаном в понедельник.", "border_closure", "actual", "AF-PK", "", ""),
    ("Таджикистан намерен закрыть границу с Афганистаном с 1 августа.", "border_closure", "ordered", "AF-TJ", "", ""),
    ("Иран вновь открыл пункт пропуска Ислам-Кала для грузовиков в среду.", "border_reopening", "actual", "AF-IR", "", ""),
    ("Президент Эмомали Рахмон поручил направить на границу Таджикистана с Афганистаном дополнительные подразделения.", "reinforcement", "ordered", "AF-TJ", "", ""),
    ("Польша начала строительство стены на границе с Белоруссией во вторник.", "reinforcement", "actual", "BY-PL", "", ""),
    ("На таджикско-афганской границе во вторник изъято 86 кг гашиша.", "smuggling", "actual", "AF-TJ", "", ""),
    ("Узбекские пограничники в субботу задержали 53 афганских военных.", "detention", "actual", "AF-UZ", "", ""),
    ("Двое детей утонули в реке Пяндж на таджикско-афганской границе в понедельник.", "border_death", "actual", "AF-TJ", "", ""),
    ("Министры обороны Таджикистана и Афганистана в среду обсудили обстановку на границе.", "diplomatic_contact", "actual", "AF-TJ", "", ""),
    # what is none
    ("Сборная Таджикистана обыграла команду Афганистана со счетом 2:1.", "", "", "", "", ""),
    ("Урожай хлопка в Хатлонской области вырос на 5%.", "", "", "", "", ""),
    ("В 2015 году талибы захватили Кундуз.", "", "", "", "", ""),
    ("Министр встретился в Душанбе с журналистами и рассказал о ценах на хлеб.", "", "", "", "", ""),
    ("Пограничники регулярно задерживают на границе с Афганистаном контрабандистов.", "", "", "", "", ""),
]  # fmt: skip


def read(text: str) -> Reading:
    return parse(Document(text, Known(DAY, "", "ru")))


@pytest.mark.parametrize(
    ("text", "kind", "modality", "border", "away", "toward"), CASES, ids=[c[0][:60] for c in CASES]
)
def test_a_russian_sentence_tells_of_one_event(
    text: str, kind: str, modality: str, border: str, away: str, toward: str
) -> None:
    found = [
        (
            one.event_type.value,
            one.modality.value,
            one.border.value if one.border else "",
            one.from_country.value if one.from_country else "",
            one.to_country.value if one.to_country else "",
        )
        for one in read(text).incidents
    ]
    assert found == ([(kind, modality, border, away, toward)] if kind else [])


EXAMPLES = [(kind.type.code, example["text"]) for kind in load_kinds() for example in kind.examples]


@pytest.mark.parametrize(("code", "text"), EXAMPLES, ids=[f"{code}: {text[:40]}" for code, text in EXAMPLES])
def test_each_data_files_own_example_is_read_as_its_type(code: str, text: str) -> None:
    assert [one.event_type.value for one in read(text).incidents] == [code]


def test_every_event_type_of_the_codebook_has_russian_frames() -> None:
    assert {path.stem for path in (FOLDER / "events").glob("*.toml")} == {kind.type.code for kind in load_kinds()}
    assert len(load_kinds()) == 18


def test_a_new_file_adds_russian_frames_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    frame = '[[frame]]\nverbs = ["петь"]\nneeds = ["border"]\n[[examples]]\ntext = "Хор пел на границе."\n'
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    (good / "other.toml").write_text(frame, encoding="utf-8")
    (kind,) = load_kinds(good)
    assert (kind.type.code, kind.frames[0].verbs) == ("other", frozenset({"петь"}))
    (bad / "no_such_type.toml").write_text(frame, encoding="utf-8")
    with pytest.raises(KeyError, match="no_such_type"):
        load_kinds(bad)


def test_participants_come_in_the_nominative_with_role_and_sector() -> None:
    (incident,) = read(
        "Более 40 афганских пограничников отступили в Таджикистан во вторник под натиском боевиков."
    ).incidents
    actors = {(a.who.value.name, a.role, a.who.value.sector, a.who.value.country) for a in incident.actors}
    assert actors == {("афганские пограничники", "mover", "COP", "AF"), ("боевики", "cause", "REB", "")}


def test_two_nights_in_one_sentence_are_two_incidents() -> None:
    incidents = read(
        "В Таджикистан в субботу перешли более 300 афганских солдат, а еще 94 - в воскресенье вечером."
    ).incidents
    told = [
        (i.when.value.first.isoformat(), i.when.value.part_of_day, [c.count.value.low for c in i.claims])
        for i in incidents
        if i.when
    ]
    assert told == [("2021-07-03", "", [300]), ("2021-07-04", "evening", [94])]


def test_a_toll_with_a_day_of_its_own_counts_for_no_other_event() -> None:
    text = (
        "На киргизско-таджикской границе в понедельник произошла перестрелка, ранены двое пограничников.\n\n"
        "В результате погиб один военнослужащий.\n\n"
        "В 2014 году на этом участке погибли пять человек."
    )
    (clash,) = read(text).incidents
    assert [(c.kind.value, c.count.value.low) for c in clash.claims] == [("injured", 2), ("killed", 1)]


def test_one_side_named_is_enough_where_the_report_is_about_its_border() -> None:
    text = (
        "На польско-белорусской границе задержаны мигранты\n\n"
        "Пограничники задержали девять мигрантов на границе Польши и Белоруссии во вторник.\n\n"
        "Еще 48 мигрантов в среду вытеснили обратно на территорию Белоруссии."
    )
    pushed = next(one for one in read(text).incidents if one.event_type.value == "pushback")
    assert (pushed.from_country and pushed.from_country.value, pushed.to_country and pushed.to_country.value) == (
        "PL",
        "BY",
    )
    assert [(a.who.value.name, a.role) for a in pushed.actors] == [("мигранты", "target")]


def test_the_sample_report_is_read() -> None:
    text = (Path(__file__).parents[2] / "incidents" / "samples" / "russian.txt").read_text(encoding="utf-8")
    reading = parse(Document(text))
    (night,) = reading.incidents
    assert night.event_type.value == "cross_border_retreat"
    assert [(c.count.value.low, c.count.value.comparator) for c in night.claims] == [(1000, "over")]
    assert {s.speaker.value.name for s in reading.statements if s.speaker} == {"пограничная служба"}
    assert reading.notes == ()
