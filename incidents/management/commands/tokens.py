"""Tokens from the command line: list them, make one, revoke one, make a program's account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incidents.access import Role
from incidents.models import ApiToken, User


class Command(BaseCommand):
    help = "List the live tokens; --issue LABEL --for USER, --revoke NUMBER, or --service NAME --role ROLE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--issue", metavar="LABEL", help="make a token of this name; its key is printed this once")
        parser.add_argument("--for", dest="owner", metavar="USER", help="the account that it acts for")
        parser.add_argument("--scopes", default="read", help="read, submit, edit, bulk: separated by blanks")
        parser.add_argument("--days", type=int, default=365, help="until it ends; 0: never")
        parser.add_argument("--revoke", type=int, metavar="NUMBER")
        parser.add_argument("--service", metavar="NAME", help="make a program's account, which has no password")
        parser.add_argument("--role", default=Role.READER.value, choices=[role.value for role in Role])

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["service"]:
            self._service(options["service"], options["role"])
        elif options["issue"]:
            self._issue(options)
        elif options["revoke"] is not None:
            self._revoke(options["revoke"])
        else:
            self._list()

    def _service(self, name: str, role: str) -> None:
        if User.objects.filter(username__iexact=name).exists():
            raise CommandError(f"there is an account {name} already")
        User.objects.create(username=name, role=role, is_service=True)
        self.stdout.write(f"{name} is there")

    def _issue(self, options: dict[str, Any]) -> None:
        owner = User.objects.filter(username=options["owner"] or "").first()
        if owner is None:
            raise CommandError("--for: name the account that the token acts for")
        until = timezone.now() + timedelta(days=options["days"]) if options["days"] else None
        try:
            _token, key = ApiToken.issue(user=owner, label=options["issue"], scopes=options["scopes"], expires_at=until)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(key)

    def _revoke(self, number: int) -> None:
        token = ApiToken.objects.filter(pk=number, revoked_at=None).first()
        if token is None:
            raise CommandError(f"there is no live token {number}")
        token.revoke()
        self.stdout.write(f"{token} is revoked")

    def _list(self) -> None:
        for one in ApiToken.objects.filter(revoked_at=None).select_related("user").order_by("pk"):
            ends, used = (f"{at:%Y-%m-%d}" if at else "never" for at in (one.expires_at, one.last_used_at))
            self.stdout.write(f"{one.pk}\t{one.user}\t{one.label}\t{one.scopes}\tends {ends}\tused {used}")
