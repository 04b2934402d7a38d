"""Static files under names that carry their content's hash, ES module imports included."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

Converter = Callable[[re.Match[str]], str]


class HashedStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Converter:
        """Leaves alone what is no import: packages' own scripts, and JSDoc types, whose circles have no end."""
        convert: Converter = super().url_converter(name, *args, **kwargs)
        if not name.endswith(".js"):
            return convert
        ours = name.startswith("js/")
        return lambda match: convert(match) if ours and not _in_comment(match) else match[0]


def _in_comment(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return before.rfind("/*") > before.rfind("*/")
