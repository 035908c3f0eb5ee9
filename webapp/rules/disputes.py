"""Disputes of a project: how they are loaded, and which accounts may take a claim."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import (
    Account,
    Claim,
    Dismissal,
    Dispute,
    Placement,
    Project,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.rules.dispute_status import with_stances
from webapp.vocabulary import DisputeState


def with_verdicts(query: Select[Dispute]) -> Select[Dispute]:
    """Load the verdicts along, and what they say of which account."""
    ratings = selectinload(Dispute.verdicts).selectinload(Verdict.ratings)
    return query.options(ratings.joinedload(VerdictRating.account))


def dispute_or_none(session: Session, project: Project, public_id: str) -> Dispute | None:
    """The project's dispute of this id with its accounts, its verdict, how its claims stand."""
    dismissals = selectinload(Dispute.dismissals).joinedload(Dismissal.claim)
    query = with_verdicts(with_stances(select(Dispute).options(dismissals))).where(
        Dispute.project_id == project.id, Dispute.public_id == public_id
    )
    return session.scalars(query).one_or_none()


def verdicts_of(session: Session, dispute: Dispute) -> list[Verdict]:
    """Every revision of the verdict, the newest first."""
    return list(
        session.scalars(
            select(Verdict)
            .options(
                joinedload(Verdict.set_by),
                selectinload(Verdict.ratings).joinedload(VerdictRating.account),
                selectinload(Verdict.evidence).joinedload(VerdictEvidence.evidence),
            )
            .where(Verdict.dispute_id == dispute.id)
            .order_by(Verdict.revision.desc())
        )
    )


def open_disputes(session: Session, project: Project) -> list[Dispute]:
    """The disputes that are not merged, newest first, with their accounts."""
    return list(
        session.scalars(
            select(Dispute)
            .options(selectinload(Dispute.accounts))
            .where(Dispute.project_id == project.id, Dispute.state != DisputeState.MERGED)
            .order_by(Dispute.id.desc())
        )
    )


def accounts_to_offer(session: Session, claim: Claim) -> list[tuple[int, str, str]]:
    """Key, statement and question of each account of the open disputes that may take the claim.

    Disputes in which it stands, or in which it was turned down, are not among them.
    """
    placed = select(Account.dispute_id).join(Account.placements).where(Placement.claim == claim)
    dismissed = select(Dismissal.dispute_id).where(Dismissal.claim == claim)
    rows = session.execute(
        select(Account.id, Account.statement, Dispute.question)
        .join(Account.dispute)
        .where(
            Dispute.project_id == claim.project_id,
            Dispute.state == DisputeState.OPEN,
            Dispute.id.not_in(placed),
            Dispute.id.not_in(dismissed),
        )
        .order_by(Account.id)
    )
    return [(key, statement, question) for key, statement, question in rows]


def claims_under(session: Session, account_ids: Collection[int]) -> dict[int, list[int]]:
    """The keys of the claims that stand under each of the accounts, in the order of placing."""
    rows = session.execute(
        select(Placement.account_id, Placement.claim_id)
        .where(Placement.account_id.in_(account_ids))
        .order_by(Placement.id)
    )
    found: dict[int, list[int]] = {}
    for account_id, claim_id in rows:
        found.setdefault(account_id, []).append(claim_id)
    return found


def placements_of(session: Session, claim_ids: Collection[int]) -> list[tuple[int, int]]:
    """Under which account each of the claims stands: the keys of account and claim."""
    rows = session.execute(
        select(Placement.account_id, Placement.claim_id)
        .where(Placement.claim_id.in_(claim_ids))
        .order_by(Placement.id)
    )
    return [(account_id, claim_id) for account_id, claim_id in rows]


def accounts_by_key(session: Session, keys: set[int]) -> dict[int, Account]:
    """The accounts of these keys, with their disputes."""
    rows = session.scalars(
        select(Account).options(joinedload(Account.dispute)).where(Account.id.in_(keys))
    )
    return {account.id: account for account in rows}
