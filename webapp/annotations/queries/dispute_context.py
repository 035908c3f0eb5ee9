"""Where the current claim stands in disputes: what the record says of it, and what is missing."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import AccountChoice, DisputeChoice, DisputeContext
from webapp.models import Account, Claim, Dispute, Membership
from webapp.rules.dispute_status import (
    PlacedClaim,
    against,
    disputes_around,
    missing_by_status,
    seen_stance,
)
from webapp.vocabulary import DisputeState

MOST_CHOICES = 50
"""Open disputes that a card offers: others are found on their own page."""


def standing_of(session: Session, viewer: Membership, claim: Claim) -> DisputeContext:
    """The claim in its disputes; the number of queries is constant."""
    disputes = disputes_around(session, claim)
    placed = tuple(
        PlacedClaim(placement, account, dispute, seen_stance(placement, viewer))
        for dispute in disputes
        for account in dispute.accounts
        for placement in account.placements
        if placement.claim_id == claim.id
    )
    return DisputeContext(
        placed=placed,
        reasons=tuple(against(claim, disputes, viewer)),
        missing=missing_by_status(claim, disputes, viewer),
    )


def disputes_to_choose(session: Session, viewer: Membership) -> list[DisputeChoice]:
    """The newest open disputes of the project, with their accounts."""
    choices: dict[int, DisputeChoice] = {}
    rows = session.execute(_open(), {"project_id": viewer.project_id})
    for key, question, account_id, position, statement in rows:
        choice = choices.setdefault(key, DisputeChoice(question, []))
        if account_id is not None:
            choice.accounts.append(AccountChoice(account_id, position, statement))
    return list(choices.values())


@cache
def _open() -> Select[int, str, str, int, str]:
    newest = (
        select(Dispute.id)
        .where(Dispute.project_id == bindparam("project_id"), Dispute.state == DisputeState.OPEN)
        .order_by(Dispute.id.desc())
        .limit(MOST_CHOICES)
    )
    return (
        select(Dispute.id, Dispute.question, Account.public_id, Account.position, Account.statement)
        .outerjoin(Dispute.accounts)
        .where(Dispute.id.in_(newest))
        .order_by(Dispute.id.desc(), Account.position, Account.id)
    )
