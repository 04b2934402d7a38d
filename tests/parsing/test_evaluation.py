"""The measures: our scorer beside the one that the goals are told by, and each public set read as its paper means it."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from incidents.parsing import Document, Known
from incidents.parsing.evaluation import codebook
from incidents.parsing.evaluation.coded import alike, coded
from incidents.parsing.evaluation.matching import best_pairs, kilometres, same_name, word_f1
from incidents.parsing.evaluation.record import COLUMNS, append_scores
from incidents.parsing.evaluation.run import evaluated
from incidents.parsing.evaluation.samples import Sample
from incidents.parsing.evaluation.scores import Tally, rows, share, summed
from incidents.parsing.evaluation.sets import gold_sets, meantime, polnear, recognised
from incidents.parsing.evaluation.toponyms import Toponym, compared
from tests.conftest import SHARED

DEV = SHARED / "eval" / "dev"
SCORER = SHARED / "eval" / "score.py"
needs_gold = pytest.mark.skipif(not DEV.is_dir(), reason="the evaluation texts are not beside the checkout")


def an_incident(**changed: Any) -> dict[str, Any]:
    return {
        "event_type": "border_clash", "modality": "actual", "role": "primary", "date_start": "2021-07-03", "date_end": "2021-07-03",
        "date_prec": 1, "border": "AF-TJ", "from_country": "", "to_country": "", "where_prec": 5, "place": {"name": "", "lat": None, "lon": None},
        "actors": [{"name": "Tajik border guards", "role": "initiator"}],
        "claims": [{"kind": "killed", "low": 3, "high": 3, "evidence": "three"}], "evidence": ["a clash at the river"], **changed,
    }  # fmt: skip


def reading(*incidents: dict[str, Any], statements: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"incidents": list(incidents), "statements": list(statements)}


def test_a_reading_equal_to_its_gold_is_all_right() -> None:
    said = {"speaker": "Rosa Lind", "content": "the river is closed", "kind": "indirect"}
    gold = reading(an_incident(), statements=(said,))
    sheet, misses = codebook.score(gold, gold)
    assert misses == []
    assert {tally.figure for tally in sheet.values()} == {1.0}


@pytest.mark.parametrize(
    "changed",
    [
        {"date_start": "2021-07-06", "date_end": "2021-07-06"}, {"border": "KG-TJ"}, {"modality": "denied"}, {"modality": "ordered"},
        {"event_type": "smuggling"}, {"date_start": "", "date_end": ""},
    ],
)  # fmt: skip
def test_incidents_of_another_day_border_modality_or_group_are_not_paired(changed: dict[str, Any]) -> None:
    assert alike(coded(an_incident()), coded(an_incident(**changed))) == 0.0


@pytest.mark.parametrize(
    "changed", [{"date_start": "2021-07-04", "date_end": "2021-07-04"}, {"border": ""}, {"event_type": "incursion"}]
)
def test_a_day_s_difference_an_open_border_or_a_sister_type_still_pair(changed: dict[str, Any]) -> None:
    same, other = coded(an_incident()), coded(an_incident(**changed))
    assert 0.0 < alike(same, other) < alike(same, same)


def test_misses_are_told_with_their_words() -> None:
    gold = reading(an_incident(), an_incident(event_type="smuggling", evidence=["a haul of tea"]))
    read = reading(an_incident(date_end="2021-07-04", claims=[]))
    _, misses = codebook.score(gold, read)
    told = "\n".join(misses)
    assert "a haul of tea" in told
    assert "date_end 2021-07-04 for 2021-07-03" in told
    assert "claim killed 3.0..3.0: “three”" in told


def test_a_text_without_incidents_counts_what_was_read_there() -> None:
    sheet, _ = codebook.score(reading(), reading(an_incident(), an_incident(modality="denied")))
    assert sheet["false_per_negative"].figure == 1.0


def test_a_tally_s_figures() -> None:
    half = Tally(2, 4, 8)
    assert (half.precision, half.recall, round(half.f1, 3)) == (0.5, 0.25, 0.333)
    assert Tally().f1 == 1.0
    assert share(3, 4).figure == 0.75
    assert summed([{"a": half}, {"a": half}])["a"] == Tally(4, 8, 16)


def test_intervals_are_the_same_at_every_run() -> None:
    sheets = [{"a": Tally(n % 3, 3, 3)} for n in range(20)]
    assert list(rows(sheets)) == list(rows(sheets))
    row = next(rows(sheets))
    assert row.low <= row.tally.figure <= row.high


def test_pairs_are_chosen_for_the_greatest_sum() -> None:
    gains = [[3.0, 2.0], [2.0, 0.0]]
    assert sorted(best_pairs(2, 2, lambda i, j: gains[i][j])) == [(0, 1), (1, 0)]
    assert best_pairs(0, 3, lambda i, j: 1.0) == []


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        ("President Rosa Lind", "Lind", True),
        ("the ministry", "The Ministry", True),
        ("Rosa Lind", "Karl Holm", False),
        ("", "", True),
        ("", "Lind", False),
    ],
)
def test_names_are_the_same_by_half_of_their_telling_words(a: str, b: str, is_same: bool) -> None:
    assert same_name(a, b) is is_same


def test_distances_and_word_overlap() -> None:
    assert kilometres((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.05)
    assert word_f1("the river is closed", "the river was closed") == 0.75


def test_toponyms_count_by_overlap_and_by_161_kilometres() -> None:
    gold = [
        Toponym((0, 5), "Kabul", (34.5, 69.2)),
        Toponym((10, 15), "Herat", (34.3, 62.2)),
        Toponym((20, 25), "Nowhere", None),
    ]
    read = [
        Toponym((0, 5), "Kabul", (34.0, 69.0)),
        Toponym((12, 18), "Herat", (50.0, 62.2)),
        Toponym((30, 33), "Ur", (31.0, 46.1)),
    ]
    outcome = compared(gold, read)
    assert outcome.sheet["detection"] == Tally(2, 3, 3)
    assert outcome.sheet["within_161_km"] == share(1, 2)
    assert [miss.split()[0] for miss in outcome.misses] == ["far", "missed", "extra"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2009-06-03", "2009-06-03", "2009-06-03"), ("2009-06-03T18:00Z", "2009-06-03", "2009-06-03"), ("2009-06", "2009-06-01", "2009-06-30"),
        ("2009", "2009-01-01", "2009-12-31"), ("2009-Q3", "2009-07-01", "2009-09-30"), ("2009-W01", "2008-12-29", "2009-01-04"),
        ("2009-06-01/2009-06-07", "2009-06-01", "2009-06-07"), ("199", "1990-01-01", "1999-12-31"),
    ],
)  # fmt: skip
def test_the_days_of_a_value(value: str, first: str, last: str) -> None:
    assert meantime.days_of(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert meantime.days_of("PRESENT_REF") is None


def test_a_statement_is_compared_by_its_stretch_and_its_source() -> None:
    text = "Lind said the river is closed."
    gold = [polnear.Said(((10, 29),), ((0, 4),), "Lind", "the river is closed")]
    read = {
        "statements": [
            {
                "content_offsets": {"start": 10, "end": 29},
                "speaker_offsets": None,
                "speaker": "Rosa Lind",
                "content": "the river is closed",
            }
        ]
    }
    sheet = polnear.score(Sample("one", Document(text), gold), read).sheet
    assert {name: tally.figure for name, tally in sheet.items()} == {
        "content_overlap": 1.0,
        "content_half": 1.0,
        "speaker": 1.0,
    }


def a_gold_folder(folder: Path) -> Path:
    text = "Tajik and Kyrgyz guards traded fire at the Tajik-Kyrgyz border on Saturday, the ministry said."
    (folder / "texts").mkdir()
    (folder / "gold").mkdir()
    (folder / "texts" / "one.txt").write_text(text)
    (folder / "gold" / "one.json").write_text(json.dumps(reading(an_incident(border="KG-TJ"))))
    (folder / "manifest.jsonl").write_text('{"file": "texts/one.txt", "published": "2021-07-05", "language": "en"}\n')
    return folder


def test_a_folder_tells_which_set_it_holds(tmp_path: Path) -> None:
    assert recognised(tmp_path) is None
    found = recognised(a_gold_folder(tmp_path))
    assert found is not None
    assert found.NAME == "reports in the codebook's form"
    assert len({one.NAME for one in gold_sets()}) == 7


def test_a_run_reads_scores_and_times_every_text(tmp_path: Path) -> None:
    gold_set = recognised(a_gold_folder(tmp_path))
    assert gold_set is not None
    run = evaluated(gold_set, list(gold_set.samples(tmp_path)))
    assert run.names == ("one",)
    assert {row.measure for row in run.rows()} >= {"incident", "claims_num", "field:border", "statements_who"}
    assert run.pace.reports == 1
    assert run.pace.per_core > 0
    assert run.pace.resident_mb > 50


def test_the_command_prints_table_misses_pace_and_memory(tmp_path: Path) -> None:
    told = StringIO()
    call_command("evaluate", str(a_gold_folder(tmp_path)), stdout=told)
    assert "== one" in told.getvalue()
    assert re.search(r"^incident +\d", told.getvalue(), re.M)
    assert re.search(r"1 reports, [\d.]+ reports/s per core, \d+ MB resident", told.getvalue())


def test_the_command_refuses_a_folder_of_no_known_set(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none of the sets known here"):
        call_command("evaluate", str(tmp_path))


def test_scores_are_appended_under_one_head(tmp_path: Path) -> None:
    gold_set = recognised(a_gold_folder(tmp_path))
    assert gold_set is not None
    run = evaluated(gold_set, list(gold_set.samples(tmp_path)))
    for _ in range(2):
        append_scores(tmp_path, gold_set.NAME, run)
    lines = [line.split("\t") for line in (tmp_path / "bench" / "scores.tsv").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == list(COLUMNS)
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert [line[5] for line in lines].count("incident") == 2


def _their_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("their_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoilt(gold: dict[str, Any], number: int) -> dict[str, Any]:
    """A reading that is wrong in many ways: incidents left out, moved, retyped; statements shortened and given away."""
    read = json.loads(json.dumps(gold))
    read["incidents"] = [one for at, one in enumerate(read["incidents"]) if (at + number) % 4]
    for at, one in enumerate(read["incidents"]):
        if at % 3 == 0:
            one["date_start"] = one["date_end"]
            one["event_type"] = "border_clash"
        if at % 3 == 1:
            one["border"] = ""
            one["claims"] = [*one["claims"][1:], {"kind": "killed", "low": 5, "high": None}]
        if at % 2:
            one["actors"] = [{**actor, "role": "mover"} for actor in one["actors"]]
            one["place"] = {"name": "Nowhere", "lat": 0.0, "lon": 0.0}
    for at, said in enumerate(read["statements"]):
        if at % 3 == 0:
            said["content"] = " ".join(said["content"].split()[:4])
        if at % 4 == 1:
            said["speaker"] = "nobody"
    return read


@needs_gold
def test_our_figures_are_those_of_the_scorer_that_the_goals_are_told_by() -> None:
    theirs, their_tallies, our_sheets = _their_scorer(), [], []
    for number, path in enumerate(sorted((DEV / "gold").glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        read = _spoilt(gold, number)
        their_tallies.append(theirs.score_text(gold, read))
        our_sheets.append(codebook.score(gold, read)[0])
    expected = theirs.report(their_tallies, rounds=1000)
    ours = {row.measure: row for row in rows(our_sheets)}
    assert ours.keys() == expected.keys()
    for measure, row in ours.items():
        wanted = expected[measure]
        if row.tally.style == "rate":
            assert row.tally.figure == pytest.approx(wanted["value"])
            continue
        assert (row.tally.right, row.tally.predicted, row.tally.gold) == (
            wanted["right"],
            wanted["predicted"],
            wanted["gold"],
        ), measure
        if row.tally.style == "f1":
            assert row.tally.f1 == pytest.approx(wanted["f1"])
            assert (row.low, row.high) == pytest.approx((wanted["low"], wanted["high"]))


@needs_gold
def test_every_public_set_beside_the_checkout_is_recognised_and_holds_texts() -> None:
    folders = sorted(path for path in (SHARED / "corpora").iterdir() if path.is_dir())
    for folder in folders:
        gold_set = recognised(folder)
        assert gold_set is not None, folder.name
        first = next(iter(gold_set.samples(folder)))
        assert first.document.text
        assert isinstance(first.document.known, Known)
