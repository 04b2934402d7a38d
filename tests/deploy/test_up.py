"""`./bw up` in a fresh copy of the project: an address, a filled map, a login that works, and no process left behind."""

from __future__ import annotations

import json
import re
import signal
import socket

import pytest

from tests.deploy.copies import Browser, Copy


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_a_first_start_ends_with_a_login_that_works_and_a_filled_map_and_ctrl_c_leaves_nothing(copy: Copy) -> None:
    copy.make_fresh()
    started = copy.start()
    said = started.until("ready after", 240)
    password = re.search(r"password\s+(\S+)", said)
    assert password and f"http://localhost:{copy.port}/" in said, said
    browser = Browser(copy.port)
    assert "password" in browser.get("/")  # nobody sees anything before signing in
    assert "do not belong together" in browser.post("/login/", username="admin", password="not-the-password")
    browser.post("/login/", username="admin", password=password[1])
    found = json.loads(browser.get("/api/v1/incidents.geojson?limit=500"))
    drawn = [feature for feature in found["features"] if feature["geometry"]]
    assert len(drawn) >= 8, found["numberMatched"]
    assert started.stop(signal.SIGINT, group=True) == 0
    assert copy.processes() == {}


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_second_start_takes_under_ten_seconds_and_sigterm_leaves_nothing(copy: Copy) -> None:
    started = copy.start()
    said = started.until("ready after", 60)
    seconds = re.search(r"ready after (\d+) s", said)
    assert seconds and int(seconds[1]) < 10, said
    assert "password  " not in said
    assert started.stop(signal.SIGTERM) == 0
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_after_a_kill_9_the_next_start_works_and_leaves_one_of_everything(copy: Copy) -> None:
    first = copy.start()
    first.until("ready after", 60)
    first.stop(signal.SIGKILL)
    assert copy.processes(), "the kill was meant to leave the services behind"
    again = copy.start()
    again.until("ready after", 60)
    assert sum("postgres -D" in line for line in copy.processes().values()) == 1
    assert (
        sum("celery -A borderwatch worker" in line for line in copy.processes().values()) <= 2
    )  # the worker and its child
    code, said = copy.start().ended()
    assert code == 1 and "already running" in said
    assert "password" in Browser(copy.port).get("/login/")  # the second try harmed nothing
    assert again.stop(signal.SIGINT, group=True) == 0
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("BW_MAX_UPLOAD_BYTES", "many", "whole number"), ("BW_TLS", "perhaps", "true or false"),
        ("BW_WORKERS", "none", "whole number"), ("BW_TRUSTED_ORIGINS", "bw.example", "https://"),
        ("BW_SECRET_KEY_FILE", "/nowhere/key", "cannot read /nowhere/key"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_with_its_name(copy: Copy, name: str, value: str, hint: str) -> None:
    code, said = copy.start(**{name: value}).ended()
    assert code == 1
    assert f"bw: {name}" in said and hint in said and "Traceback" not in said, said
    assert copy.processes() == {}


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_port_in_use_is_named_and_nothing_is_started(copy: Copy) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", copy.port + 1))
        other.listen()
        code, said = copy.start().ended()
    assert code == 1 and f"127.0.0.1:{copy.port + 1}" in said and "--port" in said, said
    assert copy.processes() == {}
