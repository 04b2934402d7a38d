"""Adding one thing adds one file: event types and actor lists carry their own examples, and a new file works at once."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from incidents.parsing import Document, Known, parse
from incidents.parsing.knowledge import actor_lists, event_types
from incidents.parsing.knowledge.actor_lists import load_actor_lists
from incidents.parsing.knowledge.event_types import load_event_types
from incidents.parsing.stages import events

EXAMPLES = [(kind.code, example["text"]) for kind in load_event_types() for example in kind.examples]
DAY = dt.date(2021, 7, 7)


def told(sentence: str) -> list[str]:
    report = Document(f"Border report\n\nGENEVA, July 7 (Agency) - {sentence}\n", Known(published=DAY, language="en"))
    return [one.event_type.value for one in parse(report).incidents]


@pytest.mark.parametrize(("code", "text"), EXAMPLES, ids=[f"{c}-{t[:30]}" for c, t in EXAMPLES])
def test_an_event_type_reads_its_own_examples(code: str, text: str) -> None:
    assert code in told(text)


def test_every_event_type_has_an_example_a_frame_and_a_symbol() -> None:
    for kind in load_event_types():
        assert kind.examples and kind.frames and kind.shape and kind.label, kind.code


def test_a_new_event_type_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "events"
    shutil.copytree(event_types.FOLDER, folder)
    (folder / "border_visit.toml").write_text(
        'label = "Visit"\nfamily = "other"\nshape = "dot"\norder = 99\nroles = ["mover", ""]\n'
        '[[frame]]\nverbs = ["inspect"]\nneeds = ["border_strict"]\n'
        '[[examples]]\ntext = "The general inspected the border with Mali on Monday."\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(events, "load_event_types", lambda: load_event_types(folder))
    assert "border_visit" in told("The general inspected posts on the border between Mali and Niger on Monday.")


def test_a_new_actor_list_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    shutil.copytree(actor_lists.FOLDER, folder)
    (folder / "hill-league.toml").write_text(
        '[[group]]\nname = "Hill League"\nsector = "REB"\ncountry = "MM"\nnames = ["Hill League", "HLA"]\n',
        encoding="utf-8",
    )
    lists = load_actor_lists(folder)
    assert lists.groups["HLA"].name == "Hill League"
    assert lists.pattern.search("fighters of the HLA crossed") is not None
