"""Several processes that serve on one port; one that dies is replaced."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess

from webapp.app import create_app
from webapp.config import read_config
from webapp.database import Database
from webapp.serving.server import GRACE_SECONDS, Serving

log = logging.getLogger(__name__)

SPAWNING = get_context("spawn")
"""Each process starts from nothing: no connection, lock or thread is shared by accident."""
LEAST_LIFE_SECONDS = 1
"""A place in which processes die sooner is filled this often."""
ENDING_SECONDS = GRACE_SECONDS + 10


def serve_alone(listener: socket.socket) -> None:
    """What each process does: the application over a database of its own connections.

    It ends with the process that started it, however that one ends.
    """
    config, parent = read_config(), parent_process()
    os.umask(0o077)
    database = Database(config.database_url)
    try:
        serving = Serving(create_app(config, database), listener)
        serving.run(lambda: parent is None or os.getppid() == parent.pid)
    finally:
        database.dispose()


class Processes:
    """So many processes on one listening socket."""

    def __init__(self, count: int, listener: socket.socket) -> None:
        self._count, self._listener = count, listener
        self._processes: list[SpawnProcess] = []
        self._is_ending = False

    def run(self) -> None:
        """Keep all of them running until a signal says to end; then let them end tidily."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        while not self._is_ending:
            self._fill()
            connection.wait([one.sentinel for one in self._processes], LEAST_LIFE_SECONDS)
        patience = time.monotonic() + ENDING_SECONDS
        for one in self._processes:
            one.terminate()
        for one in self._processes:
            one.join(max(0, patience - time.monotonic()))
            one.kill()

    def _fill(self) -> None:
        for one in self._processes:
            if not one.is_alive():
                log.error("process %s ended with %s and is replaced", one.pid, one.exitcode)
                time.sleep(LEAST_LIFE_SECONDS)
        self._processes = [one for one in self._processes if one.is_alive()]
        while len(self._processes) < self._count and not self._is_ending:
            one = SPAWNING.Process(target=serve_alone, args=(self._listener,))
            one.start()
            self._processes.append(one)

    def _end(self, *_: object) -> None:
        self._is_ending = True
