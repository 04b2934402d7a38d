"""Changes as they happen: server-sent events, each a page of `changes`, its id the token to go on from after a break."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import auth
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from incidents.api.changes import Anew, IncidentChanges
from incidents.feed.log import Log, StartAnew
from incidents.feed.tokens import Place
from incidents.live import HEARTBEAT, allow_origin

EVERY = 1.0  # seconds between two looks
PAGE = 100  # changes of one event, at most


class Follower:
    """One reader of the stream: who it is and what it may see is asked at every look, so that a revoked token ends it."""

    def __init__(self, http: HttpRequest) -> None:
        self.http, self.view = http, IncidentChanges()
        self.view.setup(http)
        self.place: Place | None = None

    def open(self) -> HttpResponse | None:
        """A refusal as the API words it; None where the stream may begin."""
        try:
            request = self._asked()
            self.place = self.view.begin(request, self.http.headers.get("Last-Event-ID", ""))
            Log("incidents").since(self.place, 1)
        except StartAnew as why:
            return self._refusal(Anew(str(why)))
        except APIException as problem:
            return self._refusal(problem)
        return None

    def _asked(self) -> Request:
        """The request with whoever sends it, looked up now."""
        if key := self.http.COOKIES.get(settings.SESSION_COOKIE_NAME):
            self.http.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
            self.http.user = auth.get_user(self.http)
        self.view.request = request = self.view.initialize_request(self.http)
        self.view.perform_authentication(request)
        self.view.check_permissions(request)
        return request

    def _refusal(self, problem: APIException) -> HttpResponse:
        self.view.headers = {}
        told = self.view.handle_exception(problem)
        kept = {name: value for name, value in told.headers.items() if name != "Content-Type"}
        body = JSONRenderer().render(told.data)
        return HttpResponse(body, status=told.status_code, headers=kept, content_type="application/problem+json")

    def look(self) -> bytes | None:
        """The next event; nothing where nothing changed. The last one, where the reader may no longer see or has to start anew."""
        close_old_connections()
        try:
            request = self._asked()
            assert self.place is not None
            stretch = Log("incidents").since(self.place, PAGE)
            self.place = stretch.next
            told = self.view.entries(request, stretch)
        except StartAnew as why:
            return self._last("anew", Anew(str(why)))
        except APIException as problem:
            return self._last("closed", problem)
        if not told:
            return None
        lines = b",".join(self.view.lines(request, told, self.view.includes(request)))
        return b'id: %b\nevent: changes\ndata: {"changes":[%b]}\n\n' % (self.place.written().encode(), lines)

    def _last(self, event: str, problem: APIException) -> bytes:
        self.place = None
        return f"event: {event}\ndata: {json.dumps({'detail': str(problem.detail)})}\n\n".encode()


async def _events(follower: Follower) -> AsyncIterator[bytes]:
    """Until the reader leaves, or may see no longer; a heartbeat tells both ends that the line is open."""
    spoken = time.monotonic()
    yield b"retry: 2000\n\n"
    while follower.place is not None:
        if event := await sync_to_async(follower.look)():
            spoken = time.monotonic()
            yield event
        elif time.monotonic() - spoken >= HEARTBEAT:
            spoken = time.monotonic()
            yield b": still here\n\n"
        await asyncio.sleep(EVERY)


@require_safe
async def follow(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The words of `changes` as a stream; `since`, or Last-Event-ID after a break, says from where, otherwise from now."""
    follower = Follower(request)
    refusal = await sync_to_async(follower.open)()
    answer = refusal or StreamingHttpResponse(_events(follower), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    allow_origin(request, answer)
    return answer
