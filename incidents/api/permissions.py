"""What one may do here: the table of acts, narrowed by the scopes of a token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from incidents.access import NEEDED, SCOPE_OF, Act, Role, may
from incidents.models import ApiToken

ACT_OF_METHOD = {"POST": Act.SUBMIT, "PATCH": Act.CORRECT}


class MayAct(BasePermission):
    """Reading needs SEE, POST needs SUBMIT, PATCH needs CORRECT, or what the view's `acts` say; a token must carry the scope as well."""

    def has_permission(self, request: Request, view: Any) -> bool:
        act = act_of(request.method or "", view)
        role = Role(request.user.role) if request.user.is_authenticated else None
        if not may(role, act, public_reading=settings.PUBLIC_READING):
            if role:
                self.message = f"This needs the role {NEEDED[act].label}; yours is {role.label}."
            return False
        scope = SCOPE_OF.get(act)
        if isinstance(request.auth, ApiToken) and not request.auth.allows(scope):
            wanted = f'This token lacks the scope "{scope}"' if scope else "No token does this"
            self.message = f"{wanted}; it has: {request.auth.scopes}."
            return False
        return True


def act_of(method: str, view: Any) -> Act:
    """What asking this view by this method does."""
    if method in SAFE_METHODS:
        return Act.SEE
    acts: dict[str, Act] = {**ACT_OF_METHOD, **getattr(view, "acts", {})}
    return acts.get(method, Act.ADMINISTER)
