"""People and their tokens, with the role that says what each may do."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils import timezone

from incidents.access import Role


class Users(DjangoUserManager["User"]):
    """Creates superusers as admins, so that the first account can do everything."""

    def create_superuser(self, username, email=None, password=None, **extra):  # type: ignore[no-untyped-def]
        return super().create_superuser(username, email, password, **{"role": Role.ADMIN.value, **extra})


class User(AbstractUser):
    role = models.CharField(max_length=10, choices=[(r.value, r.label) for r in Role], default=Role.READER.value)
    may_publish = models.BooleanField(
        default=True, help_text="may confirm and dispute, where the role corrects; off: prepares, and others publish"
    )

    objects = Users()

    @property
    def rank(self) -> Role:
        return Role(self.role)


def digest_of(key: str) -> str:
    """The stored form of a token; the key itself is shown once and never kept."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    """A key to the API that acts for one user; only its hash is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.CharField(max_length=60, default="read", help_text="read, submit, edit: separated by blanks")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.label} of {self.user}"

    @classmethod
    def issue(
        cls, *, user: User, label: str, scopes: str = "read", expires_at: datetime | None = None
    ) -> tuple[Self, str]:
        """A new token and its key, which is not to be had again."""
        key = "bw_" + secrets.token_urlsafe(32)
        token = cls.objects.create(user=user, label=label, digest=digest_of(key), scopes=scopes, expires_at=expires_at)
        return token, key

    @classmethod
    def reading(cls, key: str) -> User | None:
        """The user whose live token this is, if it may read; its use is noted."""
        token = cls.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.is_live or not token.user.is_active or "read" not in token.scopes.split():
            return None
        cls.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
        return token.user

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())
