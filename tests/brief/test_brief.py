"""A brief of real records: what it says, what each sentence rests on, and that a frozen one stays."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import review
from incidents.brief.content import Brief
from incidents.brief.forms import document, pdf_of
from incidents.brief.freezing import canonical, changed_since, freeze, sha256_of
from incidents.brief.markdown import in_markdown
from incidents.brief.periods import Period
from incidents.brief.writing import written
from incidents.models import Actor, Correction, Evidence, FrozenBrief, Incident, Report, TwinSuggestion, User
from tests.factories import a_claim, a_report, a_told_report, an_incident, words_for

pytestmark = pytest.mark.django_db
JULY = "border=AF-TJ&from=2021-07-01&to=2021-07-31"
SITE = "https://border.example"


@pytest.fixture
def told(borders: object) -> Report:
    return a_told_report()


def of(query: str = JULY) -> Brief:
    return written(QueryDict(query))


def test_every_sentence_has_a_footnote_and_every_footnote_its_evidence_or_its_person(
    told: Report, users: dict[str, User]
) -> None:
    incident = told.machine_incidents.get()
    review.correct(
        record=incident, field="place_name", value="Panj river", by=users["editor"], reason="as the map says"
    )
    brief = of()
    notes = {note.mark: note for one in brief.cited for note in one.notes}
    sentences = list(brief.sentences())
    assert len(sentences) >= 7 and all(one.notes and set(one.notes) <= notes.keys() for one in sentences)
    assert notes.keys() == {mark for one in sentences for mark in one.notes}
    for note in notes.values():
        if note.evidence:
            assert Evidence.objects.get(pk=note.evidence).words == note.words and f"#e{note.evidence}" in note.path
        else:
            assert Correction.objects.get(pk=note.correction).by == users["editor"]
            assert "entered by editor" in note.words and "as the map says" in note.words
    assert any(note.correction for note in notes.values())


def test_a_footnote_names_title_agency_day_and_the_words(told: Report) -> None:
    cited = of().cited[0]
    assert (cited.title, cited.agency, cited.day, cited.path) == (
        "Troops cross at night",
        "Pamir Wire",
        "5 Jul 2021",
        f"/reports/{told.pk}/",
    )
    assert cited.notes[0].words == "Over 1,000 Afghan soldiers"


def test_the_headline_is_a_range_with_its_change_against_as_many_days_before(told: Report) -> None:
    earlier = an_incident(a_report(), date_start=dt.date(2021, 6, 20), date_end=dt.date(2021, 6, 20))
    words_for(earlier.read_from, "1,000", "itself", claim=a_claim(earlier, 300, 400, comparator="range"))
    brief = of()
    assert brief.before == "31 May – 30 Jun 2021"
    figure = brief.figures[0]
    assert (figure.label, figure.value, figure.change, figure.trend) == (
        "Crossed, Afghanistan → Tajikistan",
        ">1,000",
        "up from 300–400",
        "up",
    )
    assert brief.lead[0].text == (
        "More than 1,000 people crossed from Afghanistan to Tajikistan (soldiers), by the figures of 1 incident; up from 300–400 in the period before."
    )
    assert [(one.label, one.n, one.before) for one in brief.counts] == [("Cross-border retreat", 1, 1)]


def test_the_same_days_of_the_year_before_stand_beside_where_something_of_them_is_known(told: Report) -> None:
    assert of().year_before == "" and of().figures[0].change_year == ""
    read = a_report(published_on=dt.date(2020, 7, 9))
    silent = of()
    assert (silent.year_before, silent.figures[0].change_year) == ("July 2020", "none in reports read")
    assert [(one.n, one.before, one.year_before) for one in silent.counts] == [(1, None, 0)]
    earlier = an_incident(read, date_start=dt.date(2020, 7, 8), date_end=dt.date(2020, 7, 8))
    words_for(read, "1,000", "itself", claim=a_claim(earlier, 300, 400, comparator="range"))
    brief = of()
    assert (brief.figures[0].change, brief.figures[0].change_year) == ("no report read", "up from 300–400")
    assert "no report of the period before was read" in brief.lead[0].text
    assert "from=2020-07-01&to=2020-07-31" in brief.counts[0].year_path
    page, text = document(brief, site=SITE, address=SITE), in_markdown(brief, site=SITE, address=SITE)
    assert page.count('<th scope="col">July 2020</th>') == 1 and "a year before" in page and "before: not read" in page
    assert "1,000 | no report read | up from 300–400 |" in text and "| not read | 1 |" in text


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2021-07-01", "2021-07-31", ("2020-07-01", "2020-07-31")),
        ("2021-02-01", "2021-02-28", ("2020-02-01", "2020-02-29")),
        ("2020-02-29", "2020-03-02", ("2019-02-28", "2019-03-02")),
        ("2021-12-20", "2022-01-10", ("2020-12-20", "2021-01-10")),
        ("2021-01-01", "2021-12-31", None),
        ("2021-02-28", "2021-02-28", ("2020-02-28", "2020-02-28")),
        ("2021-02-15", "2021-02-28", ("2020-02-15", "2020-02-28")),
        ("2021-01-01", "2021-02-28", ("2020-01-01", "2020-02-29")),
        ("2020-02-29", "2020-02-29", ("2019-02-28", "2019-02-28")),
    ],
)
def test_a_year_before_are_the_same_days(first: str, last: str, before: tuple[str, str] | None) -> None:
    year = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last)).year_before
    assert (year and (year.first.isoformat(), year.last.isoformat())) == before


def test_a_brief_without_a_period_is_compared_with_nothing(told: Report) -> None:
    Incident.objects.update(date_start=None, date_end=None, date_prec=None)
    brief = of("when=none")
    assert (brief.period, brief.before, brief.year_before) == ("no dated incident", "", "")
    assert (brief.figures[0].value, brief.figures[0].change, brief.figures[0].trend) == (">1,000", "", "")
    assert brief.lead[0].text == (
        "More than 1,000 people crossed from Afghanistan to Tajikistan (soldiers), by the figures of 1 incident."
    )
    page, text = document(brief, site=SITE, address=SITE), in_markdown(brief, site=SITE, address=SITE)
    assert (
        page.count('<th scope="col">') == 2 and 'class="brief-change"' not in page and 'class="brief-was"' not in page
    )
    assert "|  | no dated incident |\n|---|---:|\n| Crossed, " in text and "1,000 |\n" in text
    assert re.search(r"^\| Cross-border retreat \| \[1\]\(\S+\) \|$", text, re.MULTILINE)


def test_of_earlier_periods_no_more_is_asked_than_is_told(told: Report) -> None:
    def asked() -> tuple[int, int]:
        """How often it was asked for figures, and whether a report was read."""
        with CaptureQueriesContext(connection) as made:
            of()
        texts = [one["sql"] for one in made]
        return sum("\"basis\" = 'remaining'" in text for text in texts), sum(
            '"incidents_job"' in text for text in texts
        )

    assert asked() == (1, 2)
    for year, month in ((2021, 6), (2020, 7)):
        an_incident(a_report(), date_start=dt.date(year, month, 20), date_end=dt.date(year, month, 20))
    assert asked() == (3, 0)


def test_likely_twins_are_told_once_and_their_figures_side_by_side(told: Report) -> None:
    first = told.machine_incidents.get()
    second = an_incident(a_report(), part_of_day="")
    claim = a_claim(
        second,
        1037,
        1037,
        comparator="exact",
        attributed_to=Actor.objects.create(name="Security Committee", kind="office"),
    )
    words_for(second.read_from, "1,000", "itself", claim=claim)
    TwinSuggestion.objects.create(first=first, second=second, score=0.9)
    brief = of()
    assert [one.incidents for one in brief.entries] == [(first.pk, second.pk)]
    assert brief.figures[0].value == ">1,000" and "1 incident" in brief.figures[0].sentence.text
    assert brief.entries[0].figure == ">1,000 / 1,037"
    positions = brief.contested[0].positions
    assert [(one.who, one.sentence.text) for one in positions] == [
        ("Tajik border service", "More than 1,000 soldiers."),
        ("The Security Committee", "1,037 soldiers."),
    ]
    assert any("Not yet judged" in one.text for one in brief.open)
    TwinSuggestion.objects.update(verdict="different")
    assert [one.incidents for one in of().entries] == [(first.pk,), (second.pk,)]


def test_an_incident_without_words_or_person_is_left_out_and_that_is_said(told: Report) -> None:
    an_incident(None, event_type="border_clash")
    brief = of()
    assert len(brief.entries) == 1 and brief.basis.incidents == 2
    assert brief.left_out == (
        "1 incident rests on neither words of a report nor a person who entered it, and is not told.",
    )


def test_the_timeline_stacks_what_is_certain_and_hatches_what_is_not_each_in_its_family(told: Report) -> None:
    an_incident(a_report(), event_type="border_clash", date_start=dt.date(2021, 7, 7), date_end=dt.date(2021, 7, 9))
    brief = of()
    drawn = re.findall(r"<title>(.*?)</title>(.*?)</g>", brief.timeline)
    told_of = {day: re.findall(r'class="b-(sure|unsure) family-(\w+)"', blocks) for day, blocks in drawn}
    perhaps = {f"{day} Jul 2021: 0 for certain, 1 perhaps": [("unsure", "force")] for day in (7, 8, 9)}
    assert told_of == {"5 Jul 2021: 1 for certain": [("sure", "movement")], **perhaps}
    assert brief.families == ("movement", "force")


def test_denied_and_undated_are_open_points(told: Report) -> None:
    for more in ({"modality": "denied"}, {"date_start": None, "date_end": None, "date_prec": None}):
        an_incident(a_report(), event_type="incursion", **more)
    texts = [one.text for one in of().open]
    assert "Denied: no. 2." in texts
    assert "1 incident of this selection without any day stands outside the period." in texts


def test_words_of_reports_are_only_text_in_every_form(borders: object) -> None:
    report = a_report("Night <script>alert(1)</script> | *bold* [x](y)\n\nOver 1,000 soldiers retreated.")
    an_incident(report)
    brief = of()
    page, text = document(brief, site=SITE, address=SITE), in_markdown(brief, site=SITE, address=SITE)
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert "\\<script\\>" in text and "\\*bold\\*" in text and "\\[x\\]" in text


def test_markdown_defines_each_footnote_that_it_uses(told: Report) -> None:
    text = in_markdown(of(), site=SITE, address=SITE + "/brief/")
    used, defined = set(re.findall(r"\[\^(\w+)\](?!:)", text)), re.findall(r"^\[\^(\w+)\]:", text, re.MULTILINE)
    assert used == set(defined) and len(defined) == len(used) > 5
    assert f"{SITE}/reports/{told.pk}/#e" in text


def test_the_pdf_has_the_text_its_fonts_few_pages_and_links(told: Report) -> None:
    brief = of()
    told_as = pdf_of(document(brief, site=SITE, address=SITE + brief.path))
    pdf = pypdfium2.PdfDocument(told_as)
    assert 1 <= len(pdf) <= 3
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    for words in (
        "AF–TJ border",
        "July 2021",
        "What happened",
        "Over 1,000 Afghan soldiers",
        "Boundaries not authoritative",
    ):
        assert words in " ".join(text.split())
    raw = pdf_of_uncompressed(brief)
    assert b"/FontFile" in raw and b"/StructTreeRoot" in raw and b"/Lang" in raw
    assert f"{SITE}/reports/{told.pk}/#e".encode() in raw and b"/Subtype /Link" in raw


def pdf_of_uncompressed(brief: Brief) -> bytes:
    from weasyprint import HTML

    html = document(brief, site=SITE, address=SITE + brief.path)
    return bytes(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True))


def test_a_frozen_brief_is_byte_for_byte_the_same_after_later_edits(told: Report, users: dict[str, User]) -> None:
    one = freeze(QueryDict(JULY), by=users["analyst"], site=SITE)
    client = Client()
    client.force_login(users["reader"])
    paths = [f"/briefs/{one.slug}/brief.{suffix}" for suffix in ("html", "pdf", "md", "json")]
    before = [client.get(path).content for path in paths]
    incident = told.machine_incidents.get()
    review.correct(record=incident, field="modality", value="denied", by=users["editor"], reason="misread")
    Report.objects.update(headline="Another headline")
    assert [client.get(path).content for path in paths] == before
    assert before[1].startswith(b"%PDF") and b"Troops cross at night" in before[0] and one.sha256.encode() in before[0]
    kept = FrozenBrief.objects.get()
    assert sha256_of(kept.content) == kept.sha256 and before[3] == canonical(kept.content).encode()
    page = client.get(f"/briefs/{one.slug}/").content.decode()
    assert kept.sha256 in page and "Afghanistan → Tajikistan" in page
    changed = changed_since(kept)
    assert any("retreated from" in text for text in changed.gone) and any(
        text.startswith("Denied: retreat") for text in changed.new
    )
    assert b"What changed since" in client.get(f"/briefs/{one.slug}/?since").content


def test_the_database_itself_refuses_to_change_a_frozen_brief(told: Report, users: dict[str, User]) -> None:
    one = freeze(QueryDict(JULY), by=users["analyst"], site=SITE)
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        FrozenBrief.objects.filter(pk=one.pk).update(title="Another")


def test_freezing_needs_an_analyst_and_something_to_freeze(told: Report, users: dict[str, User]) -> None:
    with pytest.raises(review.Refused, match="Analyst"):
        freeze(QueryDict(JULY), by=users["reader"], site=SITE)
    with pytest.raises(review.Refused, match="nothing to freeze"):
        freeze(QueryDict("border=KG-TJ"), by=users["analyst"], site=SITE)


@pytest.mark.parametrize(
    "query",
    [
        "",
        JULY,
        "country=TJ",
        "event_type=border_clash",
        "border=KG-TJ",
        "from=2021-07-05",
        "to=2021-07-01",
        "when=none",
        "from=0001-01-01&to=0001-01-02",
        "from=9999-01-01",
    ],
)
def test_any_words_of_a_view_make_a_page(told: Report, users: dict[str, User], query: str) -> None:
    client = Client()
    client.force_login(users["reader"])
    answer = client.get(f"/brief/?{query}")
    assert answer.status_code == 200 and b"Situation brief" in answer.content


def test_words_that_cannot_be_read_are_named(borders: object, users: dict[str, User]) -> None:
    client = Client()
    client.force_login(users["reader"])
    for path in ("/brief/", "/brief/brief.pdf"):
        answer = client.get(path, {"border": "XX-YY"})
        assert answer.status_code == 400 and b"no land border" in answer.content
    assert client.get("/brief/brief.doc").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_incidents(told: Report) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            of()
        return len(made)

    few = asked()
    for _ in range(30):
        one = an_incident(a_report(), event_type="border_clash")
        words_for(one.read_from, "1,000", "itself", claim=a_claim(one, 5, 5, kind="killed"))
    assert asked() <= few + 1 and few <= 60


def test_the_command_writes_each_form_and_frozen_ones_as_they_were(
    told: Report, users: dict[str, User], tmp_path: Any
) -> None:
    for suffix in ("html", "pdf", "md", "json"):
        call_command("brief", str(tmp_path / f"b.{suffix}"), filter=JULY)
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "b.json").read_text())["title"] == "AF–TJ border"
    one = freeze(QueryDict(JULY), by=users["analyst"], site=SITE)
    call_command("brief", str(tmp_path / "f.pdf"), frozen=one.slug)
    assert (tmp_path / "f.pdf").read_bytes() == bytes(one.pdf)
    with pytest.raises(CommandError, match="no form"):
        call_command("brief", str(tmp_path / "b.doc"), filter=JULY)
    with pytest.raises(CommandError, match="no brief is frozen"):
        call_command("brief", str(tmp_path / "g.pdf"), frozen="nosuch")


def test_the_api_gives_the_content_and_refuses_what_it_cannot_read(told: Report, users: dict[str, User]) -> None:
    client = Client()
    client.force_login(users["reader"])
    content = client.get(f"/api/v1/brief?{JULY}").json()
    assert content["title"] == "AF–TJ border" and content["entries"][0]["incidents"] == [
        told.machine_incidents.get().pk
    ]
    assert {mark for one in content["lead"] for mark in one["notes"]} <= {
        note["mark"] for one in content["cited"] for note in one["notes"]
    }
    assert client.get("/api/v1/brief?boarder=AF-TJ").status_code == 400
