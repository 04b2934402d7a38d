-- One written form: no accents, no apostrophes, hyphens and slashes as blanks.
CREATE FUNCTION bw_folded(told text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT translate(unaccent(told), 'əƏ-‐‑–—/&|!():*<>\"''`’ʼʻ', 'aA' || repeat(' ', 17))
$$;

-- Latin words by the English stemmer, all others by the Russian one.
CREATE TEXT SEARCH CONFIGURATION bw (COPY = pg_catalog.russian);
ALTER TEXT SEARCH CONFIGURATION bw ALTER MAPPING FOR word, hword, hword_part WITH unaccent, russian_stem;
-- The words as they stand, so that half a word finds what the stemmer would have cut differently.
CREATE TEXT SEARCH DICTIONARY bw_whole (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION bw_whole (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION bw_whole ALTER MAPPING REPLACE simple WITH bw_whole;

-- 200,000 characters are longer than any wire report and shorter than what a tsvector holds.
CREATE FUNCTION bw_words(weight "char", told text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('bw', folded), weight) || strip(to_tsvector('bw_whole', folded))
    FROM (SELECT bw_folded(left(coalesce(told, ''), 200000)) AS folded) AS once
$$;

-- Words that begin so: of several, the last one.
CREATE FUNCTION bw_begun(told text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN parts = '' THEN ''::tsquery ELSE to_tsquery('bw', parts) || to_tsquery('bw_whole', parts) END
    FROM (SELECT regexp_replace(trim(regexp_replace(bw_folded(told), '\s+', ' ', 'g')), ' ', ' <-> ', 'g') AS bare) AS one,
         LATERAL (SELECT CASE WHEN bare = '' THEN '' ELSE bare || ':*' END AS parts) AS two
$$;

ALTER TABLE incidents_reportindex ADD CONSTRAINT index_of_report
    FOREIGN KEY (report_id) REFERENCES incidents_report ON DELETE CASCADE;
ALTER TABLE incidents_incidentindex ADD CONSTRAINT index_of_incident
    FOREIGN KEY (incident_id) REFERENCES incidents_incident ON DELETE CASCADE;
ALTER TABLE incidents_statementindex ADD CONSTRAINT index_of_statement
    FOREIGN KEY (statement_id) REFERENCES incidents_statement ON DELETE CASCADE;

CREATE FUNCTION bw_index_reports(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO incidents_reportindex (report_id, words)
    SELECT r.id, bw_words('A', r.headline) || bw_words('B', concat_ws(' . ', r.dateline, r.byline, s.name)) || bw_words('D', r.text)
    FROM incidents_report r LEFT JOIN incidents_source s ON s.id = r.source_id
    WHERE r.id = ANY(ids)
    ON CONFLICT (report_id) DO UPDATE SET words = excluded.words
$$;

CREATE FUNCTION bw_index_incidents(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO incidents_incidentindex (incident_id, words, reported_on)
    SELECT i.id,
           bw_words('A', concat_ws(' . ', i.place_name, p.name, c.name, b.name))
           || bw_words('B', concat_ws(' . ', (SELECT string_agg(a.name, ' . ' ORDER BY part.id) FROM incidents_participant part
                                            JOIN incidents_actor a ON a.id = part.actor_id WHERE part.incident_id = i.id),
                                      replace(i.event_type, '_', ' ')))
           || bw_words('C', concat_ws(' . ', array_to_string(p.names, ' . '), array_to_string(c.names, ' . '), array_to_string(b.names, ' . '))),
           (SELECT max(r.published_on) FROM incidents_reportincident told JOIN incidents_report r ON r.id = told.report_id
            WHERE told.incident_id = i.id)
    FROM incidents_incident i
    LEFT JOIN incidents_place p ON p.id = i.place_id
    LEFT JOIN incidents_crossingpoint c ON c.id = i.crossing_point_id
    LEFT JOIN incidents_border b ON b.code = i.border_id
    WHERE i.id = ANY(ids)
    ON CONFLICT (incident_id) DO UPDATE SET words = excluded.words, reported_on = excluded.reported_on
$$;

CREATE FUNCTION bw_index_statements(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO incidents_statementindex (statement_id, words, reported_on)
    SELECT s.id, bw_words('A', concat_ws(' . ', a.name, s.affiliation)) || bw_words('D', s.content), r.published_on
    FROM incidents_statement s JOIN incidents_report r ON r.id = s.report_id LEFT JOIN incidents_actor a ON a.id = s.speaker_id
    WHERE s.id = ANY(ids)
    ON CONFLICT (statement_id) DO UPDATE SET words = excluded.words, reported_on = excluded.reported_on
$$;

-- Arguments: the function that indexes, and the query for the numbers of what was touched, over `fresh` and `gone`.
CREATE FUNCTION bw_reindex() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    EXECUTE 'SELECT array_agg(DISTINCT id) FROM (' || TG_ARGV[1] || ') AS touched(id) WHERE id IS NOT NULL' INTO ids;
    IF ids IS NOT NULL THEN
        EXECUTE 'SELECT ' || quote_ident(TG_ARGV[0]) || '($1)' USING ids;
    END IF;
    RETURN NULL;
END
$$;
