"""bench/scores.tsv: the figures of each gold set by commit, so that a regression is seen."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

from incidents.parsing.evaluation.run import Run
from incidents.parsing.version import PARSER_VERSION

FILE = Path("bench") / "scores.tsv"
COLUMNS = "date", "commit", "parser", "set", "texts", "measure", "figure", "right", "predicted", "gold"


def commit_of(root: Path) -> str:
    """The short name of the commit that is checked out, with a + where files other than these tables differ from it."""
    name = _git(root, "rev-parse", "--short", "HEAD")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)bench/*.tsv")
    return f"{name or 'unknown'}{'+' if changed else ''}"


def _git(root: Path, *asked: str) -> str:
    return subprocess.run(["git", *asked], cwd=root, capture_output=True, text=True, check=False).stdout.strip()


def append_scores(root: Path, name: str, run: Run) -> None:
    """One line a measure; pace and memory are measures too."""
    path = root / FILE
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    about = dt.date.today().isoformat(), commit_of(root), PARSER_VERSION, name, str(len(run.names))
    lines = [
        (*about, r.measure, f"{r.tally.figure:.4f}", *_counts(r.tally.right, r.tally.predicted, r.tally.gold))
        for r in run.rows()
    ]
    lines.append((*about, "reports_per_s_core", f"{run.pace.per_core:.2f}", "", "", ""))
    lines.append((*about, "resident_mb", f"{run.pace.resident_mb:.0f}", "", "", ""))
    with path.open("a", encoding="utf-8") as table:
        table.writelines("\t".join(line) + "\n" for line in lines)


def _counts(*numbers: float) -> tuple[str, ...]:
    return tuple(f"{number:g}" for number in numbers)
