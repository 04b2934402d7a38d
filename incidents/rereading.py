"""Reading reports again by the will of a person: seen in a preview first, applied by the workers, a person's corrections kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from incidents import previews, review, tasks
from incidents.models import Changeset, JobState, Place, Preview, PreviewRun, Report, User
from incidents.parsing import PARSER_VERSION
from incidents.review.log import MODELS
from incidents.wanted import entry


@dataclass(frozen=True, slots=True)
class Choice:
    """Where an editor takes the machine's new value instead of the corrected one."""

    kind: str
    pk: int
    field: str
    value: str

    @property
    def record(self) -> tuple[int, int]:
        """Which record it is of, by the order in which records are locked."""
        return list(MODELS).index(self.kind), self.pk


@dataclass(frozen=True, slots=True)
class Numbers:
    """How far a run is, and what applying it would do."""

    asked: int
    ready: int
    failed: int
    altering: int  # reports that applying would change
    adds: int
    changes: int
    keeps: int
    withdraws: int
    disputes: int

    @property
    def left(self) -> int:
        return self.asked - self.ready - self.failed


def older() -> QuerySet[Report]:
    """Reports read by another parser than the present one, and not waiting to be read."""
    return Report.objects.filter(job__state=JobState.DONE).exclude(text="").exclude(parser_version=PARSER_VERSION)


def start_run(*, by: User | None, most: int | None = None) -> PreviewRun:
    """Previews of all older reports, or of the `most` that came in last."""
    rows = older().order_by("-received_at", "-id")
    chosen = Report.objects.filter(pk__in=rows[:most].values("pk")) if most else older()
    with transaction.atomic():
        run = PreviewRun.objects.create(asked_by=by, parser_version=PARSER_VERSION)
        previews.ask(chosen, by=by, run=run)
    return run


def stop_run(run: PreviewRun) -> None:
    PreviewRun.objects.filter(pk=run.pk, stopped_at=None).update(stopped_at=timezone.now())


def numbers_of(run: PreviewRun) -> Numbers:
    ready = Q(state=Preview.State.READY)
    alters = Q(adds__gt=0) | Q(changes__gt=0) | Q(withdraws__gt=0)
    found = run.previews.aggregate(
        asked=Count("pk"), ready=Count("pk", filter=ready), failed=Count("pk", filter=Q(state=Preview.State.FAILED)),
        altering=Count("pk", filter=ready & alters),
        **{f"sum_{name}": Sum(name) for name in ("adds", "changes", "keeps", "withdraws", "disputes")},
    )  # fmt: skip
    return Numbers(**{name.removeprefix("sum_"): value or 0 for name, value in found.items()})


@transaction.atomic
def apply_run(run: PreviewRun, *, by: User) -> int:
    """Have all reports of the run that were seen in a preview read again; returns how many."""
    held = PreviewRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.applied_at:
        return 0
    held.applied_at, held.applied_by = timezone.now(), by
    held.stopped_at = held.stopped_at or held.applied_at
    held.save()
    return tasks.requeue(Report.objects.filter(preview__in=run.previews.filter(state=Preview.State.READY)))


@transaction.atomic
def apply(report: Report, *, by: User, chosen: Sequence[str] = ()) -> int:
    """Have the report read again; `chosen` are the disputed fields that follow the machine, "incident:12:modality".

    Returns how many fields were handed to the machine's value, each a correction of this person.
    """
    preview = Preview.objects.select_for_update(of=("self",)).filter(report=report).first()
    wanted = [one for one in choices(preview) if f"{one.kind}:{one.pk}:{one.field}" in chosen]
    taken = _take(wanted, by, preview) if preview and wanted else 0
    if preview:
        preview.delete()
    tasks.requeue(Report.objects.filter(pk=report.pk))
    return taken


def choices(preview: Preview | None) -> Iterator[Choice]:
    """All fields of a preview that machine and person read differently."""
    for record in preview.records if preview else ():
        for one in (record, *record["parts"]):
            for dispute in one["disputes"]:
                yield Choice(one["kind"], one["pk"], dispute["field"], dispute["now"])


def _take(wanted: Sequence[Choice], by: User, preview: Preview) -> int:
    """The machine's values, as one act of this person; those of one record together, for they may hold only together."""
    title = f"Followed the machine in report #{preview.report_id}"
    reason = f"as parser {preview.parser_version} reads it"
    ordered = sorted(wanted, key=lambda one: one.record)
    with review.act(by=by, kind="reread", title=title, reason=reason) as one_act:
        made = [_follow(list(some), by, reason, one_act) for _record, some in groupby(ordered, lambda one: one.record)]
    return sum(made)


def _follow(some: Sequence[Choice], by: User, reason: str, one_act: Changeset) -> int:
    record = MODELS[some[0].kind]._default_manager.get(pk=some[0].pk)
    values = {one.field: _place_number(one.value) if one.field == "place" else one.value for one in some}
    return len(review.correct_all(record=record, values=values, by=by, reason=reason, changeset=one_act))


def _place_number(called: str) -> str:
    """The row of a gazetteer's entry, as a person's form names it."""
    number = called.removeprefix("GeoNames ")
    if number.isdigit():
        found = Place.objects.filter(geonames_id=int(number)).first()
    else:
        rows = Place.objects.filter(geonames_id=None, name=called.rpartition(" (")[0])
        found = next((p for p in rows if entry(None, p.name, p.kind, p.country) == called), None)
    return str(found.pk) if found else ""
