"""Names of sources are stored as answers write them, for whoever may see these."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update
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
from webapp.models import Annotation, Claim, Membership, Source, WrittenName
from webapp.rules.names_seen import SourceSeen, known_sources
from webapp.rules.stored import outdated
from webapp.rules.stored_claims import store_claims
from webapp.rules.tagged_sources import set_sources
from webapp.vocabulary import AnnotationState

LOCKED, SUBMITTED = AnnotationState.LOCKED, AnnotationState.SUBMITTED


class Newsroom:
    """Anna and Ben answer each claim; of one source they write what they like."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.project = make_project(session, annotators_per_claim=2)
        self.article = make_article(session, self.project)
        self.anna, self.ben = (make_member(session, self.project) for _ in range(2))
        self.police = make_source(session, self.project, name="Police")

    def claim(self) -> Claim:
        return make_claim(self.session, self.article)

    def answer(
        self, claim: Claim, by: Membership, written: str, source_type: str = "", **changes: Any
    ) -> Annotation:
        given = make_annotation(self.session, claim, by.user, source_type=source_type, **changes)
        self.name(given, (self.police, written))
        return given

    def name(self, given: Annotation, *named: tuple[Source, str]) -> None:
        set_sources(self.session, given, named)
        self.session.flush()
        store_claims(self.session, [given.claim_id])

    def settled(self, *written: str, source_type: str = "") -> Claim:
        """A claim that both have answered alike."""
        claim = self.claim()
        for by, name in zip((self.anna, self.ben), written, strict=True):
            self.answer(claim, by, name, source_type, state=LOCKED)
        return claim

    def seen(self, by: Membership) -> SourceSeen | None:
        """What the police are to somebody who does not see all tags."""
        assert list(outdated(self.session)) == []
        return known_sources(self.session, by, [self.police.id]).get(self.police.id)

    def names(self, by: Membership) -> tuple[str, ...]:
        seen = self.seen(by)
        return (seen.name, *seen.aliases) if seen else ()


@pytest.fixture
def room(database: Database) -> Iterator[Newsroom]:
    with database.transaction() as session:
        yield Newsroom(session)


def test_a_name_is_its_writers_until_the_claim_is_settled(room: Newsroom) -> None:
    # when
    claim = room.claim()
    room.answer(claim, room.ben, "cops", state=LOCKED)

    # then
    assert (room.names(room.anna), room.names(room.ben)) == ((), ("cops",))

    # when
    room.answer(claim, room.anna, "officers", state=LOCKED)

    # then
    assert room.names(room.anna) == ("officers", "cops")
    assert room.names(room.ben) == ("cops", "officers")


def test_a_claim_that_is_opened_again_hides_its_names(room: Newsroom) -> None:
    # given
    claim = room.settled("officers", "cops")

    # when
    for given in claim.annotations:
        given.state = AnnotationState.DRAFT
    room.session.flush()
    store_claims(room.session, [claim.id])

    # then
    assert (room.names(room.anna), room.names(room.ben)) == (("officers",), ("cops",))


def test_the_name_that_was_written_first_is_the_name_also_where_another_goes(
    room: Newsroom,
) -> None:
    # given
    first, _ = (room.answer(room.claim(), room.anna, name) for name in ("cops", "officers"))
    assert room.names(room.anna) == ("cops", "officers")

    # when
    room.name(first, (room.police, "officers"))

    # then
    assert room.names(room.anna) == ("officers",)

    # when
    room.name(first)

    # then
    assert room.names(room.anna) == ("officers",)


def test_what_nobody_writes_any_more_is_gone(room: Newsroom) -> None:
    # given
    given = room.answer(room.claim(), room.anna, "cops", "government")

    # when
    room.name(given, (make_source(room.session, room.project, name="Army"), "army"))

    # then
    assert room.seen(room.anna) is None


def test_the_type_is_the_newest_where_the_source_speaks_alone(room: Newsroom) -> None:
    # given
    older = room.answer(room.claim(), room.anna, "cops", "legal")
    newer = room.answer(room.claim(), room.anna, "cops", "government")
    same = room.answer(room.claim(), room.anna, "cops", "government")

    def kind() -> str:
        seen = room.seen(room.anna)
        assert seen is not None
        return seen.source_type

    # then
    assert kind() == "government"

    # when
    army = make_source(room.session, room.project, name="Army")
    room.name(newer, (room.police, "cops"), (army, "army"))
    room.name(same, (room.police, "cops"), (army, "army"))

    # then
    assert kind() == "legal"

    # when
    older.source_type = ""
    room.session.flush()
    store_claims(room.session, [older.claim_id])

    # then
    assert kind() == ""


def test_the_type_that_settled_claims_say_goes_before_ones_own(room: Newsroom) -> None:
    # given
    room.settled("cops", "cops", source_type="legal")

    # when
    room.answer(room.claim(), room.anna, "cops", "government")

    # then
    seen = room.seen(room.anna)
    assert seen is not None
    assert seen.source_type == "legal"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "sheriff"},
        {"folded_name": "sheriff"},
        {"is_first": False},
        {"source_type": "government"},
        {"typed_link_id": None},
        {"link_id": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_name_that_is_stored_otherwise_is_found(room: Newsroom, changes: dict[str, Any]) -> None:
    # given
    room.answer(room.claim(), room.anna, "cops", "legal")

    # when
    room.session.execute(update(WrittenName).values(**changes))

    # then
    assert any("written_name" in one for one in outdated(room.session))
