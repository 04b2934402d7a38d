"""The codebook: what every code means, when to choose it, and an example."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.parsing.knowledge.codebook import codebook
from incidents.views.doors import sees


@require_GET
@sees
def codebook_page(request: HttpRequest) -> HttpResponse:
    return render(request, "incidents/codebook.html", {"tables": codebook()})
