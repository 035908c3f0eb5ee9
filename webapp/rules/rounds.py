"""Calibration rounds: which are open, what they still ask of somebody, and what leaving ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.models.assignment import Assignment
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.round import Round, RoundPerson
from webapp.models.user import User
from webapp.rules.claims import is_counted
from webapp.rules.locking import lock_complete_among
from webapp.rules.places import is_kept


@dataclass(frozen=True)
class OwnRound:
    """An open round, and how much of it one person still has to do."""

    number: int
    name: str
    left: int
    claims: int


def own_rounds(session: Session, project: Project, user: User, now: datetime) -> list[OwnRound]:
    """The open rounds in which somebody takes part, the oldest first."""
    waits = select(Assignment.id).where(
        Assignment.claim_id == Claim.id, Assignment.user_id == user.id, *is_kept()
    )
    rows = session.execute(
        select(Round.number, Round.name, func.count().filter(waits.exists()), func.count(Claim.id))
        .join(Round.people)
        .join(Claim, Claim.round_id == Round.id)
        .where(
            Round.project_id == project.id,
            Round.closed_at.is_(None),
            RoundPerson.user_id == user.id,
            RoundPerson.left_at.is_(None),
            *is_counted(),
        )
        .group_by(Round.id, Round.number, Round.name)
        .order_by(Round.number),
        {"now": now},
    )
    return [OwnRound(*row) for row in rows]


def has_open_round(session: Session, project: Project) -> bool:
    """Somebody is in the middle of a round."""
    is_open = select(Round.id).where(Round.project_id == project.id, Round.closed_at.is_(None))
    return session.scalars(select(is_open.exists())).one()


def leave_rounds(
    session: Session, user_id: int, now: datetime, *, project_ids: Collection[int] | None = None
) -> None:
    """Wait no more for somebody who leaves: claims that only lacked their answer are complete."""
    query = (
        select(RoundPerson)
        .join(RoundPerson.round)
        .options(joinedload(RoundPerson.round).joinedload(Round.project))
        .where(
            RoundPerson.user_id == user_id,
            RoundPerson.left_at.is_(None),
            Round.closed_at.is_(None),
        )
        .order_by(RoundPerson.id)
    )
    if project_ids is not None:
        query = query.where(Round.project_id.in_(project_ids))
    for one in session.scalars(query).all():
        one.left_at = now
        session.flush()
        lock_complete_among(session, one.round.project, Claim.round_id == one.round_id)
