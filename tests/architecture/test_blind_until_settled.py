"""That a claim has all its answers is told; what they are, not before it is settled.

Two projects in which others have answered otherwise are compared: nothing tells them apart, while a
claim waits for an adjudicator and while it is reopened. Once it is settled, everybody reads it.
"""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture.blind_world import (
    OTHERWISE,
    TELLING,
    Answer,
    World,
    differing,
    furnish,
    masked,
    named_by,
    place,
    seen,
    tag,
    telling,
)
from webapp.database import Database
from webapp.models import Adjudication, Claim, Membership, Placement, User
from webapp.models.base import utc_now
from webapp.placements.services import reopen
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AdjudicationReason, AnnotationState, SettledBy

WAYS: tuple[tuple[Answer, str], ...] = ((TELLING, "deny"), (OTHERWISE, "query"))
"""How others answer in one project and in the other: about a claim, and about its placement."""
TO_ALL = {
    *("annotations.annotate", "claims.history", "disputes.show"),
    *("history.index", "projects.show"),
}
OF_ONES_OWN = {"annotations", "annotations.csv", "annotations.review", "annotations.skip"}
TELL_THAT_ALL_ARE_IN = {
    "vera": TO_ALL,
    "dora": {*TO_ALL, "placements.edit"},
    "ann": {*TO_ALL, "placements.edit", *OF_ONES_OWN},
}
"""Where a reader learns that a claim, or a placement, has all its answers: as docs/access.md says.

The history and the project's page tell that answers are in; the rest shows that none is taken.
"""
SHOW_WHAT_IS_SETTLED = {
    "annotations.annotate shared",
    "annotations.csv",
    "claims.csv",
    "claims.history shared",
    "claims.index",
    "claims.index?source=canary",
    "sources.csv",
    "sources.index",
    "sources.show",
}


def claim_of(session: Session, world: World) -> Claim:
    """The claim that ann has tagged."""
    return session.scalars(select(Claim).where(Claim.public_id == world.shared)).one()


def reopen_all(database: Database, world: World) -> None:
    """An adjudicator asks for all answers again, about the shared claim and about the placement."""
    with database.transaction() as session:
        claim = claim_of(session, world)
        for row in claim.annotations:
            row.state, row.reopened_because = AnnotationState.DRAFT, "A new rule"
        session.flush()
        store_claims(session, [claim.id])
        judy = session.scalars(
            select(Membership).where(
                Membership.project_id == world.project_id, Membership.user.has(username="judy")
            )
        ).one()
        placement = session.scalars(
            select(Placement).where(Placement.public_id == world.ids["placement_id"])
        ).one()
        reopen(session, judy, placement=placement, version=placement.version, because="A new rule")


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "dora", "vera"])
def test_answers_that_complete_a_claim_tell_that_and_not_what_they_are(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    with database.transaction() as session:
        worlds = [furnish(session, f"World {one}", people, annotators=2) for one in (1, 2)]
    before = seen(app, database, browsers[reader], reader, worlds[0])

    # when
    for world, (values, stance) in zip(worlds, WAYS, strict=True):
        tag(database, browsers, "ben", world, world.shared, **values)
        place(browsers["ben"], world, stance)
    pages = [seen(app, database, browsers[reader], reader, world) for world in worlds]

    # then
    assert telling(pages[0]) == set()
    assert differing(*map(masked, pages)) == set()
    told = {key.split()[0].partition("?")[0] for key in differing(before, pages[0])}
    assert told == TELL_THAT_ALL_ARE_IN[reader]


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "vera"])
def test_what_a_settled_claim_shows_is_hidden_again_while_it_is_reopened(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    with database.transaction() as session:
        worlds = [
            furnish(session, f"World {one}", people, annotators=3, rule=SettledBy.MAJORITY)
            for one in (1, 2)
        ]
    for world, (values, stance) in zip(worlds, WAYS, strict=True):
        for name in ("ben", "cleo"):
            tag(database, browsers, name, world, world.shared, **values)
            place(browsers[name], world, stance)
    canary = named_by(database, "ben", worlds[0])
    settled = seen(app, database, browsers[reader], reader, worlds[0].naming(canary))

    # when
    for world in worlds:
        reopen_all(database, world)
    pages = [seen(app, database, browsers[reader], reader, world) for world in worlds]
    here = worlds[0].naming(canary)
    pages[0] |= {"source": seen(app, database, browsers[reader], reader, here)["sources.show"]}
    pages[1] |= {"source": pages[0]["source"]}

    # then
    assert telling(settled) >= SHOW_WHAT_IS_SETTLED
    assert pages[0]["source"].startswith("404")
    assert telling(pages[0]) == set()
    assert differing(*map(masked, pages)) == set()


@pytest.mark.on("sqlite")
def test_what_an_adjudicator_settles_is_for_everybody_with_the_answers_before_it(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=2)
    tag(database, browsers, "ben", world, world.shared, **TELLING)
    waiting = seen(app, database, browsers["ann"], "ann", world)

    # when
    with database.transaction() as session:
        claim = claim_of(session, world)
        fields = ("source_type", "stance", "dispute_status")
        session.add(
            Adjudication(
                project_id=claim.project_id,
                claim=claim,
                user=session.scalars(select(User).where(User.username == "judy")).one(),
                state=AnnotationState.SUBMITTED,
                note="canary note",
                reason=AdjudicationReason.OTHER,
                submitted_at=utc_now(),
                updated_at=utc_now(),
                **{name: TELLING[name] for name in fields},
            )
        )
        session.flush()
        store_claims(session, [claim.id])
    settled = seen(app, database, browsers["ann"], "ann", world)

    # then
    assert telling(waiting) == set()
    assert telling(settled) >= {"annotations.annotate shared", "annotations.csv", "claims.csv"}
