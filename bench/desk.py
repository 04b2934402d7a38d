"""How long an editor waits for a save: `./bw bench desk [--incidents N] [--saves N]`.

Acts on incidents drawn by chance, through the site's own doors in one process, with the database as loaded. Each figure is the
95th percentile of the whole round trip; the processor time of this process stands beside it. Exits with 1 where one is too slow.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.core.management import call_command

GOAL_MS = 200.0


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    wall: float
    processor: float

    def __str__(self) -> str:
        verdict = "met" if self.wall <= GOAL_MS else "MISSED"
        return f"{self.name:44}{self.wall:8.1f} ms  ({self.processor:6.1f} ms of processor)  goal <= {GOAL_MS:g}  {verdict}"


def at_95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def measured(name: str, acts: Iterator[Callable[[], Any]]) -> Figure:
    wall, processor = [], []
    for act in acts:
        begun, worked = time.perf_counter(), time.process_time()
        answer = act()
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - worked) * 1000)
        assert answer is None or answer.status_code in (200, 302), (name, answer.status_code, answer.content[:300])
    return Figure(name, at_95(wall), at_95(processor))


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench desk")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--saves", type=int, default=200)
    options = parser.parse_args(args)
    with TemporaryDirectory() as static:
        held, figures = figures_of(options.incidents, options.saves, static)
    print(f"\n{held:,} incidents, {options.saves} acts of each kind\n")
    for figure in figures:
        print(figure)
    return 0 if all(figure.wall <= GOAL_MS for figure in figures) else 1


def figures_of(incidents: int, saves: int, static: str) -> tuple[int, list[Figure]]:
    os.environ |= {"BW_ALLOWED_HOSTS": "testserver", "BW_STATIC_ROOT": static}
    django.setup()
    logging.getLogger("axes").setLevel(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)  # the form names files by what is in them
    call_command("prepare", verbosity=0)
    from synthetic import load

    held = load(incidents)
    return held, list(Desk(saves).figures())


class Desk:
    """One editor, signed in, and incidents drawn by chance."""

    def __init__(self, saves: int) -> None:
        from django.test import Client

        from incidents.models import Incident, User

        self.editor = User.objects.get_or_create(username="bench", role="editor")[0]
        self.client, self.saves, self.chance = Client(), saves, random.Random(11)
        self.client.force_login(self.editor)
        self.incidents = list(Incident.objects.current().values_list("pk", "version"))

    def some(self) -> Iterator[tuple[int, int]]:
        for _ in range(self.saves):
            yield self.chance.choice(self.incidents)

    def figures(self) -> Iterator[Figure]:
        yield measured(
            "a field, by the API with If-Match", (self._patch(pk, n) for n, (pk, _) in enumerate(self.some()))
        )
        yield measured("a field, on the page to edit", (self._edit(pk, n) for n, (pk, _) in enumerate(self.some())))
        yield measured(
            "a field, at the desk: its form comes back", (self._desk(pk, n) for n, (pk, _) in enumerate(self.some()))
        )
        yield measured("accept, at the desk", (self._accept(pk, n) for n, (pk, _) in enumerate(self.some())))
        yield measured("confirm or dispute", (self._status(pk, n) for n, (pk, _) in enumerate(self.some())))
        yield measured("undo of the last act", (self._undo() for _ in range(self.saves)))
        yield measured("merge", (self._merge(a, b) for (a, _), (b, _) in zip(self.some(), self.some(), strict=True)))

    def _patch(self, pk: int, n: int) -> Callable[[], Any]:
        from incidents.models import Incident

        tag = {"if-match": f'"{Incident.objects.get(pk=pk).version}"'}
        body = {"place_name": f"Post {n}", "reason": "as told"}
        address = f"/api/v1/incidents/{pk}"
        return lambda: self.client.patch(address, body, content_type="application/json", headers=tag)

    def _edit(self, pk: int, n: int) -> Callable[[], Any]:
        return lambda: self.client.post(f"/edit/incident/{pk}/place_name/", {"value": f"Ford {n}"})

    def _desk(self, pk: int, n: int) -> Callable[[], Any]:
        sent = {"kind": "incident", "record": pk, "name": "when", "value": f"{n % 28 + 1} Jul 2021"}
        return lambda: self.client.post(f"/review/{pk}/save/", sent, headers={"hx-request": "true"})

    def _accept(self, pk: int, n: int) -> Callable[[], Any]:
        sent = {"act": ("accept", "dispute")[n % 2]}
        return lambda: self.client.post(f"/review/{pk}/act/", sent, headers={"hx-request": "true"})

    def _status(self, pk: int, n: int) -> Callable[[], Any]:
        status = ("confirmed", "disputed")[n % 2]
        return lambda: self.client.post(f"/incidents/{pk}/status/", {"status": status})

    def _undo(self) -> Callable[[], Any]:
        from incidents import review

        def undo() -> None:
            last = review.last_act(self.editor)
            assert last is not None
            review.undo_changeset(changeset=last, by=self.editor)

        return undo

    def _merge(self, pk: int, other: int) -> Callable[[], Any]:
        from incidents import review
        from incidents.models import Incident

        def merge() -> None:
            first, second = Incident.objects.get(pk=pk), Incident.objects.get(pk=other)
            if first.merged_into_id or second.merged_into_id or first == second:
                return
            sides = {"border": pk, "place": pk}
            review.merge(survivor=first, others=[second], by=self.editor, choices=sides)

        return merge


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
