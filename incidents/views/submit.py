"""The submit page: paste or drop, and see at once what became of each text."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from incidents import intake
from incidents.access import Act
from incidents.models import Source
from incidents.views.doors import requires, with_form


class SaidForm(forms.Form):
    source = forms.CharField(required=False, max_length=120)
    published = forms.DateField(required=False)
    language = forms.RegexField(r"^[a-zA-Z]{2,3}$", required=False)


@with_form
@requires(Act.SUBMIT)
def submit(request: HttpRequest) -> HttpResponse:
    """Works without JavaScript; with it, files are sent as they are dropped and progress comes live."""
    receipts: list[intake.Receipt] = []
    form = SaidForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST":
        if form.is_valid():
            receipts = _take_in(request, form)
            if not receipts:
                problem = "Nothing came in. Paste a text or choose at least one file."
        else:
            problem = "Some of what you said about the report cannot be read: see below."
    context = {
        "receipts": receipts, "form": form, "problem": problem,
        "text": request.POST.get("text", "") if problem else "", "sources": Source.objects.order_by("name").values_list("name", flat=True)[:300],
    }  # fmt: skip
    refused_all = bool(receipts) and all(one.outcome == "refused" for one in receipts)
    template = "incidents/receipts.html" if request.htmx else "incidents/submit.html"
    return render(request, template, context, status=400 if (problem or refused_all) and not request.htmx else 200)


def _take_in(request: HttpRequest, form: SaidForm) -> list[intake.Receipt]:
    said = intake.Said(form.cleaned_data["source"], form.cleaned_data["published"], form.cleaned_data["language"])
    receipts: list[intake.Receipt] = []
    text = request.POST.get("text", "")
    if text.strip():
        receipts.append(intake.paste(text=text, by=request.user, said=said))
    for upload in request.FILES.getlist("files"):
        name = upload.name or "unnamed"
        if problem := intake.too_large(upload.size or 0):
            receipts.append(intake.Receipt(intake.clean_name(name), "refused", problem))
        else:
            receipts += intake.submit_files(files=[(name, upload.read())], by=request.user, said=said)
    return receipts
