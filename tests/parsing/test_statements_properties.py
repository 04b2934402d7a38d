"""What holds for the statements of any text."""

from __future__ import annotations

import random

from incidents.parsing import Document, Known, parse
from tests.parsing.statement_cases import ALL

ROUNDS = 40


def story(seed: int) -> str:
    """A report of eight random sentences in paragraphs."""
    chosen = random.Random(seed).sample([c[1] for c in ALL], 8)
    return "A quiet day at the frontier\n\n" + "\n\n".join(
        f"{a} {b}" for a, b in zip(chosen[::2], chosen[1::2], strict=True)
    )


def test_the_offsets_point_at_the_words() -> None:
    for seed in range(ROUNDS):
        text = story(seed)
        for one in parse(Document(text, Known(None, "", "en"))).statements:
            assert " ".join(one.content.of(text).split()) == " ".join(one.content_text.split())
            assert one.cue.span.of(text) == one.cue.value
            assert one.rule and one.cue.rule
            if one.speaker:
                assert one.speaker.rule and one.speaker.span.of(text).strip()
            if one.affiliation:
                assert " ".join(one.affiliation.span.of(text).split()) == one.affiliation.value


def test_reading_twice_gives_the_same() -> None:
    for seed in range(5):
        document = Document(story(seed), Known(None, "", "en"))
        assert parse(document).statements == parse(document).statements


def test_a_text_cut_anywhere_is_still_read() -> None:
    for seed in range(ROUNDS):
        text = story(seed)
        cut = text[: random.Random(seed).randrange(1, len(text))]
        for one in parse(Document(cut, Known(None, "", "en"))).statements:
            assert one.content.end <= len(cut)


def test_marks_strewn_at_random_do_not_break_the_reading() -> None:
    for seed in range(ROUNDS):
        rng, letters = random.Random(seed), list(story(seed))
        for _ in range(30):
            letters.insert(rng.randrange(len(letters)), rng.choice("\"“”'‘’«»:;,—\n"))
        text = "".join(letters)
        for one in parse(Document(text, Known(None, "", "en"))).statements:
            assert one.content.of(text).strip()
