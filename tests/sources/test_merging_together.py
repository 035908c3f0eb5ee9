"""Sources that are merged while people tag with them: nobody waits for somebody who waits."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, seen
from tests.making import make_claim, make_source
from tests.people import join
from tests.serving import PATIENCE
from tests.waiting import wait_until
from webapp.annotations.services.tagging import submit
from webapp.database import Database
from webapp.models import AnnotationSource, Claim, Membership, Source
from webapp.rules.claims import claim_or_none
from webapp.sources.services.merging import merge_sources


@dataclass(frozen=True)
class Place:
    """One claim that nobody has tagged, two sources that are one, and people by name."""

    database: Database
    claim: str
    police: int
    the_police: int
    people: dict[str, int]

    def held_claim(self, session: Session, by: Membership) -> Claim:
        claim = claim_or_none(session, by.project, self.claim, for_change=True)
        assert claim is not None
        return claim

    def tag(self, who: str, *names: str, then: Callable[[], object] = lambda: None) -> None:
        """Open the claim to answer it; `then` comes before the answer."""
        with self.database.transaction() as session:
            by = session.get_one(Membership, self.people[who])
            claim = self.held_claim(session, by)
            then()
            before_them = seen(claim, by.user)
            submit(session, by.user, claim=claim, answers=answers(*names), seen=before_them)

    def merge(self) -> None:
        with self.database.transaction() as session:
            judy = session.get_one(Membership, self.people["judy"])
            kept, gone = (session.get_one(Source, one) for one in (self.police, self.the_police))
            versions = {"version": kept.version, "gone_version": gone.version}
            merge_sources(session, judy, kept=kept, gone=gone, **versions)

    def tagged(self) -> list[int]:
        """The sources of all answers."""
        with self.database.reading() as session:
            links = select(AnnotationSource.source_id).order_by(AnnotationSource.id)
            return list(session.scalars(links))


@pytest.fixture
def place(database: Database) -> Place:
    with database.transaction() as session:
        claim = make_claim(session)
        project = claim.article.project
        project.annotators_per_claim = 2
        police = make_source(session, project, name="Police")
        the_police = make_source(session, project, name="The police")
        names = ("anna", "ben", "judy")
        people = [one.id for one in join(session, project, *names)]
        named = dict(zip(names, people, strict=True))
        return Place(database, claim.public_id, police.id, the_police.id, named)


@contextmanager
def around_first(
    database: Database,
    lock: str,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> Iterator[None]:
    """Do something before the first statement that locks sources so, and after it."""
    begun, ended = threading.Event(), threading.Event()

    def is_first(statement: str, done: threading.Event) -> bool:
        return "FROM source" in statement and statement.endswith(lock) and not done.is_set()

    def comes(_: object, __: object, statement: str, *___: object) -> None:
        if is_first(statement, begun):
            begun.set()
            before()

    def came(_: object, __: object, statement: str, *___: object) -> None:
        if is_first(statement, ended):
            ended.set()
            after()

    event.listen(database.engine, "before_cursor_execute", comes)
    event.listen(database.engine, "after_cursor_execute", came)
    yield
    event.remove(database.engine, "before_cursor_execute", comes)
    event.remove(database.engine, "after_cursor_execute", came)


def somebody_waits(database: Database) -> bool:
    waiting = text(
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and wait_event_type = 'Lock'"
    )
    with database.reading() as session:
        return bool(session.execute(waiting).scalar_one())


@pytest.mark.on("postgresql")
def test_a_claim_that_is_tagged_while_its_sources_are_to_be_merged_waits_for_nobody(
    place: Place,
) -> None:
    # given
    has_claim, has_sources = threading.Event(), threading.Event()
    tagging: list[Future[None]] = []

    def wait_for_sources() -> None:
        has_claim.set()
        assert has_sources.wait(PATIENCE)

    def meanwhile() -> None:
        place.tag("anna", "The police")
        tagging.append(pool.submit(place.tag, "ben", "The police", then=wait_for_sources))
        assert has_claim.wait(PATIENCE)

    # when
    with (
        ThreadPoolExecutor() as pool,
        around_first(place.database, "FOR UPDATE", meanwhile, has_sources.set),
    ):
        place.merge()
        tagging[0].result()

    # then
    assert place.tagged() == [place.police] * 2


@pytest.mark.on("postgresql")
def test_two_sources_of_one_answer_are_held_as_a_merge_holds_them(place: Place) -> None:
    # given
    merging: list[Future[None]] = []

    def meanwhile() -> None:
        merging.append(pool.submit(place.merge))
        wait_until(lambda: somebody_waits(place.database))

    # when
    with (
        ThreadPoolExecutor() as pool,
        around_first(place.database, "FOR KEY SHARE", after=meanwhile),
    ):
        place.tag("anna", "The police", "Police")
        merging[0].result()

    # then
    assert place.tagged() == [place.police]
