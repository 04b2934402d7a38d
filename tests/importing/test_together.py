"""Files that are imported while others work: nothing is made twice, nobody's correction is overwritten, nothing stands half-done."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from incidents import review
from incidents.access import Role
from incidents.models import ApiToken, Changeset, Incident, User
from tests.factories import a_border, a_user, an_incident

HEAD = "id,event_type,date_start,date_end,date_prec,border,place,where_prec\n"
NEW = "".join(f",border_clash,2021-07-08,2021-07-08,1,AF-TJ,Village {number},5\n" for number in range(20))


@pytest.fixture
def editor(transactional_db: None) -> User:
    a_border()
    return a_user("editor", Role.EDITOR)


def corrected(one: Incident) -> str:
    return f"{HEAD},border_clash,2021-07-09,2021-07-09,1,AF-TJ,Shuroabad,5\n{one.pk},cross_border_retreat,2021-07-05,2021-07-05,1,AF-TJ,Panj,5\n"


def by_api(editor: User, text: str, _folder: Path) -> tuple[int, str]:
    key = ApiToken.issue(user=editor, label="t", scopes="read bulk edit")[1]
    answer = Client().post("/api/v1/imports", text, content_type="text/csv", headers={"authorization": f"Token {key}"})
    return answer.status_code, json.loads(answer.content).get("detail", "")


def by_page(editor: User, text: str, _folder: Path) -> tuple[int, str]:
    client, one = Client(), Incident.objects.get()
    client.force_login(editor)
    answer = client.post("/incidents/import/", {"text": text, "seen": "1,1,0,0", "versions": f"{one.pk}.{one.version}"})
    return answer.status_code, answer.text


def by_command(editor: User, text: str, folder: Path) -> tuple[int, str]:
    (folder / "x.csv").write_text(text)
    try:
        call_command("import", str(folder / "x.csv"), "--apply", "--by", editor.username)
    except CommandError as problem:
        return 1, str(problem)
    return 0, ""


DOORS = {"the API": (by_api, 409), "the page": (by_page, 409), "the command": (by_command, 1)}


def in_a_thread(done: Any, *args: Any) -> Any:
    try:
        return done(*args)
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """For a row that this transaction holds."""
    with connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone() is not None:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waited")


@pytest.mark.parametrize("door", DOORS)
def test_a_correction_made_between_looking_and_writing_is_not_overwritten(
    editor: User, tmp_path: Path, door: str
) -> None:
    (imported, status), one = DOORS[door], an_incident()
    text = corrected(one)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            review.correct(record=one, field="place_name", value="Khorog", by=editor)
            answer = pool.submit(in_a_thread, imported, editor, text, tmp_path)
            wait_until_somebody_waits()
        told, said = answer.result(timeout=20)
    assert told == status and "was changed meanwhile to “Khorog”" in said, said
    assert Incident.objects.get().place_name == "Khorog"
    assert not Changeset.objects.filter(kind="import").exists()


def test_what_the_page_showed_is_looked_at_again_where_somebody_changed_it(editor: User) -> None:
    one, client = an_incident(), Client()
    client.force_login(editor)
    text, seen = corrected(one), {"seen": "1,1,0,0", "versions": f"{one.pk}.{one.version}"}
    assert f'name="versions" value="{seen["versions"]}"' in client.post("/incidents/import/", {"text": text}).text
    review.correct(record=one, field="place_name", value="Khorog", by=editor)
    assert "look again" in client.post("/incidents/import/", {"text": text, **seen}).text
    assert Incident.objects.get().place_name == "Khorog"


def test_of_two_equal_files_at_once_one_makes_the_incidents(editor: User) -> None:
    start = Barrier(2)

    def sent(_number: int) -> int:
        start.wait(timeout=20)
        return int(in_a_thread(by_api, editor, HEAD + NEW, Path())[0])

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sent, range(2))) == [200, 201]
    assert Incident.objects.count() == 20
