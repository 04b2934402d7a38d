"""How reports come in, by any door: the bytes are kept as they came, once, with the job that will read them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from django.conf import settings
from django.db import IntegrityError, transaction

from incidents.models import Correction, Job, Original, Report, User
from incidents.named import source_named
from incidents.parsing import archive, readers
from incidents.parsing.document import Unreadable
from incidents.tasks import wake


@dataclass(frozen=True, slots=True)
class Said:
    """What the analyst says about a report; it wins over what the text says."""

    source: str = ""
    published: dt.date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one text: its report, or why it was refused."""

    name: str
    outcome: Literal["accepted", "already_here", "refused"]
    message: str
    report: Report | None = None


def submit(*, content: bytes, filename: str = "", by: User | None, said: Said | None = None) -> Receipt:
    """Keep one file as a report and wake a worker after commit; the same bytes twice are one report."""
    name = clean_name(filename)
    if problem := _refusal(content):
        return Receipt(name, "refused", problem)
    try:
        reader = readers.reader_for(content, name)
    except Unreadable as unreadable:
        return Receipt(name, "refused", str(unreadable))
    digest = hashlib.sha256(content).hexdigest()
    if held := _held(digest):
        return _already(name, held)
    try:
        with transaction.atomic():
            report = _keep(content, digest, name, reader.LABEL, by, said or Said())
    except IntegrityError:
        held = _held(digest)
        if held is None:
            raise
        return _already(name, held)
    return Receipt(name, "accepted", f"Report #{report.pk} is kept and waits to be read.", report)


def paste(*, text: str, by: User | None, said: Said | None = None) -> Receipt:
    """A pasted text, kept as UTF-8."""
    return submit(content=as_pasted(text).encode(), filename="pasted.txt", by=by, said=said)


def as_pasted(text: str) -> str:
    """A text of a form as it is kept: with line feeds alone, without empty lines around it."""
    return text.replace("\r\n", "\n").strip("\n")


def pasted_before(text: str) -> Report | None:
    """The report that these very characters are already."""
    return _held(hashlib.sha256(text.encode()).hexdigest())


def submit_files(*, files: Iterable[tuple[str, bytes]], by: User | None, said: Said | None = None) -> list[Receipt]:
    """A receipt for every file, and for every member of a zip; one that is refused refuses no other."""
    receipts: list[Receipt] = []
    for name, content in files:
        if archive.is_zip(content):
            receipts += _unpack(name, content, by, said)
        else:
            receipts.append(submit(content=content, filename=name, by=by, said=said))
    return receipts


def _unpack(name: str, content: bytes, by: User | None, said: Said | None) -> list[Receipt]:
    if problem := _refusal(content):
        return [Receipt(clean_name(name), "refused", problem)]
    receipts: list[Receipt] = []
    try:
        for member in archive.members(content, most_each=settings.MAX_UPLOAD_BYTES):
            if member.problem:
                receipts.append(
                    Receipt(clean_name(member.name), "refused", f"{clean_name(member.name)} {member.problem}.")
                )
            else:
                receipts.append(submit(content=member.content, filename=member.name, by=by, said=said))
    except Unreadable as problem_inside:
        receipts.append(Receipt(clean_name(name), "refused", str(problem_inside)))
    return receipts or [Receipt(clean_name(name), "refused", "The zip file is empty. Pack at least one report.")]


def too_large(size: int) -> str:
    """Why a file of that size is refused, empty when it is not."""
    most = settings.MAX_UPLOAD_BYTES
    if size <= most:
        return ""
    return f"The file has {size / 1e6:.0f} MB; {most / 1e6:.0f} MB is the most. Send the report's text alone, or split the file."


def _refusal(content: bytes) -> str:
    if not content.strip():
        return readers.EMPTY
    return too_large(len(content))


def clean_name(filename: str) -> str:
    """The last part of a name as it came, without control characters; shown to people, never used as a path."""
    name = PurePath(filename.replace("\\", "/")).name
    return "".join(char for char in name if char.isprintable())[:255]


def _held(digest: str) -> Report | None:
    return Report.objects.filter(original__sha256=digest).first()


def _already(name: str, report: Report) -> Receipt:
    when = f"{report.received_at:%-d %b %Y, %H:%M} UTC"
    return Receipt(
        name, "already_here", f"Already here as report #{report.pk}, received {when}: the same bytes.", report
    )


def _keep(content: bytes, digest: str, name: str, media_type: str, by: User | None, said: Said) -> Report:
    original = Original.objects.create(
        sha256=digest, filename=name, media_type=media_type, size=len(content), content=content
    )
    report = Report(original=original, submitted_by=by)
    set_by_person: dict[str, str] = {}
    if said.source.strip():
        report.source = source_named(said.source)
        set_by_person["source"] = report.source.name
    if said.published:
        report.published_on = said.published
        set_by_person["published_on"] = said.published.isoformat()
    if said.language.strip():
        report.language = said.language.strip().lower()[:8]
        set_by_person["language"] = report.language
    report.save()
    Job.objects.create(report=report)
    if by is not None:
        Correction.objects.bulk_create(
            Correction(
                record_kind="report",
                record_id=report.pk,
                field=f,
                before=None,
                after=v,
                by=by,
                reason="set at submission",
            )
            for f, v in set_by_person.items()
        )
    transaction.on_commit(lambda: wake(report.pk))
    return report
