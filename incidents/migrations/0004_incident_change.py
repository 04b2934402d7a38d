"""What changed of which incident, written by the database itself, so that no way of writing can forget it."""

from django.db import migrations

# Empty incident: everything, as after a TRUNCATE or a new course of a border.
TABLE = """
CREATE TABLE incident_change (
    id bigserial PRIMARY KEY,
    incident bigint,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX incident_change_xid ON incident_change (xid);
CREATE INDEX incident_change_at ON incident_change (at);

-- Arguments: the columns that name incidents. `after` and `before` are the rows of the statement.
CREATE FUNCTION incident_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    col text;
    side text;
BEGIN
    FOREACH side IN ARRAY CASE TG_OP WHEN 'INSERT' THEN '{after}' WHEN 'DELETE' THEN '{before}' ELSE '{after,before}' END::text[] LOOP
        FOREACH col IN ARRAY TG_ARGV LOOP
            EXECUTE format('INSERT INTO incident_change (incident) SELECT DISTINCT %I FROM %I', col, side);
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION incident_actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incident_change (incident)
    SELECT incident_id FROM incidents_participant WHERE actor_id IN (SELECT id FROM after)
    UNION SELECT incident_id FROM incidents_claim WHERE attributed_to_id IN (SELECT id FROM after);
    RETURN NULL;
END $$;

CREATE FUNCTION incident_world_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incident_change (incident) VALUES (NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER incident_change_actor AFTER UPDATE ON incidents_actor
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION incident_actor_changed();
CREATE TRIGGER incident_change_border AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON incidents_border
    FOR EACH STATEMENT EXECUTE FUNCTION incident_world_changed();
CREATE TRIGGER incident_change_truncate AFTER TRUNCATE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION incident_world_changed();
"""

WATCHED = {
    "incidents_incident": "id",
    "incidents_claim": "incident_id",
    "incidents_participant": "incident_id",
    "incidents_reportincident": "incident_id",
    "incidents_twinsuggestion": "first_id, second_id",
}
SIDES = {
    "insert": "NEW TABLE AS after",
    "update": "NEW TABLE AS after OLD TABLE AS before",
    "delete": "OLD TABLE AS before",
}
TRIGGERS = "".join(
    f"CREATE TRIGGER incident_change_{event} AFTER {event} ON {table} REFERENCING {sides}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION incident_changed({columns});\n"
    for table, columns in WATCHED.items()
    for event, sides in SIDES.items()
)
UNDO = """
DROP FUNCTION incident_changed() CASCADE;
DROP FUNCTION incident_actor_changed() CASCADE;
DROP FUNCTION incident_world_changed() CASCADE;
DROP TABLE incident_change;
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_find")]

    operations = [migrations.RunSQL(TABLE + TRIGGERS, UNDO)]
