"""Disputes as the history keeps them: every row that a change touched, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import (
    Account,
    CompatibleAccounts,
    Dismissal,
    Dispute,
    Evidence,
    Placement,
    PlacementAnswer,
    User,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.models.annotation import Annotation

Values = dict[str, Any]
Rows = dict[str, Values]
"""Values by what the row is: `account:` and its public id."""


def rows_of(session: Session, disputes: Iterable[Dispute]) -> Rows:
    """Every row of the disputes as they stand in the database now."""
    ids = [dispute.id for dispute in disputes]
    session.flush()
    found: Rows = {}
    for kind, query, values_of in _queries(ids):
        rows = session.scalars(query.execution_options(populate_existing=True))
        found |= {f"{kind}:{_name(row)}": values_of(row) for row in rows}
    return found


def changed(before: Rows, after: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows that differ, as they were and as they are; none where there is no row."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys}


def disputes_named(payload: Mapping[str, Values | None]) -> set[str]:
    """The public ids of the disputes that a change touched."""
    named = {key.partition(":")[2] for key in payload if key.startswith("dispute:")}
    return named | {
        values["dispute"] for values in payload.values() if values and "dispute" in values
    }


def _name(row: Any) -> str:
    if isinstance(row, Dismissal):
        return f"{row.dispute.public_id}+{row.claim.public_id}"
    return str(row.public_id)


def _queries(ids: list[int]) -> list[tuple[str, Any, Any]]:
    """The kinds of rows, those first to which others point."""
    pairs = selectinload(Dispute.accounts).selectinload(Account.compatible)
    answers = selectinload(Placement.answers).joinedload(PlacementAnswer.annotation)
    return [
        (
            "dispute",
            select(Dispute)
            .options(
                joinedload(Dispute.opened_by),
                joinedload(Dispute.merged_into),
                pairs.joinedload(CompatibleAccounts.second),
            )
            .where(Dispute.id.in_(ids))
            .order_by(Dispute.id),
            _dispute,
        ),
        (
            "account",
            select(Account)
            .options(joinedload(Account.created_by), joinedload(Account.dispute))
            .where(Account.dispute_id.in_(ids))
            .order_by(Account.id),
            _account,
        ),
        (
            "placement",
            select(Placement)
            .join(Placement.account)
            .options(
                joinedload(Placement.account).joinedload(Account.dispute),
                joinedload(Placement.claim),
                joinedload(Placement.created_by),
                joinedload(Placement.confirmed_by),
                answers.joinedload(Annotation.user),
            )
            .where(Account.dispute_id.in_(ids))
            .order_by(Placement.id),
            _placement,
        ),
        (
            "evidence",
            select(Evidence)
            .options(
                joinedload(Evidence.dispute),
                joinedload(Evidence.account),
                joinedload(Evidence.checked_by),
                joinedload(Evidence.created_by),
            )
            .where(Evidence.dispute_id.in_(ids))
            .order_by(Evidence.id),
            _evidence,
        ),
        (
            "verdict",
            select(Verdict)
            .options(
                joinedload(Verdict.dispute),
                joinedload(Verdict.set_by),
                selectinload(Verdict.ratings).joinedload(VerdictRating.account),
                selectinload(Verdict.evidence).joinedload(VerdictEvidence.evidence),
            )
            .where(Verdict.dispute_id.in_(ids))
            .order_by(Verdict.id),
            _verdict,
        ),
        (
            "dismissal",
            select(Dismissal)
            .options(
                joinedload(Dismissal.dispute),
                joinedload(Dismissal.claim),
                joinedload(Dismissal.dismissed_by),
            )
            .where(Dismissal.dispute_id.in_(ids))
            .order_by(Dismissal.id),
            _dismissal,
        ),
    ]


def _id(row: Any) -> str | None:
    return row.public_id if row is not None else None


def _user(user: User | None) -> str | None:
    return user.public_id if user else None


def _time(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _dispute(row: Dispute) -> Values:
    return {
        "question": row.question,
        "dispute_type": row.dispute_type.value,
        "state": row.state.value,
        "summary": row.summary,
        "merged_into": _id(row.merged_into),
        "opened_by": _user(row.opened_by),
        "opened_at": _time(row.opened_at),
        "resolved_at": _time(row.resolved_at),
        "compatible": sorted(sorted(pair) for pair in row.compatible_pairs),
    }


def _account(row: Account) -> Values:
    return {
        "dispute": row.dispute.public_id,
        "statement": row.statement,
        "position": row.position,
        "created_by": _user(row.created_by),
        "created_at": _time(row.created_at),
    }


def _placement(row: Placement) -> Values:
    return {
        "dispute": row.account.dispute.public_id,
        "account": row.account.public_id,
        "claim": row.claim.public_id,
        "stance": row.stance,
        "confirmed_by": _user(row.confirmed_by),
        "confirmed_at": _time(row.confirmed_at),
        "created_by": _user(row.created_by),
        "created_at": _time(row.created_at),
        "answers": sorted(
            [one.annotation.user.public_id, one.stance, _time(one.created_at)]
            for one in row.answers
        ),
    }


def _evidence(row: Evidence) -> Values:
    return {
        "dispute": row.dispute.public_id,
        "account": _id(row.account),
        "url": row.url,
        "archived_url": row.archived_url,
        "quote": row.quote,
        "medium": row.medium.value,
        "bearing": row.bearing.value,
        "checked_by": _user(row.checked_by),
        "checked_on": _time(row.checked_on),
        "created_by": _user(row.created_by),
        "created_at": _time(row.created_at),
    }


def _verdict(row: Verdict) -> Values:
    return {
        "dispute": row.dispute.public_id,
        "revision": row.revision,
        "rationale": row.rationale,
        "ratings": sorted([one.account.public_id, one.rating] for one in row.ratings),
        "evidence": sorted(one.evidence.public_id for one in row.evidence),
        "set_by": _user(row.set_by),
        "set_at": _time(row.set_at),
    }


def _dismissal(row: Dismissal) -> Values:
    return {
        "dispute": row.dispute.public_id,
        "claim": row.claim.public_id,
        "by": _user(row.dismissed_by),
        "at": _time(row.created_at),
    }
