"""Is it a claim? Accepting a proposal, marking it as none, and putting it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.claims.queries import state_before_mark
from webapp.claims.services.checking import (
    STATES_IN_WORDS,
    Unchanged,
    hold,
    refuse_replaced,
    refuse_stale,
)
from webapp.claims.snapshots import snapshots
from webapp.errors import Refusal
from webapp.models import Claim, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claim_features import index_claims
from webapp.rules.events import Change, record
from webapp.vocabulary import ClaimState


def accept_claim(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Say that the engine's proposal is right as it stands."""
    hold(session, claim)
    refuse_stale(claim, version)
    refuse_replaced(claim)
    if claim.state == ClaimState.NOT_A_CLAIM:
        raise Refusal(f"Claim {claim.number} is marked as not a claim. Put it back first.")
    return _change(session, by, claim, ClaimState.ACCEPTED, Action.CLAIM_ACCEPTED)


def mark_not_a_claim(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Say that nobody claims anything here; the row and its tags stay."""
    hold(session, claim)
    refuse_stale(claim, version)
    refuse_replaced(claim)
    return _change(session, by, claim, ClaimState.NOT_A_CLAIM, Action.CLAIM_MARKED_AS_NOT_A_CLAIM)


def put_back(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Make it a claim again in the state that it had; a merged one stands by itself again."""
    hold(session, claim)
    refuse_stale(claim, version)
    if claim.superseded_by:
        refuse_replaced(claim)
    if claim.state != ClaimState.NOT_A_CLAIM:
        raise Unchanged(f"Claim {claim.number} is a claim already.")
    return _change(session, by, claim, state_before_mark(session, claim), Action.CLAIM_PUT_BACK)


def _change(
    session: Session, by: Membership, claim: Claim, state: ClaimState, action: Action
) -> Claim:
    if claim.state == state:
        raise Unchanged(f"Claim {claim.number} is {STATES_IN_WORDS[state]} already.")
    before = snapshots([claim])
    claim.state = state
    claim.merged_into = None
    claim.touch()
    index_claims(session, [claim.id])
    record(
        session,
        by.user,
        by.project,
        Change(
            action=action,
            object_kind=ObjectKind.CLAIM,
            object_id=claim.public_id,
            before=before,
            after=snapshots([claim]),
            claim_ids=(claim.public_id,),
        ),
    )
    return claim
