"""The log of changes for readers outside: one row an incident and transaction, with how it stood before, kept for weeks; the same for statements."""

from django.db import migrations

# `was`: how the record stood before the change; empty where it was not there; NULL where only what hangs on it changed.
# `change_log` tells a token of this database from any other, and how far back the log reaches.
TABLES = """
ALTER TABLE incident_change ADD COLUMN was text;
DROP INDEX incident_change_xid;
CREATE INDEX incident_change_turn ON incident_change (xid, id);
CREATE INDEX incident_change_of ON incident_change (incident, xid);

CREATE TABLE statement_change (
    id bigserial PRIMARY KEY,
    statement bigint,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now(),
    was text
);
CREATE INDEX statement_change_turn ON statement_change (xid, id);
CREATE INDEX statement_change_of ON statement_change (statement, xid);
CREATE INDEX statement_change_at ON statement_change (at);

CREATE TABLE change_log (
    name text PRIMARY KEY,
    born uuid NOT NULL DEFAULT gen_random_uuid(),
    gone_before xid8 NOT NULL DEFAULT '0'
);
INSERT INTO change_log (name) VALUES ('incidents'), ('statements');

CREATE FUNCTION incident_standing(status text, merged_into bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN merged_into IS NOT NULL THEN 'merged' WHEN status IN ('rejected', 'withdrawn') THEN status ELSE 'here' END
$$;
CREATE FUNCTION statement_standing(withdrawn_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN withdrawn_at IS NULL THEN 'here' ELSE 'withdrawn' END
$$;

-- What hangs on the record: one row a transaction is enough.
CREATE OR REPLACE FUNCTION incident_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    col text;
    side text;
BEGIN
    FOREACH side IN ARRAY CASE TG_OP WHEN 'INSERT' THEN '{after}' WHEN 'DELETE' THEN '{before}' ELSE '{after,before}' END::text[] LOOP
        FOREACH col IN ARRAY TG_ARGV LOOP
            EXECUTE format(
                'INSERT INTO incident_change (incident) SELECT DISTINCT %1$I FROM %2$I WHERE NOT EXISTS (SELECT FROM incident_change told'
                ' WHERE told.incident = %2$I.%1$I AND told.xid = pg_current_xact_id())', col, side);
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;
CREATE FUNCTION statement_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    side text;
BEGIN
    FOREACH side IN ARRAY CASE TG_OP WHEN 'INSERT' THEN '{after}' WHEN 'DELETE' THEN '{before}' ELSE '{after,before}' END::text[] LOOP
        EXECUTE format(
            'INSERT INTO statement_change (statement) SELECT DISTINCT statement_id FROM %1$I WHERE NOT EXISTS (SELECT FROM statement_change told'
            ' WHERE told.statement = %1$I.statement_id AND told.xid = pg_current_xact_id())', side);
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION incident_itself_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO incident_change (incident, was) SELECT id, '' FROM after;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO incident_change (incident, was) SELECT id, incident_standing(status, merged_into_id) FROM before;
    ELSE
        INSERT INTO incident_change (incident, was)
        SELECT id, incident_standing(before.status, before.merged_into_id) FROM before JOIN after USING (id)
        WHERE incident_standing(before.status, before.merged_into_id) <> incident_standing(after.status, after.merged_into_id)
           OR NOT EXISTS (SELECT FROM incident_change told WHERE told.incident = id AND told.xid = pg_current_xact_id());
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION statement_itself_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO statement_change (statement, was) SELECT id, '' FROM after;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO statement_change (statement, was) SELECT id, statement_standing(withdrawn_at) FROM before;
    ELSE
        INSERT INTO statement_change (statement, was)
        SELECT id, statement_standing(before.withdrawn_at) FROM before JOIN after USING (id)
        WHERE statement_standing(before.withdrawn_at) <> statement_standing(after.withdrawn_at)
           OR NOT EXISTS (SELECT FROM statement_change told WHERE told.statement = id AND told.xid = pg_current_xact_id());
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION incident_actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incident_change (incident)
    SELECT incident_id FROM incidents_participant WHERE actor_id IN (SELECT id FROM after)
    UNION SELECT incident_id FROM incidents_claim WHERE attributed_to_id IN (SELECT id FROM after);
    INSERT INTO statement_change (statement) SELECT id FROM incidents_statement WHERE speaker_id IN (SELECT id FROM after);
    RETURN NULL;
END $$;

-- No record of before is there any more: whoever follows has to start anew.
CREATE FUNCTION incidents_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incident_change (incident, was) VALUES (NULL, 'all');
    INSERT INTO statement_change (statement, was) VALUES (NULL, 'all');
    RETURN NULL;
END $$;
DROP TRIGGER incident_change_truncate ON incidents_incident;
CREATE TRIGGER incident_change_truncate AFTER TRUNCATE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_emptied();
"""
SIDES = {
    "insert": "NEW TABLE AS after",
    "update": "NEW TABLE AS after OLD TABLE AS before",
    "delete": "OLD TABLE AS before",
}
WATCHED = {
    "incident_change": ("incidents_incident", "incident_itself_changed"),
    "statement_change": ("incidents_statement", "statement_itself_changed"),
    "statement_change_about": ("incidents_statement_about", "statement_changed"),
}
TRIGGERS = "".join(
    f"DROP TRIGGER IF EXISTS {name}_{event} ON {table};\n"
    f"CREATE TRIGGER {name}_{event} AFTER {event} ON {table} REFERENCING {sides} FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
    for name, (table, function) in WATCHED.items()
    for event, sides in SIDES.items()
)
BACK = "".join(
    f"CREATE TRIGGER incident_change_{event} AFTER {event} ON incidents_incident REFERENCING {sides}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION incident_changed(id);\n"
    for event, sides in SIDES.items()
)
UNDO = """
DROP FUNCTION incident_itself_changed() CASCADE;
DROP FUNCTION statement_itself_changed() CASCADE;
DROP FUNCTION statement_changed() CASCADE;
DROP FUNCTION incidents_emptied() CASCADE;
DROP FUNCTION incident_standing(text, bigint);
DROP FUNCTION statement_standing(timestamptz);
CREATE OR REPLACE FUNCTION incident_actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incident_change (incident)
    SELECT incident_id FROM incidents_participant WHERE actor_id IN (SELECT id FROM after)
    UNION SELECT incident_id FROM incidents_claim WHERE attributed_to_id IN (SELECT id FROM after);
    RETURN NULL;
END $$;
CREATE TRIGGER incident_change_truncate AFTER TRUNCATE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION incident_world_changed();
DROP TABLE statement_change, change_log;
DROP INDEX incident_change_turn, incident_change_of;
CREATE INDEX incident_change_xid ON incident_change (xid);
ALTER TABLE incident_change DROP COLUMN was;
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0013_queue_by_its_index")]

    operations = [migrations.RunSQL(TABLES + TRIGGERS, UNDO + BACK)]
