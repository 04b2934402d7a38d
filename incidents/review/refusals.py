"""How an act of a person is answered when it is not done: refused with a reason, or in conflict with another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from incidents.access import NEEDED, Act, Role, may
from incidents.models import User


class Refused(Exception):
    """The act is not allowed or its value makes no sense; `field` says where, the message what to do."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass
class Conflict(Exception):
    """Somebody else saved first: both values, side by side, for the person to choose."""

    field: str
    theirs: Any
    yours: Any
    version: int

    def __str__(self) -> str:
        return f"{self.field} was changed meanwhile to “{self.theirs}”; yours is “{self.yours}”."


def demand(by: User, act: Act) -> None:
    """Refused, with the role or right that is needed, unless the person may do it."""
    role = Role(by.role)
    if not may(role, act):
        raise Refused(f"This needs the role {NEEDED[act].label}; you are signed in as {role.label}.")
    if not may(role, act, may_publish=by.may_publish):
        raise Refused("This needs the right to publish, which an administrator gives.")


def demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason: say why, so that the next reader knows.", "reason")
