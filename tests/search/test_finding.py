"""Which records are found, by the database's own indexes."""

from __future__ import annotations

import pytest
from django.db import connection

from incidents.filters import IncidentFilter, ReportFilter, StatementFilter
from incidents.models import Actor, Border, Incident, Participant, Report, ReportIncident, Source, Statement
from incidents.search.finding import END, HIT, marked
from tests.factories import a_report, an_incident

pytestmark = pytest.mark.django_db

ENGLISH = (
    "Guards fired on smugglers near Khorugh\n\nKHOROG, Tadzhikistan -- Border troops opened fire on smugglers who waded the "
    "Pyandzh in Gorno-Badakhshan, the ministry's spokesman Müller said. Kyrgyzstan's envoy was told."
)
RUSSIAN = "Пограничники задержали нарушителей\n\nХОРОГ -- Таджикские пограничники задержали троих нарушителей на Пяндже, самолёт видел ещё двоих."

FOUND = {
    "a word as it stands": ("smugglers", "english"),
    "in another number": ("smuggler", "english"),
    "in another form": ("firing wading", "english"),
    "in capitals": ("SMUGGLERS", "english"),
    "without its accent": ("muller", "english"),
    "with an accent too many": ("mülléř", "english"),
    "a possessive": ("Kyrgyzstan", "english"),
    "a hyphenated name as two words": ("Gorno Badakhshan", "english"),
    "one half of it": ("Badakhshan", "english"),
    "the short form of it": ("GBAO", "english"),
    "a river by another spelling": ("Panj", "english russian"),
    "a town by another spelling": ("Khorog", "english russian"),
    "a country by another spelling": ("Tajikistan", "english"),
    "a phrase in order": ('"opened fire"', "english"),
    "not a phrase out of order": ('"fire opened"', ""),
    "the beginning of a word": ("smug*", "english"),
    "a beginning that the stemmer cuts elsewhere": ("smuggle*", "english"),
    "a beginning after whole words": ("border troops smu*", "english"),
    "not a beginning without its star": ("smug", ""),
    "all words wanted": ("smugglers harvest", ""),
    "either of two": ("harvest OR smugglers", "english"),
    "without another": ("smugglers -harvest", "english"),
    "not with what was refused": ("smugglers -spokesman", ""),
    "only a refusal": ("-smugglers", "russian"),
    "the source's name": ("Pamir", "english russian"),
    "Russian in another case": ("нарушитель", "russian"),
    "Russian in another number": ("пограничник", "russian"),
    "Russian by its beginning": ("погранич*", "russian"),
    "Russian with е for ё": ("самолет", "russian"),
    "a Russian name by its English spelling": ("Pyandzh", "english russian"),
    "an English name by its Russian spelling": ("Пяндж", "english russian"),
    "nothing by punctuation": ("& | ! ( : ' *", ""),
    "nothing by what breaks a query": ("(1):* <-> \\' ⑴*", ""),
    "nothing by a stop word alone": ("the", ""),
    "a stop word beside a word": ("the smugglers", "english"),
}


@pytest.fixture
def two() -> dict[int, str]:
    return {a_report(ENGLISH).pk: "english", a_report(RUSSIAN, language="ru").pk: "russian"}


@pytest.mark.parametrize(("typed", "expected"), FOUND.values(), ids=FOUND)
def test_a_report_is_found_by(two: dict[int, str], typed: str, expected: str) -> None:
    rows = ReportFilter({"q": typed}, queryset=Report.objects.order_by("pk")).qs
    assert " ".join(two[row.pk] for row in rows) == expected


def found(typed: str) -> list[int]:
    return sorted(IncidentFilter({"q": typed}, queryset=Incident.objects.all()).qs.values_list("pk", flat=True))


def test_an_incident_is_found_by_its_own_fields_and_by_its_reports(borders: dict[str, Border]) -> None:
    told = an_incident(a_report(ENGLISH), place_name="Porshinev")
    alone = an_incident(border=borders["KG-TJ"], place_name="Vorukh")
    Participant.objects.create(
        incident=alone, actor=Actor.objects.create(name="Kirghiz border guards"), role="initiator"
    )
    for typed, expected in {
        "smugglers": [told.pk], "porshinev": [told.pk], "vorukh": [alone.pk], "Kyrgyz guard": [alone.pk], "retreat": [told.pk, alone.pk],
        "-smugglers": [alone.pk], "retreat -vorukh": [told.pk], "-retreat": [], "vorukh OR porsh*": [told.pk, alone.pk], "": [told.pk, alone.pk],
    }.items():  # fmt: skip
        assert found(typed) == expected, typed


