"""Keeps workers: starts them where there is something to do, and anew where one has died."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from webapp.database import DATABASE_ERRORS, Database, facts_of
from webapp.workers.leases import is_something_to_do

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
PATIENCE_S = 30.0
"""How long a worker may take to finish the chunk that it has when it is asked to end."""
_PAUSE_AFTER_DEATH_S = 2.0


class Keeper:
    """So many workers at most, each a process; none while nothing is to be done."""

    def __init__(self, database: Database, most: int) -> None:
        self._database, self._most = database, most
        self._workers: list[subprocess.Popen[bytes]] = []
        self._is_ending = threading.Event()
        self._rest_until = 0.0

    def keep(self) -> None:
        """Look after the workers until somebody says `end`."""
        while not self._is_ending.wait(LOOK_EVERY_S):
            self._bury()
            is_rested = time.monotonic() >= self._rest_until
            if len(self._workers) < self._most and is_rested and self._is_needed():
                self._workers.append(self._started())

    def end(self) -> None:
        """Let `keep` return."""
        self._is_ending.set()

    def dismiss(self) -> None:
        """Let each worker finish what it has; a chunk that takes too long is taken up later."""
        for worker in self._workers:
            worker.terminate()
        ending = time.monotonic() + PATIENCE_S
        for worker in self._workers:
            try:
                worker.wait(max(0.0, ending - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        self._workers = []

    def _is_needed(self) -> bool:
        try:
            return is_something_to_do(self._database)
        except DATABASE_ERRORS as error:
            log.warning("nobody knows what is to be done: %s", facts_of(error))
            return False

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "webapp.workers"]
        # a session of its own: Ctrl+C reaches the keeper alone, which lets chunks be finished
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 (our own module)

    def _bury(self) -> None:
        for worker in self._workers:
            status = worker.poll()
            if status:
                log.warning("worker %s died with %s", worker.pid, status)
                self._rest_until = time.monotonic() + _PAUSE_AFTER_DEATH_S
        self._workers = [worker for worker in self._workers if worker.poll() is None]


@contextmanager
def workers_kept(database: Database, most: int) -> Iterator[None]:
    """Workers beside whatever the block does, dismissed with it."""
    keeper = Keeper(database, most)
    thread = threading.Thread(target=keeper.keep, name="keeper", daemon=True)
    if most:
        thread.start()
    try:
        yield
    finally:
        keeper.end()
        if most:
            thread.join()
        keeper.dismiss()
