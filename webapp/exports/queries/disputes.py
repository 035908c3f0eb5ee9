"""The rows of the tables about disputes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, people_of, sees_everything
from webapp.models import (
    Account,
    Claim,
    CompatibleAccounts,
    Dispute,
    Membership,
    Placement,
    PlacementAnswer,
)
from webapp.rules.dispute_status import final_stance, seen_stance
from webapp.tables.cells import list_cell, time_cell, whole_cell
from webapp.tables.disputes import ACCOUNTS, DISPUTE_ANSWERS, DISPUTE_CLAIMS, DISPUTES
from webapp.tables.writers import Row
from webapp.vocabulary import FinalBy

OPENED = (Dispute.opened_at, Dispute.public_id)
"""The order in which disputes leave."""
_UNDER = (*OPENED, Account.position, Account.public_id)
_CLAIMS = (*_UNDER, Placement.created_at, Placement.public_id)


def _count(query: Select[int], session: Session) -> int:
    return session.scalars(select(func.count()).select_from(query.subquery())).one()


def _dispute_ids(scope: Scope) -> Select[int]:
    return select(Dispute.id).where(Dispute.project_id == scope.project_id)


def _account_ids(scope: Scope) -> Select[int]:
    return select(Account.id).join(Account.dispute).where(Account.project_id == scope.project_id)


def _placement_ids(scope: Scope) -> Select[int]:
    return (
        select(Placement.id)
        .join(Placement.account)
        .join(Account.dispute)
        .where(Placement.project_id == scope.project_id)
    )


def _disputes(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    people = people_of(session, scope)
    disputes = session.scalars(
        select(Dispute)
        .options(joinedload(Dispute.merged_into))
        .where(Dispute.id.in_(keys))
        .order_by(*OPENED)
    )
    for dispute in disputes:
        yield {
            "dispute_id": dispute.public_id,
            "question": dispute.question,
            "type": dispute.dispute_type.value,
            "state": dispute.state.value,
            "summary": dispute.summary,
            "merged_into": dispute.merged_into.public_id if dispute.merged_into else "",
            "opened_by": people.get(dispute.opened_by_id or 0, ""),
            "opened_at": time_cell(dispute.opened_at),
            "resolved_at": time_cell(dispute.resolved_at),
        }


def _accounts(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    people, compatible = people_of(session, scope), _compatible(session, scope)
    accounts = session.scalars(
        select(Account)
        .join(Account.dispute)
        .options(contains_eager(Account.dispute))
        .where(Account.id.in_(keys))
        .order_by(*_UNDER)
    )
    for account in accounts:
        yield {
            "account_id": account.public_id,
            "dispute_id": account.dispute.public_id,
            "account_number": whole_cell(account.position),
            "statement": account.statement,
            "compatible_with": list_cell(sorted(compatible.get(account.public_id, ()))),
            "created_by": people.get(account.created_by_id or 0, ""),
            "created_at": time_cell(account.created_at),
        }


def _compatible(session: Session, scope: Scope) -> dict[str, list[str]]:
    """By public id, those that can be true together with an account."""
    first, second = aliased(Account), aliased(Account)
    pairs = session.execute(
        select(first.public_id, second.public_id)
        .select_from(CompatibleAccounts)
        .join(first, CompatibleAccounts.first_id == first.id)
        .join(second, CompatibleAccounts.second_id == second.id)
        .where(first.project_id == scope.project_id)
    )
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def _placements(session: Session, keys: Sequence[int]) -> list[Placement]:
    answers = selectinload(Placement.answers).joinedload(PlacementAnswer.annotation)
    return list(
        session.scalars(
            select(Placement)
            .join(Placement.account)
            .join(Account.dispute)
            .options(
                contains_eager(Placement.account).contains_eager(Account.dispute),
                joinedload(Placement.claim).load_only(Claim.public_id),
                answers,
            )
            .where(Placement.id.in_(keys))
            .order_by(*_CLAIMS)
        )
    )


def _dispute_claims(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    viewer, people = scope.viewer(session), people_of(session, scope)
    positions = _positions(session, scope)
    for placement in _placements(session, keys):
        stance, by = _final(placement, viewer)
        is_confirmed = by is FinalBy.ADJUDICATED
        confirmed_by = placement.confirmed_by_id if is_confirmed else None
        yield {
            "placement_id": placement.public_id,
            "dispute_id": placement.account.dispute.public_id,
            "account_id": placement.account.public_id,
            "claim_id": placement.claim.public_id,
            "stance": stance,
            "stance_final_by": by.value,
            "position": whole_cell(positions[placement.id]),
            "confirmed_by": people.get(confirmed_by or 0, ""),
            "confirmed_at": time_cell(placement.confirmed_at if is_confirmed else None),
            "placed_by": people.get(placement.created_by_id or 0, ""),
            "placed_at": time_cell(placement.created_at),
        }


def _final(placement: Placement, viewer: Membership | None) -> tuple[str, FinalBy]:
    """The final stance, where the reader may see it."""
    if viewer is None:
        return final_stance(placement)
    seen = seen_stance(placement, viewer)
    return ("" if seen.by is FinalBy.UNRESOLVED else seen.stance), seen.by


def _positions(session: Session, scope: Scope) -> Mapping[int, int]:
    """The place of every claim under its account, from 1."""
    rows = session.execute(
        select(Placement.id, Placement.account_id)
        .where(Placement.project_id == scope.project_id)
        .order_by(Placement.created_at, Placement.public_id)
    )
    counted: dict[int, int] = {}
    places = {}
    for key, account_id in rows:
        counted[account_id] = places[key] = counted.get(account_id, 0) + 1
    return places


def _answers(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    viewer = scope.viewer(session)
    for placement in _placements(session, keys):
        shown = _shown(placement, viewer)
        for answer in sorted(shown, key=lambda one: (one.created_at, one.annotation.public_id)):
            yield {
                "placement_id": placement.public_id,
                "annotation_id": answer.annotation.public_id,
                "stance_target": placement.account.public_id,
                "stance": answer.stance,
                "answered_at": time_cell(answer.created_at),
            }


def _shown(placement: Placement, viewer: Membership | None) -> list[PlacementAnswer]:
    """In a blind project, only the reader's own answers leave."""
    if viewer is None or viewer.sees_all_tags:
        return placement.answers
    return [one for one in placement.answers if one.annotation.user_id == viewer.user_id]


