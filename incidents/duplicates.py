"""Reports that tell the same words: a new take, or another outlet's copy. Kept, linked, and said so."""

from __future__ import annotations

from incidents.models import Report, ReportLink
from incidents.parsing import fingerprint

MOST_CANDIDATES = 50
CONTAINED = 0.8


def link_near_duplicates(report: Report) -> list[ReportLink]:
    """Link this report to every earlier or later one that shares most of its words; returns the links."""
    report.signature, report.bands = fingerprint.keys(report.text)
    report.save(update_fields=["signature", "bands"])
    near = Report.objects.filter(bands__overlap=report.bands).exclude(pk=report.pk).order_by("-pk")[:MOST_CANDIDATES]
    return [link for other in near if (link := _link(report, other))]


def _link(report: Report, other: Report) -> ReportLink | None:
    alike = fingerprint.similarity(report.text, other.text)
    contained = fingerprint.containment(report.text, other.text)
    if alike < fingerprint.ALIKE and contained < CONTAINED:
        return None
    earlier, later = sorted((report, other), key=lambda one: one.pk)
    is_take = bool(later.take) or (earlier.source_id is not None and earlier.source_id == later.source_id)
    kind = ReportLink.Kind.NEW_VERSION if is_take else ReportLink.Kind.NEAR_DUPLICATE
    share = f"{max(alike, contained):.0%} of the {'shorter text' if contained > alike else 'words'} the same"
    reason = (
        f"a {later.take or 'new take'} of the same source, {share}" if is_take else f"another outlet's copy, {share}"
    )
    link, _new = ReportLink.objects.update_or_create(
        earlier=earlier,
        later=later,
        defaults={"kind": kind, "similarity": round(max(alike, contained), 3), "reason": reason},
    )
    return link
