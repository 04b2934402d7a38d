"""What is there is written down: a setting, a command or a file format that no paper names fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incidents.parsing import readers

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WIRING = "\n".join(
    (ROOT / "borderwatch" / name).read_text(encoding="utf-8") for name in ("settings.py", "env.py", "stack.py")
)
SETTINGS = sorted(
    set(re.findall(r"env_\w+\(\s*\"([A-Z_]+)\"", WIRING)) | set(re.findall(r"env\.get\(\"(BW_\w+)\"", WIRING))
)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_every_file_format_stands_in_the_readme() -> None:
    words = README.lower()
    for reader in readers.formats():
        label = {
            "plain text": "txt",
            "web page": "html",
            "e-mail": "eml",
            "Word document": "docx",
            "rich text": "rtf",
        }.get(reader.LABEL, reader.LABEL)
        assert label.lower() in words, f"{label} is read and not documented"


@pytest.mark.parametrize(
    "path",
    re.findall(r"`((?:incidents|borderwatch|static)/[\w./]+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")),
)
def test_every_file_that_the_architecture_names_exists(path: str) -> None:
    assert (ROOT / path).exists(), path


def test_no_machine_path_stands_in_the_papers() -> None:
    for paper in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        assert not re.search(r"/(?:root|home|work)/", paper.read_text(encoding="utf-8")), paper
