"""A page's ES modules as one script: what a browser would fetch in forty requests, in one, without comments."""

from __future__ import annotations

import re
from collections.abc import Callable

ENTRIES = ("js/dashboard.js", "js/minimap.js")
# Every page runs this one by itself; inside a bundle it would listen to every key twice.
APART = {"page.js"}

IMPORT = re.compile(r'^import \{ ([^}]*) \} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
COMMENT = re.compile(r"/\*\*[\s\S]*?\*/ ?|^[ \t]*//.*\n", re.MULTILINE)
BLANK = re.compile(r"\n\s*\n")


class Circle(Exception):
    """Modules that need each other have no order."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """Each module as a function of its own, those that others need first; `read` gives a module's source by its file name."""
    made: dict[str, str] = {}
    apart: dict[str, None] = {}

    def add(name: str, waiting: tuple[str, ...]) -> None:
        if name in waiting:
            raise Circle(" → ".join((*waiting, name)))
        if name in made:
            return
        source = read(name)
        for names, other in IMPORT.findall(source):
            if other in APART:
                apart[f'import {{ {names} }} from "./{other}";'] = None
            else:
                add(other, (*waiting, name))
        made[name] = _closed(name, source)

    add(entry, ())
    return "\n".join((*apart, *made.values())) + "\n"


def _closed(name: str, source: str) -> str:
    exported = ", ".join(EXPORT.findall(source))
    body = EXPORT.sub("", IMPORT.sub(_taken, source))
    body = BLANK.sub("\n", COMMENT.sub("", body)).strip()
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    names, name = found.groups()
    return "" if name in APART else f"const {{ {names.replace(' as ', ': ')} }} = {_variable(name)};\n"


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
