"""What judging a claim takes of a person, measured in a browser on a fresh demo.

    python -m benchmarks.desk [--claims 20] [--runs 50]

Prints for three sizes of screen how high the cards of the first claims are, and where the button
that submits ends; how long it takes from Ctrl+Enter until the next claim has the focus; and for the
jobs of a day the presses, the clicks and the pages loaded. The times are of this machine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.serving import Instance

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
SIZES = ((1366, 768), (1280, 720), (360, 740))
PLACE = """() => {
  const card = document.querySelector(".card.now").getBoundingClientRect();
  const go = document.querySelector("[value=submit_next]").getBoundingClientRect();
  return [card.height, go.bottom, go.top >= 0 && go.bottom <= innerHeight].map(Number);
}"""
SELECT = """() => {
  const text = [...document.querySelectorAll(".page .text:not(.furniture)")].at(-1);
  const node = document.createTreeWalker(text, 4).nextNode();
  getSelection().setBaseAndExtent(node, 0, node, node.data.trimEnd().length);
}"""
ARRIVED = """left => document.querySelector(".card.now")?.id !== left
  && document.activeElement.matches(".card.now")"""
MORE = "@.more-acts > summary"
JOBS = {
    "tag, type proposed": ["o", "1", "Control+Enter"],
    "tag, type open": ["1", "p", "g", "Control+Enter"],
    "not a claim": ["x"],
    "undo": ["z"],
    "skip": ["n", "Space", "Control+Enter"],
    "fix a span": ["s", f"!{SELECT}", "@text=Take as content", "Control+Enter"],
    "split": [MORE, "@a[data-part=split]", "Escape"],
    "merge": [MORE, "@a[data-part=merge]", "Space", "Control+Enter"],
    "add a missed claim": [f"!{SELECT}", "c", "Control+Enter"],
    "find again": ["k"],
}
"""Keys; a click starts with `@`, what a hand does with the mouse over words with `!`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=20)
    parser.add_argument("--runs", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        instance = Instance(Path(folder) / "data")
        with instance.serving("--demo") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}", bypass_csp=True)
            page.goto(server.links()["demo-annotator"])
            page.locator("main button").first.click()
            page.get_by_role("link", name="Belarus 2020").first.click()
            page.get_by_role("link", name="Review", exact=True).click()
            print_places(page, options.claims)
            print_times(page, options.runs)
            print_jobs(page)
            browser.close()


def print_places(page: Page, count: int) -> None:
    """How high the cards are, and where the button ends, at each size."""
    first = page.url
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(first)
        found = []
        for _ in range(count):
            page.wait_for_function("document.activeElement.matches('.card.now')")
            found.append(page.evaluate(PLACE))
            page.goto(page.locator("a[rel=next]").get_attribute("href") or first)
        heights, ends, seen = zip(*found, strict=True)
        print(
            f"{width} x {height}: card {min(heights):.0f} to {max(heights):.0f} px, "
            f"button ends at {min(ends):.0f} to {max(ends):.0f}, in sight {sum(seen)} of {count}"
        )
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(first)


def print_times(page: Page, runs: int) -> None:
    """From Ctrl+Enter until the next claim has the focus."""
    times = []
    for _ in range(runs):
        answer_all(page)
        left = page.locator(".card.now").get_attribute("id")
        start = time.perf_counter()
        page.keyboard.press("Control+Enter")
        page.wait_for_function(ARRIVED, arg=left, polling=5)
        times.append((time.perf_counter() - start) * 1000)
    print(
        f"Ctrl+Enter to the next claim: median {statistics.median(times):.0f} ms, "
        f"worst {max(times):.0f} ms of {runs}"
    )


def answer_all(page: Page) -> None:
    """What a submission needs, by whatever way is quick."""
    page.wait_for_function("document.activeElement.matches('.card.now')")
    page.locator("#source").fill("Somebody")
    page.locator("#source_type").select_option("other")
    page.locator(".card.now").focus()
    page.keyboard.press("1")


def print_jobs(page: Page) -> None:
    """Presses, clicks and pages loaded for each job; a job that fails says so."""
    loads: list[str] = []
    page.on("domcontentloaded", lambda shown: loads.append(shown.url))
    for name, steps in JOBS.items():
        loads.clear()
        page.wait_for_function("document.activeElement.matches('.card.now')")
        for step in steps:
            if step.startswith("!"):
                page.evaluate(step[1:])
            elif step.startswith("@"):
                page.locator(step[1:]).first.click()
            else:
                page.keyboard.press(step)
            page.wait_for_timeout(400)
        page.wait_for_timeout(600)
        clicks = sum(step[0] in "@!" for step in steps)
        said = " ".join(page.locator(".saved").all_text_contents())
        presses = len(steps) - clicks
        print(f"{name}: {presses} presses, {clicks} clicks, {len(loads)} loads. {said}")
        if page.locator(".part, .refusal").count():
            page.reload()


if __name__ == "__main__":
    main()
