"""W3C Web Annotations (JSON-LD): each value with the words of the report that it rests on, by quotation and by position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from incidents.exports.table import Row, Table, encoded, values_of

LABEL = "Web annotations"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
MOST = None
NEEDS = ("report_address", "words", "start", "end", "field", "record_address")


def written(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": table.address, "type": "AnnotationPage", "startIndex": 0,
    }  # fmt: skip
    yield encoded(head)[:-1] + ', "items": [\n'
    before = ""
    for row in rows:
        yield before + encoded(_annotation(values_of(table, row), row))
        before = ",\n"
    yield "\n]}\n"


def _annotation(values: dict[str, Any], row: Row) -> dict[str, Any]:
    maker = {"generator": {"type": "Software", "name": f"Borderwatch {values['parser_version']}"}} if values["parser_version"] else {}  # fmt: skip
    said = [part for part in (values["rule"], values["reason"]) if part]
    return {
        "id": row.link, "type": "Annotation", "motivation": "identifying", **maker,
        "body": [
            {"type": "SpecificResource", "source": values["record_address"], "purpose": "identifying"},
            {"type": "TextualBody", "value": values["field"], "purpose": "tagging"},
            *({"type": "TextualBody", "value": part, "purpose": "describing"} for part in said),
        ],
        "target": {
            "source": values["report_address"],
            "selector": [
                {"type": "TextQuoteSelector", "exact": values["words"]},
                {"type": "TextPositionSelector", "start": values["start"], "end": values["end"]},
            ],
        },
    }  # fmt: skip
