"""One act of a person: all that it changes is written together, read as one, and can be taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q

from incidents.models import Changeset, User

FEW = 20  # acts undone, redone and undone again: more of them in a row nobody makes


@contextmanager
def act(
    *, by: User, kind: str = "", title: str = "", reason: str = "", within: Changeset | None = None,
    undoes: Changeset | None = None,
) -> Iterator[Changeset]:  # fmt: skip
    """Everything written inside is one changeset, whole or not at all; `within` joins one that is open.

    An act that changed nothing leaves none, and then has no number. One opened without a title is called what the first act inside is.
    """
    if within is not None:
        _name(within, kind, title, reason)
        yield within
        return
    with transaction.atomic():
        made = Changeset.objects.create(by=by, kind=kind, title=title[:200], reason=reason[:500], undoes=undoes)
        yield made
        if not made.corrections.exists():
            made.delete()


def _name(opened: Changeset, kind: str, title: str, reason: str) -> None:
    if not opened.title:
        opened.kind, opened.title, opened.reason = kind, title[:200], reason[:500]
        opened.save(update_fields=["kind", "title", "reason"])


def held_tip(changeset: Changeset) -> tuple[Changeset, bool]:
    """The same as `tip`; until the end of the transaction nobody else takes back any act of this row of undoings and redoings."""
    first = changeset
    while first.undoes:
        first = first.undoes
    Changeset.objects.select_for_update(no_key=True).get(pk=first.pk)
    return tip(changeset)


def tip(changeset: Changeset) -> tuple[Changeset, bool]:
    """The last of the undoings and redoings of an act, and whether after all of them the act stands."""
    stands = True
    while following := Changeset.objects.filter(undoes=changeset).first():
        changeset, stands = following, not stands
    return changeset, stands


def last_act(by: User) -> Changeset | None:
    """What "undo" means now: the person's newest act that stands."""
    mine = Changeset.objects.filter(by=by, undoes=None).order_by("-id")
    may_stand = mine.filter(Q(undone_by=None) | Q(undone_by__undone_by__isnull=False))
    return next((one for one in may_stand[:FEW] if tip(one)[1]), None)
