"""What changed since a token: created, updated, withdrawn, rejected, merged, apart again, restored; in pages that neither skip nor repeat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.reverse import reverse

from incidents.api import rendered
from incidents.api import serializers as s
from incidents.api.asking import question_in
from incidents.api.filtering import kept_by, refuse_loose_dates, refuse_unknown
from incidents.api.lists import Statements
from incidents.api.pagination import KeysetPagination
from incidents.api.problems import BadParameter
from incidents.api.seen import place_in, place_of
from incidents.api.views import BUSY, PROBLEM, REFUSALS, Incidents
from incidents.cube.sql import SqlAnswers
from incidents.feed import entries, tokens
from incidents.feed.entries import Entry
from incidents.feed.log import Log, StartAnew, Stretch
from incidents.filters import IncidentFilter, incident_words
from incidents.models import Statement

OWN_WORDS = {"since", "include"}
# What changes without a change of the record itself.
OF_REPORTS = "This goes by a report, whose changes are not followed. Follow without it, and ask the list with it."


class Anew(APIException):
    """The list of changes cannot say what happened since the token."""

    status_code = status.HTTP_410_GONE
    default_code = "start_anew"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Start anew: GET this address without since, page through the address it gives as list, then go on with the token it gives."
        )


GONE = {(410, "application/problem+json"): PROBLEM}


class ChangeSerializer(serializers.Serializer):
    """One record that changed, once a stretch, however often it changed in it."""

    id = serializers.IntegerField()
    url = serializers.URLField(help_text="its permalink")
    change = serializers.ChoiceField(
        choices=entries.CHANGES,
        help_text="left: it stands, but no longer in this filter. Of several changes since the token the last state counts.",
    )
    present = serializers.BooleanField(help_text="true: it is in the list of this filter, put it; false: drop it")
    version = serializers.IntegerField(allow_null=True, help_text="null where it is deleted")
    at = serializers.DateTimeField(help_text="when the last change of it began")
    survivor = serializers.IntegerField(allow_null=True, help_text="the incident that a merged one is part of now")


class IncidentChangeSerializer(ChangeSerializer):
    incident = s.IncidentSerializer(
        required=False, allow_null=True, help_text="as it is now, with include=incident; null where it is not present"
    )


class StatementChangeSerializer(ChangeSerializer):
    statement = s.StatementSerializer(
        required=False, allow_null=True, help_text="as it is now, with include=statement; null where it is not present"
    )


class ChangesSerializer(serializers.Serializer):
    changes = IncidentChangeSerializer(many=True)
    more = serializers.BooleanField(help_text="true: ask again at once")
    token = serializers.CharField(help_text="keep it once the changes are applied; it goes on where they end")
    next = serializers.URLField(help_text="the same address with this token")
    list = serializers.URLField(
        required=False, help_text="without since: the list to page through first, no older than the token"
    )


class StatementChangesSerializer(ChangesSerializer):
    changes = StatementChangeSerializer(many=True)


def _parameters(record: str) -> list[OpenApiParameter]:
    token = {"type": "string", "minLength": 1, "maxLength": tokens.LONGEST, "pattern": tokens.LETTERS}
    limit = {"type": "integer", "minimum": 1, "maximum": KeysetPagination.most}
    return [
        OpenApiParameter("since", token, description="`token` of the answer before; without it: a token for now, and the list to begin with."),
        OpenApiParameter("limit", limit, description=f"Changes a page, {KeysetPagination.default_limit} if not given."),
        OpenApiParameter("include", enum=[record], description=f"Each {record} that is present, as it is now."),
    ]  # fmt: skip


TOKEN = "WyI2YjJmYzFhMDY2YTQiLCI4MTI6ODE1OjgxMyJd"
EXAMPLES = [
    OpenApiExample(
        "start", response_only=True, status_codes=["200"], description="without since: where to begin",
        value={
            "changes": [], "more": False, "token": TOKEN, "next": f"https://borderwatch.example/api/v1/changes?border=AF-TJ&since={TOKEN}",
            "list": f"https://borderwatch.example/api/v1/incidents?border=AF-TJ&seen={TOKEN}",
        },
    ),
    OpenApiExample(
        "changes", response_only=True, status_codes=["200"], description="one was corrected, one merged into it",
        value={
            "changes": [
                {"id": 7, "url": "https://borderwatch.example/api/v1/incidents/7", "change": "updated", "present": True, "version": 4, "at": "2021-07-05T21:32:10.120331Z", "survivor": None},
                {"id": 12, "url": "https://borderwatch.example/api/v1/incidents/12", "change": "merged", "present": False, "version": 2, "at": "2021-07-05T21:32:10.120331Z", "survivor": 7},
            ],
            "more": False, "token": TOKEN, "next": f"https://borderwatch.example/api/v1/changes?since={TOKEN}",
        },
    ),
]  # fmt: skip


class Following(generics.GenericAPIView):
    """What both lists of changes share: the token, the page, the links."""

    pagination_class = None
    log = ""
    record = ""
    not_followed: frozenset[str] = frozenset()

    def words(self) -> set[str]:
        raise NotImplementedError

    def entries(self, request: Request, stretch: Stretch) -> list[Entry]:
        raise NotImplementedError

    def bodies(self, ids: list[int]) -> dict[int, bytes]:
        raise NotImplementedError

    def told(self, request: Request) -> HttpResponse:
        place = self.begin(request)
        if "since" not in request.query_params:
            return self._start(request, place)
        return self.page(request, place, KeysetPagination().limit_of(request), self.includes(request))

    def begin(self, request: Request, after: str = "") -> tokens.Place:
        """Where the reader's words say to begin, `after` before `since`; now, where neither is given. Refuses words that cannot be followed."""
        refuse_unknown(request, self.words() | OWN_WORDS, {"limit", "format"})
        for name in self.not_followed & request.query_params.keys():
            raise BadParameter(name, OF_REPORTS)
        self.includes(request)
        KeysetPagination().limit_of(request)
        place = place_of("Last-Event-ID", after) or place_in(request, "since") or Log(self.log).start()
        self.entries(request, Stretch((), place, False))
        return place

    def page(self, request: Request, place: tokens.Place, limit: int, is_whole: bool) -> HttpResponse:
        try:
            stretch = Log(self.log).since(place, limit)
        except StartAnew as why:
            raise Anew(str(why)) from why
        told = b",".join(self.lines(request, self.entries(request, stretch), is_whole))
        token = stretch.next.written()
        rest = {"more": stretch.more, "token": token, "next": self._next(request, token)}
        return HttpResponse(
            b'{"changes":[%b],%b' % (told, json.dumps(rest).encode()[1:]), content_type="application/json"
        )

    def lines(self, request: Request, told: list[Entry], is_whole: bool) -> Iterator[bytes]:
        """Each entry as JSON."""
        bodies = self.bodies([one.id for one in told if one.present]) if is_whole else {}
        for one in told:
            own = json.dumps(self._plain(request, one)).encode()
            yield b'%b,"%b":%b}' % (own[:-1], self.record.encode(), bodies.get(one.id, b"null")) if is_whole else own

    def _plain(self, request: Request, one: Entry) -> dict[str, Any]:
        at = one.at.isoformat().replace("+00:00", "Z")
        own = {"id": one.id, "url": reverse(f"api:{self.record}-detail", [one.id], request=request)}
        return {
            **own,
            "change": one.change,
            "present": one.present,
            "version": one.version,
            "at": at,
            "survivor": one.survivor,
        }

    def includes(self, request: Request) -> bool:
        given = request.query_params.getlist("include")
        if any(one != self.record for one in given):
            raise BadParameter("include", "It is none of the values.", [self.record])
        return bool(given)

    def _filter(self, request: Request) -> list[tuple[str, str]]:
        return [(name, one) for name, values in request.query_params.lists() if name in self.words() for one in values]

    def _next(self, request: Request, token: str) -> str:
        query = [(name, one) for name, values in request.query_params.lists() for one in values if name != "since"]
        return request.build_absolute_uri(request.path) + "?" + urlencode([*query, ("since", token)])

    def _start(self, request: Request, place: tokens.Place) -> HttpResponse:
        token = place.written()
        query = [*self._filter(request), *([("seen", token)] if self.record == "incident" else [])]
        first = reverse(f"api:{self.record}-list", request=request) + (f"?{urlencode(query)}" if query else "")
        told = {"changes": [], "more": False, "token": token, "next": self._next(request, token), "list": first}
        return HttpResponse(json.dumps(told), content_type="application/json")


