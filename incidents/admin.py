"""The administrator's tables: accounts, tokens, sources. Records are read here and corrected on their own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from incidents.models import ApiToken, Border, Correction, CrossingPoint, Job, Read, Source, User


@admin.register(User)
class Users(UserAdmin):
    list_display = ("username", "role", "may_publish", "is_active", "last_login")
    list_filter = ("role", "is_active", "is_service")
    fieldsets = (*UserAdmin.fieldsets, ("Borderwatch", {"fields": ("role", "may_publish", "is_service")}))  # type: ignore[misc]
    add_fieldsets = (*UserAdmin.add_fieldsets, ("Borderwatch", {"fields": ("role", "may_publish", "is_service")}))


@admin.register(Source)
class Sources(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "country", "reliability")
    search_fields = ("name",)


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look at, never to write: every write of a record goes through records.py or review/."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ApiToken)
class Tokens(ReadOnly):
    list_display = ("label", "user", "scopes", "created_at", "last_used_at", "revoked_at")
    exclude = ("digest",)


@admin.register(Read)
class Reads(ReadOnly):
    list_display = ("at", "who", "token", "host", "address", "status")
    search_fields = ("who", "address")


@admin.register(Job)
class Jobs(ReadOnly):
    list_display = ("report_id", "state", "attempts", "worker", "queued_at", "error")
    list_filter = ("state",)


@admin.register(Correction)
class Corrections(ReadOnly):
    list_display = ("at", "by", "record_kind", "record_id", "field", "before", "after", "reason")
    list_filter = ("record_kind", "by")


@admin.register(Border, CrossingPoint)
class Borders(ReadOnly):
    search_fields = ("name",)
