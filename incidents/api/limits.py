"""Rate limits at the API's doors: by the token and its account, or by the address of a visitor."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from incidents import rates
from incidents.models import ApiToken


class Rates(BaseThrottle):
    """The view shows where the asker stands (`RateLimit`) in every answer."""

    def allow_request(self, request: Request, view: Any) -> bool:
        standings = rates.counted(self._askers(request))
        view.rate_headers = rates.headers(standings)
        self._wait = rates.wait_of(standings)
        return not self._wait

    def wait(self) -> float:
        return self._wait

    def _askers(self, request: Request) -> dict[str, str]:
        if not request.user.is_authenticated:
            return {"address": self.get_ident(request)}
        token = {"token": str(request.auth.pk)} if isinstance(request.auth, ApiToken) else {}
        return {**token, "account": str(request.user.pk)}
