"""The API against its own document: `./bw bench contract [--minutes N] [--seed S]`.

schemathesis asks the running server everything that the OpenAPI document allows, and much that it does not: examples, edges of every
parameter, chance, and acts one after the other (stateful), with all its checks. Prints how much was asked and what failed beside
the goal of none; exits with 1 where anything failed or the server said 500. What a check means here stands in `README.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rig import processes

# A value may fit its schema and still name no border or record that there is: then 400 and 404 are the right answers.
EXPECTED = ["2xx", "400", "401", "403", "404", "409", "412", "413", "414", "415", "422"]
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = {expected}

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "406", "414", "422"]

[checks.missing_required_header]
expected-statuses = ["400", "401", "403", "406", "415", "422"]
"""


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench contract")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args(args)
    with tempfile.TemporaryDirectory(prefix="bw-contract-") as name:
        folder = Path(name)
        env = processes.prepared(folder)
        key = _records(env)
        with processes.ours(folder, env, public=False) as served:
            figures = _asked(folder, served.address, key, options.minutes, options.seed)
        errors = (folder / "ours.log").read_text(errors="replace").count("Internal Server Error")
    return _told(figures, errors)


def _records(env: dict[str, str]) -> str:
    """Every kind of record there is, and an editor's token to ask with."""
    import django

    os.environ.update(env)
    django.setup()
    from django.core.management import call_command

    from incidents.models import ApiToken, User
    from incidents.tasks import read_report

    call_command("demo", verbosity=0)
    from incidents.models import Job

    for number in Job.objects.values_list("report_id", flat=True):
        read_report(number)
    editor = User.objects.create(username="contract", role="editor")
    return ApiToken.issue(user=editor, label="contract", scopes="read submit edit bulk")[1]


def _asked(folder: Path, address: str, key: str, minutes: float, seed: int) -> Counter[str]:
    (folder / "schemathesis.toml").write_text(CONFIGURATION.format(expected=json.dumps(EXPECTED)))
    report = folder / "run.ndjson"
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "--no-color", "--config-file", str(folder / "schemathesis.toml"), "run",
        f"{address}/api/v1/openapi.json", "-H", f"Authorization: Token {key}", "--checks", "all", "--phases", "examples,coverage,fuzzing,stateful",
        "--max-time", str(round(minutes * 60)), "--seed", str(seed), "--continue-on-failure", "--report", "ndjson",
        "--report-ndjson-path", str(report),
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=False)
    return Counter(dict(_figures(report)))


def _figures(report: Path) -> Iterator[tuple[str, int]]:
    """How many requests, answers by their hundreds, and checks that failed, by name."""
    counts: Counter[str] = Counter()
    for line in report.read_text().splitlines():
        for interaction in _interactions(json.loads(line)):
            counts["requests"] += 1
            counts[f"{interaction['response'].get('status_code', 0) // 100}xx"] += 1
        for check in _failed(json.loads(line)):
            counts[f"failed {check}"] += 1
    yield from counts.items()


def _interactions(event: Any) -> Iterator[dict[str, Any]]:
    if isinstance(event, dict):
        if isinstance(event.get("response"), dict) and "request" in event:
            yield event
        else:
            for value in event.values():
                yield from _interactions(value)
    elif isinstance(event, list):
        for value in event:
            yield from _interactions(value)


def _failed(event: Any) -> Iterator[str]:
    if isinstance(event, dict):
        if event.get("status") == "failure" and isinstance(event.get("name"), str):
            yield event["name"]
        for value in event.values():
            yield from _failed(value)
    elif isinstance(event, list):
        for value in event:
            yield from _failed(value)


def _told(figures: Counter[str], errors: int) -> int:
    failed = {name: n for name, n in figures.items() if name.startswith("failed ")}
    print(
        f"\n{figures['requests']:,} requests; answers: "
        + ", ".join(f"{n:,} {name}" for name, n in sorted(figures.items()) if name.endswith("xx"))
    )
    for name, n in sorted(failed.items()):
        print(f"{name:44}{n:8,}  goal 0  MISSED")
    for name, n in (("failures", sum(failed.values())), ("server errors", figures["5xx"] + errors)):
        print(f"{name:44}{n:8,}  goal 0  {'met' if n == 0 else 'MISSED'}")
    return 1 if failed or figures["5xx"] or errors or not figures["requests"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
