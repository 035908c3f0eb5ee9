"""What judging a claim takes of a person, measured in a browser on a fresh demo.

    python -m benchmarks.review_page [--claims 20] [--runs 50]

Prints for three sizes of screen how high the cards of the first claims are, and where the button
that submits ends; how long it takes from Ctrl+Enter and from J until the next claim has the focus;
and for the jobs of a day the presses, the clicks, how far a hand has to scroll and the pages that
are loaded, beside what was counted before the page was made for it. The times are of this machine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.serving import Instance

SEEDS = Path(__file__).parent.parent / "seeds"
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
SCROLLED = """() => [document.scrollingElement, ...document.querySelectorAll(".page, .side")]
  .map(one => one.scrollTop)"""
"""How far each part of the page is scrolled."""
MORE = "@.more-acts > summary"
SPLIT = """() => {
  const [first, second] = document.querySelectorAll(".part textarea");
  const words = first.value.split(/\\s+/);
  first.value = words.slice(0, -1).join(" ");
  second.value = words.at(-1);
  for (const field of [first, second]) field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
BEFORE = {
    "tag, type proposed": "3 presses; by mouse 3 clicks, 872 px; 0 loads",
    "tag, type open": "9 presses; by mouse 5 clicks and scrolling; 0 loads",
    "not a claim": "2 presses (X, J), 1 load",
    "undo": "K, then to the end of the card: 1 load",
    "skip": "3 clicks, 2 loads",
    "fix a span": "S, 11 Tabs, 2 loads",
    "split": "2 loads",
    "merge": "2 loads",
    "add a missed claim": "not on this page",
    "find again": "1 press, 1 load",
}
"""What people needed when they were watched, as far as it was counted."""
JOBS = {
    "tag, type proposed": ["o", "1", "Control+Enter"],
    "tag, type open": ["1", "p", "g", "Control+Enter"],
    "not a claim": ["x"],
    "undo": ["z"],
    "skip": ["n", "Space", "Control+Enter"],
    "fix a span": ["s", f"!{SELECT}", "@text=Take as content", "Control+Enter"],
    "split": [MORE, "@a[data-part=split]", f"!{SPLIT}", "Control+Enter"],
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
            import_more(instance, Path(folder))
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}", bypass_csp=True)
            page.goto(server.links()["demo-annotator"])
            page.locator("main button").first.click()
            page.get_by_role("link", name="Belarus 2020").first.click()
            take_up(page)
            print_places(page, options.claims)
            print_times(page, options.runs)
            print_moves(page, options.runs)
            take_up(page)
            print_jobs(page)
            browser.close()


def take_up(page: Page) -> None:
    """Open the claim that one has in hand, or the next one of the queue."""
    page.get_by_role("link", name="Review", exact=True).click()
    start = page.locator("main button", has_text="Start")
    if start.count():
        start.click()


def import_more(instance: Instance, folder: Path) -> None:
    """Later versions of the demo's articles, so that there are claims enough to submit."""
    for seed in SEEDS.glob("*.txt"):
        later = folder / seed.name
        later.write_text(seed.read_text("utf-8") + "\nMore follows.\n", "utf-8")
        instance.run("import", "--project", "Belarus 2020", str(later))


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
            go_on(page, first)
            while not page.locator("[value=submit_next]").count():  # it has all its answers
                go_on(page, first)
        heights, ends, seen = zip(*found, strict=True)
        print(
            f"{width} x {height}: card {min(heights):.0f} to {max(heights):.0f} px, "
            f"button ends at {min(ends):.0f} to {max(ends):.0f}, in sight {sum(seen)} of {count}"
        )
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(first)


def go_on(page: Page, first: str) -> None:
    """To the next claim, from the last one to the first."""
    page.goto(page.locator("a[rel=next]").get_attribute("href") or first)


def print_times(page: Page, runs: int) -> None:
    """From Ctrl+Enter until the next claim has the focus."""
    times = []
    for _ in range(runs):
        answer_all(page)
        times.append(time_to_another(page, "Control+Enter"))
    print_spread("Ctrl+Enter to the next claim", times)


def print_moves(page: Page, runs: int) -> None:
    """The same from J, and from K once there is none behind."""
    times, key = [], "j"
    for _ in range(runs):
        page.wait_for_function("document.activeElement.matches('.card.now')")
        if not page.locator(f"a[data-key={key}]:visible").count():
            key = "k" if key == "j" else "j"
        times.append(time_to_another(page, key))
    print_spread("J or K to the next claim", times)


def time_to_another(page: Page, key: str) -> float:
    """Milliseconds from the key until another claim has the focus."""
    left = page.locator(".card.now").get_attribute("id")
    start = time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function(ARRIVED, arg=left, polling=5)
    return (time.perf_counter() - start) * 1000


def print_spread(what: str, times: list[float]) -> None:
    """The median and the worst."""
    median = statistics.median(times)
    print(f"{what}: median {median:.0f} ms, worst {max(times):.0f} ms of {len(times)}")


def answer_all(page: Page) -> None:
    """What a submission needs, by whatever way is quick."""
    page.wait_for_function("document.activeElement.matches('.card.now')")
    page.locator("#source").fill("Somebody")
    page.locator("#source_type").select_option("other")
    page.locator(".card.now").focus()
    page.keyboard.press("1")


def scroll_to(page: Page, target: Locator) -> float:
    """How many pixels lie between what is in sight and what is to be clicked."""
    before: list[float] = page.evaluate(SCROLLED)
    target.scroll_into_view_if_needed()
    after: list[float] = page.evaluate(SCROLLED)
    return sum(abs(now - was) for now, was in zip(after, before, strict=True))


def print_jobs(page: Page) -> None:
    """Presses, clicks, scrolling and pages loaded for each job; a job that fails says so."""
    loads: list[str] = []
    page.on("domcontentloaded", lambda shown: loads.append(shown.url))
    for name, steps in JOBS.items():
        page.wait_for_function("document.activeElement.matches('.card.now')")
        scrolled = 0.0
        loads.clear()
        for step in steps:
            if step.startswith("!"):
                page.evaluate(step[1:])
            elif step.startswith("@"):
                scrolled += scroll_to(page, page.locator(step[1:]).first)
                page.locator(step[1:]).first.click()
            else:
                page.keyboard.press(step)
            page.wait_for_timeout(400)
        page.wait_for_timeout(600)
        clicks = sum(step[0] in "@!" for step in steps)
        said = " ".join(page.locator(".saved").all_text_contents())
        presses = len(steps) - clicks
        took = f"{presses} presses, {clicks} clicks, {scrolled:.0f} px scrolled, {len(loads)} loads"
        print(f"{name}: {took}. {said} (before: {BEFORE[name]})")
        if page.locator(".part, .refusal").count():
            page.reload()


if __name__ == "__main__":
    main()
