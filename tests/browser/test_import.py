"""An editor brings a file, sees what each line would do, and writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from incidents.models import Incident
from tests.browser.conftest import Visit
from tests.browser.test_everybody import RULES
from tests.factories import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = """event_type,date_start,date_end,date_prec,border,from_country,to_country,place,where_prec
cross_border_retreat,2021-07-05,2021-07-05,1,AF-TJ,AF,TJ,Afghan-Tajik border,5
smuggling,2021-07-08,2021-07-09,2,AF-TJ,,,Panj,5
party,5 July,,1,XX-YY,,,,
"""


def test_a_file_is_seen_line_by_line_and_then_written(visit: Visit, borders: object, tmp_path: Path) -> None:
    an_incident()
    (tmp_path / "archive.csv").write_text(FILE, encoding="utf-8")
    page = visit("editor").go("/incidents/import/")
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "archive.csv")
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("heading", name="What archive.csv would do")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="border_clash, ").first).to_contain_text("event_type: give one of")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(150)
        assert Axe().run(page, options=RULES).response["violations"] == []
    assert Incident.objects.count() == 1
    page.get_by_role("button", name="Write 1 incident").click()
    expect(page.get_by_role("heading", name="Imported archive.csv")).to_be_visible()
    assert Incident.objects.count() == 2
