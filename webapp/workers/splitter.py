"""The process that splits for a worker: watched while it does, ended where a text is too much.

A text can take minutes and hundreds of megabytes, and what computes that long hears no signal. So
the worker itself stays small, and keeps its lease while another process of its own computes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit
from webapp.errors import Refusal
from webapp.workers.leases import KEPT_EVERY_S
from webapp.workers.running import SplitterEnded

LONGEST_S = 600.0
"""Seconds that one text may take."""
MOST_BYTES = 420_000_000
"""Memory that it may take; with the worker itself that is 600 MB."""
_LOOK_EVERY_S = 0.2
_BEGINS_FRESH_ABOVE = 2 / 3
"""The share of the memory from which on the next text meets a new process."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Splitter:
    """Splits in a process of its own, which is started when it is needed.

    It is started anew where another model is in force.
    """

    def __init__(
        self,
        model_folder: Callable[[], Path | None] = lambda: None,
        *,
        longest_s: float = LONGEST_S,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._model_folder = model_folder
        self._longest_s, self._most_bytes = longest_s, most_bytes
        self._loaded: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
        """What the text says; refuses one that takes too long or too much."""
        process, pipe = self._running()
        try:
            pipe.send(text)
            self._wait(process, pipe, keep)
            found = pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise SplitterEnded from error
        except BaseException:
            self.end()
            raise
        if memory_of(process.pid) > self._most_bytes * _BEGINS_FRESH_ABOVE:
            self.end()
        if isinstance(found, Findings):
            return found
        raise Refusal(str(found))

    def _wait(
        self, process: subprocess.Popen[bytes], pipe: Connection, keep: Callable[[], None]
    ) -> None:
        """Until there is an answer; keeps the lease meanwhile."""
        begun = kept = time.monotonic()
        while not pipe.poll(_LOOK_EVERY_S):
            now = time.monotonic()
            if now - begun > self._longest_s:
                raise Refusal(
                    f"This text takes longer to split than the {self._longest_s:,.0f} seconds that "
                    "one may take. Import it in parts."
                )
            if memory_of(process.pid) > self._most_bytes:
                raise Refusal(
                    f"This text takes more than the {self._most_bytes // 1_000_000:,} MB of memory "
                    "that splitting one may take. Import it in parts."
                )
            if now - kept > KEPT_EVERY_S:
                keep()
                kept = now

    def _running(self) -> tuple[subprocess.Popen[bytes], Connection]:
        wanted = self._model_folder()
        if self._process and (self._process.poll() is not None or wanted != self._loaded):
            self.end()
        if self._process is None or self._pipe is None:
            self._loaded = wanted
            self._pipe, theirs = Pipe()
            command = [sys.executable, "-m", "webapp.workers.splitting", str(theirs.fileno())]
            folder = [str(wanted)] if wanted else []
            self._process = subprocess.Popen(  # noqa: S603 (our own module)
                [*command, *folder], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
            theirs.close()
        return self._process, self._pipe

    def end(self) -> None:
        """End the process, whatever it is at."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._pipe = None


def memory_of(process_id: int) -> int:
    """The bytes of memory that a process holds; 0 where the system does not say."""
    try:
        resident = Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(resident) * _PAGE_BYTES
