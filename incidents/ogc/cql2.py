"""CQL2 text as a condition of the database; what is not carried here is refused by its name."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

import cql2
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.db.models import Q

from incidents.api.problems import BadParameter
from incidents.cube.question import Box
from incidents.cube.rows import area
from incidents.exports.fields import Field
from incidents.ogc.collection import Collection
from incidents.ogc.crs import Crs
from incidents.ogc.windows import period_of

LONGEST, DEEPEST = 2000, 30
COMPARED = {"=": "exact", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
SPATIAL = {f"s_{name}": name for name in ("intersects", "within", "contains", "disjoint", "touches", "crosses", "overlaps", "equals")}  # fmt: skip
TEMPORAL = ("t_after", "t_before", "t_during", "t_equals", "t_intersects")
CARRIED = ["and", "or", "not", *COMPARED, "<>", "between", "in", "isNull", "like", "casei", *SPATIAL, *TEMPORAL]
TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "integer": (int, float), "number": (int, float), "boolean": bool}  # fmt: skip
Tree = Any


def _refused(message: str, allowed: list[str] | None = None) -> BadParameter:
    return BadParameter("filter", message, allowed)


def condition_of(text: str, collection: Collection, crs: Crs) -> Q:
    """What the text says of the collection's rows. A comparison with an empty value is never true, nor is its negation."""
    if len(text) > LONGEST:
        raise _refused(f"At most {LONGEST} characters.")
    try:
        tree = cql2.parse_text(text).to_json()
    except cql2.ParseError as error:
        raise _refused(f"This is no CQL2 text: {' '.join(str(error).split())}"[:300]) from error
    return Reading(collection, crs).condition(tree)


class Reading:
    """Walks the tree of one filter. `no`: what is wanted is that the branch is not true."""

    def __init__(self, collection: Collection, crs: Crs) -> None:
        self.collection, self.crs = collection, crs

    def condition(self, tree: Tree, no: bool = False, depth: int = 0) -> Q:
        if depth > DEEPEST:
            raise _refused(f"More than {DEEPEST} levels, one in another.")
        if not isinstance(tree, Mapping) or "op" not in tree:
            tree = {"op": "=", "args": [tree, True]}
        op, args = tree["op"], tree["args"]
        if op == "not":
            return self.condition(args[0], not no, depth + 1)
        if op in ("and", "or"):
            parts = [self.condition(part, no, depth + 1) for part in args]
            return _joined(parts, every=(op == "and") is not no)
        return self._leaf(op, args, no)

    def _leaf(self, op: str, args: list[Tree], no: bool) -> Q:
        if op not in CARRIED:
            raise _refused(f"{op} is not carried here.", CARRIED)
        if op in SPATIAL:
            return _unless(no, *self._spatial(op, args))
        field, path, lower = self._property(args[0])
        if op == "isNull":
            return Q(**{f"{path}__isnull": not no})
        if op in TEMPORAL:
            return _unless(no, self._temporal(op, field, path, args[1]), path)
        if op == "<>":
            return _unless(not no, self._compared("=", field, path, args[1:], lower), path)
        return _unless(no, self._compared(op, field, path, args[1:], lower), path)

    def _compared(self, op: str, field: Field, path: str, args: list[Tree], lower: bool) -> Q:
        if op == "between":
            low, high = (_value(field, part) for part in args)
            return Q(**{f"{path}__gte": low, f"{path}__lte": high})
        if op == "in":
            return _joined([self._compared("=", field, path, [part], lower) for part in args[0]], every=False)
        value = _value(field, args[0]["args"][0] if lower and _op(args[0]) == "casei" else args[0])
        if op == "like":
            return Q(**{f"{path}__{'iregex' if lower else 'regex'}": _pattern(str(value))})
        return Q(**{f"{path}__{'iexact' if lower and op == '=' else COMPARED[op]}": value})

    def _property(self, tree: Tree) -> tuple[Field, str, bool]:
        lower = _op(tree) == "casei"
        told = tree["args"][0] if lower else tree
        if op := _op(told):
            raise _refused(f"{op} is not carried here.", CARRIED)
        if not isinstance(told, Mapping) or "property" not in told:
            raise _refused("Compare a property, on the left, with a value.", list(self.collection.paths))
        if told["property"] not in self.collection.paths:
            raise _refused(f"{told['property']} is no queryable.", list(self.collection.paths))
        return self.collection.fields[told["property"]], self.collection.paths[told["property"]], lower

    def _temporal(self, op: str, field: Field, path: str, tree: Tree) -> Q:
        if field.type not in ("day", "moment"):
            raise _refused(f"{field.name} is no time.")
        first, last = _period(tree)
        day = f"{path}__date" if field.type == "moment" else path
        if op == "t_before":
            return Q(**{f"{day}__lt": first}) if first else Q(pk__in=[])
        if op == "t_after":
            return Q(**{f"{day}__gt": last}) if last else Q(pk__in=[])
        ends = {f"{day}__gte": first, f"{day}__lte": last}
        return Q(**{end: value for end, value in ends.items() if value})

    def _spatial(self, op: str, args: list[Tree]) -> tuple[Q, str]:
        if args[0] != {"property": "geometry"} or not isinstance(args[1], Mapping):
            raise _refused(f"{op}: give geometry on the left, and a shape on the right.", ["geometry"])
        path, lookup = self.collection.geometry, SPATIAL[op]
        return _joined([Q(**{f"{path}__{lookup}": shape}) for shape in self._shapes(args[1])], every=lookup == "disjoint"), path  # fmt: skip

    def _shapes(self, tree: Mapping[str, Any]) -> list[GEOSGeometry]:
        if "bbox" in tree:
            west, south, east, north = (
                tree["bbox"] if len(tree["bbox"]) == 4 else (*tree["bbox"][:2], *tree["bbox"][3:5])
            )
            return [area(half) for half in Box(*self.crs.back(west, south), *self.crs.back(east, north)).halves()]
        try:
            return [GEOSGeometry(json.dumps(self.crs.returned(tree)), srid=4326)]
        except (GEOSException, KeyError, TypeError, ValueError) as error:
            raise _refused("This shape cannot be read.") from error


