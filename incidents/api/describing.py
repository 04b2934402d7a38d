"""What the OpenAPI document says of doors of one kind, from what the doors themselves know."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view

from incidents.api.correcting import ETAG, IF_MATCH, Correctable
from incidents.api.flat import in_either_form
from incidents.api.flattened import FlatList, flat_form
from incidents.api.once import PARAMETER
from incidents.api.reading import ShapedList
from incidents.api.views import CONFLICTS, MISSING, REFUSALS, UNFIT_BODY, documented


def described(view: Any, tag: str, summary: str, *asked: Any) -> None:
    """GET of a list or of one record, and PATCH where it may be corrected."""
    many = issubclass(view, ShapedList)
    told = {
        "get": documented(
            tag, _answer(view, many), summary, many=many, parameters=[*view.parameters(many=many), *asked]
        )
    }
    if issubclass(view, Correctable):
        told["patch"] = corrects(tag, view)
    extend_schema_view(**told)(view)


def _answer(view: Any, many: bool = False) -> Any:
    if issubclass(view, FlatList):
        return in_either_form(view.serializer_class, flat_form(view.serializer_class), many=True)
    if "form" in view.words:
        return in_either_form(view.serializer_class)
    return view.serializer_class(many=many)


def corrects(tag: str, view: Any) -> Any:
    return extend_schema(
        tags=[tag],
        summary=f"Correct fields of {'an' if view.noun[0] in 'aeiou' else 'a'} {view.noun}",
        request=view.body_class,
        parameters=[*view.parameters(many=False), ETAG, IF_MATCH, PARAMETER],
        responses={200: _answer(view), **CONFLICTS, **UNFIT_BODY, **REFUSALS, **MISSING},
    )


def acts(tag: str, summary: str, request: Any, answer: Any, status: int = 200, **more: Any) -> Any:
    """POST of an act of a person."""
    responses = {status: answer, **CONFLICTS, **UNFIT_BODY, **REFUSALS, **MISSING}
    parameters = [PARAMETER, *more.pop("parameters", [])]
    return extend_schema(
        tags=[tag], summary=summary, request=request, parameters=parameters, responses=responses, **more
    )
