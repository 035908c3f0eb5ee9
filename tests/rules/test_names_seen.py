"""A blind member is offered the names that they know, their own before what is settled."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.database import Database
from webapp.models import Membership, Source
from webapp.rules.names_seen import known_sources, newest_sources
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, Role


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def anna(session: Session) -> Membership:
    """Has named one source, first of all; two others have settled two claims since."""
    project = make_project(session, annotators_per_claim=2)
    article = make_article(session, project)
    members = [make_member(session, project, role=Role.ANNOTATOR) for _ in range(3)]
    mine = make_source(session, project, name="Mine")
    make_annotation(session, make_claim(session, article), members[0].user, sources=[mine])
    for name in ("Older", "Newer"):
        claim, source = make_claim(session, article), make_source(session, project, name=name)
        for member in members[1:]:
            make_annotation(
                session, claim, member.user, sources=[source], state=AnnotationState.LOCKED
            )
        session.flush()
        store_claims(session, [claim.id])
    return members[0]


def names(session: Session, viewer: Membership, newest: int) -> list[str]:
    return [seen.name for seen in newest_sources(session, viewer, newest)]


def test_what_others_have_settled_pushes_no_name_of_ones_own_aside(
    session: Session, anna: Membership
) -> None:
    # then
    assert names(session, anna, newest=9) == ["Mine", "Older", "Newer"]
    assert names(session, anna, newest=1) == ["Mine", "Newer"]


def test_one_source_is_known_without_the_others(session: Session, anna: Membership) -> None:
    # given
    keys = session.scalars(select(Source.id).order_by(Source.id)).all()

    # when
    found = known_sources(session, anna, keys=keys[1:2])

    # then
    assert [seen.name for seen in found.values()] == ["Older"]
