"""Sixteen windows edit one answer at once: each save lands once, or is told that it is stale."""

import threading

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tests.making import make_annotation, make_claim, make_member
from webapp.annotations.queries.claims import annotation_by, words_digest
from webapp.annotations.services.tagging import save_draft
from webapp.database import Database
from webapp.errors import Stale
from webapp.models import Annotation, Claim, Event, User
from webapp.rules.tags import SeenVersion, Tags

WINDOWS = 16
EDITS = 3


def edit(database: Database, note: str) -> None:
    """Read, type, save; read again and save again as long as the save is stale."""
    while True:
        with database.reading() as reading:
            claim, user = _claim_and_user(reading)
            mine = annotation_by(claim, user)
            assert mine is not None
            seen = SeenVersion(version=mine.version, words=words_digest(claim))
        try:
            with database.transaction() as session:
                claim, user = _claim_and_user(session, holds=True)
                save_draft(session, user, claim=claim, answers=Tags(note=note), seen=seen)
            return
        except (Stale, StaleDataError):
            continue


def _claim_and_user(session: Session, *, holds: bool = False) -> tuple[Claim, User]:
    """The only ones; who changes tags holds the claim, as the review page does."""
    claims = select(Claim).with_for_update() if holds else select(Claim)
    return session.scalars(claims).one(), session.scalars(select(User)).one()


def test_no_edit_is_lost_and_none_lands_twice(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session)
        make_annotation(session, claim, make_member(session, claim.article.project).user)
        first = session.scalars(select(Annotation.version)).one()

    def work(window: int) -> None:
        for number in range(EDITS):
            edit(database, f"{window} {number}")

    # when
    threads = [threading.Thread(target=work, args=(window,)) for window in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    with database.reading() as session:
        events = session.scalars(select(Event).order_by(Event.id)).all()
        tags = [tuple(event.payload.after.values()) for event in events if event.payload]
        notes = [values["note"] for (values,) in tags]
        assert session.scalars(select(Annotation.version)).one() == first + WINDOWS * EDITS
        assert session.scalars(select(Annotation.note)).one() == notes[-1]
    assert sorted(notes) == sorted(
        f"{window} {number}" for window in range(WINDOWS) for number in range(EDITS)
    )
