"""Answers texts with what they say, until its worker ends: `python -m webapp.workers.splitting`."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from webapp.articles.files.findings import Findings, findings_in
from webapp.articles.files.language import Unsplit
from webapp.attribution import Engine
from webapp.workers.running import OUR_FAULT

log = logging.getLogger(__name__)

YIELDS = 10
"""How far pages come before it, as `nice` counts."""


def answer(pipe: Connection, engine: Engine) -> None:
    """Split one text after the other; ends when nobody listens any more."""
    while True:
        try:
            text: Unsplit = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer_to(text, engine))


def _answer_to(text: Unsplit, engine: Engine) -> Findings | str:
    """What the text says, or why nothing is known of it."""
    try:
        return findings_in(engine, {"": text})[""]
    except Exception as error:
        log.exception("a text could not be split")
        return OUR_FAULT.format(kind=type(error).__name__)


def _end_with(parent: int) -> None:
    """Compute for nobody."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main() -> None:
    """Listen to the worker that has started this process."""
    for number in (signal.SIGTERM, signal.SIGINT):  # sent to the whole group: the worker ends this
        signal.signal(number, signal.SIG_IGN)
    os.nice(YIELDS)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    answer(Connection(int(sys.argv[1])), Engine(folder))


if __name__ == "__main__":
    main()
