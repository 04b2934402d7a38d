"""Progress of reading, live: workers tell Redis, pages listen to one small stream, or poll the same words."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterable
from typing import Any

import redis
import redis.asyncio
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from incidents.access import Act, Role, may
from incidents.models import Job

log = logging.getLogger(__name__)
HEARTBEAT = 15.0


def words_of(job: Job) -> dict[str, Any]:
    return {
        "report": job.report_id,
        "state": job.state,
        "stage": job.stage,
        "done": job.stage_done,
        "total": job.stage_total,
        "attempts": job.attempts,
        "error": job.error,
        "incidents": job.report.machine_incidents.exclude(status="withdrawn").count() if job.state == "done" else None,
        "statements": job.report.statements.filter(withdrawn_at=None).count() if job.state == "done" else None,
    }


_pool: redis.Redis | None = None


def client() -> redis.Redis:
    """This process's connection to Redis; one that is down is noticed within half a second."""
    global _pool
    if _pool is None:
        _pool = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    return _pool


def channel(connection: redis.Redis | redis.asyncio.Redis) -> str:
    """Of this site: Redis keeps names of its databases apart, but not what is published in them."""
    return f"borderwatch:progress:{connection.connection_pool.connection_kwargs.get('db', 0)}"


def tell(job: Job) -> None:
    """Publish where a job stands. Nobody listening and no Redis are the same to a worker: the row says it too."""
    try:
        client().publish(channel(client()), json.dumps(words_of(job)))
    except redis.RedisError as problem:
        log.debug("progress of report %s was not published: %s", job.report_id, problem)


def progress(report_ids: Iterable[int]) -> list[dict[str, Any]]:
    """The same words from the rows, for pages that poll."""
    jobs = Job.objects.filter(report_id__in=list(report_ids)[:200]).select_related("report")
    return [words_of(job) for job in jobs.order_by("report_id")]


def allow_origin(request: HttpRequest, response: HttpResponse | StreamingHttpResponse) -> None:
    origin = request.headers.get("Origin", "")
    if origin and origin in settings.LIVE_ORIGINS:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Vary"] = "Origin"


async def _messages() -> AsyncIterator[bytes]:
    """Server-sent events until the reader leaves; a heartbeat tells both ends that the line is open."""
    connection = redis.asyncio.Redis.from_url(settings.REDIS_URL)
    listener = connection.pubsub(ignore_subscribe_messages=True)
    yield b"retry: 2000\n\n"
    try:
        await listener.subscribe(channel(connection))
        while True:
            message = await listener.get_message(timeout=HEARTBEAT)
            yield b"data: " + message["data"] + b"\n\n" if message else b": still here\n\n"
    except redis.RedisError as problem:
        log.warning("the live stream ends, its pages poll until it is back: %s", problem)
    finally:
        await listener.aclose()  # type: ignore[no-untyped-call]
        await connection.aclose()


@require_safe
async def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Progress of every report as text/event-stream, for those who may see reports."""
    user = await request.auser()
    role = Role(user.role) if user.is_authenticated else None
    answer: HttpResponse | StreamingHttpResponse
    if may(role, Act.SEE, public_reading=settings.PUBLIC_READING):
        answer = StreamingHttpResponse(_messages(), content_type="text/event-stream")
        answer["Cache-Control"] = "no-store"
        answer["X-Accel-Buffering"] = "no"
    else:
        answer = HttpResponse("Sign in to follow the reading of reports.", status=401, content_type="text/plain")
    allow_origin(request, answer)
    return answer
