"""When claims were made, who took part at any time, and which changes came after a time: what an answer as of a time goes by."""

from django.db import migrations, models
from django.db.models.functions import Now

HELP = "not known of those older than this column"
# The default comes after the column, so that older rows do not claim to be made today.
ADD = "ALTER TABLE {table} ADD COLUMN made_at timestamptz; ALTER TABLE {table} ALTER COLUMN made_at SET DEFAULT statement_timestamp();"


def made_at(model):
    table = f"incidents_{model}"
    field = models.DateTimeField(null=True, editable=False, db_default=Now(), help_text=HELP)
    return migrations.RunSQL(
        ADD.format(table=table), f"ALTER TABLE {table} DROP COLUMN made_at;",
        state_operations=[migrations.AddField(model, "made_at", field)],
    )

# Each row of the participants as long as it stood so; those that are there today count as there from the beginning.
PARTICIPANTS = """
CREATE TABLE participant_past (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    home_id bigint,
    read_for_id bigint,
    actor_id bigint NOT NULL,
    role text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    until timestamptz
);
CREATE INDEX participant_past_open ON participant_past (id) WHERE until IS NULL;
CREATE INDEX participant_past_incident ON participant_past (incident_id);
INSERT INTO participant_past (id, incident_id, home_id, read_for_id, actor_id, role, since)
SELECT id, incident_id, home_id, read_for_id, actor_id, role, '-infinity' FROM incidents_participant;

CREATE FUNCTION participant_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE participant_past;
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE participant_past SET until = clock_timestamp() FROM before WHERE participant_past.id = before.id AND until IS NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO participant_past (id, incident_id, home_id, read_for_id, actor_id, role)
        SELECT id, incident_id, home_id, read_for_id, actor_id, role FROM after;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER participant_kept_insert AFTER INSERT ON incidents_participant REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION participant_kept();
CREATE TRIGGER participant_kept_update AFTER UPDATE ON incidents_participant REFERENCING NEW TABLE AS after OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION participant_kept();
CREATE TRIGGER participant_kept_delete AFTER DELETE ON incidents_participant REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION participant_kept();
CREATE TRIGGER participant_kept_truncate AFTER TRUNCATE ON incidents_participant
    FOR EACH STATEMENT EXECUTE FUNCTION participant_kept();
"""
UNDO = "DROP FUNCTION participant_kept() CASCADE; DROP TABLE participant_past;"


class Migration(migrations.Migration):
    dependencies = [("incidents", "0031_webhooks")]

    operations = [
        made_at("claim"),
        migrations.RunSQL(PARTICIPANTS, UNDO),
        migrations.AddIndex("correction", models.Index(fields=["record_kind", "at"], name="correction_since")),
    ]
