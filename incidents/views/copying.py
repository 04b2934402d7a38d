"""The rows of a page for other tools: a command, a script and an address to copy, with the page's filters and never a token."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from incidents.filters import IncidentFilter, StatementFilter

TOKEN = "BORDERWATCH_TOKEN"  # the variable that the reader's own token stands in
PYTHON = f"""import io, os, urllib.request
import geopandas

request = urllib.request.Request(
    "%s",
    headers={{"Authorization": "Token " + os.environ["{TOKEN}"]}},
)
rows = geopandas.read_parquet(io.BytesIO(urllib.request.urlopen(request).read()))
"""
CURL = f"curl -fsS -H \"Authorization: Token ${TOKEN}\" '%s'"


@dataclass(frozen=True, slots=True)
class Recipe:
    """`before`, the query, `after`: the text to copy; a script changes the query where the page's filters change."""

    label: str
    before: str
    after: str
    hint: str


@dataclass(frozen=True, slots=True)
class Copies:
    recipes: tuple[Recipe, ...]
    query: str


def copies_of_list(request: HttpRequest, name: str, query: QueryDict) -> Copies:
    """`name` is a list with files: incidents, map, statements."""
    addresses = {suffix: reverse("export", args=[name, suffix]) for suffix in ("ndjson", "parquet", "geojson")}
    return Copies(_recipes(request, addresses), words(name, query))


def copies_of_view(request: HttpRequest, slug: str) -> Copies:
    addresses = {suffix: reverse("view-file", args=[slug, suffix]) for suffix in ("ndjson", "parquet", "geojson")}
    return Copies(_recipes(request, addresses), "")


def words(name: str, query: QueryDict) -> str:
    """The filters of an address alone. What is left has no quote, dollar or backtick in it, so any shell takes it as it is."""
    known = (StatementFilter if name == "statements" else IncidentFilter).base_filters
    told = [(one, value) for one, values in query.lists() if one in known for value in values if value]
    return f"?{urlencode(told)}" if told else ""


def _recipes(request: HttpRequest, addresses: dict[str, str]) -> tuple[Recipe, ...]:
    def recipe(label: str, suffix: str, text: str, hint: str) -> Recipe:
        before, _, after = text.partition("%s")
        return Recipe(label, before + request.build_absolute_uri(addresses[suffix]), after, hint)

    return (
        recipe("curl", "ndjson", CURL, "One JSON object a line."),
        recipe("Python", "parquet", PYTHON, "A GeoDataFrame; needs geopandas and pyarrow."),
        recipe("QGIS URL", "geojson", "%s", "Layer, Add vector layer, protocol HTTP(S). Authentication Basic: any name, the token as password."),
    )  # fmt: skip
