"""Who may sign in by page: people. A program's account has tokens and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend


class People(ModelBackend):
    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user) and not user.is_service)
