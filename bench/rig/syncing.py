"""One run of the sync property: editors and machine at work over connections of their own, readers that list, replay and lose their line."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client

from incidents import records, review
from incidents.access import Role
from incidents.models import ApiToken, Claim, Incident, Report, User
from tests.factories import a_border, a_report
from tests.records.readings import TEXT, a_reading

PAUSE = 0.03  # seconds that a transaction stays open after an act, at most
FILTERS = ("", "modality=actual", "border=AF-TJ&from=2021-07-04", "status=withdrawn&status=machine")


@dataclass
class Outcome:
    """What a run saw."""

    differences: list[str] = field(default_factory=list)
    acts: int = 0
    refused: int = 0
    undone: int = 0  # transactions rolled back, on purpose or to end a deadlock
    changes: int = 0
    interruptions: int = 0
    repeated: int = 0  # changes told twice to a reader who had kept them

    def add(self, other: Outcome) -> None:
        self.differences += other.differences
        for name in ("acts", "refused", "undone", "changes", "interruptions", "repeated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Hand:
    """One editor or machine: acts by chance in transactions that stay open for a while, some of which never commit."""

    def __init__(self, seed: str, editor: User, reports: list[Report], outcome: Outcome) -> None:
        self.chance, self.editor, self.reports, self.outcome = random.Random(seed), editor, reports, outcome

    def work(self, transactions: int) -> None:
        try:
            for _ in range(transactions):
                self._one_transaction()
        finally:
            connection.close()

    def _one_transaction(self) -> None:
        try:
            with transaction.atomic():
                for _ in range(self.chance.randint(1, 3)):
                    self._act()
                    time.sleep(self.chance.random() * PAUSE)
                if self.chance.random() < 0.1:
                    self.outcome.undone += 1
                    transaction.set_rollback(True)
        except (OperationalError, IntegrityError):  # two hands at one record: the database ended one of both
            self.outcome.undone += 1

    def _act(self) -> None:
        acts = (
            self._read,
            self._edit,
            self._edit,
            self._status,
            self._merge,
            self._unmerge,
            self._claim,
            self._undo,
            self._enter,
        )
        try:
            with transaction.atomic():
                self.chance.choice(acts)()
            self.outcome.acts += 1
        except (review.Refused, review.Conflict):
            self.outcome.refused += 1

    def _some(self) -> Incident:
        return Incident.objects.get(
            pk=self.chance.choice(list(Incident.objects.values_list("pk", flat=True).order_by("pk")))
        )

    def _read(self) -> None:
        values = {
            "found": self.chance.random() < 0.7, "modality": self.chance.choice(["actual", "denied", "ordered"]),
            "low": self.chance.choice([1000, 1037]), "actor": self.chance.choice(["Northern Brigade", "Western Brigade"]),
        }  # fmt: skip
        records.apply(self.chance.choice(self.reports), a_reading(**values))

    def _edit(self) -> None:
        field, value = self.chance.choice(
            [("modality", "actual"), ("modality", "denied"), ("place_name", f"Post {self.chance.randint(1, 9)}"), ("date_start", f"2021-07-0{self.chance.randint(1, 8)}"), ("border", "")]
        )  # fmt: skip
        review.correct(record=self._some(), field=field, value=value, by=self.editor)

    def _status(self) -> None:
        status = self.chance.choice(["rejected", "withdrawn", "machine", "confirmed"])
        review.set_status(incident=self._some(), status=status, by=self.editor, reason="by chance")

    def _merge(self) -> None:
        review.merge(survivor=self._some(), others=[self._some()], by=self.editor)

    def _unmerge(self) -> None:
        merged = Incident.objects.exclude(merged_into=None).order_by("?").first()
        if merged:
            review.unmerge(incident=merged, by=self.editor)

    def _claim(self) -> None:
        claim = Claim.objects.filter(withdrawn_at=None).order_by("?").first()
        if claim:
            review.withdraw(record=claim, by=self.editor, reason="a misprint")

    def _undo(self) -> None:
        if last := review.last_act(self.editor):
            review.undo_changeset(changeset=last, by=self.editor)

    def _enter(self) -> None:
        review.add_incident(
            values={"event_type": "border_clash", "modality": "actual", "date_start": "2021-07-05"}, by=self.editor
        )


class LineLost(Exception):
    """The answer never arrived."""


class Reader:
    """A client with a copy: lists the pages, replays the changes, and after each loss goes on from the last token that it kept."""

    def __init__(self, seed: str, key: str, words: str, outcome: Outcome) -> None:
        self.chance, self.words, self.outcome = random.Random(seed), words, outcome
        self.client, self.headers = Client(), {"authorization": f"Token {key}"}
        self.copy: dict[int, Any] = {}
        self.told: set[tuple[int, str]] = set()
        self.following = ""

    def ask(self, url: str) -> Any:
        parts = urlsplit(url)
        answer = self.client.get(f"{parts.path}?{parts.query}", headers=self.headers)
        assert answer.status_code == 200, (url, answer.status_code, answer.content[:300])
        return json.loads(answer.content)

    def _over_a_bad_line(self, url: str) -> Any:
        answer = self.ask(url)
        if self.chance.random() < 0.15:
            self.outcome.interruptions += 1
            raise LineLost
        return answer

    def begin(self) -> None:
        """The list as it is, page by page, over a line that is lost now and then; `changes` goes on from before it."""
        started = self.ask(f"/api/v1/changes?limit=3&include=incident&{self.words}")
        self.following, page = started["next"], started["list"] + ("&" if "?" in started["list"] else "?") + "limit=4"
        while page:
            try:
                answer = self._over_a_bad_line(page)
            except LineLost:
                continue
            self.copy.update({one["id"]: one for one in answer["results"]})
            page = answer["next"]

    def follow(self, until: Callable[[], bool]) -> None:
        """Changes as they come, and to their end once `until` is true."""
        try:
            ends = False
            while not ends:
                last = until()
                ends = not self._replay() and last
                time.sleep(self.chance.random() * PAUSE)
        finally:
            connection.close()

    def _replay(self) -> bool:
        """One page; true where there may be more."""
        try:
            answer = self._over_a_bad_line(self.following)
        except LineLost:
            return True
        for one in answer["changes"]:
            self._apply(one)
        if answer["changes"] and self.chance.random() < 0.1:
            self.outcome.interruptions += 1  # the client died between applying and keeping the token
            self.told.difference_update((one["id"], one["at"]) for one in answer["changes"])
            return True
        self.following = answer["next"]
        return bool(answer["changes"] or answer["more"])

    def _apply(self, one: dict[str, Any]) -> None:
        self.outcome.changes += 1
        if (one["id"], one["at"]) in self.told:
            self.outcome.repeated += 1
        self.told.add((one["id"], one["at"]))
        if one["present"]:
            self.copy[one["id"]] = one["incident"]
        else:
            self.copy.pop(one["id"], None)

    def differences(self) -> Iterator[str]:
        """Between the copy and what the server says now."""
        theirs, page = {}, f"/api/v1/incidents?limit=1000&{self.words}"
        while page:
            answer = self.ask(page)
            theirs.update({one["id"]: one for one in answer["results"]})
            page = answer["next"]
        for pk in sorted(theirs.keys() | self.copy.keys()):
            if theirs.get(pk) != self.copy.get(pk):
                yield f"[{self.words}] #{pk}: the server has {theirs.get(pk)}, the copy {self.copy.get(pk)}"


def run(seed: int, *, hands: int = 3, transactions: int = 4) -> Outcome:
    """Hands and readers at once, one reader a filter; what each reader holds when all is still is compared with the server's list."""
    outcomes = [Outcome() for _ in range(hands + len(FILTERS))]
    reports, editors, key = _a_world(hands)
    working = [
        threading.Thread(target=Hand(f"{seed} {n}", editors[n], reports, outcomes[n]).work, args=(transactions,)) for n in range(hands)
    ]  # fmt: skip
    readers = [Reader(f"{seed} {words}", key, words, outcomes[hands + n]) for n, words in enumerate(FILTERS)]
    failed: list[BaseException] = []

    def read(reader: Reader) -> None:
        try:
            reader.begin()
            reader.follow(lambda: not any(one.is_alive() for one in working))
        except BaseException as problem:  # told by the thread that waits
            failed.append(problem)
            raise

    reading = [threading.Thread(target=read, args=(one,)) for one in readers]
    for one in (*working, *reading):
        one.start()
    for one in (*working, *reading):
        one.join()
    if failed:
        raise failed[0]
    whole = Outcome()
    for outcome, reader in zip(outcomes, [None] * hands + readers, strict=True):
        outcome.differences += reader.differences() if reader else ()
        whole.add(outcome)
    return whole


def _a_world(hands: int) -> tuple[list[Report], list[User], str]:
    """Three reports of one crossing that were read, an editor a hand, and the key of a reader."""
    a_border()
    reports = [a_report(TEXT) for _ in range(3)]
    for report in reports:
        records.apply(report, a_reading())
    editors = [_account(f"hand{n}", Role.EDITOR) for n in range(hands)]
    return reports, editors, ApiToken.issue(user=_account("reader", Role.READER), label="sync", scopes="read")[1]


def _account(name: str, role: Role) -> User:
    """Without a password, for hashing one takes longer than a run."""
    return User.objects.get_or_create(username=name, defaults={"role": role.value})[0]
