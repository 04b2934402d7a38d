"""Which form an answer takes: `format=` by name, else the Accept header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from incidents.api.problems import BadParameter

ANYTHING = "*/*"


class NamedFormats(DefaultContentNegotiation):
    """An unknown format is a wrong parameter that names the ones there are, not a missing page."""

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Who takes anything gets the first form; programs ask so most often, and weighing takes longer than some answers."""
        if request.headers.get("Accept", ANYTHING) == ANYTHING and "format" not in request.query_params:
            return renderers[0], renderers[0].media_type
        return super().select_renderer(request, renderers, format_suffix)  # type: ignore[no-any-return]

    def filter_renderers(self, renderers: Sequence[BaseRenderer], format: str) -> list[Any]:
        kept = [renderer for renderer in renderers if renderer.format == format]
        if not kept:
            raise BadParameter(
                "format",
                "There is no such format here.",
                sorted({renderer.format for renderer in renderers if renderer.format}),
            )
        return kept
