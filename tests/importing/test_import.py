"""Incidents by CSV: every line is told before anything is written, our own file comes back as it was, and one undo takes all back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from incidents import review
from incidents.access import Role
from incidents.exports import formats, in_chunks
from incidents.exports.table import Table
from incidents.importing.lines import lines_of
from incidents.importing.sheet import Unreadable, read
from incidents.importing.writing import write
from incidents.models import Changeset, Claim, Correction, Incident, Participant, User
from incidents.views.lists import INCIDENTS
from tests.exports.rows import NASTY
from tests.factories import a_claim, a_user, an_incident

HEAD = "event_type,date_start,date_end,date_prec,border,from_country,to_country,place,where_prec"


@pytest.fixture
def editor(borders: object) -> User:
    return a_user("editor", Role.EDITOR)


def told(*lines: str, head: str = HEAD) -> list[Any]:
    return lines_of(read("\n".join((head, *lines)).encode()))


def our_file() -> bytes:
    rows = INCIDENTS.written(Incident.objects.order_by("id"), lambda path: f"https://bw.example{path}")
    table = Table("t", "l", "a", INCIDENTS.columns, dt.datetime.now(dt.UTC))
    return b"".join(in_chunks(formats()["csv"].written(table, rows)))


def some_incidents() -> None:
    a_claim(an_incident(), 94, 94, comparator="exact")
    a_claim(an_incident(date_start="2021-07-03", date_end="2021-07-04", date_prec=2, lasted=True), 300, None)
    spot = Point(71.57, 36.7, srid=4326)
    an_incident(
        event_type="border_clash", where_prec=1, geometry=spot, place_name="=Ishkashim; 'old'", modality="denied"
    )
    an_incident(
        event_type="smuggling", where_prec=3, geometry=spot, radius_km=40.0, part_of_day="night", place_name="+1"
    )
    for name in dict.fromkeys(name.strip() for name in NASTY.values()):
        an_incident(event_type="incursion", place_name=name)
    a_claim(an_incident(event_type="refugee_influx"), 99_999_999_999.123, None, unit='=people; "')
    an_incident(
        event_type="smuggling", date_end=None, where_prec=2, radius_km=25.0, geometry=Point(-180, -90, srid=4326)
    )
    an_incident(
        event_type="other",
        border=None,
        date_start=None,
        date_end=None,
        date_prec=None,
        where_prec=None,
        from_country="",
    )


def test_our_own_file_is_all_the_same(editor: User) -> None:
    some_incidents()
    lines = lines_of(read(our_file()))
    assert [line.state for line in lines] == ["same"] * Incident.objects.count()
    assert write(lines, by=editor, name="own.csv") is None and not Changeset.objects.exists()


SETTABLE = [name for name in INCIDENTS.columns if name not in ("id", "status", "confidence", "changed_at", "address", "reports", "reported_on", "actors")]  # fmt: skip


def test_our_own_file_makes_equal_incidents_where_there_are_none(editor: User) -> None:
    some_incidents()
    file, before = our_file(), _settable()
    Participant.objects.all().delete()
    Claim.objects.all().delete()
    Incident.objects.all().delete()
    made = write(lines_of(read(file)), by=editor, name="own.csv", reason="moved here")
    assert made is not None and _settable() == before
    assert set(Incident.objects.values_list("status", flat=True)) == {"in_review"}
    assert [line.state for line in lines_of(read(our_file()))] == ["same"] * len(before)


def _settable() -> list[dict[str, str]]:
    return [{name: line[name] for name in SETTABLE} for _, line in read(our_file()).lines]


def test_a_changed_line_is_a_correction_and_one_undo_takes_all_back(editor: User) -> None:
    one = an_incident()
    file = our_file().decode().replace("cross_border_retreat", "border_clash") + "\n"
    new = ["smuggling" if name == "event_type" else "2021-08-01" if name in ("date_start", "date_end") else "" for name in INCIDENTS.columns]  # fmt: skip
    lines = lines_of(read((file + ",".join(new)).encode()))
    assert [line.state for line in lines] == ["changed", "new"]
    assert [(change.column, change.before, change.after) for change in lines[0].changes] == [("event_type", "cross_border_retreat", "border_clash")]  # fmt: skip
    made = write(lines, by=editor, name="edited.csv")
    one.refresh_from_db()
    assert one.event_type == "border_clash" and Incident.objects.count() == 2
    assert made is not None and Correction.objects.exclude(changeset=made).count() == 0
    review.undo_changeset(changeset=made, by=editor)
    one.refresh_from_db()
    assert one.event_type == "cross_border_retreat"
    assert Incident.objects.exclude(pk=one.pk).get().status == "withdrawn"


WRONG = {
    "a type that is none": ("party,2021-07-05,2021-07-05,1,AF-TJ,,,,", "event_type", "border_clash"),
    "a day in another spelling": ("smuggling,yesteryear,,1,AF-TJ,,,,", "date_start", "2021-07-05"),
    "days in the wrong order": ("smuggling,2021-07-05,2021-07-01,2,AF-TJ,,,,", "date_end", "before the first"),
    "a precision that is none": ("smuggling,2021-07-05,,9,AF-TJ,,,,", "date_prec", "1, 2, 3"),
    "a border that is none": ("smuggling,2021-07-05,,1,XX-YY,,,,", "border", "AF-TJ"),
    "a way that does not cross the border": ("smuggling,2021-07-05,,1,AF-TJ,IR,TJ,,", "border", "does not cross"),
    "a country that is none": ("smuggling,2021-07-05,,1,AF-TJ,Afghanistan,,,", "from_country", ""),
    "no type": (",2021-07-05,,1,AF-TJ,,,,", "event_type", ""),
}


@pytest.mark.parametrize(("line", "column", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_names_the_column_and_what_would_do(editor: User, line: str, column: str, said: str) -> None:
    wrong, right = told(line, "smuggling,2021-07-05,2021-07-05,1,AF-TJ,,,Panj,5")
    assert wrong.state == "wrong" and any(one.column == column and said in one.message for one in wrong.wrongs), (
        wrong.wrongs
    )
    write([wrong, right], by=editor, name="x.csv")
    assert Incident.objects.get().place_name == "Panj"


SPOTS = {
    "half a point": ("36.7,,,1", "latitude"),
    "a point off the world": ("96.7,71,,1", "latitude"),
    "a point that is a section": ("36.7,71,,5", "where_prec"),
    "a radius of words": ("36.7,71,wide,2", "radius_km"),
}


@pytest.mark.parametrize(("cells", "column"), SPOTS.values(), ids=SPOTS)
def test_a_point_that_cannot_be_is_wrong(editor: User, cells: str, column: str) -> None:
    (line,) = told(f"smuggling,{cells}", head="event_type,latitude,longitude,radius_km,where_prec")
    assert column in [one.column for one in line.wrongs]


def test_a_figure_needs_its_kind_and_becomes_a_claim(editor: User) -> None:
    head = "event_type,figure_kind,figure_low,figure_high,figure_unit"
    (line,) = told("border_clash,,3,5,men", head=head)
    assert [one.column for one in line.wrongs] == ["figure_kind"]
    write(told("border_clash,killed,3,5,men", head=head), by=editor, name="x.csv")
    claim = Claim.objects.get()
    assert (claim.kind, int(claim.low), int(claim.high), claim.comparator, claim.unit) == (
        "killed",
        3,
        5,
        "range",
        "men",
    )  # type: ignore[arg-type]


def test_the_same_without_a_number_is_found_here_and_in_the_file(editor: User) -> None:
    one = an_incident(place_name="Panj")
    line = "cross_border_retreat,2021-07-05,2021-07-05,1,AF-TJ,AF,TJ,{},5"
    here, first, second = told(line.format("Panj"), line.format("Khorog"), line.format("Khorog"))
    assert (here.incident, first.state, second.same_as) == (one.pk, "new", 3)


def test_what_was_changed_since_the_file_was_made_is_not_overwritten(editor: User) -> None:
    one = an_incident()
    file = our_file().decode().replace("cross_border_retreat", "border_clash")
    Incident.objects.filter(pk=one.pk).update(updated_at="2031-01-01T00:00:00Z")
    (line,) = lines_of(read(file.encode()))
    assert line.state == "wrong" and line.wrongs[0].column == "changed_at"


UNREADABLE = {
    "nothing": (b"", "empty"), "another table": (b"name,age\nx,1", "no column"), "no type": (b"border\nAF-TJ", "event_type is needed"),
    "a column twice": (b"event_type,event_type\n", "twice"), "too many cells": (b"event_type\na,b", "Line 2 has 2 cells"),
    "an old code page": ("event_type\nBeschuß".encode("latin-1"), "UTF-8"), "zero bytes": (b"event_type\n\x00", "zero bytes"),
    "too many lines": (b"event_type\n" + b"other\n" * 1001, "1,000 is the most"), "a quote without end": (b'event_type\n"x', "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_says_why(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_the_page_writes_nothing_before_it_was_seen_and_then_what_was_seen(editor: User) -> None:
    client, text = Client(), f"{HEAD}\nsmuggling,2021-07-05,2021-07-05,1,AF-TJ,,,Panj,5\nparty,,,,,,,,"
    client.force_login(editor)
    page = client.post("/incidents/import/", {"text": text})
    assert page.status_code == 200 and "Write 1 incident" in page.text and "border_clash" in page.text
    assert not Incident.objects.exists()
    again = client.post("/incidents/import/", {"text": text, "seen": "9,0,0,0"})
    assert "look again" in again.text and not Incident.objects.exists()
    done = client.post("/incidents/import/", {"text": text, "seen": "1,0,0,1", "reason": "from the archive"})
    assert done.status_code == 302 and done.url == f"/acts/{Changeset.objects.get().pk}/"  # type: ignore[attr-defined]
    assert Incident.objects.get().place_name == "Panj" and client.get(done.url).status_code == 200  # type: ignore[attr-defined]


def test_the_page_takes_a_file_and_says_why_it_cannot_be_read(editor: User) -> None:
    client = Client()
    client.force_login(editor)
    latin = SimpleUploadedFile("old.csv", "event_type,place\nother,Beschuß".encode("latin-1"))
    answer = client.post("/incidents/import/", {"file": latin})
    assert answer.status_code == 400 and "The file is not UTF-8" in answer.text
    good = SimpleUploadedFile("new.csv", "\ufeffevent_type,place\nother,Beschuß".encode())
    assert "What new.csv would do" in client.post("/incidents/import/", {"file": good}).text


def test_hostile_cells_are_shown_as_text(editor: User) -> None:
    client = Client()
    client.force_login(editor)
    page = client.post("/incidents/import/", {"text": "event_type,place\n<script>alert(1)</script>,</textarea><b>"})
    assert "<script>alert" not in page.text and "</textarea><b>" not in page.text


def test_the_command_tells_then_writes_as_somebody(editor: User, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "new.csv"
    file.write_text(f"{HEAD}\nsmuggling,2021-07-05,2021-07-05,1,AF-TJ,,,Panj,5\n", encoding="utf-8")
    call_command("import", str(file))
    assert "1 new, 0 changed, 0 same, 0 wrong" in capsys.readouterr().out and not Incident.objects.exists()
    with pytest.raises(CommandError, match="add --by USER"):
        call_command("import", str(file), "--apply")
    with pytest.raises(CommandError, match="needs the role Editor"):
        call_command("import", str(file), "--apply", "--by", a_user("reader").username)
    call_command("import", str(file), "--apply", "--by", "editor")
    assert Incident.objects.get().border_id == "AF-TJ"
