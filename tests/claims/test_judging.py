"""Is it a claim? Everyone shares one answer, and it goes back to what it was."""

import pytest

from tests.claims.conftest import Desk, events_of
from tests.making import make_claim
from webapp.claims.services.checking import Replaced
from webapp.claims.services.judging import accept_claim, mark_not_a_claim, put_back
from webapp.claims.services.spans import merge_claims
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.journal.refusals import Unchanged
from webapp.journal.rows import key_of
from webapp.vocabulary import ClaimState


def test_accepting_a_proposal_leaves_one_event_with_both_snapshots(desk: Desk) -> None:
    # given
    claim = desk.claim

    # when
    accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)

    # then
    (event,) = events_of(desk, claim)
    assert claim.state == ClaimState.ACCEPTED
    assert (event.action, event.user) == ("claim accepted", desk.anna.user)
    assert event.payload is not None
    assert event.payload.before[key_of(claim)]["state"] == "proposed"
    assert event.payload.after[key_of(claim)]["state"] == "accepted"


@pytest.mark.parametrize("was_accepted", [False, True])
def test_what_was_marked_goes_back_to_what_it_was(desk: Desk, was_accepted: bool) -> None:
    # given
    claim = desk.claim
    if was_accepted:
        accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)
    state = claim.state
    mark_not_a_claim(desk.session, desk.ben, claim=claim, version=claim.version)

    # when
    put_back(desk.session, desk.anna, claim=claim, version=claim.version)

    # then
    assert claim.state == state


def test_a_stale_version_is_refused_with_what_is_saved_now(desk: Desk) -> None:
    # given
    claim = desk.claim
    seen = claim.version
    mark_not_a_claim(desk.session, desk.ben, claim=claim, version=seen)

    # when
    with pytest.raises(Stale) as stale:
        accept_claim(desk.session, desk.anna, claim=claim, version=seen)

    # then
    assert stale.value.version == claim.version > seen
    assert stale.value.saved["State"] == "not a claim"
    assert stale.value.saved["source"] == "The government"


def test_accepting_twice_changes_nothing(desk: Desk) -> None:
    # given
    claim = desk.claim
    accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)

    # when / then
    with pytest.raises(Unchanged, match="is accepted already"):
        accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)


def test_what_is_no_claim_is_put_back_before_it_is_accepted(desk: Desk) -> None:
    # given
    claim = desk.claim
    mark_not_a_claim(desk.session, desk.anna, claim=claim, version=claim.version)

    # when / then
    with pytest.raises(Refusal, match="Put it back first"):
        accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)


def test_a_claim_that_was_replaced_is_left_alone(desk: Desk) -> None:
    # given
    claim = desk.claim
    other = make_claim(desk.session, desk.article, content=["he was shot"])
    versions = {"version": other.version, "other_version": claim.version}
    merge_claims(desk.session, desk.anna, claim=other, other=claim, **versions)

    # when / then
    with pytest.raises(Replaced, match="Another claim has taken the place of claim 1"):
        mark_not_a_claim(desk.session, desk.anna, claim=claim, version=claim.version)


def test_a_settled_claim_is_marked_by_those_alone_who_settle(desk: Desk) -> None:
    # given
    claim = desk.claim
    claim.is_settled = True
    desk.session.flush()

    # when
    with pytest.raises(NotAllowed, match="is settled"):
        mark_not_a_claim(desk.session, desk.anna, claim=claim, version=claim.version)
    mark_not_a_claim(desk.session, desk.judy, claim=claim, version=claim.version)

    # then
    assert claim.state == ClaimState.NOT_A_CLAIM
