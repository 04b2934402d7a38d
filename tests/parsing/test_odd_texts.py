"""Texts that no wire ever sent: the same seed makes the same text, and the parser reads each of them."""

from __future__ import annotations

import random
import time

import pytest

from incidents.parsing import Document, Known, parse, tongue
from incidents.parsing.evaluation.odd_texts import odd_text
from incidents.parsing.evaluation.soundness import is_sound
from incidents.parsing.evidence import Mention, Span, inside
from tests.parsing.test_properties import STORY
from tests.parsing.test_russian_story import STORY as RUSSIAN_STORY

SENTENCES = {"en": STORY.split("\n\n"), "ru": RUSSIAN_STORY.split("\n\n")}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("seed", range(12))
def test_an_odd_text_is_read_and_its_values_stand_on_words(seed: int, language: str) -> None:
    text = odd_text(random.Random(seed), SENTENCES[language]).replace("\r", "\n")[:4000]
    assert is_sound(parse(Document(text, Known(language=language))))


def test_a_seed_makes_one_text_and_another_seed_another() -> None:
    texts = [odd_text(random.Random(seed), SENTENCES["en"]) for seed in range(60)]
    assert texts == [odd_text(random.Random(seed), SENTENCES["en"]) for seed in range(60)]
    assert len(set(texts)) > 50
    assert all(text.encode() for text in texts)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_found_inside_a_stretch_is_what_the_stretch_covers(seed: int) -> None:
    chance = random.Random(seed)
    starts = sorted(chance.choices(range(200), k=40))
    mentions = [Mention(n, Span(start, start + chance.randint(1, 30)), "test") for n, start in enumerate(starts)]
    for _ in range(50):
        first, last = sorted(chance.sample(range(230), 2))
        span = Span(first, last)
        assert inside(mentions, span) == [m for m in mentions if span.covers(m.span)]


@pytest.mark.parametrize("run", ["“", "(", "a", "“a", "?!", "1.", "«", "http://a.b/c?"])
def test_ten_thousand_signs_without_a_space_are_read_at_once(run: str) -> None:
    began = time.process_time()
    reading = parse(
        Document(
            f"On Monday two guards fled into Tajikistan. {run * 5000} The post at Ishkashim fell.", Known(language="en")
        )
    )
    assert time.process_time() - began < 4
    assert is_sound(reading)
    assert [m.value.name for m in reading.mentions.places if m.value.country] == ["Tajikistan", "Ishkashim"]


@pytest.mark.parametrize("run", ["x\u2028", ",y", "\x0c{", "in\n\nи\n\n", "1, "])
def test_ten_thousand_lone_letters_and_words_are_read_at_once(run: str) -> None:
    began = time.process_time()
    listed = (run * 10_000)[:10_000]
    reading = parse(
        Document(f"On Monday two guards fled into Tajikistan.\n\n{listed}\n\nThe post fell.", Known(language="en"))
    )
    assert time.process_time() - began < 3
    assert is_sound(reading)
    assert [m.value.name for m in reading.mentions.places if m.value.country] == ["Tajikistan"]


def test_a_word_without_an_end_is_cut_and_every_letter_stays() -> None:
    text = "from " + "x“y" * 300 + " to  " + "z" * 450 + " ."
    doc = tongue.load().tokenizer(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 200
