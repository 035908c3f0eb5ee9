"""One worker, `python -m webapp.workers`: `counterclaim run` and `counterclaim work` start it."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable

from webapp.config import read_config
from webapp.database import DATABASE_ERRORS, Database, facts_of
from webapp.model_shelf import ModelShelf
from webapp.workers.running import run_next
from webapp.workers.splitter import Splitter, memory_of

log = logging.getLogger(__name__)

IDLE_S = 30.0
"""How long a worker waits for something to do before it ends and gives its memory back."""
LOOK_EVERY_S = 1.0
MOST_BYTES = 180_000_000
"""Memory above which a worker ends, so that a fresh one takes its place."""


class Signalled:
    """Whether the worker was asked to end, or is left alone."""

    def __init__(self) -> None:
        self._is_asked = False
        self._parent = os.getppid()
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it

    def _ask(self, *_: object) -> None:
        self._is_asked = True

    def __call__(self) -> bool:
        """End once the chunk at hand is done."""
        return self._is_asked or os.getppid() != self._parent


def work(database: Database, splitter: Splitter, is_to_end: Callable[[], bool]) -> None:
    """Do what there is to do, a chunk at a time, until nothing comes for a while."""
    last = time.monotonic()
    while not is_to_end() and time.monotonic() - last < IDLE_S:
        try:
            found = run_next(database, splitter)
        except DATABASE_ERRORS as error:
            log.warning("no chunk taken: %s", facts_of(error))
            found = False
        if found:
            last = time.monotonic()
        else:
            time.sleep(LOOK_EVERY_S)
        if memory_of(os.getpid()) > MOST_BYTES:
            return


def main() -> None:
    """Work for the instance of the environment."""
    is_to_end = Signalled()
    config = read_config()
    os.umask(0o077)
    shelf, database = ModelShelf(config), Database(config.database_url)
    splitter = Splitter(lambda: shelf.in_force().path)
    try:
        work(database, splitter, is_to_end)
    finally:
        splitter.end()
        database.dispose()


if __name__ == "__main__":
    main()
