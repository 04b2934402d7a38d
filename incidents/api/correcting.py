"""Correcting the records that people may correct: bodies by kind, and the one way through `review` that all of them go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request

from incidents import review
from incidents.api.filtering import refuse_unknown_fields
from incidents.api.once import once
from incidents.api.problems import BadParameter
from incidents.models import choices

TAG = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]+)?"')
ETAG = OpenApiParameter(
    "ETag", OpenApiTypes.STR, "header", response=[200], description="begins with the record's version where it has one"
)
IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, "header", description="the ETag you saw: a field changed since is not overwritten"
)
LONGEST_REASON = 500


class Overtaken(APIException):
    """Somebody else saved the same field since the version that the client saw."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Stale(APIException):
    """The same, where the client asked for it with If-Match."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"


class Why(serializers.Serializer):
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_REASON, help_text="why, for the history"
    )


class CorrectionBody(Why):
    """Any of the fields; each one that changes becomes a correction with the reason. `null` or "" empties a field."""

    version = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="the version you saw: a field changed since is not overwritten"
    )  # fmt: skip


def _text(longest: int, words: str = "", *, may_be_empty: bool = True) -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=may_be_empty, max_length=longest, help_text=words)


def _code(table: Any, *, may_be_empty: bool = False) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=table(), required=False, allow_blank=may_be_empty)


@extend_schema_field({"type": "number", "minimum": 0, "maximum": 99_999_999_999})
class Figure(serializers.DecimalField):
    """A JSON number, of three decimals at most."""


def _figure(words: str) -> Figure:
    return Figure(
        max_digits=14,
        decimal_places=3,
        min_value=0,
        max_value=99_999_999_999,
        required=False,
        allow_null=True,
        help_text=words,
    )


def _day() -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True)


def _country() -> serializers.RegexField:
    return serializers.RegexField(r"^([A-Z]{2})?$", required=False, allow_blank=True, help_text="ISO code")


class ClaimCorrection(CorrectionBody):
    kind = _code(choices.claim_kinds)
    low = _figure("lower end; null: open")
    high = _figure("upper end; null: open")
    comparator = _code(choices.comparators)
    basis = _code(choices.bases)
    unit = _text(200, "what is counted")
    attributed_to = _text(200, "name of who says so, as “Border guards (TJ)” where two share it")
    credibility = _code(choices.credibilities)


class StatementCorrection(CorrectionBody):
    speaker = _text(200, "name of who said it")
    affiliation = _text(200)
    cue = _text(60)
    kind = _code(choices.statement_kinds)
    content = _text(100_000)
    date = _day()
    medium = _code(choices.media, may_be_empty=True)


class ParticipantCorrection(CorrectionBody):
    role = _code(choices.actor_roles)
    actor = _text(200, "name of the actor", may_be_empty=False)


class ReportCorrection(CorrectionBody):
    source = _text(120, "who published it")
    published_on = _day()
    language = _text(8)
    headline = _text(500)
    byline = _text(200)
    dateline = _text(120)


class ActorCorrection(CorrectionBody):
    name = _text(200, may_be_empty=False)
    sector = _code(choices.sectors, may_be_empty=True)
    country = _country()


class PlaceCorrection(CorrectionBody):
    name = _text(200, may_be_empty=False)
    country = _country()
    point = serializers.RegexField(
        r"^(-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?)?$", required=False, allow_blank=True, help_text="latitude,longitude"
    )


BODIES: dict[str, type[CorrectionBody]] = {
    "claim": ClaimCorrection, "statement": StatementCorrection, "participant": ParticipantCorrection, "report": ReportCorrection,
    "actor": ActorCorrection, "place": PlaceCorrection,
}  # fmt: skip


def given(body_class: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """What the body says; a field that cannot be read is refused with the values that would do."""
    refuse_unknown_fields(request.data, set(body_class().fields))
    body = body_class(data=request.data)
    if not body.is_valid():
        name, messages = next(iter(body.errors.items()))
        table = getattr(body.fields.get(name), "choices", {})
        if table:
            raise BadParameter(name, " ".join(map(str, messages)), [str(code) for code in table])
        raise ValidationError(body.errors)
    return dict(body.validated_data)


@contextmanager
def told_as_problems(*, matched: bool = False) -> Iterator[None]:
    """What review refuses, as the API says it."""
    try:
        yield
    except review.Refused as refused:
        name = refused.field or "body"
        raise ValidationError({name: str(refused).removeprefix(f"{refused.field}: ")}) from refused
    except review.Conflict as conflict:
        kind = Stale if matched else Overtaken
        raise kind(f"{conflict} The version is now {conflict.version}.") from conflict


def version_of(tags: str) -> int | None:
    """The version that an If-Match names; None where there is none, or any will do. 412 where it is no version of ours."""
    if tags.strip() in ("", "*"):
        return None
    tag = TAG.fullmatch(tags.strip())
    if tag is None:
        raise Stale(f"If-Match: {tags} is no version of a record; send back the ETag that came with it.")
    return int(tag[1])


class Correctable:
    """PATCH for a door to one record; `body_class` says which fields it has."""

    body_class: type[CorrectionBody]

    @once
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        record = self.get_object()  # type: ignore[attr-defined]
        self.refuse_unknown_names()  # type: ignore[attr-defined]
        values = given(self.body_class, request)
        reason, version = values.pop("reason", ""), values.pop("version", None)
        matched = version_of(request.headers.get("If-Match", ""))
        with told_as_problems(matched=bool(matched)):
            review.correct_all(
                record=record, values=values, by=request.user, reason=reason, expected_version=matched or version
            )
        return self.told(self.get_queryset().get(pk=record.pk))  # type: ignore[attr-defined]
