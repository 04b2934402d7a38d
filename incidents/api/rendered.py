"""Bodies of many incidents as JSON, put together by the database: what `IncidentSerializer` says, forty times as fast; a test holds both together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from psycopg import errors, pq

from incidents.api.serializers import (
    DECIMALS,
    ActorSerializer,
    ClaimSerializer,
    IncidentSerializer,
    ParticipantSerializer,
)
from incidents.cube.answers import Answers
from incidents.cube.kept import made
from incidents.models import Actor, Border, Claim, Incident, Participant


def _row(columns: Iterable[str]) -> str:
    """These columns as an object; unlike `json_build_object` it puts no spaces between them."""
    return f"(SELECT row_to_json(body) FROM (SELECT {', '.join(columns)}) AS body)"


def _list(row: str) -> str:
    return f"('[' || string_agg({row}::text, ',' ORDER BY one.id) || ']')::json"


def _moment(column: str) -> str:
    return f"replace(to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '.000000', '')"


ACTOR = _row(f"actor.{name}" for name in ActorSerializer.Meta.fields)
OF_A_PARTICIPANT = {"actor": f"{ACTOR} AS actor"}
OF_A_CLAIM = {
    "incident": "one.incident_id AS incident", "report": "one.report_id AS report", "low": "one.low::float8", "high": "one.high::float8",
    "attributed_to": f"CASE WHEN actor.id IS NOT NULL THEN {ACTOR} END AS attributed_to",
}  # fmt: skip
OF_AN_INCIDENT = {
    "border": "i.border_id AS border", "actors": "coalesce(acting.told, '[]') AS actors", "claims": "coalesce(claimed.told, '[]') AS claims",
    "created_at": f"{_moment('i.created_at')} AS created_at", "updated_at": f"{_moment('i.updated_at')} AS updated_at",
}  # fmt: skip
PARTICIPANT = _row(OF_A_PARTICIPANT.get(name, f"one.{name}") for name in ParticipantSerializer.Meta.fields)
CLAIM = _row(OF_A_CLAIM.get(name, f"one.{name}") for name in ClaimSerializer.Meta.fields)
APART = ("id", "geometry")
INCIDENT = _row(OF_AN_INCIDENT.get(name, f"i.{name}") for name in IncidentSerializer.Meta.fields if name not in APART)
# A section has its border's box; its line is read once for all incidents that stand on it.
BODIES = f"""
WITH acting AS (
    SELECT incident_id, {_list(PARTICIPANT)} AS told
    FROM {Participant._meta.db_table} one JOIN {Actor._meta.db_table} actor ON actor.id = one.actor_id
    WHERE incident_id = ANY($1) GROUP BY incident_id
), claimed AS (
    SELECT incident_id, {_list(CLAIM)} AS told
    FROM {Claim._meta.db_table} one LEFT JOIN {Actor._meta.db_table} actor ON actor.id = one.attributed_to_id
    WHERE incident_id = ANY($1) AND withdrawn_at IS NULL GROUP BY incident_id
)
SELECT i.id, CASE WHEN is_section THEN i.border_id END, CASE WHEN is_section THEN NULL ELSE ST_AsGeoJSON(i.geometry, {DECIMALS}, 0) END, {INCIDENT}::text
FROM {Incident._meta.db_table} i
LEFT JOIN {Border._meta.db_table} b ON b.code = i.border_id
CROSS JOIN LATERAL (SELECT coalesce(i.where_prec = 5 AND i.geometry ~= b.section, false) AS is_section) AS shape
LEFT JOIN acting ON acting.incident_id = i.id LEFT JOIN claimed ON claimed.incident_id = i.id
WHERE i.id = ANY($1)"""
SECTIONS = f"SELECT code, ST_AsGeoJSON(section, {DECIMALS}, 0) FROM {Border._meta.db_table} WHERE code = ANY($1)"
Fields = tuple[bytes | None, ...]
# What JSON allows in a text and JavaScript does not.
LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029"})

Body = tuple[int, str, bytes, bytes]  # number; border whose line is the geometry; else the geometry; properties


def features(ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
    """Each incident that there is, in the order of `ids`, as a GeoJSON feature."""
    for pk, geometry, properties in _placed(ask, ids):
        yield b'{"type":"Feature","id":%d,"geometry":%b,"properties":%b}' % (pk, geometry, properties)


def objects(ask: Answers, ids: Sequence[int]) -> Iterator[bytes]:
    """The same as plain objects."""
    for pk, geometry, properties in _placed(ask, ids):
        yield b'{"id":%d,"geometry":%b,%b' % (pk, geometry, properties[1:])


def _placed(ask: Answers, ids: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
    bodies: list[Body] = made(ask.kept, "body", ids, _bodies)
    codes = list({border for _, border, _, _ in bodies if border})
    lines = dict(made(ask.kept, "section", codes, _sections)) if codes else {}
    for pk, border, geometry, properties in bodies:
        yield pk, lines[border] if border else geometry, properties


def _asked(sql: str, which: Sequence[int] | Sequence[str]) -> Iterator[Fields]:
    """Rows as the server writes them. Who stands between, as for what was known at a time, is passed by cursor."""
    if not connection.execute_wrappers:
        return _at_once(sql, which)
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("$1", "%(which)s"), {"which": list(which)})
        return iter([tuple(None if one is None else str(one).encode() for one in row) for row in cursor.fetchall()])


def _at_once(sql: str, which: Sequence[int] | Sequence[str]) -> Iterator[Fields]:
    """One wait for the whole answer: a thread that is woken for every eight kilobytes queues for the interpreter each time."""
    connection.ensure_connection()
    listed = f"{{{','.join(map(str, which))}}}".encode()
    with connection.wrap_database_errors:
        found = connection.connection.pgconn.exec_params(sql.encode(), [listed])
        if found.status != pq.ExecStatus.TUPLES_OK:
            raise errors.error_from_result(found)
    columns = range(found.nfields)
    return (tuple(found.get_value(row, column) for column in columns) for row in range(found.ntuples))


def _bodies(ids: list[int]) -> Iterator[tuple[int, Body]]:
    held = {int(pk or 0): rest for pk, *rest in _asked(BODIES, ids)}
    for pk in ids:
        if pk in held:
            border, geometry, properties = held[pk]
            yield pk, (pk, (border or b"").decode(), geometry or b"null", _text(properties or b""))


def _sections(codes: list[str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for code, line in _asked(SECTIONS, codes):
        known = (code or b"").decode()
        yield known, (known, line or b"null")


def _text(json: bytes) -> bytes:
    return json if json.isascii() else json.decode().translate(LINE_ENDS).encode()
