"""Static files under names that carry their content's hash, ES module imports included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from borderwatch.bundling import ENTRIES, bundle

Converter = Callable[[re.Match[str]], str]


class HashedStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """The scripts of the map are hashed as one file, whatever else imports their modules singly."""
        bundles = InMemoryStorage()
        for entry in paths.keys() & set(ENTRIES):
            bundles.save(
                entry,
                ContentFile(bundle(entry.removeprefix("js/"), lambda name: _source(paths[f"js/{name}"])).encode()),
            )
        yield from super().post_process(
            {**paths, **{entry: (bundles, entry) for entry in paths.keys() & set(ENTRIES)}}, *args, **kwargs
        )

    def compress_files(self, paths: set[str]) -> Iterable[tuple[str, str]]:
        """A minute of processor, which nobody gains from who reads on the same machine."""
        compressed: Iterable[tuple[str, str]] = super().compress_files(paths) if settings.COMPRESS else ()
        return compressed

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


def _source(found: tuple[Any, str]) -> str:
    storage, path = found
    with storage.open(path) as file:
        return str(file.read().decode())
