"""Reports in languages whose events cannot be read yet: their days and figures, by one file a language."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.drafts import Reading
from incidents.parsing.knowledge.calendar_words import FOLDER, examples, load_calendar_words

MONDAY = dt.date(2021, 7, 5)
FILES = sorted(FOLDER.glob("*/calendar.toml"))
CASES = [(path.parent.name, row) for path in FILES for row in examples(path)]


def read(text: str, language: str) -> Reading:
    return parse(Document(text, Known(MONDAY, "", language)))


@pytest.mark.parametrize(("language", "row"), CASES, ids=[f"{code}-{row['words']}" for code, row in CASES])
def test_a_language_reads_its_own_examples(language: str, row: dict[str, object]) -> None:
    reading = read(str(row["text"]), language)
    found = [(m.span.of(reading.text), m.value.first, m.value.last) for m in reading.mentions.dates]
    assert (row["words"], row["first"], row.get("last", row["first"])) in found


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("de", "Mehr als 1.000 Soldaten und 94 Zivilisten kamen 2021 an.", [1000, 94]),
        ("fr", "Le 5 juillet, 1 037 militaires sont arrivés, soit 12 % de plus.", [1037]),
        ("es", "El 5 de julio de 2021 llegaron 20.000 reservistas.", [20_000]),
        ("uk", "Кордон перетнули 300 військових та 15 цивільних о 21:40.", [300, 15]),
        ("tr", "5 Temmuz 2021 günü 2.300 kişi geçti.", [2300]),
    ],
)
def test_figures_are_parted_as_the_language_does(language: str, text: str, figures: list[int]) -> None:
    assert [m.value.low for m in read(text, language).mentions.numbers] == figures


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Am 31. Februar 2021 geschah nichts."), ("fr", "mars et mai"), ("es", "Lunes")]
)
def test_what_is_no_day_of_the_calendar_is_none(language: str, text: str) -> None:
    assert not [m for m in read(text, language).mentions.dates if m.rule in ("date.month_day", "date.month")]


def test_the_german_morning_is_not_tomorrow() -> None:
    reading = read("Am Morgen schossen sie, heute morgen auch. Sie kommen morgen wieder.", "de")
    assert [m.value.first.day for m in reading.mentions.dates] == [5, 6]


def test_a_reading_says_that_the_language_is_not_supported() -> None:
    reading = read("Am Samstag kamen 94 Soldaten über die Grenze.", "de")
    assert not reading.incidents
    assert "not supported yet" in " ".join(reading.notes)


def test_a_further_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(FOLDER, folder)
    (folder / "it").mkdir()
    (folder / "it" / "calendar.toml").write_text(
        'months = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"]\n'
        'weekdays = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]\n'
        "thousands = '[.]'\n[days]\nieri = -1\noggi = 0\n",
        encoding="utf-8",
    )
    words = load_calendar_words(folder)
    monkeypatch.setattr("incidents.parsing.pipeline.load_calendar_words", lambda: words)
    found = read("Il 3 luglio 2021 sono arrivati 1.200 soldati, altri sabato.", "it").mentions
    assert [m.value.first for m in found.dates] == [dt.date(2021, 7, 3)] * 2
    assert [m.value.low for m in found.numbers] == [1200]
