"""One dispute out of two, and two out of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from webapp.disputes.services.checking import sentence
from webapp.errors import Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.models import Account, CompatibleAccounts, Dispute, Membership, Project
from webapp.rules.actions import Action
from webapp.vocabulary import DisputeState


def merge_disputes(
    session: Session,
    by: Membership,
    *,
    dispute: Dispute,
    version: int,
    into: Dispute,
    same: Mapping[str, str],
) -> Dispute:
    """Let a dispute live on in another one; the merged row stays and leads there.

    `same` says, by public ids, which account of the other dispute an account is: its claims and
    evidence go there. An account that is not named goes along as one of its own.
    """
    if into is dispute:
        raise Refusal("Choose another dispute.", field="into")
    with recorded(session, by, Action.DISPUTES_MERGED, into, dispute):
        refuse_stale(dispute, version, question=dispute.question)
        if dispute.verdict is not None:
            raise Refusal("There is a verdict on this dispute. Merge the other one into it.")
        known = {account.public_id: account for account in into.accounts}
        for account in list(dispute.accounts):
            twin = known.get(same.get(account.public_id, ""))
            if twin is None:
                _adopt(session, account, into)
            else:
                _pour(session, account, twin)
        for evidence in list(dispute.evidence):
            evidence.dispute = into
        dispute.state = DisputeState.MERGED
        dispute.merged_into = into
        dispute.resolved_at = None
        session.flush()
        _drop_crossing_pairs(session, by.project)
    return into


def _adopt(session: Session, account: Account, into: Dispute) -> None:
    """The account goes along, behind the others."""
    account.position = max((one.position for one in into.accounts), default=0) + 1
    account.dispute = into
    session.flush()


def _pour(session: Session, account: Account, twin: Account) -> None:
    """Claims and evidence go to the account that says the same; a claim stands there once."""
    there = {placement.claim_id for placement in twin.placements}
    for placement in list(account.placements):
        if placement.claim_id not in there:
            placement.account = twin
    for evidence in account.dispute.evidence:
        if evidence.account is account:
            evidence.account = twin
    session.flush()


def split_dispute(
    session: Session,
    by: Membership,
    *,
    dispute: Dispute,
    version: int,
    question: str,
    accounts: Collection[str],
) -> Dispute:
    """A second dispute that takes some of the accounts, with their claims and evidence."""
    with recorded(session, by, Action.DISPUTE_SPLIT, dispute) as act:
        refuse_stale(dispute, version, question=dispute.question)
        going = [account for account in dispute.accounts if account.public_id in accounts]
        staying = [account for account in dispute.accounts if account not in going]
        if not going or not staying:
            raise Refusal("Choose the accounts that go; at least one stays.", field="accounts")
        _refuse_judged(dispute, going)
        fresh = Dispute(
            project_id=by.project_id,
            question=sentence(question, "question", "A question"),
            dispute_type=dispute.dispute_type,
            opened_by=by.user,
        )
        session.add(fresh)
        session.flush()
        act.rows.append(fresh)
        for evidence in [one for one in dispute.evidence if one.account in going]:
            evidence.dispute = fresh
        for account in going:
            account.dispute = fresh
        _number(going)
        _number(staying)
        session.flush()
        _drop_crossing_pairs(session, by.project)
    return fresh


def _refuse_judged(dispute: Dispute, going: Collection[Account]) -> None:
    """What a verdict rates or rests on stays with it."""
    rated = {one.account_id for verdict in dispute.verdicts for one in verdict.ratings}
    cited = {one.evidence_id for verdict in dispute.verdicts for one in verdict.evidence}
    is_cited = any(one.id in cited and one.account in going for one in dispute.evidence)
    if is_cited or any(account.id in rated for account in going):
        raise Refusal("A verdict rests on one of these accounts, so it stays.", field="accounts")


def _number(accounts: Sequence[Account]) -> None:
    for position, account in enumerate(accounts, start=1):
        account.position = position


def _drop_crossing_pairs(session: Session, project: Project) -> None:
    """Accounts of different disputes have nothing to exclude."""
    first, second = aliased(Account), aliased(Account)
    crossing = session.scalars(
        select(CompatibleAccounts)
        .join(first, CompatibleAccounts.first_id == first.id)
        .join(second, CompatibleAccounts.second_id == second.id)
        .where(first.project_id == project.id, first.dispute_id != second.dispute_id)
    )
    for pair in crossing:
        session.delete(pair)
    session.flush()
