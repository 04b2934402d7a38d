"""Rows as they were before each change: what a statement, a report, an actor or a link said at a time."""

from django.db import migrations, models
from django.db.models.functions import Now

HELP = "not known of those older than this column"
# The default comes after the column, so that older rows do not claim to be made today.
ADD = "ALTER TABLE {table} ADD COLUMN made_at timestamptz; ALTER TABLE {table} ALTER COLUMN made_at SET DEFAULT statement_timestamp();"
MADE = {"statement": "incidents_statement", "about": "incidents_statement_about", "reportincident": "incidents_reportincident"}
# By table, the columns that are not kept: long, and never changed once they are there.
KEPT = {
    **dict.fromkeys(MADE.values(), "{}"),
    "incidents_report": "{text,bands,signature}",
    "incidents_actor": "{}",
}


def made_at(model):
    table = MADE[model]
    field = models.DateTimeField(null=True, editable=False, db_default=Now(), help_text=HELP)
    return migrations.RunSQL(
        ADD.format(table=table), f"ALTER TABLE {table} DROP COLUMN made_at;",
        state_operations=[migrations.AddField(model, "made_at", field)],
    )


TABLE = """
CREATE TABLE row_past (
    seq bigserial PRIMARY KEY,
    of text NOT NULL,
    id bigint NOT NULL,
    was jsonb NOT NULL,
    until timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX row_past_since ON row_past (of, until);

-- Argument: the columns that are not kept.
CREATE FUNCTION row_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_past (of, id, was) VALUES (TG_TABLE_NAME, OLD.id, to_jsonb(OLD) - TG_ARGV[0]::text[]);
    RETURN NULL;
END $$;
CREATE FUNCTION rows_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM row_past WHERE of = TG_TABLE_NAME;
    RETURN NULL;
END $$;
"""
TRIGGERS = "".join(
    f"CREATE TRIGGER row_kept_update AFTER UPDATE ON {table} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION row_kept('{left}');\n"
    f"CREATE TRIGGER row_kept_delete AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION row_kept('{left}');\n"
    f"CREATE TRIGGER rows_gone AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION rows_gone();\n"
    for table, left in KEPT.items()
)
UNDO = "DROP FUNCTION row_kept() CASCADE; DROP FUNCTION rows_gone() CASCADE; DROP TABLE row_past;"


class Migration(migrations.Migration):
    dependencies = [("incidents", "0033_tokens_reads_and_writes_once")]

    operations = [
        *(made_at(model) for model in MADE),
        migrations.RunSQL(TABLE + TRIGGERS, UNDO),
    ]
