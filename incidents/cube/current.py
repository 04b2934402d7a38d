"""Who answers now."""

from __future__ import annotations

from incidents.cube.answers import Answers
from incidents.cube.sql import SqlAnswers


def answers() -> Answers:
    return SqlAnswers()