class IncidentChanges(Incidents, Following):
    """Created, updated, restored, unmerged; rejected, withdrawn, merged (with the survivor), deleted; left, where the filter no longer has it."""

    filterset_class = IncidentFilter
    log, record, not_followed = "incidents", "incident", frozenset({"q"})

    def words(self) -> set[str]:
        return set(incident_words())

    def entries(self, request: Request, stretch: Stretch) -> list[Entry]:
        return entries.of_incidents(stretch.touched, question_in(request.query_params))

    def bodies(self, ids: list[int]) -> dict[int, bytes]:
        """From the database itself: what a process remembers may be older than the token."""
        return {int(body[len(b'{"id":') : body.index(b",")]): body for body in rendered.objects(SqlAnswers(), ids)}

    @extend_schema(
        tags=["changes"], summary="What became of incidents since a token", operation_id="changes", filters=True,
        parameters=_parameters("incident"), examples=EXAMPLES,
        responses={(200, "application/json"): ChangesSerializer, **REFUSALS, **GONE, **BUSY},
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        return self.told(request)


class StatementChanges(Statements, Following):
    """The same for statements; those of a report that is read again are withdrawn or restored, and so told."""

    log, record, not_followed = "statements", "statement", frozenset({"border", "from", "to"})

    def words(self) -> set[str]:
        return set(self.filterset_class.base_filters)

    def entries(self, request: Request, stretch: Stretch) -> list[Entry]:
        filterset = self.filterset_class(request.query_params, queryset=Statement.objects.current(), request=request)
        refuse_loose_dates(request.query_params, filterset.form)
        return entries.of_statements(stretch.touched, kept_by(filterset))

    def bodies(self, ids: list[int]) -> dict[int, bytes]:
        held = self.get_queryset().filter(pk__in=ids)
        return {one.pk: json.dumps(s.StatementSerializer(one).data).encode() for one in held}

    @extend_schema(
        tags=["changes"], summary="What became of statements since a token", operation_id="statement_changes", filters=True,
        parameters=_parameters("statement"),
        responses={(200, "application/json"): StatementChangesSerializer, **REFUSALS, **GONE, **BUSY},
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        return self.told(request)
