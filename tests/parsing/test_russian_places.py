"""Russian names in any case form find the same places, countries and borders as their English ones."""

from __future__ import annotations

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.knowledge.russian_names import load_russian_names
from incidents.parsing.knowledge.stems import stem, stems

# (sentence, words in the text, kind, country, border, name)
CASES = [
    ("Бои идут на таджикско-афганской границе.", "таджикско-афганской границе", "border", "", "AF-TJ", "таджикско-афганская граница"),
    ("Бои идут у афгано-пакистанской границы.", "афгано-пакистанской границы", "border", "", "AF-PK", "афгано-пакистанская граница"),
    ("Бои идут на границе Таджикистана и Афганистана.", "границе Таджикистана и Афганистана", "border", "", "AF-TJ", "граница Таджикистана и Афганистана"),
    ("Бои идут на границе Ирана с Ираком.", "границе Ирана с Ираком", "border", "", "IQ-IR", "граница Ирана с Ираком"),
    ("Граница между Индией и Пакистаном закрыта.", "Граница между Индией и Пакистаном", "border", "", "IN-PK", "Граница между Индией и Пакистаном"),
    ("Бои идут на линии Дюранда.", "линии Дюранда", "border", "", "AF-PK", "линия Дюранда"),
    ("Польша укрепит границу с Белоруссией.", "границу с Белоруссией", "border", "", "BY-PL", "граница Белоруссия - Польша"),
    ("Взрыв прогремел на КПП «Шерхан-Бандар».", "Шерхан-Бандар", "crossing", "AF", "AF-TJ", "Шерхан-Бандар"),
    ("Талибы вошли в уезд Имам-Сахиб в Афганистане.", "Имам-Сахиб", "district", "AF", "AF-TJ", "Имам-Сахиб"),
    ("Тревога в Горно-Бадахшанской автономной области.", "Горно-Бадахшанской автономной области", "province", "TJ", "", ""),
    ("Обстреляна Белгородская область.", "Белгородская область", "province", "RU", "RU-UA", "Белгородская область"),
    ("Обстрелян город Белгород.", "Белгород", "city", "RU", "RU-UA", "Белгород"),
    ("Бой у села Ак-Сай в Киргизии.", "Ак-Сай", "city", "KG", "KG-TJ", "Ак-Сай"),
    ("Стычка у водозабора \"Головной\" в Киргизии.", "водозабора \"Головной", "post", "KG", "KG-TJ", "водозабор Головной"),
    ("Беженцы тонут в реке Пяндж.", "реке Пяндж", "river", "", "AF-TJ", "река Пяндж"),
    ("Колонна вышла из Хорога в Таджикистан.", "Хорога", "city", "TJ", "AF-TJ", "Хорог"),
    ("Встреча прошла в Египте.", "Египте", "country", "EG", "", "Египет"),
    ("Мигранты ждут в США.", "США", "country", "US", "", "США"),
    ("Солдат бежал из Северной Кореи.", "Северной Кореи", "country", "KP", "", "Северная Корея"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "country", "border", "name"), CASES, ids=[c[1] for c in CASES])
def test_a_russian_name_finds_its_place(text: str, words: str, kind: str, country: str, border: str, name: str) -> None:
    places = {m.span.of(text): m.value for m in parse(Document(text, Known(language="ru"))).mentions.places}
    assert words in places, places
    where = places[words]
    assert (where.kind, where.country) == (kind, country)
    assert border in ("", where.border)
    assert where.name == (name or where.name)


@pytest.mark.parametrize(
    ("listed", "forms"),
    [
        ("Кундуз", "Кундуза Кундузу Кундузом Кундузе"),
        ("Москва", "Москвы Москве Москву Москвой"),
        ("Сирия", "Сирии Сирию Сирией"),
        ("Израиль", "Израиля Израилю Израилем Израиле"),
        ("Белгородский", "Белгородского Белгородскому Белгородским Белгородскую Белгородских"),
        ("Саратов", "Саратова Саратову Саратовом Саратове"),
    ],
)
def test_every_case_form_of_a_name_has_the_listed_ones_key(listed: str, forms: str) -> None:
    assert all(stem(listed) in stems(form) for form in forms.split())


def test_common_words_and_persons_are_no_places() -> None:
    text = "Тем временем хост перезагрузили. Министр Шерали Мирзо выступил того же дня."
    assert parse(Document(text, Known(language="ru"))).mentions.places == ()


def test_every_listed_country_has_a_code_of_the_world() -> None:
    names = load_russian_names()
    assert len(names.names) > 170
    assert names.pair("таджикско-афганская") == ("TJ", "AF")
    assert names.pair("индо-пакистанского") == ("IN", "PK")
    assert names.pair("военно-морской") is None
    assert names.town(["Мазари-Шарифе"])[0].country == "AF"