def _answer_count(session: Session, scope: Scope) -> int | None:
    if not sees_everything(scope.viewer(session)):
        return None
    answers = (
        select(PlacementAnswer.id)
        .join(PlacementAnswer.placement)
        .where(Placement.project_id == scope.project_id)
    )
    return _count(answers, session)


DISPUTE_ROWS = Query(
    table=DISPUTES,
    keys=lambda session, scope: session.scalars(_dispute_ids(scope).order_by(*OPENED)).all(),
    rows=_disputes,
    count=lambda session, scope: _count(_dispute_ids(scope), session),
    has_people=True,
)
ACCOUNT_ROWS = Query(
    table=ACCOUNTS,
    keys=lambda session, scope: session.scalars(_account_ids(scope).order_by(*_UNDER)).all(),
    rows=_accounts,
    count=lambda session, scope: _count(_account_ids(scope), session),
    has_people=True,
)
DISPUTE_CLAIM_ROWS = Query(
    table=DISPUTE_CLAIMS,
    keys=lambda session, scope: session.scalars(_placement_ids(scope).order_by(*_CLAIMS)).all(),
    rows=_dispute_claims,
    count=lambda session, scope: _count(_placement_ids(scope), session),
    has_people=True,
)
DISPUTE_ANSWER_ROWS = Query(
    table=DISPUTE_ANSWERS,
    keys=lambda session, scope: session.scalars(_placement_ids(scope).order_by(*_CLAIMS)).all(),
    rows=_answers,
    count=_answer_count,
)
