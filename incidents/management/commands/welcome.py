"""The first start: sample reports, an administrator, and the words that a person needs to begin."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from incidents.models import User


class Command(BaseCommand):
    help = "On the first start load the samples and create an administrator, whose password is printed this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """The account comes last: a start that was cut off before it is still the first one."""
        if User.objects.exists():
            self.stdout.write(
                f"\n  Borderwatch   {options['address']}/\n  Sign in with the account of the first start.\n"
            )
            return
        self.stdout.write("reading the sample reports …")
        call_command("demo", wait=120.0)
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser("admin", password=password)
        self.stdout.write(
            f"\n  Borderwatch   {options['address']}/\n  user name     admin\n"
            f"  password      {password}   (shown this once)\n"
        )
