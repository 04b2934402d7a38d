"""The map's scripts as one file do in a browser what their modules do."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from borderwatch.bundling import ENTRIES, Circle, bundle
from incidents.models import Report
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MODULES = {
    "start.js": """
// @ts-check
/** What is run. */
import { twice as doubled, Kind } from "./sums.js";
import { base } from "./ground.js";
window.found = [doubled(base), new Kind().name, typeof twice];
""",
    "sums.js": """
import { base } from "./ground.js";
const inner = 1; // a name that others have too
/** @param {number} n @returns {number} */
export function twice(n) { return 2 * n + base - base; }
export class Kind { name = "kind"; }
export async function later() {}
""",
    "ground.js": "const inner = 2;\nexport const base = 20 + inner - inner + 1;\n",
}


def test_modules_keep_their_names_to_themselves_and_their_order(browser: Any) -> None:
    page = browser.new_page()
    page.add_script_tag(content=bundle("start.js", MODULES.__getitem__), type="module")
    page.wait_for_function("() => window.found")
    assert page.evaluate("window.found") == [42, "kind", "undefined"]
    page.close()


def test_modules_that_need_each_other_are_refused() -> None:
    around = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(Circle, match=r"a\.js → b\.js → a\.js"):
        bundle("a.js", around.__getitem__)


def _source(name: str) -> str:
    return str((settings.BASE_DIR / "static" / "js" / name).read_text())


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bundle_asks_for_no_other_module_but_the_one_of_every_page(entry: str) -> None:
    made = bundle(entry.removeprefix("js/"), _source)
    imports = [line for line in made.splitlines() if line.startswith("import ")]
    assert all('from "./page.js"' in line for line in imports)
    assert "/**" not in made


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_map_page_runs_on_its_bundle(visit: Visit, told: Report) -> None:
    visitor = visit("reader")
    made = bundle("dashboard.js", _source)
    visitor.page.route("**/js/dashboard.js", lambda route: route.fulfill(body=made, content_type="text/javascript"))
    page = visitor.go("/")
    expect(page.locator("path.flow")).to_have_count(1)
    expect(page.locator(".tl-lane")).to_have_count(1)
    assert visitor.seen.problems == []