def test_a_statement_is_found_by_its_content_and_its_speaker() -> None:
    report = a_report(ENGLISH)
    speaker = Actor.objects.create(name="Rustam Karimov")
    said = Statement.objects.create(
        report=report, speaker=speaker, cue="said", kind="direct", content="Nobody was let in", position=3
    )
    for typed, expected in {"karimov": [said], "letting": [said], "nobody karimov": [said], "smugglers": []}.items():
        assert list(StatementFilter({"q": typed}, queryset=Statement.objects.all()).qs) == expected, typed


def test_the_index_follows_every_change(borders: dict[str, Border]) -> None:
    report = a_report("A quiet day\n\nNothing happened.", published_on="2021-07-05")
    incident = an_incident(report, place_name="Ishkashim")
    actor = Actor.objects.create(name="villagers")
    part = Participant.objects.create(incident=incident, actor=actor, role="target")
    said = Statement.objects.create(
        report=report, speaker=actor, cue="said", kind="direct", content="it rained", position=0
    )
    assert found("eshkashem") and found("villager") and found("quiet")

    Incident.objects.filter(pk=incident.pk).update(place_name="Murghab")
    assert found("murghab") and not found("ishkashim")
    actor.name = "shepherds"
    actor.save()
    assert found("shepherd") and not found("villager")
    assert list(StatementFilter({"q": "shepherds"}, queryset=Statement.objects.all()).qs) == [said]
    part.delete()
    assert not found("shepherd")
    Report.objects.filter(pk=report.pk).update(text="Shots were heard.", headline="A loud day")
    assert found("shots loud") and not found("quiet")
    Source.objects.filter(pk=report.source_id).update(name="Oxus Post")
    assert found('"oxus post"') and not found("pamir")
    Border.objects.filter(code="AF-TJ").update(names=["Pamir line"])
    assert found('"pamir line"')
    Statement.objects.filter(pk=said.pk).update(content="it snowed")
    assert StatementFilter({"q": "snow"}, queryset=Statement.objects.all()).qs.exists()
    incident.refresh_from_db()
    assert str(incident.index.reported_on) == "2021-07-05"
    report.published_on = "2021-07-09"
    report.save()
    incident.refresh_from_db()
    said.refresh_from_db()
    assert str(incident.index.reported_on) == str(said.index.reported_on) == "2021-07-09"
    ReportIncident.objects.filter(incident=incident).delete()
    incident.refresh_from_db()
    assert incident.index.reported_on is None and not found("shots")
    said.delete()
    incident.evidence.all().delete()
    incident.delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM incidents_incidentindex) + (SELECT count(*) FROM incidents_statementindex)"
        )
        assert cursor.fetchone() == (0,)


def test_a_text_longer_than_an_index_holds_is_kept_and_found_by_its_beginning() -> None:
    a_report("Opening words\n\n" + " ".join(f"слово{n}" for n in range(300_000)))
    assert ReportFilter({"q": "opening"}, queryset=Report.objects.all()).qs.count() == 1


def test_hits_are_marked_in_the_text_as_it_stands(two: dict[int, str]) -> None:
    text = (
        Report.objects.filter(pk=min(two)).annotate(seen=marked("text", "muller smuggler Panj", whole=True)).get().seen
    )
    hits = [part.partition(END)[0] for part in text.split(HIT)[1:]]
    assert hits == ["smugglers", "smugglers", "Pyandzh", "Müller"]
    assert text.replace(HIT, "").replace(END, "") == ENGLISH


@pytest.mark.parametrize("typed", ["smugglers", "smug*", '"opened fire" -harvest'])
def test_the_question_is_folded_once_and_not_for_each_row(two: dict[int, str], typed: str) -> None:
    plan = ReportFilter({"q": typed}, queryset=Report.objects.all()).qs.explain()
    assert "::tsquery" in plan and "bw_" not in plan
