"""How far claims are, counted in words that hold for one annotator per claim and for several."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
)
from webapp.database import Database
from webapp.models import Article, Claim, Project, User
from webapp.rules.progress import TeamProgress, counts_of_project, progress_of_articles
from webapp.rules.queue import next_claim_or_none
from webapp.rules.stored_claims import store_claims
from webapp.rules.work import work_of
from webapp.vocabulary import AnnotationState, ClaimState, Role


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def project(session: Session) -> Project:
    return make_project(session, annotators_per_claim=2)


@pytest.fixture
def article(session: Session, project: Project) -> Article:
    return make_article(session, project)


@pytest.fixture
def anna(session: Session, project: Project) -> User:
    return make_member(session, project, role=Role.ANNOTATOR).user


@pytest.fixture
def ben(session: Session, project: Project) -> User:
    return make_member(session, project, role=Role.ANNOTATOR).user


@pytest.fixture
def claims(session: Session, article: Article, anna: User, ben: User) -> list[Claim]:
    """One with two answers, two with one of which one is a proposal, one with none."""
    claims = [make_claim(session, article, state=ClaimState.ACCEPTED) for _ in range(2)]
    claims += [make_claim(session, article) for _ in range(2)]
    make_annotation(session, claims[0], anna)
    make_annotation(session, claims[0], ben)
    make_annotation(session, claims[1], anna)
    make_annotation(session, claims[2], ben)
    make_annotation(session, claims[3], ben, state=AnnotationState.DRAFT)
    make_claim(session, article, state=ClaimState.NOT_A_CLAIM)
    make_claim(session, article, merged_into=claims[0])
    make_claim(session, article, confidence=0.2)
    return claims


def test_a_claim_with_some_of_the_answers_asked_for_is_begun(
    session: Session, project: Project, claims: list[Claim]
) -> None:
    # when
    counts = counts_of_project(session, project)

    # then
    assert counts.progress == TeamProgress(claims=4, complete=1, begun=2)
    assert (counts.proposed, counts.possible, counts.untouched) == (2, 1, 1)


def test_one_answer_completes_a_claim_where_one_is_asked_for(
    session: Session, project: Project, claims: list[Claim]
) -> None:
    # given
    project.annotators_per_claim = 1

    # when
    counts = counts_of_project(session, project)

    # then
    assert counts.progress == TeamProgress(claims=4, complete=3, begun=0)


def test_articles_are_counted_as_their_project_is(
    session: Session, project: Project, article: Article, claims: list[Claim]
) -> None:
    # given
    other = make_article(session, project)

    # when
    found = progress_of_articles(session, project, [article.id, other.id])

    # then
    assert found == {article.id: counts_of_project(session, project).progress}


def test_a_bar_is_full_when_all_is_complete_alone() -> None:
    assert TeamProgress(claims=300, complete=299, begun=1).complete_percent == 99
    assert TeamProgress(claims=300, complete=300).complete_percent == 100
    assert TeamProgress().complete_percent == 0


@pytest.mark.parametrize("asked", [1, 2])
def test_what_is_left_for_somebody_is_what_the_queue_offers(
    session: Session, project: Project, claims: list[Claim], ben: User, asked: int
) -> None:
    # given
    project.annotators_per_claim = asked
    store_claims(session, [claim.id for claim in claims])
    offered = 0

    # when
    left = work_of(session, project, ben, counts_of_project(session, project)).left
    while claim := next_claim_or_none(session, project, ben):
        offered += 1
        own = [row for row in claim.annotations if row.user_id == ben.id]
        for row in own:
            row.state = AnnotationState.SKIPPED
        if not own:
            make_annotation(session, claim, ben, state=AnnotationState.SKIPPED)
        session.flush()
        session.expire(claim)

    # then
    assert left == offered > 0


def test_a_claim_with_all_its_answers_is_left_for_nobody_else(
    session: Session, project: Project, claims: list[Claim]
) -> None:
    # given
    clara = make_member(session, project, role=Role.ANNOTATOR).user

    # when
    work = work_of(session, project, clara, counts_of_project(session, project))

    # then
    assert (work.submitted, work.left) == (0, len(claims) - 1)


def test_ones_own_work_is_counted_by_what_it_is(
    session: Session, project: Project, claims: list[Claim], ben: User
) -> None:
    # given
    make_annotation(session, claims[1], ben, state=AnnotationState.SKIPPED)

    # when
    work = work_of(session, project, ben, counts_of_project(session, project))

    # then
    assert (work.submitted, work.skipped, work.drafts, work.left) == (2, 1, 1, 1)
