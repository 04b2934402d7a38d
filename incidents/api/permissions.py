"""What one may do here: the table of acts, narrowed by the scopes of a token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from incidents.access import NEEDED, Act, Role, may
from incidents.models import ApiToken

ACT_OF_METHOD = {"POST": Act.SUBMIT, "PATCH": Act.CORRECT}
SCOPE_OF_ACT = {Act.SEE: "read", Act.SUBMIT: "submit", Act.CORRECT: "edit"}


class MayAct(BasePermission):
    """Reading needs SEE, POST needs SUBMIT, PATCH needs CORRECT; a token must carry the scope as well."""

    def has_permission(self, request: Request, view: Any) -> bool:
        act = Act.SEE if request.method in SAFE_METHODS else ACT_OF_METHOD.get(request.method or "", Act.ADMINISTER)
        role = Role(request.user.role) if request.user.is_authenticated else None
        if not may(role, act, public_reading=settings.PUBLIC_READING):
            if role:
                self.message = f"This needs the role {NEEDED[act].label}; yours is {role.label}."
            return False
        scope = SCOPE_OF_ACT.get(act, "admin")
        if isinstance(request.auth, ApiToken) and scope not in request.auth.scopes.split():
            self.message = f'This token lacks the scope "{scope}"; it has: {request.auth.scopes}.'
            return False
        return True
