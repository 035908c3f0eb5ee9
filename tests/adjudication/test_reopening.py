"""Opening a claim again gives answers back to their owners, with the reason; nothing is lost."""

import pytest
from sqlalchemy.orm import Session

from tests.adjudication.settling import actions, annotators_of, seen, settle
from tests.annotations.tagging import answers as tagged
from tests.annotations.tagging import seen as seen_by
from webapp.adjudication.services.reopening import reopen
from webapp.annotations.services import tagging
from webapp.errors import Refusal
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.settling import undo_settling
from webapp.models import Annotation, Claim, Membership
from webapp.rules.locking import Locked
from webapp.rules.stored import outdated
from webapp.vocabulary import AnnotationState, FinalBy

BECAUSE = "Read the second paragraph."


def given_back(session: Session, by: Membership, claim: Claim, *rows: Annotation) -> None:
    reopen(session, by, claim=claim, answers=rows, because=BECAUSE, seen=seen(claim))
    session.expire_all()


def test_an_answer_is_its_owners_draft_again(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    first, second = claim.annotations

    # when
    given_back(session, judy, claim, first)

    # then
    assert (first.state, second.state) == (AnnotationState.DRAFT, AnnotationState.LOCKED)
    assert (first.reopened_because, first.stance) == (BECAUSE, "support")
    assert first.submitted_at is not None
    assert not claim.needs_adjudication
    assert actions(session) == ["answers reopened"]
    assert list(outdated(session)) == []


def test_what_settled_the_claim_is_a_draft_and_settles_it_again(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    settled = settle(session, judy, claim, note="As it says.")
    rows = list(claim.annotations)

    # when
    given_back(session, judy, claim, *rows)

    # then
    assert settled.state == AnnotationState.DRAFT
    assert (settled.note, settled.stance) == ("As it says.", "deny")
    assert (claim.final_by, claim.is_settled) == (FinalBy.UNRESOLVED, False)

    # when
    for member in annotators_of(judy.project):
        said = tagged("The government", stance="support")
        seen_now = seen_by(claim, member.user)
        tagging.submit(session, member.user, claim=claim, answers=said, seen=seen_now)
        session.expire_all()

    # then
    assert claim.final_by == FinalBy.UNANIMOUS
    assert [row.reopened_because for row in rows] == ["", ""]
    assert list(outdated(session)) == []


def test_what_settled_it_is_opened_alone(session: Session, claim: Claim, judy: Membership) -> None:
    # given
    settle(session, judy, claim)

    # when
    given_back(session, judy, claim)

    # then
    assert claim.needs_adjudication
    assert {row.state for row in claim.annotations} == {AnnotationState.LOCKED}


def test_it_takes_an_answer_or_something_settled(
    session: Session, claim: Claim, judy: Membership
) -> None:
    with pytest.raises(Refusal, match="Choose whose answer"):
        given_back(session, judy, claim)


def test_opening_is_taken_back_with_all_that_it_opened(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    settled = settle(session, judy, claim)
    given_back(session, judy, claim, *claim.annotations)

    # when
    undo_settling(session, judy, claim)
    session.expire_all()

    # then
    assert {row.state for row in claim.annotations} == {AnnotationState.LOCKED}
    assert [row.reopened_because for row in claim.annotations] == ["", ""]
    assert (claim.final_by, claim.final_answer_id) == (FinalBy.ADJUDICATED, settled.id)
    assert list(outdated(session)) == []


def test_it_is_not_taken_back_once_somebody_has_gone_on(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    given_back(session, judy, claim, *claim.annotations)
    owner = claim.annotations[0].user
    said = tagged("Police", note="changed")
    tagging.save_draft(session, owner, claim=claim, answers=said, seen=seen_by(claim, owner))

    # when
    with pytest.raises(CannotTakeBack, match="Somebody has gone on"):
        undo_settling(session, judy, claim)


def test_a_settled_claim_takes_no_answer(session: Session, claim: Claim, judy: Membership) -> None:
    # given
    settle(session, judy, claim)
    owner = claim.annotations[0].user

    # when
    with pytest.raises(Locked):
        tagging.submit(
            session, owner, claim=claim, answers=tagged("Police"), seen=seen_by(claim, owner)
        )
