"""What holds for every Russian text: offsets, determinism, truncation, odd input; and how a language is chosen."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.parsing import Document, Known, parse
from incidents.parsing.evaluation.soundness import spans_of
from incidents.parsing.language import language_of, spoken
from tests.parsing.test_russian_story import STORY

DAY = dt.date(2021, 8, 9)
RUSSIAN = Known(DAY, "", "ru")


def test_every_value_of_the_story_opens_its_words() -> None:
    reading = parse(Document(STORY, RUSSIAN))
    spans = spans_of(reading)
    assert len(spans) > 100
    assert all(span.end <= len(STORY) and span.of(STORY).strip() for span in spans)
    for mention in reading.mentions.numbers:
        assert mention.span.of(STORY) in mention.reason


def test_offsets_count_code_points_behind_emoji_and_accents() -> None:
    text = "🚨 Сро́чно! В среду 12 афганских солдат отступили в Таджикистан."
    (number,) = parse(Document(text, RUSSIAN)).mentions.numbers
    assert number.span.of(text) == "12 афганских солдат"


def test_reading_twice_gives_the_same() -> None:
    assert parse(Document(STORY, RUSSIAN)) == parse(Document(STORY, RUSSIAN))


@pytest.mark.parametrize("seed", range(20))
def test_a_text_cut_anywhere_is_still_read(seed: int) -> None:
    chance = random.Random(seed)
    start, end = sorted(chance.sample(range(len(STORY)), 2))
    text = STORY[start:end] or "а"
    assert all(span.end <= len(text) for span in spans_of(parse(Document(text, RUSSIAN))))


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs",)) | st.sampled_from('абвгдеАБВ «»"-–,.:\n0123456789'),
        min_size=1,
        max_size=300,
    )
)
def test_no_text_stops_the_russian_stages(text: str) -> None:
    assert all(span.end <= len(text) for span in spans_of(parse(Document(text, RUSSIAN))))


def test_one_sentence_of_thousands_of_words_is_read_in_pieces() -> None:
    text = "солдаты идут " * 4000
    assert parse(Document(text, RUSSIAN)).text == text


# --- which language ---------------------------------------------------------------------------------------------------


def test_a_russian_text_that_nobody_spoke_for_is_seen_as_russian() -> None:
    assert spoken(Document("Талибы захватили пункт пропуска, сообщили в МВД. Это подтвердили жители.")) == "ru"
    assert spoken(Document("The Taliban seized the crossing on Monday.")) == ""
    assert spoken(Document("Толибон марзро гирифтанд ва ҷанг дар ноҳияи Панҷ идома дорад, гуфт вазорат.")) != "ru"


def test_what_intake_says_of_the_language_is_final() -> None:
    assert spoken(Document("Текст", Known(language="en"))) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Пограничная служба сообщила, что боевики отступили за реку и мост вновь открыт для жителей.", "ru"),
        ("Граница закрыта.", "ru"),
        ("Кордон закрито, повідомили у прикордонній службі в понеділок увечері.", "uk"),
        ("Границата е затворена, съобщиха от граничната полиция в понеделник вечерта.", "bg"),
        ("Мяжа закрыта, паведамілі ў пагранслужбе ў панядзелак вечарам.", "be"),
        ("Шекара жабылды деп хабарлады Қазақстан шекара қызметі.", "kk"),
        ("THE BORDER SERVICE SAID MILITANTS RETREATED ACROSS THE RIVER AND THE BRIDGE WAS OPEN AGAIN.", "en"),
        ("The border service said militants retreated across the river and the bridge was open again.", "en"),
        (
            "Das Grenzamt teilte mit, dass sich die Kämpfer über den Fluss zurückgezogen haben und die Brücke offen ist.",
            "de",
        ),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_an_unsupported_language_still_gets_frame_places_dates_and_numbers_and_says_so() -> None:
    text = "BERLIN, 2021-07-05 - In Berlin warten 300 Soldaten. Sie sind am 2021-07-04 aus Afghanistan geflohen."
    reading = parse(Document(text, Known(dt.date(2021, 7, 5), "", "de")))
    assert reading.frame.report_date == dt.date(2021, 7, 5)
    assert [m.value.first for m in reading.mentions.dates]
    assert [m.value.country for m in reading.mentions.places if m.value.country]
    assert reading.mentions.numbers
    assert (reading.incidents, reading.statements) == ((), ())
    assert "not supported" in reading.notes[-1]
