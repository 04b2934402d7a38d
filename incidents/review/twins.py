"""Whether two incidents are the same, related or different: a person's verdict, not asked again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from incidents.access import Act
from incidents.models import Changeset, Incident, TwinSuggestion, User
from incidents.review import log
from incidents.review.changesets import act
from incidents.review.refusals import Refused, demand


def judge(
    *, first: Incident, second: Incident, verdict: str, by: User, reason: str = "", changeset: Changeset | None = None
) -> TwinSuggestion:
    """The verdict on two incidents, whether the machine had suggested them or not."""
    if first.pk == second.pk:
        raise Refused("An incident is not its own twin; choose another one.", "verdict")
    demand(by, Act.CORRECT)
    low, high = sorted((first, second), key=lambda one: one.pk)
    with transaction.atomic():
        twin, _new = TwinSuggestion.objects.get_or_create(first=low, second=high, defaults={"score": 0.0})
        return judge_twin(twin=twin, verdict=verdict, by=by, reason=reason, changeset=changeset)


@transaction.atomic
def judge_twin(
    *, twin: TwinSuggestion, verdict: str, by: User, reason: str = "", changeset: Changeset | None = None
) -> TwinSuggestion:
    """same, related or different: kept, and not asked again. The records stay two."""
    demand(by, Act.CORRECT)
    if verdict not in TwinSuggestion.Verdict.values or not verdict:
        raise Refused("verdict: give same, related or different.", "verdict")
    held: TwinSuggestion = log.locked(twin)
    if held.verdict == verdict:
        return held
    before = held.verdict
    held.verdict, held.judged_by, held.judged_at = verdict, by, timezone.now()
    title = f"Judged #{held.first_id} and #{held.second_id} {verdict}"
    with act(by=by, kind="judge", title=title, reason=reason, within=changeset) as one_act:
        log.save(held, "verdict")
        log.keep(held, "verdict", before, verdict, by=by, reason=reason, changeset=one_act)
    return held
