"""Words a second of each stage of the engine, and how time grows with the text.

python -m benchmarks.speed TEXTS.jsonl [--odd]

One thread for the stages; the ratio of two sizes for texts that are made to be slow (--odd), and of
each to the given prose of the same length. Quote ratios, of one process to a fixed loop in it too:
machines differ.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from webapp.attribution import Engine
from webapp.attribution.engine import SHIPPED
from webapp.attribution.naming.coreference import named
from webapp.attribution.tagging.nesting import with_inner
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.tagging.tagger import Tagger
from webapp.attribution.tagging.windows import windows
from webapp.attribution.text.passages import read
from webapp.attribution.training.examples import read_rows

T = TypeVar("T")
_SIZE = 100_000
_WORDS = [
    "the",
    "police",
    "said",
    "that",
    "a",
    "man",
    "was",
    "shot",
    "near",
    "the",
    "square",
    "and",
    "nobody",
    "knows",
    "by",
    "whom",
    "yet",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--odd", action="store_true", help="time texts that are made to be slow")
    options = parser.parse_args()
    texts = [row["text"] for row in read_rows(options.texts)]
    engine = Engine()
    for text in texts:
        engine.split(text)
    print(f"a fixed loop: {_loop():.2f} s")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    _stages(engine, texts)
    if options.odd:
        _growth(engine, "\n\n".join(texts))


def _loop() -> float:
    """Seconds that a loop takes which never changes."""
    started = time.process_time()
    total = 0
    for i in range(10_000_000):
        total += i & 3
    return time.process_time() - started


def _stages(engine: Engine, texts: list[str]) -> None:
    words = sum(len(text.split()) for text in texts)
    model = Tagger(SHIPPED)
    readings = _timed("passages", words, lambda: [model.reading(read(text)) for text in texts])
    found = _timed(
        "model",
        words,
        lambda: [model.links(one, windows(one.passages, one.sizes)) for one in readings],
    )
    kept = _timed(
        "rules",
        words,
        lambda: [
            corrected(one.passages, links) for one, links in zip(readings, found, strict=True)
        ],
    )
    nested = _timed(
        "contents once more",
        words,
        lambda: [with_inner(model, one, links) for one, links in zip(readings, kept, strict=True)],
    )
    _timed(
        "names",
        words,
        lambda: [
            named(one.passages, [row.link for row in rows])
            for one, rows in zip(readings, nested, strict=True)
        ],
    )
    _timed("whole, one thread", words, lambda: [engine.split(text) for text in texts])
    _timed("whole, two threads", words, lambda: list(engine.split_many(texts)), wall=True)


def _timed(name: str, words: int, work: Callable[[], T], *, wall: bool = False) -> T:
    clock = time.perf_counter if wall else time.process_time
    started = clock()
    result = work()
    print(f"{name:<20}{words / (clock() - started):12,.0f} words a second")
    return result


def _growth(engine: Engine, prose: str) -> None:
    chance = random.Random(1)  # noqa: S311  # nothing secret
    odd: dict[str, Callable[[int], str]] = {
        "prose": lambda n: (prose * (n // len(prose) + 1))[:n],
        "spaces": lambda n: " " * n,
        "quotation marks": lambda n: '"' * n,
        "dots": lambda n: "." * n,
        "brackets": lambda n: "(" * n,
        "Aa": lambda n: "Aa " * (n // 3),
        "one word": lambda n: "a" * n,
        "no sentence end": lambda n: " ".join(_WORDS[i % len(_WORDS)] for i in range(n // 5))[:n],
        "line breaks": lambda n: "\n" * n,
        "many claims": lambda n: "The minister said that nothing of this was true. " * (n // 50),
        "he said that he": lambda n: ("He said that " * (n // 13 + 1))[:n],
        "sentences of it": lambda n: ("He said that he said. " * (n // 22 + 1))[:n],
        "lines of it": lambda n: ("He said that he said\n" * (n // 21 + 1))[:n],
        "open quotations": lambda n: "“he said\n" * (n // 9),
        "random": lambda n: "".join(chr(chance.choice(_CODES)) for _ in range(n)),
    }
    prose_takes = 0.0
    for name, made in odd.items():
        times: list[float] = []
        for size in (_SIZE, 2 * _SIZE):
            text = made(size)
            started = time.process_time()
            engine.split(text)
            times.append(time.process_time() - started)
        ratio = times[1] / times[0]
        prose_takes = prose_takes or times[1]
        print(
            f"{name:<20}{times[1]:8.2f} s, {times[1] / prose_takes:.2f} times as long as prose;"
            f" twice the text takes {ratio:.2f} times as long"
        )


_CODES = [*range(0x20, 0xD800), *range(0xE000, 0x11_0000)]


if __name__ == "__main__":
    main()
