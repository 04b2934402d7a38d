"""What was said of the incidents of a brief, fetched and turned into plain values with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch
from django.urls import reverse

from incidents.brief.facts import Said, Told
from incidents.brief.grounds import LONGEST_PRONOUN, By, grounded, standing, told_reports
from incidents.models import Evidence, Incident, Statement


def statements_about(ids: Collection[int], most: int) -> tuple[list[Said], dict[int, Told]]:
    """What was said about these incidents, the earliest published first, and the reports that it is read from."""
    rows = (
        Statement.objects.current().filter(about__in=ids).select_related("speaker", "report__source").defer("report__text")
        .prefetch_related(Prefetch("about", Incident.objects.filter(pk__in=ids).only("pk")))
        .order_by("report__published_on", "report_id", "position").distinct()[:most]
    )  # fmt: skip
    held = list(rows)
    evidence = list(
        Evidence.objects.filter(
            statement__in=[one.pk for one in held], field__in=("itself", "content", "speaker")
        ).order_by("report_id", "start")
    )
    grounds = grounded(evidence, standing({"statement": [one.pk for one in held]}))
    return [_said(one, grounds) for one in held], told_reports(one.report_id for one in evidence)


def _said(one: Statement, grounds: By) -> Said:
    by = grounds.get(("statement", one.pk), {})
    rests = by.get("content") or by.get("itself") or ()
    return Said(
        one.speaker.name if one.speaker else "speaker not named", one.affiliation, one.speaker.country if one.speaker else "",
        one.cue, one.kind, one.content, one.medium, str(one.report.source or ""), tuple(about.pk for about in one.about.all()),
        f"{reverse('report', args=[one.report_id])}#statement{one.pk}", (*rests, *(one for one in by.get("speaker", ())[:1] if len(one.words) > LONGEST_PRONOUN)),
    )  # fmt: skip


def each_once(said: Iterable[Said]) -> Iterator[Said]:
    """The same words of the same speaker, carried by several reports, as one statement that rests on all."""
    held: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        held[one.speaker, " ".join(one.content.split()).casefold()].append(one)
    for same in held.values():
        first = same[0]
        about = tuple(dict.fromkeys(pk for one in same for pk in one.about))
        rests = tuple(ground for one in same for ground in one.rests)
        yield Said(
            first.speaker, first.affiliation, first.country, first.cue, first.kind, first.content, first.medium,
            first.agency, about, first.path, rests,
        )  # fmt: skip
