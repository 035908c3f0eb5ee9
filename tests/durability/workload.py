"""People who save tags over HTTP without a pause, and the check that nothing of it is lost."""

from __future__ import annotations

import html
import random
import re
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from tests.serving import PATIENCE, Instance, Server
from webapp.database import Database
from webapp.models import Annotation, Claim, Event, Project
from webapp.models.base import utc_now
from webapp.projects.services.members import add_member
from webapp.rules.invitations import add_user, make_link
from webapp.vocabulary import AnnotationState, ClaimState, LinkPurpose, Role

PEOPLE = 8
SITE = {"Sec-Fetch-Site": "same-origin"}


def form_fields(page: bytes, name: str) -> dict[str, str]:
    """The hidden fields of the form that holds a field of this name."""
    forms = re.findall(r"<form.*?</form>", page.decode(), re.DOTALL)
    form = next(form for form in forms if f'name="{name}"' in form)
    tags = re.findall(r"<input[^>]*>", form)
    pairs = [re.findall(r'(name|value)="([^"]*)"', tag) for tag in tags if "hidden" in tag]
    return {found["name"]: html.unescape(found["value"]) for found in map(dict, pairs)}


@dataclass
class Browser:
    """As much of a browser as saving takes: cookies and forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""
    """Where the last answer leads; empty where it leads nowhere."""

    def send(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, **SITE}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            self.location = answer.getheader("Location") or ""
            return answer.status, answer.read()
        finally:
            connection.close()

    def follow(self, link: str) -> None:
        """Sign in by a link."""
        _, page = self.send("GET", link)
        status, _ = self.send("POST", link, form_fields(page, "csrf_token"))
        assert status == 303


@dataclass
class Person:
    """Saves tags on one claim, each save with a note of its own."""

    name: str
    link: str
    claim: str
    sent: int = 0
    acknowledged: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def work(self, port: int, ready: threading.Barrier, over: threading.Event) -> None:
        """Sign in, wait for the others, save until it is over or the server is gone."""
        browser = Browser(port)
        try:
            browser.follow(self.link)
            ready.wait()
            while not over.is_set():
                self.save(browser)
        except (OSError, HTTPException):
            return  # the server was killed: what was not answered was not promised

    def save(self, browser: Browser) -> None:
        """Open the claim, fill the form in, send it; note what the server promised."""
        _, page = browser.send("GET", self.claim)
        self.sent += 1
        note = f"{self.name} {self.sent}"
        fields = form_fields(page, "words") | {
            "source": "The government",
            "source_type": "government",
            "stance": "support",
            "note": note,
            "step": "submit" if self.sent % 2 else "draft",
        }
        status, _ = browser.send("POST", self.claim, fields)
        if status == 303:
            self.acknowledged.append(note)
        else:
            self.refused.append(status)


def hire(instance: Instance) -> list[Person]:
    """Annotators of the demo project, two to a claim that nobody has judged; nothing locks."""
    database = Database(f"sqlite:///{instance.folder / 'counterclaim.db'}")
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = 1
        untouched = select(Claim.public_id).where(Claim.state == ClaimState.PROPOSED)
        claims = session.scalars(untouched.order_by(Claim.id).limit(PEOPLE // 2)).all()
        people = []
        for number in range(PEOPLE):
            name = f"person-{number}-{random.randrange(10**9)}"
            user = add_user(session, None, username=name, display_name=name)
            add_member(session, None, project=project, user=user, role=Role.ANNOTATOR)
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
            claim = claims[number // 2]
            path = f"/projects/{project.public_id}/claims/{claim}"
            people.append(Person(name, f"/links/{token}", path))
    database.dispose()
    return people


def work_until_killed(server: Server, people: list[Person], seconds: float) -> None:
    """Let everybody save at once, then kill the server in the middle of it."""
    over, ready = threading.Event(), threading.Barrier(len(people) + 1)
    threads = [threading.Thread(target=one.work, args=(server.port, ready, over)) for one in people]
    for thread in threads:
        thread.start()
    ready.wait(PATIENCE)
    ending = time.monotonic() + seconds
    while time.monotonic() < ending or not any(person.acknowledged for person in people):
        time.sleep(0.01)
    server.kill()
    over.set()
    for thread in threads:
        thread.join()


@dataclass(frozen=True)
class Findings:
    """What a look at the database after a kill found."""

    acknowledged: int
    missing: list[str]
    half_saved: list[str]
    refused: list[int]
    integrity: str
    broken_references: int

    @property
    def is_clean(self) -> bool:
        """Nothing promised is missing, nothing is half there."""
        return (
            not self.missing
            and not self.half_saved
            and self.integrity == "ok"
            and not self.broken_references
        )


def findings(instance: Instance, people: list[Person]) -> Findings:
    """Compare what was promised with what is there."""
    path = instance.folder / "counterclaim.db"
    database = Database(f"sqlite:///{path}")
    with database.reading() as session:
        notes = _notes(session.scalars(select(Event).order_by(Event.id)).all())
        saved = select(Annotation).where(Annotation.state != AnnotationState.PENDING)
        standing = {row.public_id: row.note for row in session.scalars(saved)}
    database.dispose()
    acknowledged = [note for person in people for note in person.acknowledged]
    kept = {note for history in notes.values() for note in history}
    return Findings(
        acknowledged=len(acknowledged),
        missing=[note for note in acknowledged if note not in kept],
        half_saved=[key for key, note in standing.items() if notes.get(key, [None])[-1] != note]
        + [key for key in notes if key not in standing],
        refused=[status for person in people for status in person.refused],
        integrity=_pragma(path, "integrity_check"),
        broken_references=len(_pragma(path, "foreign_key_check")),
    )


def _notes(events: Any) -> dict[str, list[str]]:
    """The notes of each annotation, in the order of its events."""
    notes: dict[str, list[str]] = {}
    for event in events:
        tags = event.payload.after.get(f"annotation:{event.object_id}") if event.payload else None
        if tags:  # that answers are locked says nothing of them
            notes.setdefault(event.object_id, []).append(tags["note"])
    return notes


def _pragma(path: Path, name: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "".join(str(value) for row in connection.execute(f"pragma {name}") for value in row)


def round_of_killing(instance: Instance) -> Findings:
    """Serve, save, kill, start again with no step in between, and look."""
    with instance.serving() as server:
        people = hire(instance)
        pause = random.uniform(1.0, 3.0)
        work_until_killed(server, people, pause)
    with instance.serving():
        return findings(instance, people)
