"""The cookbook's recipes, run from the page as it stands, against the running site."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from incidents import review
from incidents.access import Role
from incidents.models import ApiToken, Incident, Report, User
from tests.conftest import database_url
from tests.factories import a_told_report, a_user, an_incident

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
RECIPES = {
    f"{tool} {name}": text for tool, name, text in re.findall(r"^```(\w+) ([\w-]+)\n(.*?)^```$", PAGE, re.M | re.S)
}
RUN = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"], "r": ["Rscript", "-e"]}
NEEDS = {"r": ("Rscript", "r-cran-sf"), "sh ogr2ogr": ("ogr2ogr", "gdal-bin"), "sh": ("jq", "jq")}
MANY = 120

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def kitchen(live_server: Any, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Rows on more than two pages, and the two variables of the page in the environment."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    a_told_report()
    for number in range(MANY - 1):
        an_incident(event_type="smuggling", place_name=f"=Post {number}")
    an_incident(event_type="border_clash", border=None, geometry=None, date_start="2020-01-01", date_end=None)
    editor = a_user("editor", Role.EDITOR)
    _, key = ApiToken.issue(user=editor, label="kitchen", scopes="read submit edit")
    beside = tmp_path / "bw"
    beside.write_text(
        f'#!/bin/sh\nshift\nexec "{sys.executable}" "{ROOT}/manage.py" "$@"\n'
    )  # ./bw manage, on these rows
    beside.chmod(0o755)
    return {**os.environ, "BORDERWATCH": live_server.url, "BORDERWATCH_TOKEN": key, "DATABASE_URL": database_url()}


def _needed(name: str) -> None:
    tool = name.split()[0]
    program, package = NEEDS.get(name) or NEEDS.get(tool, ("sh", ""))
    if tool not in RUN:
        pytest.skip(f"{tool} runs on no machine of ours")
    if not shutil.which(program):
        pytest.skip(f"{program} (package {package}) is not installed")


def cooked(name: str, kitchen: dict[str, str], folder: Path, **instead: str) -> list[str]:
    """The lines that the recipe prints, with the value of a word given `instead`; files lie in the folder afterwards."""
    _needed(name)
    text = RECIPES[name]
    for word, value in instead.items():
        text = re.sub(rf"(?m)^{word}=.*$", f"{word}={value}", text)
    done = subprocess.run(
        [*RUN[name.split()[0]], text], env=kitchen, cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


PRINTED = {
    "sh first-page": [str(MANY), "20"],
    "sh all-pages": [str(MANY)],
    "sh whole-file": [],
    "sh etag": ["200", "304"],
    "sh as-of": ["0", "null", str(MANY), f"=Post {MANY - 2}"],
    "python geopandas": [f"{MANY} WGS 84 (CRS84)", f"{{'cross_border_retreat': 1, 'smuggling': {MANY - 1}}}"],
    "python pandas": [f"{MANY} 2021-07-05"],
    "python changes": [str(MANY)],
    "sh ogr2ogr": [f"Feature Count: {MANY}"],
    "sh submit": ["accepted"],
    "sh correct": ["Sher Khan Bandar"],
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_recipe_gives_what_it_says(kitchen: dict[str, str], tmp_path: Path, name: str) -> None:
    assert cooked(name, kitchen, tmp_path) == PRINTED[name]
    if name == "sh all-pages":
        met = [json.loads(line)["id"] for line in (tmp_path / "incidents.ndjson").read_text().splitlines()]
        assert sorted(met) == sorted(Incident.objects.filter(border="AF-TJ").values_list("pk", flat=True))
    if name == "sh whole-file":
        with (tmp_path / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == MANY
        assert json.loads((tmp_path / "columns.json").read_text())["primaryKey"] == "id"
    if name == "sh submit":
        assert Report.objects.latest("pk").original.content.startswith(b"DUSHANBE, July 6")


def test_what_was_known_at_a_time_stands_beside_what_is_known_now(kitchen: dict[str, str], tmp_path: Path) -> None:
    then, one = timezone.now(), Incident.objects.filter(border="AF-TJ").latest("pk")
    review.correct(record=one, field="place_name", value="Panj", by=User.objects.get())
    told = cooked("sh as-of", kitchen, tmp_path, then=then.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    assert told == [str(MANY), f"=Post {MANY - 2}", str(MANY), "Panj"]


def test_a_table_is_looked_at_before_it_is_written(kitchen: dict[str, str], tmp_path: Path) -> None:
    cooked("sh import", kitchen, tmp_path)
    assert Incident.objects.get(event_type="border_closure").place_name == "Ishkashim"


def test_a_copy_follows_what_happens(kitchen: dict[str, str], tmp_path: Path) -> None:
    before, after = RECIPES["python changes"].rsplit("token = follow", 1)
    gone = "import subprocess\nsubprocess.run(['sh', '-c', os.environ['MEANWHILE']], check=True)\n"
    meanwhile = "from incidents.models import Incident as I; I.objects.filter(place_name='=Post 3').update(place_name='Panj', version=2)"
    env = {**kitchen, "MEANWHILE": f'{sys.executable} {ROOT}/manage.py shell -v 0 -c "{meanwhile}"'}
    text = f"{before}{gone}token = follow{after}\nprint(sorted(one['place_name'] for one in copy.values() if one['place_name'][0] != '=')[-1])"
    done = subprocess.run(
        [sys.executable, "-c", text], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(MANY), "Panj"]


@pytest.mark.parametrize("name", [name for name in RECIPES if name not in (*PRINTED, "sh import", "sh setup")])
def test_what_no_table_names_is_of_a_tool_that_may_be_missing(
    kitchen: dict[str, str], tmp_path: Path, name: str
) -> None:
    assert name.split()[0] in ("r", "powerquery")
    assert any("cross_border_retreat" in line for line in cooked(name, kitchen, tmp_path))


def test_every_recipe_has_a_name_of_its_own_and_no_token() -> None:
    assert len(RECIPES) == PAGE.count("\n```") // 2 and not re.search(r"bw_\w{12}", PAGE)
