"""Quotation marks as agencies print them."""

from __future__ import annotations

import pytest

from incidents.parsing.document import Passage
from incidents.parsing.evidence import Span
from incidents.parsing.stages.quotes import read_quotes


def inner(text: str) -> list[str]:
    (found,) = read_quotes(text, [Passage(Span(0, len(text)), "body", 1)])
    return [q.inner.of(text) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The road is open," he said.', ["The road is open,"]),
        ("“The road is open,” he said.", ["The road is open,"]),
        ("«The road is open», he said.", ["The road is open"]),
        ("„The road is open“, he said.", ["The road is open"]),
        ("''The road is open,'' he said.", ["The road is open,"]),
        ("``The road is open,'' he said.", ["The road is open,"]),
        ("'The road is open,' he said.", ["The road is open,"]),
        ("‘The road isn’t open,’ he said.", ["The road isn’t open,"]),
        ("The guards' post wasn't theirs; it's the army's.", []),
        ("'The guards' post is empty,' he said.", ["The guards' post is empty,"]),
        ("They met 'crazy leaders' in the capital and spoke of a 'war'.", ["crazy leaders", "war"]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ('He called it "a wall" and "a shame".', ["a wall", "a shame"]),
        ("He said: “They told us ‘go home’ and fired.”", ["They told us ‘go home’ and fired."]),
        ('A 6" shell hit the 12" pipe.', []),
    ],
)
def test_what_stands_between_the_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_that_nobody_closes_runs_on() -> None:
    text = "“We waited at the bridge for the whole night."
    (found,) = read_quotes(text, [Passage(Span(0, len(text)), "body", 1)])
    assert [q.runs_on for q in found] == [True]


def test_the_marks_belong_to_the_outer_span_only() -> None:
    text = "He said ''no way back'' twice."
    (found,) = read_quotes(text, [Passage(Span(0, len(text)), "body", 1)])
    assert found[0].outer.of(text) == "''no way back''"
    assert found[0].inner.of(text) == "no way back"
