"""Our desk, at which people open claims and save tags, and what any desk is measured by."""

from __future__ import annotations

import gzip
import http.client
import itertools
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from tests.serving import Instance
from webapp.database import Database
from webapp.models import Claim, EventPayload, Project
from webapp.models.base import utc_now
from webapp.projects.services.members import add_member
from webapp.rules.invitations import add_user, make_link
from webapp.vocabulary import ClaimState, LinkPurpose, Role

PEOPLE = 16
DATA = "ours"
"""Where our desk keeps its data, in the folder that it is given."""
LONGEST_START = 60
FORM = "application/x-www-form-urlencoded"
CLAIMS_KNOWN = re.compile(r'data-claims="([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Visitor:
    """A browser: one connection that stays open, cookies, compressed answers."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Status, body and where the answer leads."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookie, "Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            sent["Content-Type"] = FORM
        self.connection.request(method, path, body, {**sent, **headers})
        answer = self.connection.getresponse()
        content = answer.read()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return answer.status, content.decode(), answer.getheader("Location") or ""


@dataclass
class Desk:
    """A running server: each person opens and saves once a call."""

    process: subprocess.Popen[bytes]
    people: list[Callable[[], bool]]
    kept: Callable[[], int]
    """How many saves are on the disk, since the people sat down."""

    def cpu(self) -> float:
        """Seconds of CPU that all processes of the server have used."""
        return sum(_cpu_of(path) for path in Path("/proc").glob("[0-9]*") if self._is_of(path))

    def _is_of(self, path: Path) -> bool:
        try:
            return os.getsid(int(path.name)) == self.process.pid
        except ProcessLookupError:
            return False


def _cpu_of(path: Path) -> float:
    try:
        times = (path / "stat").read_text().rpartition(")")[2].split()[11:15]
    except FileNotFoundError:
        return 0
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(
    command: list[str], port: int, log: Path, **environ: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a session of its own, from when it answers on; what it prints is in the log."""
    with log.open("wb") as printed:
        process = subprocess.Popen(  # noqa: S603 (what is measured)
            command,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environ},
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(port, process)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ending = time.monotonic() + LONGEST_START
    while time.monotonic() < ending and process.poll() is None:
        try:
            Visitor(port).ask("GET", "/")
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


@contextmanager
def our_desk(
    folder: Path, options: Sequence[str] = (), *, has_script: bool = False, saves: bool = True
) -> Iterator[Desk]:
    """Counterclaim with the demo's articles; each person tags claims that nobody else tags.

    With its script, a browser asks for what is new on the next page, as Taguette's does always.
    """
    instance = Instance(folder / DATA)
    with instance.serving("--demo"):
        pass
    database = Database(f"sqlite:///{instance.folder / 'counterclaim.db'}")
    links, base, claims = _hired(database)
    before = _notes_in(database)
    begin = [*instance.command, "run", *options]
    log = folder / "ours.log"
    with started(begin, instance.port, log, **instance.environment) as process:
        people = []
        for number, link in enumerate(links):
            visitor = Visitor(instance.port)
            _, page, _ = visitor.ask("GET", link)
            visitor.ask("POST", link, urlencode(dict(HIDDEN.findall(page))))
            each = len(claims) // PEOPLE
            own = [f"{base}/{claim}" for claim in claims[number * each : (number + 1) * each]]
            name = f"person-{number}"
            people.append(
                _tagger(visitor, own, name, has_script=has_script)
                if saves
                else _reader(visitor, own)
            )
        yield Desk(process, people, lambda: _notes_in(database) - before)
    database.dispose()


def _hired(database: Database) -> tuple[list[str], str, list[str]]:
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = 1
        untouched = select(Claim.public_id).where(Claim.state == ClaimState.PROPOSED)
        claims = session.scalars(untouched.order_by(Claim.id)).all()
        links = []
        for number in range(PEOPLE):
            name = f"person-{number}"
            user = add_user(session, None, username=name, display_name=name)
            add_member(session, None, project=project, user=user, role=Role.ANNOTATOR)
            links.append(f"/links/{make_link(session, user, LinkPurpose.SIGN_IN, utc_now())}")
        return links, f"/projects/{project.public_id}/claims", list(claims)


def _notes_in(database: Database) -> int:
    """How many saves the history tells of."""
    with database.reading() as session:
        payloads = session.scalars(select(EventPayload.after)).all()
    return sum('"note": "person-' in json.dumps(after) for after in payloads)


def _tagger(
    visitor: Visitor, claims: Sequence[str], name: str, *, has_script: bool
) -> Callable[[], bool]:
    """Who opens one claim after the other, and submits tags for each with a note of its own."""
    numbers, paths = itertools.count(), itertools.cycle(claims)
    headers: dict[str, str] = {}

    def open_and_save() -> bool:
        claim = next(paths)
        status, page, _ = visitor.ask("GET", claim, **headers)
        if status != 200:
            return False
        if has_script:
            left, known = claim.rpartition("/")[2], CLAIMS_KNOWN.findall(page)[0]
            headers["Accept"] = f"text/html; fragment; from={left}; claims={known}"
        form = page[page.rindex("<form", 0, page.index('name="words"')) :]
        fields = dict(HIDDEN.findall(form.partition("</form>")[0])) | {
            "source": "The government",
            "source_type": "government",
            "stance": "support",
            "note": f"{name} {next(numbers)}",
            "step": "submit_next",
        }
        return visitor.ask("POST", claim, urlencode(fields))[0] == 303

    return open_and_save


def _reader(visitor: Visitor, claims: Sequence[str]) -> Callable[[], bool]:
    """Who opens one claim after the other, and saves nothing."""
    paths = itertools.cycle(claims)
    return lambda: visitor.ask("GET", next(paths))[0] == 200
