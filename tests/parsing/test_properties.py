"""What holds for every text: offsets point at the words, the same text reads the same, no text makes the parser fail."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.parsing import Document, Known, parse
from incidents.parsing.evaluation.soundness import is_sound
from incidents.parsing.goldform import as_gold

SHARED = Path(__file__).resolve().parents[3] / "shared"
KNOWN = Known(published=dt.date(2021, 7, 7), language="en")
STORY = """Soldiers flee over the river

DUSHANBE, July 7 (Pamir Wire) - More than 130 Afghan border guards fled into Tajikistan on Tuesday after militants overran their post near
Ishkashim, and 40 others on Wednesday morning, the border service said.

"We let them in," spokesman Rustam Karimov said. "They were tired and hungry."

Uzbekistan will close the Hairatan crossing on its border with Afghanistan on Friday, officials said. No shots were fired.

In June, gunmen ambushed a convoy near the border with Pakistan, killing nine people and wounding "dozens", according to Kabul.
"""
slow_but_sure = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow_but_sure
@given(cut=st.integers(min_value=0, max_value=len(STORY)))
def test_a_story_cut_anywhere_is_read_and_its_offsets_point_at_words(cut: int) -> None:
    assert is_sound(parse(Document(STORY[:cut], KNOWN)))
    assert is_sound(parse(Document(STORY[cut:], KNOWN)))


@slow_but_sure
@given(noise=st.text(max_size=40), at=st.integers(min_value=0, max_value=len(STORY)))
def test_noise_inside_a_story_breaks_nothing(noise: str, at: int) -> None:
    assert is_sound(parse(Document(STORY[:at] + noise.replace("\r", "\n") + STORY[at:], KNOWN)))


def test_the_same_text_reads_the_same_twice() -> None:
    first, second = (json.dumps(as_gold(parse(Document(STORY, KNOWN)), "story"), default=str) for _ in range(2))
    assert first == second


def test_the_order_of_paragraphs_without_reference_changes_no_incident() -> None:
    head, *body = STORY.strip().split("\n\n")
    swapped = "\n\n".join([head, body[0], body[3], body[2], body[1]])
    one, other = (
        {(i.event_type.value, i.when.value.first if i.when else None) for i in parse(Document(t, KNOWN)).incidents}
        for t in (STORY, swapped)
    )
    assert one == other and len(one) >= 3


@pytest.mark.slow
def test_a_report_of_200_kilobytes_stays_within_the_time_limit() -> None:
    paragraph = STORY.split("\n\n")[1].replace("\n", " ") + "\n\n"
    began = time.monotonic()
    reading = parse(Document(STORY + paragraph * (200_000 // len(paragraph)), KNOWN))
    assert time.monotonic() - began < 60
    assert is_sound(reading)


@pytest.mark.slow
def test_a_sentence_of_50_000_words_is_read_in_pieces_and_said_so() -> None:
    began = time.monotonic()
    reading = parse(Document(" ".join(["border guards fled into Tajikistan and"] * 8400), KNOWN))
    assert time.monotonic() - began < 60
    assert any("in pieces" in note for note in reading.notes)


def _unlabelled() -> list[Path]:
    return sorted((SHARED / "eval" / "unlabelled" / "texts").glob("*.txt"))


@pytest.mark.slow
@pytest.mark.skipif(not _unlabelled(), reason="the evaluation texts are not beside this checkout")
def test_real_wires_are_read_without_a_failure() -> None:
    for path in _unlabelled():
        assert is_sound(parse(Document(path.read_text(encoding="utf-8").replace("\r\n", "\n")))), path.name
