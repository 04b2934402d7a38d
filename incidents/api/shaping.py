"""What a client wants of each record: `fields=` leaves others out, `include=` adds what belongs to it, `sort=` orders the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from incidents.api.including import INCLUDES, included
from incidents.api.problems import BadParameter
from incidents.api.then import AS_OF
from incidents.keyset import Keyset

FORMS = ("nested", "flat")


def listed(request: Request, name: str, allowed: Collection[str]) -> list[str]:
    """The names after `name=`, with commas or repeated; an unknown one is refused with those that there are."""
    wanted = [one for value in request.query_params.getlist(name) for one in value.split(",")]
    for one in wanted:
        if one not in allowed:
            raise BadParameter(name, f"{one[:60]!r} is none of the names.", list(allowed))
    return list(dict.fromkeys(wanted))


def chosen(request: Request, name: str, allowed: Collection[str]) -> str:
    """The value of `name=`, the first of the allowed ones where it is not given."""
    value = request.query_params.get(name, next(iter(allowed)))
    if value not in allowed:
        raise BadParameter(name, f"{value[:60]!r} is none of the values.", list(allowed))
    return value


def names(name: str, allowed: Collection[str], words: str) -> OpenApiParameter:
    items = {"type": "string", "enum": list(allowed)}
    return OpenApiParameter(name, {"type": "array", "items": items}, description=words, style="form", explode=False)


FORM = OpenApiParameter(
    "form", enum=list(FORMS), description="flat: one row, in the columns of the files; nested if not given"
)


class Shaped:
    """For doors whose answers a serializer makes: `noun` names what may be included, `orders` the ways to sort."""

    noun = ""
    orders: Mapping[str, tuple[str, ...]] = {}
    words: Collection[str] = ("fields", "include", "sort")

    @classmethod
    def parameters(cls, *, many: bool) -> list[OpenApiParameter]:
        serializer = cls.serializer_class()  # type: ignore[attr-defined]
        found = [names("fields", serializer.fields, "only these fields of each record; all if not given")]
        if cls.noun in INCLUDES:
            found.append(names("include", INCLUDES[cls.noun], "what belongs to each record, beside its fields"))
        if "form" in cls.words:
            found.append(FORM)
        if many and "as_of" in cls.words:
            found.append(AS_OF)
        if many and cls.orders:
            found.append(OpenApiParameter("sort", enum=list(cls.orders), description="the first if not given"))
        return found

    def keyset_of(self, request: Request) -> Keyset:
        return Keyset(self.orders[chosen(request, "sort", self.orders)])

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        made = super().get_serializer(*args, **kwargs)  # type: ignore[misc]
        one = getattr(made, "child", made)
        wanted = listed(self.request, "fields", list(one.fields))  # type: ignore[attr-defined]
        for name in set(one.fields) - set(wanted) if wanted else ():
            one.fields.pop(name)
        return made

    def refuse_unknown_names(self) -> None:
        """Before anything is written: what the answer could not be told with."""
        self.get_serializer()
        listed(self.request, "include", INCLUDES.get(self.noun, ()))  # type: ignore[attr-defined]

    def with_included(self, records: Collection[Any], told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The records' bodies with all that was asked for, by as many questions as names, however many records."""
        wanted = listed(self.request, "include", INCLUDES.get(self.noun, ()))  # type: ignore[attr-defined]
        parts = included(self.noun, wanted, [one.pk for one in records])
        return [
            body | {name: parts[name].get(one.pk, []) for name in wanted}
            for one, body in zip(records, told, strict=True)
        ]
