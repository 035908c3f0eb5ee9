"""Eight annotators pull from one queue at once over HTTP, on both databases; count what goes wrong.

    python -m benchmarks.queue [--claims 500] [--annotators 2] [--people 8] [--only sqlite]

Each database is met twice: undisturbed, and with a kill -9 of the server in the middle and a start
after it. A line for each: answers, claims that more people answered than were asked for, answers
that are missing though nobody had a claim left, acknowledged answers that are not there, saves that
found no place, and answers of the server that say that something broke. All but the first are 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import BOTH
from tests.durability.pulling import instance_on, pulled


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--annotators", type=int, default=2)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--only", choices=BOTH, nargs="+", default=BOTH)
    asked = parser.parse_args()
    print(f"{asked.people} people, {asked.claims} claims, {asked.annotators} answers to each")
    print("database    server  seconds  answers  overfull  lost places  lost saves  refused  5xx")
    unclean = 0
    for kind in asked.only:
        for kills in (False, True):
            start = time.monotonic()
            with (
                tempfile.TemporaryDirectory() as folder,
                instance_on(kind, Path(folder)) as instance,
            ):
                found = pulled(
                    instance,
                    claims=asked.claims,
                    annotators=asked.annotators,
                    people=asked.people,
                    kills=kills,
                )
            unclean += not found.is_clean
            row = f"{kind:10}  {'killed' if kills else 'runs':6}  {time.monotonic() - start:7.0f}"
            row += f"  {found.answers:7}  {found.overfull:8}  {found.lost_places:11}"
            row += f"  {found.lost_saves:10}  {found.refused:7}  {found.broken:3}"
            print(row, flush=True)
    return int(unclean > 0)


if __name__ == "__main__":
    sys.exit(main())
