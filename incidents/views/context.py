"""What every page's frame needs to know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from incidents.access import Act, may
from incidents.models import Job, JobState, Notice
from incidents.views.doors import role_of


def frame(request: HttpRequest) -> dict[str, object]:
    role = role_of(request)
    publishes = bool(role and request.user.may_publish)
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in ("light", "dark") else "auto",
        "live_url": settings.LIVE_URL,
        "can": {
            act.value: may(role, act, public_reading=settings.PUBLIC_READING, may_publish=publishes) for act in Act
        },
        "unread": Notice.objects.filter(to=request.user, read_at=None).count() if role else 0,
        "quarantined": Job.objects.filter(state=JobState.QUARANTINED).count() if role else 0,
    }
