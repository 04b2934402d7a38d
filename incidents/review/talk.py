"""What people say to each other about an incident or a report: comments, whom they name, and who is to look at it."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from incidents.access import Act, Role, may
from incidents.models import Assignment, Comment, Incident, Notice, Report, User
from incidents.review.refusals import Refused, demand

Subject = Incident | Report
LONGEST = 4000
MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")


def _of(record: Subject) -> dict[str, Any]:
    return {"incident": record} if isinstance(record, Incident) else {"report": record}


@transaction.atomic
def comment(*, record: Subject, words: str, by: User) -> Comment:
    """Said about the record; everybody named as @account finds it in the inbox."""
    demand(by, Act.COMMENT)
    told = words.strip()
    if not told or len(told) > LONGEST or "\x00" in told:
        raise Refused(f"words: say something, in at most {LONGEST:,} characters.", "words")
    made = Comment.objects.create(**_of(record), by=by, words=told)
    Notice.objects.bulk_create(
        Notice(to=person, by=by, kind=Notice.Kind.MENTION, comment=made, **_of(record)) for person in named_in(told, by)
    )
    return made


def named_in(words: str, by: User) -> list[User]:
    """The accounts that the words name, each once, without the one who says them."""
    names = set(MENTION.findall(words))
    people = User.objects.filter(username__in=names, is_active=True).exclude(pk=by.pk)
    return list(people.order_by("pk"))


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User) -> Comment:
    """One's own words, or as an administrator anybody's, are shown no longer; that something was said stays."""
    demand(by, Act.COMMENT if comment.by_id == by.pk else Act.ADMINISTER)
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at = timezone.now()
        held.save(update_fields=["withdrawn_at"])
        held.notices.filter(read_at=None).update(read_at=held.withdrawn_at)
    return held


@transaction.atomic
def assign(*, record: Subject, to: User | None, by: User) -> Assignment | None:
    """This person is to look at the record, and nobody else; None takes it from whoever had it."""
    demand(by, Act.ASSIGN)
    if to is not None and not (to.is_active and may(Role(to.role), Act.COMMENT)):
        raise Refused(f"to: {to} can read and no more; choose an analyst or editor.", "to")
    type(record)._default_manager.select_for_update(no_key=True).get(pk=record.pk)
    held = Assignment.objects.filter(**_of(record), ended_at=None).first()
    if held is not None and to is not None and held.to_id == to.pk:
        return held
    Assignment.objects.filter(**_of(record), ended_at=None).update(ended_at=timezone.now())
    if to is None:
        return None
    if to.pk != by.pk:
        Notice.objects.create(to=to, by=by, kind=Notice.Kind.ASSIGNED, **_of(record))
    return Assignment.objects.create(**_of(record), to=to, by=by)


def assigned_to(record: Subject) -> Assignment | None:
    return Assignment.objects.filter(**_of(record), ended_at=None).select_related("to", "by").first()


def read_notices(*, by: User, pk: int | None = None) -> int:
    """One's own notices, or one of them, are read; how many were not."""
    mine = Notice.objects.filter(to=by, read_at=None)
    return (mine if pk is None else mine.filter(pk=pk)).update(read_at=timezone.now())
