"""Kill the server with SIGKILL under eight people who save, and count what is missing.

    .venv/bin/python benchmarks/durability.py [ROUNDS]

Two people each work on one claim, so every round is also one of two people saving one claim.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.durability.workload import PEOPLE, round_of_killing
from tests.serving import Instance


def main(rounds: int) -> int:
    acknowledged, unclean = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        instance = Instance(Path(folder) / "data")
        with instance.serving("--demo"):
            pass
        print(f"{PEOPLE} people, two to a claim; {rounds} rounds")
        print("round  acknowledged  refused  missing  half saved  integrity  broken links")
        for number in range(1, rounds + 1):
            found = round_of_killing(instance)
            acknowledged += found.acknowledged
            unclean += not found.is_clean
            row = f"{number:5}  {found.acknowledged:12}  {len(found.refused):7}"
            row += f"  {len(found.missing):7}  {len(found.half_saved):10}  {found.integrity:>9}"
            print(f"{row}  {found.broken_references:12}", flush=True)
    print(f"acknowledged in all: {acknowledged}; rounds with anything lost or broken: {unclean}")
    return int(unclean > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
