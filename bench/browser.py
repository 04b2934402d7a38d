"""The map page in Chromium over a million incidents: `./bw bench browser [--incidents N]`.

Prints each figure of the browser budget beside its goal; exits with 1 where one is missed. `bench/README.md` says what each means.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright
from rig import processes
from rig.figures import Figure, told

CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
# Around the border that holds a tenth of all: as many dots in view as the map draws at most.
DENSE = "/?border=AF-TJ&map=7/37.6/71.3"
WATCH = """
window.seen = { long: [], lcp: 0, cls: 0, inputs: [] };
const watch = (type, more, heard) => new PerformanceObserver((list) => list.getEntries().forEach(heard)).observe({ type, buffered: true, ...more });
watch("longtask", {}, (one) => seen.long.push(one.duration));
watch("largest-contentful-paint", {}, (one) => { seen.lcp = one.startTime; });
watch("layout-shift", {}, (one) => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("event", { durationThreshold: 16 }, (one) => { if (one.interactionId) seen.inputs.push(one.duration); });
"""
STEP = """async (key) => {
    const told = new Promise((done) => new PerformanceObserver((list, self) => {
        if (list.getEntriesByName("picture").length) { self.disconnect(); requestAnimationFrame(() => setTimeout(done)); }
    }).observe({ type: "mark" }));
    const grip = document.querySelector('[data-grip="From"]');
    const start = performance.now();
    grip.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await told;
    return performance.now() - start;
}"""
FRAMES = """() => { window.frames_ = []; let last = performance.now();
    const step = (now) => { frames_.push(now - last); last = now; if (window.frames_.on !== false) requestAnimationFrame(step); };
    requestAnimationFrame(step); }"""


def at(values: list[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))] if ranked else float("nan")


class Visit:
    """One fresh browser, with nothing in its cache."""

    def __init__(self, browser: Any, base: str, path: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.bodies: dict[str, bytes] = {}
        self.hosts: set[str] = set()
        self.page.on("response", self._keep)
        self.page.goto(base + path)
        self.page.wait_for_function(
            "() => performance.getEntriesByName('picture').length && performance.getEntriesByName('ground').length"
        )

    def _keep(self, answer: Any) -> None:
        path = urlsplit(answer.url)
        self.hosts.add(path.netloc)
        if path.path.endswith((".js", ".css")):
            self.bodies[path.path] = answer.body()

    def packed(self, ending: str) -> float:
        return sum(len(gzip.compress(body, 9)) for path, body in self.bodies.items() if path.endswith(ending)) / 1000

    def heap(self) -> float:
        talk = self.context.new_cdp_session(self.page)
        talk.send("HeapProfiler.collectGarbage")
        used = talk.send("Runtime.getHeapUsage")
        return float(used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6


def opening(browser: Any, base: str) -> list[Figure]:
    visit = Visit(browser, base, "/")
    page = visit.page
    drawn = page.evaluate(
        "Math.max(...['picture', 'ground'].map((name) => performance.getEntriesByName(name)[0].startTime))"
    )
    page.wait_for_timeout(1500)
    blocked = page.evaluate("seen.long.reduce((sum, one) => sum + Math.max(0, one - 50), 0)")
    figures = [
        Figure("B1 map drawn, nothing cached", drawn / 1000, "s", 1.2, at_least=False),
        Figure("B2 total blocking time", blocked, "ms", 150, at_least=False),
        Figure("B4 JavaScript, gzipped", visit.packed(".js"), "kB", 110, at_least=False),
        Figure("B4 style sheets, gzipped", visit.packed(".css"), "kB", 20, at_least=False),
        Figure("B4 other hosts asked", len(visit.hosts - {urlsplit(base).netloc}), "", 0, at_least=False),
        Figure("B5 heap and buffers, the world", visit.heap(), "MB", 40, at_least=False),
        Figure("B6 largest contentful paint", page.evaluate("seen.lcp") / 1000, "s", 1.0, at_least=False),
        Figure("B6 layout shift", page.evaluate("seen.cls"), "", 0.02, at_least=False),
    ]
    visit.context.close()
    return figures


def brushing(browser: Any, base: str) -> list[Figure]:
    visit = Visit(browser, base, "/?map=4/38/70&span=2012-01-01..2012-12-31")
    page = visit.page
    page.wait_for_timeout(800)
    took = [page.evaluate(STEP, "PageUp" if step % 2 else "ArrowRight") for step in range(40)]
    box = page.locator('[data-grip="To"]').bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 60)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(box["x"] + 12 - 6 * step, box["y"] + 60)
    page.mouse.up()
    page.wait_for_timeout(500)
    inputs = page.evaluate("seen.inputs")
    visit.context.close()
    return [
        Figure("U1 brush until all panels follow, p95", at(took, 0.95), "ms", 150, at_least=False),
        Figure("U1 brush until all panels follow, median", at(took, 0.5), "ms", 150, at_least=False),
        Figure("B6 interaction to next paint, brush dragged", max(inputs, default=0.0), "ms", 100, at_least=False),
    ]


def panning(browser: Any, base: str) -> list[Figure]:
    visit = Visit(browser, base, DENSE)
    page = visit.page
    page.wait_for_function("() => performance.getEntriesByName('dots').length")
    page.wait_for_timeout(500)
    heap = visit.heap()
    dots = page.evaluate("performance.getEntriesByName('dots').at(-1).detail")
    page.mouse.move(500, 300)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(90):
        page.mouse.move(500 + (3 * step if step < 45 else 3 * (90 - step)), 300 + step)
    frames = page.evaluate("() => { const all = frames_.slice(1); frames_.on = false; return all; }")
    page.mouse.up()
    visit.context.close()
    return [
        Figure("B3 dots in view", dots, "", 60_000),
        Figure("B3 frames a second while panning", 1000 * len(frames) / sum(frames), "/s", 50),
        Figure("B3 frame, p95", at(frames, 0.95), "ms", 30, at_least=False),
        Figure("B5 heap and buffers, 100,000 dots", heap, "MB", 40, at_least=False),
    ]


def main(args: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bw bench browser")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    n = parser.parse_args(args).incidents
    with tempfile.TemporaryDirectory(prefix="bw-bench-") as folder:
        env = processes.prepared(Path(folder))
        begun = time.monotonic()
        print(f"{processes.loaded(n):,} incidents in {time.monotonic() - begun:.0f} s", flush=True)
        with processes.ours(Path(folder), env) as served, sync_playwright() as play:
            print(f"server ready after {served.ready:.0f} s", flush=True)
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            figures = [part for look in (opening, brushing, panning) for part in look(browser, served.address)]
            browser.close()
    return told(n, figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
