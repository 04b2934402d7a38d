from django.db import migrations, models

TARGETS = {
    "incident": "incident_id", "claim": "claim_id", "statement": "statement_id", "participant": "participant_id", "report": "about_report_id",
}
# The rule of corrections made so far, where its evidence still stands.
FILL = "".join(
    f"""
    UPDATE incidents_correction c SET rule = e.rule FROM (
        SELECT DISTINCT ON ({column}, field) {column} AS record_id, field, rule FROM incidents_evidence
        WHERE {column} IS NOT NULL AND rule NOT IN ('', 'person') ORDER BY {column}, field, start
    ) e WHERE c.record_kind = '{kind}' AND c.by_id IS NOT NULL AND e.record_id = c.record_id AND e.field = c.field;
    """
    for kind, column in TARGETS.items()
)


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_queue'),
    ]

    operations = [
        migrations.AddField(
            model_name='correction',
            name='rule',
            field=models.CharField(blank=True, help_text='of the parser, whose value a person replaced here', max_length=60),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('rule', ''), _negated=True), fields=['rule', 'field'], name='correction_overturns'),
        ),
    ]
