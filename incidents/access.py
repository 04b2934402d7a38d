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


class Scope(StrEnum):
    """What a token is trusted with. It never does more than its account's role, and never administers."""

    READ = "read"
    SUBMIT = "submit"
    EDIT = "edit"
    BULK = "bulk"

    @property
    def words(self) -> str:
        return SCOPE_WORDS[self]


SCOPE_WORDS = {
    Scope.READ: "see records, lists, files and changes",
    Scope.SUBMIT: "submit reports",
    Scope.EDIT: "correct, confirm, withdraw, merge, split and undo",
    Scope.BULK: "change many incidents in one act",
}
SCOPE_OF: dict[Act, Scope] = {
    Act.SEE: Scope.READ,
    Act.SUBMIT: Scope.SUBMIT,
    Act.RETRY: Scope.SUBMIT,
    Act.CORRECT: Scope.EDIT,
    Act.CONFIRM: Scope.EDIT,
    Act.BULK: Scope.BULK,
}


def scopes_of(role: Role) -> tuple[Scope, ...]:
    """Those that let a token of an account in this role do anything."""
    return tuple(scope for scope in Scope if any(may(role, act) for act, held in SCOPE_OF.items() if held is scope))
