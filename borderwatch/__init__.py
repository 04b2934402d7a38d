"""Wiring of the site; no word of the domain lives here."""

from borderwatch.celery import app as celery_app

__all__ = ["celery_app"]
