"""Which claim waits for whom, where one person's tags are enough and where more are asked for."""

import pytest
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claims, make_member, make_project
from webapp.models import Claim, Project, User
from webapp.rules import queue
from webapp.rules.queue import next_claim_or_none
from webapp.vocabulary import AnnotationState, Role, SkipReason

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


def test_claims_that_lack_least_come_first(
    session: Session, project: Project, claims: list[Claim], anna: User, ben: User
) -> None:
    # given
    project.annotators_per_claim = 3

    # when
    make_annotation(session, claims[1], anna)

    # then
    assert next_claim_or_none(session, project, ben) == claims[1]


def test_among_claims_with_as_many_answers_the_text_goes_on(
    session: Session, project: Project, claims: list[Claim], ben: User
) -> None:
    # given
    project.annotators_per_claim = 2

    # then
    assert next_claim_or_none(session, project, ben, after=claims[0]) == claims[1]
    assert next_claim_or_none(session, project, ben, after=claims[1]) == claims[0]


@pytest.mark.parametrize("reason", [SkipReason.NOT_A_CLAIM, SkipReason.TEXT_BROKEN])
def test_a_claim_with_which_something_is_wrong_goes_to_adjudicators(
    session: Session,
    project: Project,
    claims: list[Claim],
    anna: User,
    ben: User,
    reason: SkipReason,
) -> None:
    # when
    make_annotation(session, claims[0], anna, state=AnnotationState.SKIPPED, skipped_reason=reason)

    # then
    assert claims[0].needs_adjudication
    assert next_claim_or_none(session, project, ben) == claims[1]


@pytest.mark.parametrize(
    "reason", [reason for reason in SkipReason if not reason.is_for_adjudicators]
)
def test_a_claim_that_somebody_cannot_answer_goes_to_another(
    session: Session,
    project: Project,
    claims: list[Claim],
    anna: User,
    ben: User,
    reason: SkipReason,
) -> None:
    # when
    make_annotation(session, claims[0], anna, state=AnnotationState.SKIPPED, skipped_reason=reason)

    # then
    assert not claims[0].needs_adjudication
    assert next_claim_or_none(session, project, ben) == claims[0]
    assert next_claim_or_none(session, project, anna) == claims[1]


def test_whoever_is_ahead_of_all_still_finds_what_returned_at_the_start(
    session: Session, project: Project, anna: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("webapp.rules.queue.LOOKED_AT", 2)
    queue._part_of_queue.cache_clear()
    project.annotators_per_claim = 2
    words = [f"“{number}”" for number in range(8)]
    article = make_article(session, project, text=" ".join(words))
    claims = make_claims(session, article, words)
    for claim in claims:
        make_annotation(session, claim, anna if claim is not claims[6] else ben)

    # when
    found = next_claim_or_none(session, project, anna)
    queue._part_of_queue.cache_clear()

    # then
    assert found == claims[6]
