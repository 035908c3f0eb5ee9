"""Sixteen people open a text and save, for half a minute: at our desk and at two beside it.

    python -m benchmarks.side_by_side [--seconds 30] [--rounds 3] [--only WORD ...]
                                      [--processes 1 2] [--taguette PROGRAM]

Each desk is a server of its own on this machine, which people and servers share; they take turns,
so what else the machine does meets all of them. Our page is opened whole, and as its script asks
for the next one. Of all rounds the middle one counts. A loop is one
text opened and one save acknowledged; a save is lost if it was acknowledged and is not on the disk
after the server was ended. Taguette is no part of this project: put it into an environment of its
own and name its program.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.desks import Desk, our_desk
from benchmarks.desks_beside import bare_desk, taguettes_desk

WARM_UPS = 5
"""Loops of each person, in which every process meets every statement and template."""
Opening = Callable[[Path], AbstractContextManager[Desk]]


@dataclass(frozen=True)
class Round:
    """What was measured at one desk, once."""

    loops_a_second: float
    cpu_ms: float
    """Of the server, for one loop."""
    slowest_ms: float
    """19 of 20 loops took no longer."""
    errors: int
    lost: int


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORD")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--taguette", metavar="PROGRAM")
    options = parser.parse_args()
    desks: dict[str, Opening] = {"bare": bare_desk}
    if options.taguette:
        desks["taguette"] = partial(taguettes_desk, program=options.taguette)
    for count in options.processes:
        ours = partial(our_desk, options=("--processes", str(count)))
        desks[f"ours, {count}"] = ours
        desks[f"ours, {count}, script"] = partial(ours, has_script=True)
    chosen = {name: one for name, one in desks.items() if any(w in name for w in options.only)}
    found: dict[str, list[Round]] = defaultdict(list)
    print(f"{'desk':20}{'loops/s':>9}{'CPU ms':>9}{'p95 ms':>9}{'errors':>9}{'lost':>9}")
    for number in range(options.rounds):
        for name, opening in chosen.items():
            found[name].append(measured(opening, options.seconds))
            print_line(f"{number + 1}: {name}", found[name][-1:])
    for name, rounds in found.items():
        print_line(name, rounds)


def measured(opening: Opening, seconds: float) -> Round:
    """One round at one desk."""
    with tempfile.TemporaryDirectory() as folder:
        with opening(Path(folder)) as desk:
            took: list[float] = []
            errors: list[str] = []
            ready, over = threading.Barrier(len(desk.people) + 1), threading.Event()
            threads = [
                threading.Thread(target=work, args=(person, ready, over, took, errors))
                for person in desk.people
            ]
            for thread in threads:
                thread.start()
            ready.wait()
            kept, before = desk.kept(), desk.cpu()
            ready.wait()
            start = time.monotonic()
            over.wait(seconds)
            over.set()
            for thread in threads:
                thread.join()
            spent, cpu = time.monotonic() - start, desk.cpu() - before
        loops = max(1, len(took))
        return Round(
            loops_a_second=loops / spent,
            cpu_ms=1000 * cpu / loops,
            slowest_ms=1000 * sorted(took or [0])[int(0.95 * len(took))],
            errors=len(errors),
            lost=max(0, kept + len(took) - desk.kept()),
        )


def work(
    open_and_save: Callable[[], bool],
    ready: threading.Barrier,
    over: threading.Event,
    took: list[float],
    errors: list[str],
) -> None:
    """One person, from when all are there until it is over; the first loops warm up."""
    for _ in range(WARM_UPS):
        open_and_save()
    ready.wait()  # then the desk is looked at
    ready.wait()
    while not over.is_set():
        start = time.monotonic()
        try:
            is_in = open_and_save()
        except OSError as error:
            errors.append(str(error))
        else:
            if is_in:
                took.append(time.monotonic() - start)
            else:
                errors.append("refused")


def print_line(name: str, rounds: list[Round]) -> None:
    """The middle of the rounds; of errors and lost saves, all."""
    rate = median(one.loops_a_second for one in rounds)
    cpu = median(one.cpu_ms for one in rounds)
    slowest = median(one.slowest_ms for one in rounds)
    errors, lost = sum(one.errors for one in rounds), sum(one.lost for one in rounds)
    print(f"{name:20}{rate:9.1f}{cpu:9.1f}{slowest:9.0f}{errors:9}{lost:9}", flush=True)


if __name__ == "__main__":
    main()
