"""Several claims are judged in one act: all of them or none, and taken back as one."""

import pytest
from sqlalchemy import select

from tests.claims.conftest import Desk, events_of
from tests.making import make_annotation, make_claim, make_claims
from webapp.claims.queries.together import act_to_take_back, very_likely_in
from webapp.claims.services.judging import mark_not_a_claim
from webapp.claims.services.together import judge_together
from webapp.errors import NotAllowed, NotFound, Refusal
from webapp.journal.refusals import CannotTakeBack, SomeChanged
from webapp.journal.undoing import undo
from webapp.models import Claim, Event
from webapp.rules.actions import ObjectKind
from webapp.vocabulary import ClaimState

ACCEPTED, NONE = ClaimState.ACCEPTED, ClaimState.NOT_A_CLAIM


def seen(*claims: Claim) -> dict[str, int]:
    """The claims as they stand."""
    return {claim.public_id: claim.version for claim in claims}


def three(desk: Desk) -> list[Claim]:
    """The desk's claim and two more."""
    return [desk.claim, *make_claims(desk.session, desk.article, ["he was shot", "his hands"])]


@pytest.mark.parametrize("state", [ACCEPTED, NONE])
def test_all_become_so_in_one_event(desk: Desk, state: ClaimState) -> None:
    # given
    claims = three(desk)

    # when
    judge_together(desk.session, desk.anna, seen=seen(*claims), state=state)

    # then
    assert {claim.state for claim in claims} == {state}
    (event,) = desk.session.scalars(select(Event)).all()
    assert {one.claim_id for one in event.claims} == {claim.public_id for claim in claims}
    assert events_of(desk, claims[2]) == [event]


def test_one_undo_takes_back_the_whole_act(desk: Desk) -> None:
    # given
    claims = three(desk)
    judge_together(desk.session, desk.anna, seen=seen(*claims), state=NONE)

    # when
    undo(desk.session, desk.anna, ObjectKind.CLAIM, claims[1].public_id)

    # then
    assert {claim.state for claim in claims} == {ClaimState.PROPOSED}
    assert act_to_take_back(desk.session, desk.anna, claims[1].public_id) is None


def test_what_somebody_changed_since_keeps_the_act_and_nothing_changes(desk: Desk) -> None:
    # given
    claims = three(desk)
    judge_together(desk.session, desk.anna, seen=seen(*claims), state=ACCEPTED)
    mark_not_a_claim(desk.session, desk.ben, claim=claims[2], version=claims[2].version)

    # when
    with pytest.raises(CannotTakeBack, match="others have gone on from yours"):
        undo(desk.session, desk.anna, ObjectKind.CLAIM, claims[0].public_id)

    # then
    assert [claim.state for claim in claims] == [ACCEPTED, ACCEPTED, NONE]


def test_tags_that_were_submitted_since_keep_the_act(desk: Desk) -> None:
    # given
    claims = three(desk)
    judge_together(desk.session, desk.anna, seen=seen(*claims), state=ACCEPTED)
    make_annotation(desk.session, claims[1], desk.anna.user)

    # when / then
    with pytest.raises(
        CannotTakeBack, match=f"Tags have been submitted for claim {claims[1].ordinal} "
    ):
        undo(desk.session, desk.anna, ObjectKind.CLAIM, claims[0].public_id)


def test_a_claim_that_was_changed_meanwhile_is_named_and_none_is_changed(desk: Desk) -> None:
    # given
    claims = three(desk)
    versions = seen(*claims)
    mark_not_a_claim(desk.session, desk.ben, claim=claims[1], version=claims[1].version)

    # when
    with pytest.raises(
        SomeChanged, match=f"changed claim {claims[1].ordinal} of “How a protester died”"
    ):
        judge_together(desk.session, desk.anna, seen=versions, state=ACCEPTED)

    # then
    assert [claims[0].state, claims[2].state] == [ClaimState.PROPOSED] * 2


def test_all_that_were_changed_meanwhile_are_named_up_to_five(desk: Desk) -> None:
    # given
    words = ["the body", "no marks", "his hands", "a hole", "his chest", "he was shot"]
    claims = [desk.claim, *make_claims(desk.session, desk.article, words)]
    versions = seen(*claims)
    for claim in claims[1:]:
        mark_not_a_claim(desk.session, desk.ben, claim=claim, version=claim.version)

    # when
    with pytest.raises(SomeChanged) as refused:
        judge_together(desk.session, desk.anna, seen=versions, state=ACCEPTED)

    # then
    assert len(claims) == 7
    named = ", ".join(f"claim {one.number} of “{desk.article.shown_title}”" for one in claims[1:6])
    assert f"Somebody changed {named} and 1 more meanwhile." in refused.value.message


def test_all_that_are_none_are_named(desk: Desk) -> None:
    # given
    claims = three(desk)
    for claim in claims[1:]:
        mark_not_a_claim(desk.session, desk.anna, claim=claim, version=claim.version)

    # when / then
    with pytest.raises(Refusal, match=r"claim 2 of “[^”]+” and claim 3 of “[^”]+”"):
        judge_together(desk.session, desk.anna, seen=seen(*claims), state=ACCEPTED)


def test_a_claim_that_is_none_is_put_back_before_it_is_accepted(desk: Desk) -> None:
    # given
    claims = three(desk)
    mark_not_a_claim(desk.session, desk.anna, claim=claims[1], version=claims[1].version)

    # when / then
    with pytest.raises(Refusal, match="Put them back first"):
        judge_together(desk.session, desk.anna, seen=seen(*claims), state=ACCEPTED)


def test_claims_that_are_gone_or_of_elsewhere_are_refused(desk: Desk) -> None:
    # given
    stranger = make_claim(desk.session)

    # when / then
    with pytest.raises(NotFound):
        judge_together(desk.session, desk.anna, seen=seen(desk.claim, stranger), state=ACCEPTED)
    with pytest.raises(NotFound):
        judge_together(desk.session, desk.anna, seen={}, state=ACCEPTED)


def test_very_likely_are_the_proposals_that_the_engine_is_sure_of(desk: Desk) -> None:
    # given
    sure, unsure, accepted = three(desk)
    sure.confidence, unsure.confidence, accepted.state = 0.99, 0.5, ACCEPTED
    desk.session.flush()

    # when / then
    assert very_likely_in(desk.session, desk.article) == [sure]


def test_settled_claims_are_marked_as_none_by_those_alone_who_settle(desk: Desk) -> None:
    # given
    claims = three(desk)
    claims[1].is_settled = True
    desk.session.flush()

    # when
    with pytest.raises(NotAllowed, match="is settled"):
        judge_together(desk.session, desk.anna, seen=seen(*claims), state=ClaimState.NOT_A_CLAIM)

    # then
    assert ClaimState.NOT_A_CLAIM not in {claim.state for claim in claims}
