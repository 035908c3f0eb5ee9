"""How long people wait for a claim while another process splits articles, beside how long at rest.

    python -m benchmarks.reading_beside [--articles 300] [--readers 4] [--rounds 3] [--processes 1]

A few people open claims, with half a second between two; in turn at rest, and while `counterclaim
import` stores articles in a process of its own that yields to others, as a worker does. Each turn
takes as long as the import of its share. What else the machine does meets both.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.desks import DATA, our_desk
from tests.serving import Instance
from webapp.workers.splitting import YIELDS

PAUSE_S = 0.5
SEEDS = Path(__file__).parents[1] / "seeds"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    share = options.articles // options.rounds
    rest: list[float] = []
    beside: list[float] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        wanted = ("--processes", str(options.processes))
        with our_desk(folder, wanted, saves=False) as desk:
            people = desk.people[: options.readers]
            opened(people, lambda: False, least_s=5)
            for number in range(options.rounds):
                files = written(folder, number, share)
                start = time.monotonic()
                with splitting(folder, files) as process:
                    beside += opened(people, partial(_runs, process))
                took = time.monotonic() - start
                print(f"{number + 1}: {share} articles in {took:.0f} s", flush=True)
                rest += opened(people, lambda: False, least_s=took)
    print(f"{'':10}{'claims':>9}{'median ms':>12}{'p95 ms':>9}")
    for name, waited in (("at rest", rest), ("beside", beside)):
        print(f"{name:10}{len(waited):9}{at(waited, 0.5):12.0f}{at(waited, 0.95):9.0f}")
    print(f"p95 beside to p95 at rest: {at(beside, 0.95) / at(rest, 0.95):.2f}")


def _runs(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


def at(waited: Sequence[float], share: float) -> float:
    """Milliseconds that this share of the waits did not exceed."""
    return 1000 * sorted(waited)[min(len(waited) - 1, int(share * len(waited)))]


def written(folder: Path, round_number: int, count: int) -> list[Path]:
    """So many articles, each another text for the sake of one line."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    files = []
    for number in range(count):
        file = folder / f"article-{round_number}-{number}.txt"
        line = f"The spokesman for road {round_number}-{number} said that it was closed.\n\n"
        file.write_text(line + texts[number % len(texts)], "utf-8")
        files.append(file)
    return files


def splitting(folder: Path, files: Sequence[Path]) -> subprocess.Popen[bytes]:
    """The command that splits and stores the files, in a process that yields."""
    instance = Instance(folder / DATA)
    command = ["nice", "-n", str(YIELDS), *instance.command, "import", "--project", "Split"]
    return subprocess.Popen(  # noqa: S603 (our own command)
        [*command, *map(str, files)],
        env=instance.environment,
        stdout=subprocess.DEVNULL,
    )


def opened(
    people: Sequence[Callable[[], bool]], goes_on: Callable[[], bool], *, least_s: float = 0
) -> list[float]:
    """How long each claim took that people opened, until both have come to their end."""
    waited: list[float] = []
    ending = time.monotonic() + least_s

    def read(opens: Callable[[], bool]) -> None:
        while time.monotonic() < ending or goes_on():
            start = time.monotonic()
            if not opens():
                raise RuntimeError("a claim did not open")
            waited.append(time.monotonic() - start)
            time.sleep(PAUSE_S)

    threads = [threading.Thread(target=read, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waited


if __name__ == "__main__":
    main()