def _op(tree: Tree) -> str:
    return tree.get("op", "") if isinstance(tree, Mapping) else ""


def _joined(parts: list[Q], *, every: bool) -> Q:
    found = parts[0]
    for part in parts[1:]:
        found = found & part if every else found | part
    return found


def _unless(no: bool, found: Q, path: str) -> Q:
    return ~found & Q(**{f"{path}__isnull": False}) if no else found


def _value(field: Field, tree: Tree) -> Any:
    """The literal in the field's type."""
    told = tree.get("date", tree.get("timestamp")) if isinstance(tree, Mapping) else tree
    if field.type in ("day", "moment"):
        return _time(field, told)
    if not isinstance(told, TYPES[field.type]) or (isinstance(told, bool) and field.type != "boolean"):
        raise _refused(f"{field.name} wants a value of the type {field.type}.", [str(code) for code in field.codes])
    if field.type == "integer" and told != int(told):
        raise _refused(f"{field.name} wants a whole number.")
    return int(told) if field.type == "integer" else told


def _time(field: Field, told: Any) -> dt.date | dt.datetime:
    try:
        if field.type == "day":
            return dt.date.fromisoformat(str(told)[:10])
        moment = dt.datetime.fromisoformat(str(told))
    except ValueError as error:
        raise _refused(f"{field.name} wants a time as 2021-07-05 or 2021-07-05T21:32:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _period(tree: Tree) -> tuple[dt.date | None, dt.date | None]:
    if not isinstance(tree, Mapping):
        return period_of(str(tree), "filter")
    if "interval" in tree:
        return period_of("/".join(_end(part) for part in tree["interval"]), "filter")
    return period_of(str(tree.get("date", tree.get("timestamp"))), "filter")


def _end(part: Tree) -> str:
    return str(next(iter(part.values()))) if isinstance(part, Mapping) else str(part)


def _pattern(like: str) -> str:
    """% stands for any characters, _ for one; a backslash takes that away."""
    parts = re.findall(r"\\.|[^\\]|\\$", like, re.S)
    named = {"%": ".*", "_": "."}
    return "^" + "".join(named.get(part) or re.escape(part[-1]) for part in parts) + "$"
