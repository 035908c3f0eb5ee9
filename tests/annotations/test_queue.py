"""Which claim waits for whom, where one person's tags are enough and where more are asked for."""

import pytest
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claims, make_member, make_project
from webapp.models import Claim, Project, User
from webapp.rules.queue import next_claim_or_none
from webapp.vocabulary import AnnotationState, Role

CONTENTS = ("he was killed by an incendiary device", "he was shot")


@pytest.fixture
def project(session: Session) -> Project:
    return make_project(session)


@pytest.fixture
def claims(session: Session, project: Project) -> list[Claim]:
    """Two claims of one article."""
    return make_claims(session, make_article(session, project), CONTENTS)


@pytest.fixture
def anna(session: Session, project: Project) -> User:
    return make_member(session, project, role=Role.ANNOTATOR).user


@pytest.fixture
def ben(session: Session, project: Project) -> User:
    return make_member(session, project, role=Role.ANNOTATOR).user


def test_what_somebody_has_tagged_waits_for_nobody_else(
    session: Session, project: Project, claims: list[Claim], anna: User, ben: User
) -> None:
    # when
    make_annotation(session, claims[0], anna)

    # then
    assert next_claim_or_none(session, project, ben) == claims[1]


def test_what_somebody_has_skipped_waits_for_the_others(
    session: Session, project: Project, claims: list[Claim], anna: User, ben: User
) -> None:
    # when
    make_annotation(session, claims[0], anna, state=AnnotationState.SKIPPED)

    # then
    assert next_claim_or_none(session, project, ben) == claims[0]


def test_what_one_has_begun_stays_ones_own_to_end(
    session: Session, project: Project, claims: list[Claim], anna: User, ben: User
) -> None:
    # given
    make_annotation(session, claims[0], ben, state=AnnotationState.DRAFT)

    # when
    make_annotation(session, claims[0], anna)

    # then
    assert next_claim_or_none(session, project, ben) == claims[0]


def test_in_a_blind_project_the_queue_tells_nothing_of_the_others(
    session: Session, project: Project, claims: list[Claim], anna: User, ben: User
) -> None:
    # given
    project.annotators_per_claim = 2

    # when
    make_annotation(session, claims[0], anna)

    # then
    assert next_claim_or_none(session, project, ben) == claims[0]
