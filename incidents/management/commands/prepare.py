"""Bring the database to the present version: migrations, and the world's borders and places."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Apply migrations and load borders, crossing points and places; quick when nothing changed."

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_world", verbosity=options["verbosity"])
