"""Acts of people as changesets; rows that a merge or split moves remember their home; publishing is a right of its own."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

# The table of statements and incidents was Django's own; it keeps its rows and gets a model.
UNIQUE = """
DO $$ BEGIN
    EXECUTE (SELECT format('ALTER TABLE incidents_statement_about RENAME CONSTRAINT %I TO {}', conname)
             FROM pg_constraint WHERE conrelid = 'incidents_statement_about'::regclass AND contype = 'u');
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0006_words_once'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(UNIQUE.format("one_about_per_statement"), migrations.RunSQL.noop)],
            state_operations=[
                migrations.CreateModel(
                    name='About',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='about_links', to='incidents.incident')),
                        ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='about_links', to='incidents.statement')),
                    ],
                    options={
                        'db_table': 'incidents_statement_about',
                        'constraints': [models.UniqueConstraint(fields=('statement', 'incident'), name='one_about_per_statement')],
                    },
                ),
                migrations.AlterField(
                    model_name='statement',
                    name='about',
                    field=models.ManyToManyField(blank=True, related_name='statements', through='incidents.About', through_fields=('statement', 'incident'), to='incidents.incident'),
                ),
            ],
        ),
        migrations.CreateModel(
            name='Changeset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(help_text='correct, status, merge, split, enter, withdraw, restore, undo …', max_length=20)),
                ('title', models.CharField(help_text='in words: “Merged #12 into #7”', max_length=200)),
                ('reason', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='claim',
            name='one_claim_per_draft',
        ),
        migrations.AddField(
            model_name='claim',
            name='home',
            field=models.ForeignKey(blank=True, db_index=False, help_text='the incident it was read for, where a merge or split moved it', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='away_claims', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='incident',
            name='split_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_off', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='participant',
            name='home',
            field=models.ForeignKey(blank=True, db_index=False, help_text='the incident it was read for, where a merge or split moved it', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='away_participants', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='reportincident',
            name='home',
            field=models.ForeignKey(blank=True, db_index=False, help_text='the incident it was read for, where a merge or split moved it', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='away_links', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='user',
            name='may_publish',
            field=models.BooleanField(default=True, help_text='may confirm and dispute, where the role corrects; off: prepares, and others publish'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='record_kind',
            field=models.CharField(choices=[('report', 'Report'), ('incident', 'Incident'), ('claim', 'Claim'), ('statement', 'Statement'), ('participant', 'Participant'), ('actor', 'Actor'), ('place', 'Place'), ('twin', 'Twin suggestion'), ('link', 'Report’s link'), ('about', 'Statement’s link')], max_length=12),
        ),
        migrations.AlterField(
            model_name='incident',
            name='actors',
            field=models.ManyToManyField(related_name='incidents', through='incidents.Participant', through_fields=('incident', 'actor'), to='incidents.actor'),
        ),
        migrations.AlterField(
            model_name='incident',
            name='reports',
            field=models.ManyToManyField(related_name='incidents', through='incidents.ReportIncident', through_fields=('incident', 'report'), to='incidents.report'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('home', None), _negated=True), fields=['home'], name='claim_away'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(condition=models.Q(('home', None), _negated=True), fields=['home'], name='participant_away'),
        ),
        migrations.AddIndex(
            model_name='reportincident',
            index=models.Index(condition=models.Q(('home', None), _negated=True), fields=['home'], name='link_away'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('home', 'incident'), models.F('report'), models.F('key'), condition=models.Q(('key', ''), _negated=True), name='one_claim_per_draft_at_home'),
        ),
        migrations.AddField(
            model_name='about',
            name='home',
            field=models.ForeignKey(blank=True, db_index=False, help_text='the incident it was read for, where a merge or split moved it', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='away_statements', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='changeset',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changesets', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changeset',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='incidents.changeset'),
        ),
        migrations.AddField(
            model_name='correction',
            name='changeset',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='incidents.changeset'),
        ),
        migrations.AddIndex(
            model_name='about',
            index=models.Index(condition=models.Q(('home', None), _negated=True), fields=['home'], name='about_away'),
        ),
        migrations.AddIndex(
            model_name='changeset',
            index=models.Index(fields=['by', '-id'], name='changesets_of_a_person'),
        ),
    ]
