"""What the review page asks the database, whatever has been done with its claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from tests.annotations.pages import Ids
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_comment,
    make_dispute,
    make_evidence,
    make_placement,
    make_project,
    make_source,
    make_user,
)
from tests.people import SignIn, join
from tests.statements import statements_sent
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.models import Claim, Membership
from webapp.models.base import utc_now

MOST_STATEMENTS = 15


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that the database is sent."""
    with statements_sent(database) as seen:
        yield seen


def answer(session: Session, viewer: Membership, claim: Claim) -> None:
    """Tags of the viewer and of somebody else."""
    source = make_source(session, claim.article.project, name="Police", source_type="government")
    for user in (viewer.user, make_user(session)):
        make_annotation(session, claim, user, sources=[source])


def place(session: Session, viewer: Membership, claim: Claim) -> None:
    """The claim beside one that says the contrary, and evidence."""
    dispute = make_dispute(session, claim.article.project)
    other = make_claim(session, claim.article)
    for account, placed in zip(dispute.accounts, (claim, other), strict=True):
        answered = make_annotation(session, placed, viewer.user)
        make_placement(session, account, placed, answers=[(answered, "support")])
        make_evidence(session, dispute, account)


def replace(session: Session, viewer: Membership, claim: Claim) -> None:
    """A placed claim of which another one has taken the place."""
    place(session, viewer, claim)
    make_claim(session, claim.article, supersedes=claim)
    claim.is_current = False


def talk(session: Session, viewer: Membership, claim: Claim) -> None:
    """A placed claim about which people have said something, to one another by name."""
    place(session, viewer, claim)
    (other,) = join(session, viewer.project, "ben")
    make_comment(session, claim, other.user, calls=[viewer])
    make_comment(session, claim, viewer.user, resolved_by=other.user, resolved_at=utc_now())


def talk_of_the_past(session: Session, viewer: Membership, claim: Claim) -> None:
    """The same, of which another one has taken the place."""
    talk(session, viewer, claim)
    make_claim(session, claim.article, supersedes=claim)
    claim.is_current = False


@pytest.mark.parametrize("annotators", [1, 2], ids=["all see all", "blind"])
@pytest.mark.parametrize("do", [None, answer, place, replace, talk, talk_of_the_past])
def test_a_review_page_asks_few_statements_in_every_state_of_its_claim(
    sign_in: SignIn,
    database: Database,
    statements: list[str],
    do: Callable[[Session, Membership, Claim], None] | None,
    annotators: int,
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=annotators)
        (viewer,) = join(session, project, "anna")
        article = make_article(session, project)
        claim = make_claim(session, article, proposed_source_name="Police")
        make_claim(session, article, confidence=0.2)
        if do:
            do(session, viewer, claim)
        session.flush()
        ids = Ids(project.public_id, article.public_id, claim.public_id, "", words_digest(claim))
    anna = sign_in("anna")
    anna.get(ids.claim)
    statements.clear()

    # when
    page = anna.get(ids.claim)

    # then
    assert page.status_code == 200
    assert len(statements) <= MOST_STATEMENTS


def test_a_claim_that_one_has_accepted_oneself_asks_no_more(
    sign_in: SignIn, ids: Ids, statements: list[str]
) -> None:
    # given
    anna = sign_in("anna")
    anna.post(f"{ids.claim}/accept", data={"version": "1"})
    statements.clear()

    # when
    page = anna.get(ids.claim).text

    # then
    assert "Take back: claim accepted" in page
    assert len(statements) <= MOST_STATEMENTS
