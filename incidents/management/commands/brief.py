"""A situation brief as a file, from the command line: made now, or as it was frozen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone

from incidents.brief.forms import FORMS, written_as
from incidents.brief.freezing import AT, file_of
from incidents.brief.writing import written
from incidents.models import FrozenBrief


class Command(BaseCommand):
    help = "Write a brief as a file: ./bw manage brief --filter 'border=AF-TJ&from=2021-07-01&to=2021-07-31' brief.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to; - for the terminal")
        parser.add_argument("--filter", default="", help="the words of a page's address")
        parser.add_argument("--format", choices=sorted(FORMS), help="the file's own ending if not given")
        parser.add_argument(
            "--frozen", default="", metavar="ID", help="the frozen brief of this short id, byte for byte"
        )
        parser.add_argument("--address", default="http://localhost:8000", help="of the site, for the links in the file")

    def handle(self, *_args: Any, **options: Any) -> None:
        suffix = options["format"] or Path(options["file"]).suffix.lstrip(".")
        if suffix not in FORMS:
            raise CommandError(f"{suffix!r} is no form of a brief; there are: {', '.join(FORMS)}")
        told = (
            _frozen(options["frozen"], suffix)
            if options["frozen"]
            else _made(options["filter"], suffix, options["address"])
        )
        if options["file"] == "-":
            sys.stdout.buffer.write(told)
        else:
            Path(options["file"]).write_bytes(told)


def _frozen(slug: str, suffix: str) -> bytes:
    one = FrozenBrief.objects.filter(slug=slug).first()
    if one is None:
        raise CommandError(f"no brief is frozen under {slug!r}")
    return file_of(one, suffix)


def _made(words: str, suffix: str, address: str) -> bytes:
    try:
        one = written(QueryDict(words.lstrip("?")))
    except ValidationError as wrong:
        raise CommandError("; ".join(wrong.messages)) from wrong
    site = address.rstrip("/")
    return written_as(suffix, one, site=site, address=site + one.path, made=timezone.now().strftime(AT))
