"""Named questions that pages, API and export ask of the records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime

    from incidents.models.incident import Incident
    from incidents.models.user import User

HIDDEN = ("rejected", "withdrawn")


class Incidents(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The one door to incidents: nothing for a visitor unless public reading is on."""
        return self if user.is_authenticated or settings.PUBLIC_READING else self.none()

    def current(self) -> Self:
        """What the records say now: nothing merged away, rejected or withdrawn."""
        return self.filter(merged_into=None).exclude(status__in=HIDDEN)

    def for_map(self) -> Self:
        """What the map shows by default: things done or ordered, not supposed or denied."""
        return self.current().filter(modality__in=("actual", "ordered"))

    def between(self, first: date | None, last: date | None, *, certain_only: bool = False) -> Self:
        """Incidents whose range of possible days overlaps the period; certain_only: lies inside it."""
        kept = self
        if first:
            kept = kept.filter(Q(date_start__gte=first) if certain_only else Q(date_end__gte=first))
        if last:
            kept = kept.filter(Q(date_end__lte=last) if certain_only else Q(date_start__lte=last))
        return kept

    def awaiting_review(self) -> Self:
        return self.current().filter(status__in=("machine", "in_review")).order_by("confidence", "-date_start")


class Housed(models.QuerySet):  # type: ignore[type-arg]
    """Rows of an incident that merges and splits move: what it claims, who took part, which reports and statements tell of it."""

    def standing_in(self, incident: Incident) -> Self:
        """Those that are the incident's own, wherever a merge shows them."""
        return self.filter(Q(home=incident) | Q(home=None, incident=incident))

    def read_of(self, incident: Incident) -> Self:
        """Those that the machine reads for this incident, wherever a person put them."""
        return self.filter(
            Q(read_for=incident) | Q(read_for=None, home=incident) | Q(read_for=None, home=None, incident=incident)
        )


PATIENCE = timedelta(minutes=5)  # what is due and waits longer is stuck


class Reports(models.QuerySet):  # type: ignore[type-arg]
    def stuck(self, now: datetime | None = None) -> Self:
        """Those that no worker takes though they are due, or whose worker is gone."""
        at = now or timezone.now()
        due = Q(job__next_try_at=None) | Q(job__next_try_at__lt=at - PATIENCE)
        waits = Q(job__state="queued", job__queued_at__lt=at - PATIENCE) & due
        return self.filter(waits | Q(job__state="running", job__leased_until__lt=at))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if user.is_authenticated or settings.PUBLIC_READING else self.none()


class Statements(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if user.is_authenticated or settings.PUBLIC_READING else self.none()

    def current(self) -> Self:
        return self.filter(withdrawn_at=None)


class Jobs(models.QuerySet):  # type: ignore[type-arg]
    def due(self, now: datetime | None = None) -> Self:
        """Jobs that a worker may take: waiting and due, or running under a lease that has ended."""
        at = now or timezone.now()
        waiting = Q(state="queued") & (Q(next_try_at=None) | Q(next_try_at__lte=at))
        return self.filter(waiting | Q(state="running", leased_until__lt=at))


class SavedViews(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and the shared ones; a visitor sees the shared ones where public reading is on."""
        if user.is_authenticated:
            return self.filter(Q(shared=True) | Q(owner=user))
        return self.filter(shared=True) if settings.PUBLIC_READING else self.none()
