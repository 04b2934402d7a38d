"""The dictionary of a list's columns (Frictionless Table Schema): what each holds, and the codes that it may have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from incidents.exports.fields import Field, fields
from incidents.exports.table import Row, Table

LABEL = "Dictionary of the columns"
MEDIA_TYPE = "application/json"
MOST = 0
NEEDS = ()
CODEBOOK = "/codebook/"  # the page that says what each code means
TYPES = {"day": "date", "moment": "datetime"}


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    known = fields(table.noun)
    told = {"title": table.title, "fields": [_field(known[name], table.link) for name in table.columns], "missingValues": [""], "primaryKey": "id"}  # fmt: skip
    yield json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _field(field: Field, site: str) -> dict[str, Any]:
    """Lists stand in one cell, parted by "; "."""
    kind = "string" if field.type.startswith("list") else TYPES.get(field.type, field.type)
    told: dict[str, Any] = {"name": field.name, "type": kind, "description": field.words}
    if field.codes:
        told["constraints"] = {"enum": list(field.codes)}
        told["codebook"] = urljoin(site, f"{CODEBOOK}#{field.table}")
        told["labels"] = {str(code): label for code, label in field.codes.items()}
    return told
