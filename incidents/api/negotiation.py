"""Which form an answer takes: `format=` by name, else the Accept header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from incidents.api.problems import BadParameter


class NamedFormats(DefaultContentNegotiation):
    """An unknown format is a wrong parameter that names the ones there are, not a missing page."""

    def filter_renderers(self, renderers: Sequence[BaseRenderer], format: str) -> list[Any]:
        kept = [renderer for renderer in renderers if renderer.format == format]
        if not kept:
            raise BadParameter(
                "format",
                "There is no such format here.",
                sorted({renderer.format for renderer in renderers if renderer.format}),
            )
        return kept
