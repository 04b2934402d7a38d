"""Which tags incidents have, as the history keeps them: the names in order."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from incidents.access import Act
from incidents.models import Changeset, Correction, Incident, Tag, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.refusals import demand
from incidents.review.rules import refuse_merged


@transaction.atomic
def tag(
    *, incident: Incident, names: Collection[str], by: User, reason: str = "", changeset: Changeset | None = None
) -> Correction | None:
    """The incident has exactly these tags; None where it had them already."""
    demand(by, Act.CORRECT)
    held = log.locked(incident)
    refuse_merged(held)
    before = names_of([held.pk])[held.pk]
    if set(names) == set(before):
        return None
    title = f"Tagged incident #{held.pk}"
    with act(by=by, kind="tag", title=title, reason=reason, within=changeset) as one_act:
        set_tags([held.pk], names)
        log.save(held, "tags")
        after = names_of([held.pk])[held.pk]
        return log.keep(held, "tags", before, after, by=by, reason=reason, changeset=one_act)


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
