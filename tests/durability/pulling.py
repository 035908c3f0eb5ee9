"""People who work through one queue over HTTP at once, and the count of what went wrong."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.durability.workload import Browser, form_fields
from tests.making import make_article, make_claims, make_project
from tests.serving import PATIENCE, Instance, Server
from tests.throwaway_postgresql import ROLE, address_of, as_superuser, throwaway_postgresql
from webapp.database import Database
from webapp.models import Annotation, Claim
from webapp.models.base import utc_now
from webapp.projects.services.members import add_member
from webapp.rules.invitations import add_user, make_link
from webapp.vocabulary import SUBMITTED_STATES, LinkPurpose, Role

PER_ARTICLE = 20


@dataclass
class Puller:
    """Takes claims up from the queue and submits tags, each with a note of its own."""

    name: str
    link: str
    review: str
    browser: Browser
    acknowledged: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    is_done: bool = False

    def work(self, port: int, ready: threading.Barrier) -> None:
        """Sign in if need be, wait for the others, work until nothing is left or it is killed."""
        self.browser.port = port
        try:
            if not self.browser.cookies:
                self.browser.follow(self.link)
            ready.wait()
            while not self.is_done:
                self.go_on()
        except (OSError, HTTPException):
            return  # the server was killed: what was not answered was not promised

    def go_on(self) -> None:
        """Go to the claim that is before one, or take one up; answer as long as one follows."""
        status, page = self.browser.send("GET", self.review)
        if status == 200 and b">Start</button>" not in page:
            self.is_done = status == 200
            return
        if status == 200:
            status, _ = self.browser.send("POST", self.review, form_fields(page, "once"))
        self.statuses[status] += 1
        while "/claims/" in self.browser.location:
            self.answer(self.browser.location.partition("#")[0])

    def answer(self, claim: str) -> None:
        """Submit tags for a claim and go on; note what the server promised."""
        _, page = self.browser.send("GET", claim)
        note = f"{self.name} {claim}"
        fields = form_fields(page, "words") | {
            "source": "The government",
            "source_type": "government",
            "stance": "support",
            "note": note,
            "step": "submit_next",
        }
        status, _ = self.browser.send("POST", claim, fields)
        self.statuses[status] += 1
        if status == 303:
            self.acknowledged.append(note)


@dataclass(frozen=True)
class Outcome:
    """What a look at the database found when nobody had anything left to do."""

    answers: int
    overfull: int
    """Claims that more people have answered than were asked for."""
    lost_places: int
    """Answers that are missing though nobody had a claim left."""
    lost_saves: int
    """Answers that were acknowledged and are not there."""
    refused: int
    """Saves that found no place."""
    broken: int
    """Answers of the server that say that something broke."""

    @property
    def is_clean(self) -> bool:
        """Nothing went wrong."""
        wrong = (self.overfull, self.lost_places, self.lost_saves, self.refused, self.broken)
        return not any(wrong)


@contextmanager
def instance_on(kind: str, folder: Path) -> Iterator[Instance]:
    """An instance on SQLite, or on a PostgreSQL of its own."""
    instance = Instance(folder / "data")
    if kind == "sqlite":
        yield instance
        return
    with throwaway_postgresql(None) as server:
        as_superuser(server, f"create database pulling owner {ROLE}")
        instance.environ["COUNTERCLAIM_DATABASE_URL"] = address_of(server, "pulling")
        yield instance


@contextmanager
def rows_of(instance: Instance) -> Iterator[Session]:
    """A session on the instance's database, from beside the server."""
    path = instance.folder / "counterclaim.db"
    database = Database(instance.environ.get("COUNTERCLAIM_DATABASE_URL", f"sqlite:///{path}"))
    with database.transaction() as session:
        yield session
    database.dispose()


def hire(session: Session, claims: int, annotators: int, people: int) -> list[Puller]:
    """A project of so many claims, each for so many annotators, and people who sign in."""
    project = make_project(session, name="Queue", annotators_per_claim=annotators)
    for start in range(0, claims, PER_ARTICLE):
        words = [f"“{number}”" for number in range(start, min(start + PER_ARTICLE, claims))]
        make_claims(session, make_article(session, project, text=" ".join(words)), words)
    hired = []
    for number in range(people):
        user = add_user(session, None, username=f"puller-{number}", display_name=f"P {number}")
        add_member(session, None, project=project, user=user, role=Role.ANNOTATOR)
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
        review = f"/projects/{project.public_id}/review"
        hired.append(Puller(f"puller-{number}", f"/links/{token}", review, Browser(0)))
    return hired


def pull(server: Server, people: list[Puller], is_enough: Callable[[], bool] | None = None) -> None:
    """Let everybody work at once, until nothing is left or until the server is killed."""
    ready = threading.Barrier(len(people) + 1)
    threads = [threading.Thread(target=one.work, args=(server.port, ready)) for one in people]
    for thread in threads:
        thread.start()
    ready.wait(PATIENCE)
    while is_enough is not None and not is_enough():
        time.sleep(0.01)
    if is_enough is not None:
        server.kill()
    for thread in threads:
        thread.join()


def outcome(session: Session, people: list[Puller], annotators: int) -> Outcome:
    """Compare what was promised, and what was to be done, with what is there."""
    is_answer = Annotation.state.in_(SUBMITTED_STATES)
    counted = select(Claim.id, func.count(Annotation.id)).outerjoin(
        Annotation, (Annotation.claim_id == Claim.id) & is_answer
    )
    counts = dict(session.execute(counted.group_by(Claim.id)).all())
    notes = set(session.scalars(select(Annotation.note).where(is_answer)))
    statuses = sum((one.statuses for one in people), Counter[int]())
    return Outcome(
        answers=sum(counts.values()),
        overfull=sum(count > annotators for count in counts.values()),
        lost_places=sum(max(0, annotators - count) for count in counts.values()),
        lost_saves=sum(note not in notes for one in people for note in one.acknowledged),
        refused=sum(count for status, count in statuses.items() if 400 <= status < 500),
        broken=sum(count for status, count in statuses.items() if status >= 500),
    )


def pulled(
    instance: Instance, *, claims: int, annotators: int, people: int, kills: bool
) -> Outcome:
    """Serve, let people work through the queue, kill the server in the middle if asked to; look."""
    with instance.serving():
        pass
    with rows_of(instance) as session:
        team = hire(session, claims, annotators, people)
    if kills:
        half = claims * annotators // 2
        with instance.serving() as server:
            pull(server, team, lambda: sum(len(one.acknowledged) for one in team) >= half)
    with instance.serving() as server:
        pull(server, team)
    with rows_of(instance) as session:
        return outcome(session, team, annotators)
