-- Synthetic incidents on the real borders of the project's own table: %(n)s of them, the same ones for the same seed.
-- No triggers meanwhile: nobody listens to the changes, and no question of the bench is about words.
SET session_replication_role = replica;
SET max_parallel_workers_per_gather = 0;
SELECT setseed(%(seed)s);

-- A few borders are busy and most are quiet: the share of the k-th falls with k^0.6. One takes an eighth of all, so that a single view
-- of it holds as many dots as the map draws at most.
CREATE TEMP TABLE course AS
SELECT *, (sum(share) OVER (ORDER BY k) - share) / sum(share) OVER () AS after
FROM (
    SELECT k, code, country_a, country_b, section,
           CASE WHEN code = %(busiest)s THEN sum(usual) FILTER (WHERE code <> %(busiest)s) OVER () / 7 ELSE usual END AS share,
           (SELECT part.geom FROM ST_Dump(section) part ORDER BY ST_Length(part.geom) DESC LIMIT 1) AS line
    FROM (
        SELECT *, power(k, -0.6) AS usual FROM (SELECT *, row_number() OVER (ORDER BY md5(code)) AS k FROM incidents_border) AS ranked
    ) AS weighed
) AS shared;

CREATE TEMP TABLE thrown AS
SELECT g, width_bucket(random(), (SELECT array_agg(after ORDER BY k) FROM course)) AS k,
       random() AS along, random() AS kind, random() AS day, random() AS length, random() AS place, random() AS way, random() AS said, random() AS judged, random() AS known,
       round(random()::numeric, 2) AS confidence, sqrt(-2 * ln(1 - random())) * 0.12 AS away, 6.28318 * random() AS heading
FROM generate_series(1, %(n)s) AS g;

INSERT INTO incidents_actor (name, sector, country, kind)
SELECT 'Unit ' || g, (ARRAY['MIL', 'COP', 'CVL', 'REF', 'CRM'])[1 + g %% 5], '', '' FROM generate_series(1, 200) AS g;

INSERT INTO incidents_incident (
    event_type, modality, date_start, date_end, date_prec, part_of_day, lasted, border_id, from_country, to_country, place_name, where_prec,
    geometry, radius_km, status, confidence, parser_version, key, version, created_at, updated_at)
SELECT (%(types)s::text[])[1 + floor(power(kind, 1.5) * cardinality(%(types)s::text[]))::int],
       CASE WHEN said < 0.9 THEN 'actual' WHEN said < 0.95 THEN 'ordered' WHEN said < 0.98 THEN 'denied' ELSE 'hypothetical' END,
       first, first + CASE WHEN length < 0.85 THEN 0 ELSE floor((length - 0.85) * 200)::int END,
       CASE WHEN first IS NULL THEN NULL WHEN length < 0.85 THEN 1 ELSE 2 END,
       CASE WHEN along < 0.2 THEN 'night' ELSE '' END, false, code,
       CASE WHEN way < 0.35 THEN country_a WHEN way < 0.7 THEN country_b ELSE '' END,
       CASE WHEN way < 0.35 THEN country_b WHEN way < 0.7 THEN country_a ELSE '' END,
       CASE WHEN place < 0.85 THEN 'Post ' || g %% 1013 ELSE '' END,
       CASE WHEN place < 0.6 THEN 1 WHEN place < 0.85 THEN 3 WHEN place < 0.899 THEN 5 WHEN place < 0.9 THEN 4 ELSE 6 END,
       CASE WHEN place < 0.85 THEN ST_SetSRID(ST_MakePoint(
                greatest(-180, least(180, round((ST_X(spot) + away * cos(heading))::numeric, 5))), round((ST_Y(spot) + away * sin(heading))::numeric, 5)), 4326)
            WHEN place < 0.899 THEN section WHEN place < 0.9 THEN ST_Buffer(spot, 0.2 + away, 2) END,
       CASE WHEN place >= 0.6 AND place < 0.85 THEN 25 END,
       CASE WHEN judged < 0.7 THEN 'machine' WHEN judged < 0.9 THEN 'confirmed' WHEN judged < 0.95 THEN 'in_review' WHEN judged < 0.98 THEN 'rejected'
            ELSE 'disputed' END,
       confidence, 'synthetic', '', 1, now(), now()
FROM thrown JOIN course USING (k),
     LATERAL (SELECT ST_LineInterpolatePoint(line, along) AS spot, CASE WHEN known < 0.98 THEN date '2000-01-01' + floor(power(day, 0.6) * 9496)::int END AS first) AS made
ORDER BY g;

INSERT INTO incidents_claim (incident_id, kind, low, high, comparator, basis, unit, credibility, key, version)
SELECT id, (ARRAY['crossed', 'killed', 'detained', 'seized_kg', 'injured'])[1 + (id %% 5)::int], n, CASE WHEN random() < 0.7 THEN n END, 'exact', 'new',
       'people', 6, '', 1
FROM (SELECT id, 1 + floor(power(random(), 4) * 2000) AS n FROM incidents_incident WHERE random() < 0.4 ORDER BY id) AS counted;

INSERT INTO incidents_participant (incident_id, actor_id, role)
SELECT i.id, a.id, 'initiator' FROM incidents_incident i JOIN incidents_actor a ON a.name = 'Unit ' || (1 + i.id %% 200) WHERE i.id %% 2 = 0;

INSERT INTO incidents_twinsuggestion (first_id, second_id, score, reasons, verdict)
SELECT id, id + 1, 0.8, '[]', '' FROM incidents_incident WHERE id %% 100 = 1 AND id < (SELECT max(id) FROM incidents_incident);

DROP TABLE thrown, course;
RESET session_replication_role;
