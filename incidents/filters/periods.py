"""Days from one to another, and what of a form cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as df
from django import forms

# Programs and our own pages write days as ISO 8601 does, so that is tried first.
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"]


class PeriodForm(forms.Form):
    """Days from `from` to `to`, in this order."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if wrong := reversed_days(cleaned.get("from"), cleaned.get("to")):
            self.add_error("to", wrong)
        return cleaned


def reversed_days(first: date | None, last: date | None) -> str:
    return f"to: the last day is before the first, {first}" if first and last and first > last else ""


def problems_of(chosen: df.FilterSet) -> tuple[str, ...]:
    """What of the address cannot be read, each with the name of its field."""
    named = [
        ("" if name == forms.forms.NON_FIELD_ERRORS else f"{name.replace('_', ' ').capitalize()}: ", found)
        for name, found in chosen.errors.items()
    ]
    return tuple(f"{name}{problem}" for name, found in named for problem in found)
