"""The codebook says what every code means, and nothing of codes that there are not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from incidents.exports.fields import fields
from incidents.parsing.knowledge import codebook as module
from incidents.parsing.knowledge import codes
from incidents.parsing.knowledge.codebook import Code, Table, codebook
from incidents.parsing.knowledge.event_types import load_event_types

HELD = tomllib.loads(Path(module.__file__).with_name("codebook.toml").read_text(encoding="utf-8"))
EVERY = [(table, code) for table in codebook() for code in table.codes]


def of_codes() -> dict[str, set[str]]:
    """Each table of codes that there is, by name."""
    found = {
        name.lower(): set(map(str, held))
        for name, held in vars(codes).items()
        if name.isupper() and isinstance(held, Mapping)
    }
    return {**found, "event_types": {kind.code for kind in load_event_types()}}


def test_every_table_and_every_code_has_its_entry_and_no_entry_is_of_none() -> None:
    assert {name: set(told["codes"]) for name, told in HELD.items()} == of_codes()


@pytest.mark.parametrize(("table", "code"), EVERY, ids=[f"{table.name}-{code.code}" for table, code in EVERY])
def test_every_code_has_a_definition_a_rule_and_an_example(table: Table, code: Code) -> None:
    assert code.label and code.words and code.rule and code.example
    assert code.rule.endswith(".") and not code.words.endswith("."), "a rule is a sentence, a definition is none"


def test_every_coded_column_of_a_file_has_a_table_that_names_it() -> None:
    named = {table.name: table.fields for table in codebook()}
    for noun in ("incident", "statement"):
        for name, field in fields(noun).items():
            assert not field.codes or name in named[field.table], name
