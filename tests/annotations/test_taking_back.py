"""Whoever saved or submitted tags takes that back, step by step."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, events, last_payload, seen
from tests.making import make_dispute, make_member, make_placement
from webapp.annotations.queries.claims import member
from webapp.annotations.services.tagging import save_draft, submit, undo_tags
from webapp.claims.services.judging import mark_not_a_claim, put_back
from webapp.comments.services import write_comment
from webapp.errors import Refusal, Stale
from webapp.journal.rows import rows_of, values_of
from webapp.models import Annotation, Claim, Event, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.tags import Tags
from webapp.vocabulary import AnnotationState, ClaimState


def test_undo_brings_back_what_was_answered_before(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    first = answers("Police", "The mayor", note="one")
    draft = save_draft(session, anna, claim=claim, answers=first, seen=seen(claim, anna))
    before = values_of(draft)
    other = answers("Army", note="two", stance="deny")
    mine = save_draft(session, anna, claim=claim, answers=other, seen=seen(claim, anna))

    # when
    restored = undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert restored is not None
    assert values_of(restored) == before
    assert events(session)[-1] == ("annotation", "tags taken back")
    assert last_payload(session)[1] == before


def test_undo_of_the_first_change_leaves_no_answer(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert session.scalars(select(Annotation)).all() == []
    assert claim.state == ClaimState.PROPOSED
    assert events(session)[-2:] == [
        ("claim", "change taken back"),
        ("annotation", "tags taken back"),
    ]


def test_undo_keeps_what_was_answered_in_a_dispute(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    account = make_dispute(session, claim.article.project).accounts[0]
    make_placement(session, account, claim, answers=[(mine, "deny")])

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    session.expire_all()
    assert (mine.state, mine.stance, mine.sources) == (AnnotationState.PENDING, "", [])
    assert [answer.stance for answer in mine.answers] == ["deny"]


def test_an_acceptance_is_taken_back_whatever_stands_in_disputes(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    change = Change(
        action=Action.CLAIM_PLACED,
        object_kind=ObjectKind.DISPUTE,
        object_id="nothing",
        claim_ids=(claim.public_id,),
    )
    record(session, anna, claim.article.project, change)

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.PROPOSED


def test_a_comment_that_one_may_not_know_of_leaves_no_trace_on_an_acceptance(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    claim.article.project.annotators_per_claim = 3
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project)
    write_comment(session, ben, claim=claim, text="Who says so?")

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.PROPOSED


def test_an_acceptance_by_submission_can_be_taken_back_like_any_other(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    proposed = rows_of(session, [claim])

    # when
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # then
    event = session.scalars(select(Event).where(Event.action == "claim accepted")).one()
    assert event.payload is not None
    assert event.payload.before == proposed
    assert event.payload.after == rows_of(session, [claim])


def test_undo_leaves_a_claim_accepted_that_others_have_tagged(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    claim.article.project.annotators_per_claim = 3
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project).user
    submit(session, ben, claim=claim, answers=answers("Police"), seen=seen(claim, ben))

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.ACCEPTED
    assert [row.user for row in session.scalars(select(Annotation))] == [ben]


def test_undo_brings_a_proposal_back_that_one_marked_and_put_back_oneself(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    by = member(session, claim.article.project, anna)
    mark_not_a_claim(session, by, claim=claim, version=claim.version)
    put_back(session, by, claim=claim, version=claim.version)

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.PROPOSED


def test_undo_leaves_a_claim_accepted_that_somebody_else_judged_since(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project)
    mark_not_a_claim(session, ben, claim=claim, version=claim.version)
    put_back(session, ben, claim=claim, version=claim.version)

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.ACCEPTED


def test_undo_of_an_earlier_submission_brings_the_proposal_back(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    mine = submit(session, anna, claim=claim, answers=answers("Army"), seen=seen(claim, anna))
    once = undo_tags(session, anna, claim=claim, version=mine.version)
    assert once is not None

    # when
    undo_tags(session, anna, claim=claim, version=once.version)

    # then
    assert claim.state == ClaimState.PROPOSED


def test_undo_goes_back_step_by_step_and_then_refuses(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    save_draft(session, anna, claim=claim, answers=answers(note="one"), seen=seen(claim, anna))
    mine = save_draft(
        session, anna, claim=claim, answers=answers(note="two"), seen=seen(claim, anna)
    )
    once = undo_tags(session, anna, claim=claim, version=mine.version)
    assert once is not None
    assert once.note == "one"

    # when
    twice = undo_tags(session, anna, claim=claim, version=once.version)

    # then
    assert twice is None
    with pytest.raises(Refusal, match="nothing of yours"):
        undo_tags(session, anna, claim=claim, version=0)


def test_nobody_takes_back_what_another_person_answered(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project).user

    # when / then
    with pytest.raises(Refusal, match="nothing of yours"):
        undo_tags(session, ben, claim=claim, version=0)


def test_undo_from_an_old_window_is_refused(session: Session, claim: Claim, anna: User) -> None:
    # given
    old = save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna)).version
    save_draft(session, anna, claim=claim, answers=answers(note="new"), seen=seen(claim, anna))

    # when / then
    with pytest.raises(Stale):
        undo_tags(session, anna, claim=claim, version=old)
