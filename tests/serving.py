"""The `counterclaim` command as a process of its own, as people run it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE = 120
"""Seconds: a busy machine may take long to start or stop a server, a broken one never does."""
COMMAND = (sys.executable, "-c", "from webapp.cli import main; main()")


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Instance:
    """Where an instance keeps its data, and how its commands are run."""

    folder: Path
    command: tuple[str, ...] = COMMAND
    environ: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    """The name that people type."""

    @property
    def environment(self) -> dict[str, str]:
        """What the commands see."""
        own = {"COUNTERCLAIM_DATA": str(self.folder), "PORT": str(self.port)}
        return {**os.environ, **own, **self.environ}

    def run(self, *arguments: str) -> str:
        """What a command prints; it must succeed."""
        return subprocess.run(  # noqa: S603 (our own command)
            [*self.command, *arguments],
            env=self.environment,
            cwd=self.folder.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    @contextmanager
    def serving(self, *options: str) -> Iterator[Server]:
        """A server that answers; it is ended with the block if it still runs."""
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [*self.command, "run", *options],
            env={**self.environment, "PYTHONUNBUFFERED": "1"},
            cwd=self.folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        server = Server(process, self.port, self.host)
        try:
            server.wait_until_it_answers()
            yield server
        finally:
            server.stop()


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    host: str
    printed: str = ""

    def wait_until_it_answers(self) -> None:
        """What it printed is at hand afterwards."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if line.startswith("Counterclaim serves"):
                break
        ending = time.monotonic() + PATIENCE
        while self.status_of("/sign-in") != 200:
            if time.monotonic() > ending or self.process.poll() is not None:
                raise RuntimeError(f"the server does not answer:\n{self.printed}")
            time.sleep(0.05)

    def status_of(self, path: str) -> int:
        """How the server answers GET; 0 where it does not."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": self.host})
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def links(self) -> dict[str, str]:
        """The path of the sign-in link of each demo user."""
        found = re.findall(r"^(\S+) +http://[^/]+(/links/\S+)$", self.printed, re.MULTILINE)
        return dict(found)

    def kill(self) -> None:
        """As a power cut would: no time to tidy up."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """As an operator would; gives the exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()
        return self.process.returncode
