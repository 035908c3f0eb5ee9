"""What an adjudicator answers stands for the claim; what annotators answered stays as it is."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.adjudication.settling import actions, answered, seen, settle, tags, team, told_of
from tests.making import make_annotation, make_member
from tests.people import join
from webapp.adjudication.queries.answers import answers_to
from webapp.adjudication.services.settling import leave_for_later, settle_claim
from webapp.errors import Faulty, Refusal, Stale
from webapp.journal.settling import undo_settling
from webapp.models import Adjudication, Claim, Membership
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.stored import outdated
from webapp.vocabulary import (
    AdjudicationReason,
    AnnotationState,
    ClaimState,
    FinalBy,
    SettledBy,
    SkipReason,
)


def test_what_settles_a_claim_is_a_row_of_its_own(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    before = told_of(claim.annotations)

    # when
    settled = settle(session, judy, claim, "The government", note="He says so.")

    # then
    assert (claim.final_by, claim.final_answer_id) == (FinalBy.ADJUDICATED, settled.id)
    assert (claim.is_settled, claim.needs_adjudication) == (True, False)
    assert told_of(claim.annotations) == before
    assert (settled.user, settled.reason) == (judy.user, AdjudicationReason.ANNOTATOR_ERROR)
    assert settled.codebook is not None
    assert list(outdated(session)) == []


def test_one_event_tells_of_it(session: Session, claim: Claim, judy: Membership) -> None:
    # given
    claim.state = ClaimState.ACCEPTED
    session.flush()

    # when
    settle(session, judy, claim)

    # then
    assert actions(session) == ["source added", "claim settled"]


def test_a_proposal_is_accepted_with_it_and_both_are_taken_back(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # when
    settle(session, judy, claim)

    # then
    assert claim.state == ClaimState.ACCEPTED

    # when
    undo_settling(session, judy, claim)

    # then
    assert claim.final_by == FinalBy.UNRESOLVED
    assert claim.needs_adjudication
    assert session.scalars(select(Adjudication)).all() == []
    assert list(outdated(session)) == []


def test_all_that_is_missing_is_said_at_once(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # when
    with pytest.raises(Faulty) as refused:
        settle_claim(
            session, judy, claim=claim, answers=tags(stance=""), reason=None, seen=seen(claim)
        )

    # then
    assert list(refused.value.faults) == ["source", "stance", "reason"]


def test_of_two_adjudicators_at_once_the_second_reads_what_the_first_has_settled(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    other = make_member(session, judy.project, role=judy.role)
    opened = seen(claim)
    settle(session, other, claim)

    # when
    with pytest.raises(Stale) as refused:
        settle_claim(
            session,
            judy,
            claim=claim,
            answers=tags("Police"),
            reason=AdjudicationReason.OTHER,
            seen=opened,
        )

    # then
    assert refused.value.message.startswith("Another adjudicator settled this claim")
    assert refused.value.saved["source"] == "The government"
    assert claim.adjudication is not None
    assert claim.adjudication.user == other.user


def test_a_claim_that_is_settled_is_opened_before_it_is_settled_otherwise(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    settle(session, judy, claim)

    # when
    with pytest.raises(Refusal, match="Open it again"):
        settle(session, judy, claim, "Police")


def test_what_is_left_for_later_waits_for_whoever_goes_on(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    other = make_member(session, judy.project, role=judy.role)
    leave_for_later(
        session, judy, claim=claim, answers=tags("Police", stance=""), reason=None, seen=seen(claim)
    )

    # then
    assert claim.needs_adjudication
    assert claim.adjudication is not None
    assert claim.adjudication.state == AnnotationState.DRAFT

    # when
    settled = settle(session, other, claim)

    # then
    assert settled.user == other.user
    assert [link.source.name for link in settled.sources] == ["The government"]
    assert len(session.scalars(select(Adjudication)).all()) == 1


def test_a_claim_is_not_settled_before_its_answers_are_in(session: Session) -> None:
    # given
    claim = answered(session, team(session), {"stance": "support"})
    (judy,) = join(session, claim.article.project, "judy")

    # when
    with pytest.raises(Refusal, match="still waits for its annotators: 1 of 2"):
        settle(session, judy, claim)


def test_a_claim_that_somebody_doubts_is_settled_by_hand_at_once(session: Session) -> None:
    # given
    doubt = {
        "state": AnnotationState.SKIPPED,
        "skipped_reason": SkipReason.NOT_A_CLAIM,
        "submitted_at": None,
    }
    claim = answered(session, team(session), doubt)
    (judy,) = join(session, claim.article.project, "judy")

    # when
    settle(session, judy, claim)

    # then
    assert claim.final_by == FinalBy.ADJUDICATED
    assert claim.state == ClaimState.ACCEPTED


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        (SettledBy.UNANIMITY, FinalBy.UNRESOLVED),
        (SettledBy.MAJORITY, FinalBy.MAJORITY),
        (SettledBy.HAND, FinalBy.UNRESOLVED),
    ],
)
def test_two_of_three_settle_a_claim_where_the_majority_does(
    session: Session, rule: SettledBy, by: FinalBy
) -> None:
    # when
    two = {"stance": "support"}
    claim = answered(session, team(session, 3, settled_by=rule), two, two, {"stance": "deny"})

    # then
    assert claim.final_by == by
    assert claim.needs_adjudication == (by == FinalBy.UNRESOLVED)


def test_the_order_of_answers_follows_neither_people_nor_time(session: Session) -> None:
    # given
    project = team(session, 2)
    orders = set()

    # when
    for _ in range(24):
        claim = answered(session, project, {"stance": "support"}, {"stance": "deny"})
        first, _ = answers_to(claim)
        orders.add(first.user_id)
        again = claim_or_none(session, project, claim.public_id, *TAGS)

        # then
        assert again is not None
        assert answers_to(again)[0] is first

    # then
    assert len(orders) == 2


def test_an_answer_that_was_not_seen_keeps_a_claim_from_being_settled(
    session: Session, claim: Claim, judy: Membership
) -> None:
    # given
    opened = seen(claim)
    make_annotation(session, claim, make_member(session, judy.project).user)
    session.expire(claim)

    # when
    with pytest.raises(Stale, match="the answers to it, changed"):
        settle_claim(session, judy, claim=claim, answers=tags("Police"), reason=None, seen=opened)
