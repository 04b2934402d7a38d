"""A client that pages the list and replays changes ends with exactly the server's set; `./bw bench sync` runs it two hundred times."""

from __future__ import annotations

import random

import pytest

from bench.rig import syncing
from incidents.cube.current import Cube

RUNS = 3


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_client_that_replays_changes_holds_what_the_server_holds(columns: Cube) -> None:
    whole = syncing.Outcome()
    for seed in random.SystemRandom().sample(range(1_000_000), RUNS):
        outcome = syncing.run(seed)
        assert (outcome.differences, outcome.repeated) == ([], 0), f"run {seed}"
        whole.add(outcome)
    assert whole.acts > 0 and whole.changes > 0 and whole.interruptions > 0
