"""The claims that wait for an adjudicator, worst first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Tuple,
    and_,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session

from webapp.models.claim import Claim
from webapp.rules.claims import is_counted, reading_order


def waits_for_adjudicator() -> tuple[ColumnElement[bool], ...]:
    """Its answers differ, or somebody found that something is wrong with it."""
    return (Claim.needs_adjudication == true(), *is_counted())


def worst_first() -> tuple[ColumnExpressionArgument[Any], ...]:
    """Those about which people differ most, then as they are read."""
    return (Claim.difference_count.desc(), *reading_order())


def stands_before(claim: Claim) -> ColumnElement[bool]:
    """Rows that are settled before the claim."""
    same = and_(
        Claim.difference_count == claim.difference_count,
        tuple_(*reading_order()) < _position(claim),
    )
    return or_(Claim.difference_count > claim.difference_count, same)


def stands_behind(claim: Claim) -> ColumnElement[bool]:
    """Rows that are settled after the claim."""
    same = and_(
        Claim.difference_count == claim.difference_count,
        tuple_(*reading_order()) > _position(claim),
    )
    return or_(Claim.difference_count < claim.difference_count, same)


def to_settle_count(session: Session, project_id: int, *, most: int | None = None) -> int:
    """How many wait; those beyond the `most` are not counted."""
    waiting = select(Claim.id).where(Claim.project_id == project_id, *waits_for_adjudicator())
    counted = select(func.count()).select_from(waiting.limit(most).subquery())
    return session.scalars(counted).one()


def _position(claim: Claim) -> Tuple:
    """Where the claim stands in reading order."""
    return tuple_(claim.reading_key, claim.first_offset, claim.number)
