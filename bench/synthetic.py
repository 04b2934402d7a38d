"""A million incidents that never happened, on the real borders of the world: for measurements only, always the same ones."""

from __future__ import annotations

from django.db import connection

from incidents.models import Incident
from incidents.parsing.knowledge.event_types import load_event_types

# One border takes a tenth, so that a single view of it holds as many dots as the map draws at most.
BUSIEST, ITS_SHARE = "AF-TJ", 0.095
SECTIONS = 0.01  # known only as a border's section
LOAD = """
SELECT setseed(0.42);
CREATE TEMP TABLE land AS
SELECT code, country_a, country_b, section, ST_GeometryN(section, 1) AS line, cum - share AS below, cum FROM (
    SELECT *, sum(share) OVER (ORDER BY code) AS cum FROM (
        SELECT *, CASE WHEN code = %(busiest)s THEN %(its_share)s
            ELSE (1 - %(its_share)s) * weight / sum(weight) FILTER (WHERE code <> %(busiest)s) OVER () END AS share
        FROM (SELECT *, 1 / power(row_number() OVER (ORDER BY md5(code)), 0.7) AS weight FROM incidents_border) AS ranked
    ) AS shared
) AS summed;
INSERT INTO incidents_incident (
    event_type, modality, date_start, date_end, date_prec, part_of_day, lasted, border_id, from_country, to_country, place_name, where_prec,
    geometry, radius_km, status, confidence, parser_version, key, version, created_at, updated_at
)
SELECT (%(types)s::text[])[1 + floor(power(kind, 1.5) * %(n_types)s)::int], CASE WHEN said < 0.95 THEN 'actual' ELSE 'ordered' END,
    day, CASE WHEN exact < 0.8 THEN day ELSE day + (exact * 100)::int - 74 END, CASE WHEN exact < 0.8 THEN 1 ELSE 2 END, part, exact > 0.95,
    code, CASE WHEN way < 0.6 THEN country_a ELSE '' END, CASE WHEN way < 0.6 THEN country_b ELSE '' END, 'post ' || n %% 997,
    CASE WHEN place < %(sections)s THEN 5 WHEN place < 0.3 THEN 3 ELSE 1 END,
    CASE WHEN place < %(sections)s THEN section ELSE ST_Translate(ST_LineInterpolatePoint(line, at), east * 0.12, north * 0.12) END,
    CASE WHEN place BETWEEN %(sections)s AND 0.3 THEN 40.0 END,
    CASE WHEN n %% 7 = 0 THEN 'confirmed' ELSE 'machine' END, 0.3 + 0.7 * said, '', '', 1, now(), now()
FROM (
    SELECT n, random() AS drawn, random() AS at, random() AS kind, random() AS said, random() AS exact, random() AS place, random() AS way,
        sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS east, sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS north,
        date '2000-01-01' + floor(power(random(), 0.6) * 9496)::int AS day,
        (ARRAY['', '', 'night', 'morning', 'evening'])[1 + floor(random() * 5)::int] AS part
    FROM generate_series(1, %(n)s) AS n
) AS chance JOIN land ON drawn >= below AND drawn < cum;
DROP TABLE land;
"""


def load(n: int) -> int:
    """Writes n of them and gives back how many stand there; the change log is left out, for whoever reads starts afterwards."""
    types = [kind.code for kind in load_event_types()]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE incidents_incident DISABLE TRIGGER USER")
        cursor.execute(
            LOAD,
            {
                "n": n,
                "types": types,
                "n_types": len(types),
                "busiest": BUSIEST,
                "its_share": ITS_SHARE,
                "sections": SECTIONS,
            },
        )
        cursor.execute("ALTER TABLE incidents_incident ENABLE TRIGGER USER")
        cursor.execute("ANALYZE incidents_incident")
    return Incident.objects.count()
