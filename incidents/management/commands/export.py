"""A list as a file, from the command line: the words and formats of the pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from incidents.access import Role
from incidents.exports import formats, formats_of, in_chunks
from incidents.exports.table import Table
from incidents.models import User
from incidents.past.asking import Unanswerable
from incidents.views.lists import LISTS, Listed


class Command(BaseCommand):
    help = "Write a list as a file: ./bw manage export --format gpkg --filter 'border=AF-TJ&from=2021-07-01' FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to; - for the terminal")
        parser.add_argument("--list", default="incidents", choices=sorted(LISTS))
        parser.add_argument("--format", help="csv, gpkg, …; the file's own ending if not given")
        parser.add_argument("--filter", default="", help="the words of a page's address")
        parser.add_argument("--address", default="http://localhost:8000", help="of the site, for the links in the file")

    def handle(self, *_args: Any, **options: Any) -> None:
        listed, query = LISTS[options["list"]], QueryDict(options["filter"].lstrip("?"))
        parts = _parts(listed, query, options["format"] or _ending(options["file"]), options["address"])
        if options["file"] == "-":
            for part in parts:
                sys.stdout.buffer.write(part)
            return
        with Path(options["file"]).open("wb") as file:
            for part in parts:
                file.write(part)


def _ending(name: str) -> str:
    """The longest ending that a format has: incidents.acled.csv is no plain CSV."""
    fitting = [suffix for suffix in formats() if name.endswith(f".{suffix}")]
    return max(fitting, key=len, default=Path(name).suffix.lstrip("."))


def _parts(listed: Listed, query: QueryDict, suffix: str, address: str) -> Iterator[bytes]:
    form = formats_of(listed.columns).get(suffix)
    if form is None:
        raise CommandError(f"{suffix!r} is no format of this list; there are: {', '.join(formats_of(listed.columns))}")
    chosen = listed.choose(User(role=Role.ADMIN.value), query)
    if chosen.errors:
        raise CommandError("; ".join(chosen.errors))
    try:
        at = listed.moment(query)
    except Unanswerable as problem:
        raise CommandError(str(problem)) from problem
    rows = listed.orders[listed.order(query.get("sort", ""))].ordered(chosen.rows)
    if form.MOST is not None:
        rows = rows.order_by(f"-{listed.latest}", "-pk")[: form.MOST]
    page = urljoin(address, reverse(listed.page)) + (f"?{query.urlencode()}" if query else "")
    table = Table(f"Borderwatch: {listed.noun}s", page, page, listed.columns, at or timezone.now(), listed.noun)
    return in_chunks(form.written(table, listed.rows_of(rows, at, lambda path: urljoin(address, path))))
