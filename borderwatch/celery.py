"""Celery: wakes workers over Redis. The database owns every job, so a lost message costs seconds, never a report."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borderwatch.settings")

app = Celery("borderwatch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["incidents"])
app.autodiscover_tasks(["incidents"], related_name="previews")
app.autodiscover_tasks(["incidents"], related_name="trial")
app.autodiscover_tasks(["incidents.webhooks"], related_name="delivering")
