"""Which tags incidents have, as the history keeps them: the names in order."""

from __future__ import annotations

from collections.abc import Collection

from incidents.models import Incident, Tag


def names_of(ids: Collection[int]) -> dict[int, list[str]]:
    """The tags' names of each of these incidents."""
    found: dict[int, list[str]] = {pk: [] for pk in ids}
    through = Incident.tags.through
    rows = through.objects.filter(incident__in=ids).order_by("tag__name").values_list("incident_id", "tag__name")
    for pk, name in rows:
        found[pk].append(name)
    return found


def set_tags(ids: Collection[int], names: Collection[str]) -> None:
    """These incidents have exactly these tags."""
    through = Incident.tags.through
    tags = [Tag.named(name) for name in names]
    through.objects.filter(incident__in=ids).exclude(tag__in=tags).delete()
    rows = [through(incident_id=pk, tag=tag) for pk in ids for tag in tags]
    through.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
