"""The review queue as a table of its own, kept by the database, so that no way of writing can forget it."""

import django.db.models.deletion
from django.db import migrations, models

SCORE = """
-- Uncertainty × impact; what it means stands in incidents/queue.py.
CREATE FUNCTION bw_urgency(confidence double precision, people numeric, is_news boolean) RETURNS double precision IMMUTABLE LANGUAGE sql AS $$
    SELECT (1 - confidence) * ln(exp(1) + greatest(coalesce(people, 0), 0)::double precision) * CASE WHEN is_news THEN 1 ELSE 0.5 END
$$;

CREATE FUNCTION bw_queue(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM incidents_urgency u WHERE incident_id = ANY(ids) AND NOT EXISTS (
        SELECT FROM incidents_incident i
        WHERE i.id = u.incident_id AND i.status IN ('machine', 'in_review') AND i.merged_into_id IS NULL);
    INSERT INTO incidents_urgency (incident_id, score)
    SELECT i.id, bw_urgency(i.confidence, (
            SELECT max(coalesce(c.high, c.low)) FROM incidents_claim c
            WHERE c.incident_id = i.id AND c.withdrawn_at IS NULL AND c.basis <> 'subtotal' AND c.kind NOT IN ('seized_kg', 'other')
        ), NOT EXISTS (SELECT FROM incidents_reportincident r WHERE r.incident_id = i.id)
           OR EXISTS (SELECT FROM incidents_reportincident r WHERE r.incident_id = i.id AND r.role <> 'background'))
    FROM incidents_incident i
    WHERE i.id = ANY(ids) AND i.status IN ('machine', 'in_review') AND i.merged_into_id IS NULL ORDER BY i.id
    ON CONFLICT (incident_id) DO UPDATE SET score = excluded.score WHERE incidents_urgency.score <> excluded.score;
END $$;

CREATE FUNCTION incident_queued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    side text;
    found bigint[];
BEGIN
    FOREACH side IN ARRAY CASE TG_OP WHEN 'INSERT' THEN '{after}' WHEN 'DELETE' THEN '{before}' ELSE '{after,before}' END::text[] LOOP
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %I', TG_ARGV[0], side) INTO found;
        PERFORM bw_queue(found);
    END LOOP;
    RETURN NULL;
END $$;
"""

WATCHED = {"incidents_incident": "id", "incidents_claim": "incident_id", "incidents_reportincident": "incident_id"}
SIDES = {
    "insert": "NEW TABLE AS after",
    "update": "NEW TABLE AS after OLD TABLE AS before",
    "delete": "OLD TABLE AS before",
}
TRIGGERS = "".join(
    f"CREATE TRIGGER incident_queue_{event} AFTER {event} ON {table} REFERENCING {sides}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION incident_queued({column});\n"
    for table, column in WATCHED.items()
    for event, sides in SIDES.items()
)
FILL = "SELECT bw_queue(array_agg(id)) FROM incidents_incident;"
UNDO = """
DROP FUNCTION incident_queued() CASCADE;
DROP FUNCTION bw_queue(bigint[]);
DROP FUNCTION bw_urgency(double precision, numeric, boolean);
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0009_tags")]

    operations = [
        migrations.CreateModel(
            name="Urgency",
            fields=[
                (
                    "incident",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="urgency",
                        serialize=False,
                        to="incidents.incident",
                    ),
                ),
                ("score", models.FloatField(help_text="uncertainty × impact")),
            ],
        ),
        migrations.AddIndex(
            model_name="urgency", index=models.Index(fields=["-score", "-incident"], name="most_urgent_first")
        ),
        migrations.RunSQL(SCORE + TRIGGERS + FILL, UNDO),
    ]
