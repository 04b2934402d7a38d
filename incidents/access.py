"""Who may do what: one table of roles and acts, asked by every door."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """From least to most; each may do all that the ones before it may."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    def reaches(self, needed: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(needed)


class Act(StrEnum):
    SEE = "see"
    SAVE_VIEW = "save_view"
    FREEZE = "freeze"
    SUBMIT = "submit"
    RETRY = "retry"
    COMMENT = "comment"
    CORRECT = "correct"
    ASSIGN = "assign"
    BULK = "bulk"
    CONFIRM = "confirm"
    WEBHOOK = "webhook"
    ADMINISTER = "administer"


NEEDED: dict[Act, Role] = {
    Act.SEE: Role.READER,
    Act.SAVE_VIEW: Role.READER,
    Act.FREEZE: Role.ANALYST,
    Act.SUBMIT: Role.ANALYST,
    Act.RETRY: Role.ANALYST,
    Act.COMMENT: Role.ANALYST,
    Act.CORRECT: Role.EDITOR,
    Act.ASSIGN: Role.EDITOR,
    Act.BULK: Role.EDITOR,
    Act.CONFIRM: Role.EDITOR,
    Act.WEBHOOK: Role.EDITOR,
    Act.ADMINISTER: Role.ADMIN,
}


def may(role: Role | None, act: Act, *, public_reading: bool = False, may_publish: bool = True) -> bool:
    """True when the role is allowed the act; None is a visitor who has not signed in.

    Confirming also needs the person's right to publish.
    """
    if role is None:
        return public_reading and act is Act.SEE
    return role.reaches(NEEDED[act]) and (may_publish or act is not Act.CONFIRM)
