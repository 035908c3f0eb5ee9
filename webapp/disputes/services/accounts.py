"""The accounts of a dispute: their words, their order, and which can be true together."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.disputes.services.checking import refuse_under_verdict, sentence
from webapp.disputes.services.opening import refuse_bad_accounts
from webapp.errors import Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.models import Account, CompatibleAccounts, Dispute, Membership
from webapp.rules.actions import Action


def add_account(session: Session, by: Membership, *, dispute: Dispute, statement: str) -> Account:
    """Another version of events, behind the others."""
    with recorded(session, by, Action.ACCOUNT_ADDED, dispute):
        line = sentence(statement, "statement", "An account")
        _refuse_twin(dispute, line, None)
        account = Account(
            project_id=dispute.project_id,
            statement=line,
            position=max((one.position for one in dispute.accounts), default=0) + 1,
            created_by=by.user,
        )
        dispute.accounts.append(account)
        session.flush()
    return account


def edit_account(
    session: Session,
    by: Membership,
    *,
    account: Account,
    version: int,
    statement: str,
    compatible: Collection[str],
) -> None:
    """Other words, and the other accounts that can be true together with this one."""
    dispute = account.dispute
    with recorded(session, by, Action.ACCOUNT_CHANGED, dispute, about=account):
        refuse_stale(account, version, statement=account.statement)
        refuse_under_verdict(by, dispute)
        line = sentence(statement, "statement", "An account")
        _refuse_twin(dispute, line, account)
        account.statement = line
        _set_compatible(session, account, compatible)


def shift_account(session: Session, by: Membership, *, account: Account, step: int) -> None:
    """One place to the front (-1) or to the back (1)."""
    dispute = account.dispute
    with recorded(session, by, Action.ACCOUNTS_REORDERED, dispute, about=account):
        ordered = sorted(dispute.accounts, key=lambda one: one.position)
        here = ordered.index(account)
        there = min(max(here + step, 0), len(ordered) - 1)
        ordered.insert(there, ordered.pop(here))
        for position, one in enumerate(ordered, start=1):
            one.position = position


def remove_account(session: Session, by: Membership, *, account: Account) -> None:
    """Take an account out that nothing stands under."""
    dispute = account.dispute
    with recorded(session, by, Action.ACCOUNT_REMOVED, dispute, about=account):
        _refuse_needed(dispute, account)
        _set_compatible(session, account, ())
        dispute.accounts.remove(account)
        session.delete(account)
        session.flush()
        for position, one in enumerate(dispute.accounts, start=1):
            one.position = position


def _refuse_needed(dispute: Dispute, account: Account) -> None:
    if account.placements:
        raise Refusal("Claims stand under this account. Move them or take them away first.")
    if any(one.account_id == account.id for one in dispute.evidence):
        raise Refusal("Evidence bears on this account. Change or remove that first.")
    if any(one.account_id == account.id for two in dispute.verdicts for one in two.ratings):
        raise Refusal("A verdict rates this account, so it stays.")
    if len(dispute.accounts) <= 2:
        raise Refusal("A dispute has two or more accounts. Add another one first.")


def _refuse_twin(dispute: Dispute, line: str, account: Account | None) -> None:
    refuse_bad_accounts([*(one.statement for one in dispute.accounts if one is not account), line])


def _set_compatible(session: Session, account: Account, compatible: Collection[str]) -> None:
    """Mark exactly these accounts as compatible with this one."""
    for other in account.dispute.accounts:
        if other is account:
            continue
        is_marked = frozenset((account.public_id, other.public_id)) in (
            account.dispute.compatible_pairs
        )
        if other.public_id in compatible and not is_marked:
            account.compatible.append(CompatibleAccounts(second=other))
        elif other.public_id not in compatible and is_marked:
            account.compatible = [pair for pair in account.compatible if pair.second is not other]
            other.compatible = [pair for pair in other.compatible if pair.second is not account]
    session.flush()
