"""A whole Russian report of our own, in the style of a wire: frame, three nights, an order, a call, a denial, statements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.parsing import Document, Known, Reading, parse

STORY = """Свыше 600 афганских военных ушли в Узбекистан за три ночи

ТЕРМЕЗ, 9 авг - Лента Амударьи. Свыше 350 афганских военнослужащих отступили на территорию Узбекистана в ночь на 9 августа после боев с боевиками движения "Талибан" (запрещено в РФ), сообщила в понедельник пресс-служба Госкомитета погранвойск Узбекистана.

"Узбекские пограничники пропустили их, руководствуясь принципом добрососедства", - говорится в сообщении. Пострадавших нет.

В субботу границу с Узбекистаном перешли 84 афганских солдата, а в воскресенье вечером - еще 190.

По данным ведомства, талибы 8 августа захватили пункт пропуска Хайратон.

Президент Узбекистана Шавкат Мирзиёев поручил перебросить на границу с Афганистаном 2 тыс. резервистов.

Мирзиёев в понедельник провел телефонный разговор с президентом Таджикистана Эмомали Рахмоном. Они обсудили обстановку на границе с Афганистаном, сообщили в пресс-службе президента.

Представитель талибов Забихулла Муджахид опроверг сообщения о том, что боевики перешли границу с Узбекистаном. «Наши бойцы не покидали Афганистан», – сказал он.

Подробнее на сайте агентства"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return parse(Document(STORY, Known(dt.date(2021, 8, 9))))


def test_the_frame_is_cut_and_the_language_is_seen(reading: Reading) -> None:
    frame = reading.frame
    assert reading.language == "ru"
    assert reading.notes == ()
    assert (frame.dateline_place, frame.report_date) == ("Термез", dt.date(2021, 8, 9))
    assert frame.headline is not None and frame.headline.of(STORY).startswith("Свыше 600")
    assert [span.of(STORY) for span in frame.dropped] == ["Подробнее на сайте агентства"]


def _told(reading: Reading, kind: str) -> list[dict[str, Any]]:
    return [
        {
            "modality": one.modality.value,
            "day": one.when.value.first.isoformat() if one.when else "",
            "part": one.when.value.part_of_day if one.when else "",
            "way": (one.from_country.value if one.from_country else "", one.to_country.value if one.to_country else ""),
            "claims": [(c.kind.value, c.count.value.low, c.count.value.high) for c in one.claims],
        }
        for one in reading.incidents
        if one.event_type.value == kind
    ]


def test_three_nights_are_three_retreats(reading: Reading) -> None:
    told = [one for one in _told(reading, "cross_border_retreat") if one["modality"] == "actual"]
    assert told == [
        {"modality": "actual", "day": "2021-08-09", "part": "early_hours", "way": ("AF", "UZ"), "claims": [("crossed", 350, None), ("injured", 0, 0)]},
        {"modality": "actual", "day": "2021-08-07", "part": "", "way": ("AF", "UZ"), "claims": [("crossed", 84, 84)]},
        {"modality": "actual", "day": "2021-08-08", "part": "evening", "way": ("AF", "UZ"), "claims": [("crossed", 190, 190)]},
    ]  # fmt: skip


def test_the_seizure_the_order_and_the_call_are_incidents_of_their_own(reading: Reading) -> None:
    seized = [one for one in reading.incidents if one.event_type.value == "border_seizure"]
    assert [(one.place.value.name, one.border.value) for one in seized if one.place and one.border] == [
        ("Хайратон", "AF-UZ")
    ]
    (order,) = _told(reading, "reinforcement")
    assert (order["modality"], order["day"], order["claims"]) == ("ordered", "2021-08-09", [("deployed", 2000, 2000)])
    (call,) = [one for one in reading.incidents if one.event_type.value == "diplomatic_contact"]
    assert call.place is not None and call.place.value.prec == 5


def test_speakers_stand_by_name_never_as_pronouns(reading: Reading) -> None:
    speakers = [s.speaker.value.name if s.speaker else "" for s in reading.statements]
    assert speakers[:2] == ["пресс-служба Госкомитета погранвойск Узбекистана"] * 2
    assert speakers[-1] == "Забихулла Муджахид"
    assert not set(speakers) & {"он", "она", "они", "ведомство", ""}


def test_a_legal_tag_is_in_no_name(reading: Reading) -> None:
    names = [a.who.value.name for one in reading.incidents for a in one.actors]
    assert names and not any("запрещ" in name for name in names)


ATTACK = """ИСЛАМАБАД, 14 сен - РИА Новости. Боевики напали на пограничный пост на афгано-пакистанской границе, погибли трое военных, сообщает газета Dawn.

Нападение произошло в воскресенье в районе населенного пункта Торхам. Огонь велся всю ночь.
"""
CATCH = """УРАЛЬСК, 14 сентября. /ТАСС/. Казахстанские пограничники задержали на границе с Россией 26 нелегальных мигрантов.

Ранее, 9 сентября, на этом же участке границы были задержаны еще семь человек.
"""


def _days(text: str, kind: str) -> list[tuple[str, list[float | None]]]:
    reading = parse(Document(text, Known(dt.date(2021, 9, 14), language="ru")))
    return [(one["day"], [low for _, low, _ in one["claims"]]) for one in _told(reading, kind)]


def test_a_noun_of_the_next_paragraph_gives_the_day_though_it_names_no_border() -> None:
    assert _days(ATTACK, "border_attack") == [("2021-09-12", [3])]


def test_a_further_catch_with_its_own_day_is_an_incident_of_its_own() -> None:
    assert sorted(_days(CATCH, "detention")) == [("2021-09-08", [26]), ("2021-09-09", [7])]
