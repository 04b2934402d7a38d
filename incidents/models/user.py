"""People and their tokens, with the role that says what each may do."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils import timezone

from incidents.access import Role, Scope, scopes_of

KEY_PREFIX = "bw_"
USE_NOTED_EVERY = timedelta(minutes=1)


class Users(DjangoUserManager["User"]):
    """Creates superusers as admins, so that the first account can do everything."""

    def create_superuser(self, username, email=None, password=None, **extra):  # type: ignore[no-untyped-def]
        return super().create_superuser(username, email, password, **{"role": Role.ADMIN.value, **extra})


class User(AbstractUser):
    role = models.CharField(max_length=10, choices=[(r.value, r.label) for r in Role], default=Role.READER.value)
    may_publish = models.BooleanField(
        default=True, help_text="may confirm and dispute, where the role corrects; off: prepares, and others publish"
    )

    is_service = models.BooleanField(
        default=False, help_text="a program's account: it has tokens and no password, and never signs in by page"
    )

    objects = Users()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_service and self.has_usable_password():
            self.set_unusable_password()
        super().save(*args, **kwargs)

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
    scopes = models.CharField(max_length=60, default="read", help_text="read, submit, edit, bulk: separated by blanks")
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
        """A new token and its key, which is not to be had again. ValueError where the account's role has no use for a scope."""
        wanted = sorted_scopes(scopes.split(), Role(user.role))
        key = KEY_PREFIX + secrets.token_urlsafe(32)
        token = cls.objects.create(user=user, label=label, digest=digest_of(key), scopes=wanted, expires_at=expires_at)
        return token, key

    @classmethod
    def live(cls, key: str) -> Self | None:
        """The token of this key as it stands in the database now, if it still opens anything; its use is noted."""
        token = cls.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.is_live or not token.user.is_active:
            return None
        token.note_use()
        return token

    def allows(self, scope: Scope | None) -> bool:
        return scope is not None and scope in self.scopes.split()

    def note_use(self) -> None:
        """At most once a minute, so that reading does not write."""
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at >= USE_NOTED_EVERY:
            type(self).objects.filter(pk=self.pk).update(last_used_at=now)

    def revoke(self) -> None:
        """Every process asks the table at each request, so that the next one is refused."""
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


def sorted_scopes(wanted: Iterable[str], role: Role) -> str:
    """The scopes as they are kept, in their own order. ValueError names those that the role has."""
    asked, allowed = set(wanted), scopes_of(role)
    if not asked or asked - set(allowed):
        raise ValueError(
            f"scopes: give one or more of {', '.join(allowed)}; that is what the role {role.label} may do."
        )
    return " ".join(scope for scope in allowed if scope in asked)
