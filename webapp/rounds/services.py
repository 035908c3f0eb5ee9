"""Starting a round, by which its people get its claims, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.errors import Refusal, Stale
from webapp.limits import LEAST_IN_ROUND, MOST_ANNOTATORS
from webapp.models import Assignment, Claim, Membership, Project, Round, RoundPerson
from webapp.models.base import Base
from webapp.rounds.pages import MOST_CLAIMS, RoundChoice
from webapp.rounds.queries import draw_of, still_free
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.annotators import all_stay
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import Change, record
from webapp.rules.locking import lock_complete_among
from webapp.rules.places import is_given
from webapp.rules.stored_claims import store_claims


class NotBlind(Refusal):
    """With one annotator per claim there is nothing to compare."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "A round compares what several people answer blind, and this project asks for one "
            "annotator per claim. Set that to two or more in its settings for the time of the "
            "round."
        )


class OtherDraw(Refusal):
    """Others were quicker, so that the claims are no more those that were shown."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Meanwhile somebody took some of these claims up, or left the project. Nothing was "
            "started: look at the numbers again."
        )


class ClosedAlready(Refusal):
    """A round closes once."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This round is closed already.")


def refuse_choice(project: Project, choice: RoundChoice) -> None:
    """Refuse what no round could be made of, before anything is drawn."""
    if not project.is_blind:
        raise NotBlind
    if not LEAST_IN_ROUND <= len(choice.people) <= MOST_ANNOTATORS:
        raise Refusal(f"Choose {LEAST_IN_ROUND} to {MOST_ANNOTATORS} people.", field="person")
    if not 1 <= choice.count <= MOST_CLAIMS:
        raise Refusal(f"A round has 1 to {MOST_CLAIMS} claims.", field="count")


def start_round(
    session: Session,
    by: Membership,
    *,
    choice: RoundChoice,
    shown_count: int,
    now: datetime,
) -> Round:
    """Give all claims that are drawn to all people that are chosen, exactly as it was shown."""
    project = by.project
    session.refresh(project, with_for_update={"key_share": True})  # answers go on coming in
    refuse_choice(project, choice)
    if not all_stay(session, choice.people):
        raise OtherDraw
    claim_ids = draw_of(session, project, choice, now).claim_ids
    if not claim_ids:
        raise Refusal("No claim matches that nobody has begun and that is in no round.")
    if len(claim_ids) != shown_count:
        raise OtherDraw
    claims = session.scalars(
        select(Claim)
        .where(Claim.id.in_(claim_ids))
        .order_by(Claim.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if still_free(session, project, choice, claim_ids, now) != len(claims):
        raise OtherDraw
    fresh = _added(session, by, choice, now)
    _give(session, by, claims, choice.people, now)
    _write_round(session, fresh, claim_ids)
    record(session, by.user, project, _change(Action.ROUND_STARTED, fresh))
    return fresh


def _added(session: Session, by: Membership, choice: RoundChoice, now: datetime) -> Round:
    newest = select(func.max(Round.number)).where(Round.project_id == by.project_id)
    number = (session.scalars(newest).one() or 0) + 1
    fresh = Round(
        project=by.project,
        number=number,
        name=choice.name or f"Round {number}",
        note=choice.note,
        codebook=newest_codebook(session, by.project),
        seed=choice.seed,
        started_by=by.user,
        started_at=now,
        people=[RoundPerson(user=member.user) for member in choice.people],
    )
    session.add(fresh)
    session.flush()
    return fresh


def _write_round(session: Session, fresh: Round, claim_ids: Sequence[int]) -> None:
    """Say of the claims in which round they are: their version is people's, so it stays."""
    claim = Base.metadata.tables[Claim.__tablename__]
    session.execute(update(claim).where(claim.c.id.in_(claim_ids)).values(round_id=fresh.id))
    session.expire_all()
    store_claims(session, claim_ids)


def _give(
    session: Session,
    by: Membership,
    claims: Sequence[Claim],
    people: Sequence[Membership],
    now: datetime,
) -> None:
    """A place at each claim for each person, where one had it before, too."""
    earlier = session.scalars(
        select(Assignment).where(Assignment.claim_id.in_([claim.id for claim in claims]))
    )
    known = {(one.claim_id, one.user_id): one for one in earlier}
    for claim in claims:
        for member in people:
            row = known.get((claim.id, member.user_id))
            if row is None:
                row = Assignment(project_id=by.project_id, claim=claim, user=member.user)
                session.add(row)
            row.given_by, row.created_at, row.expires_at, row.ended_at = by.user, now, None, None
    session.flush()


def close_round(
    session: Session, by: Membership, *, which: Round, version: int, now: datetime
) -> None:
    """Take open places back; its claims ask for what the project does, and settle by its rule."""
    session.refresh(which, with_for_update={"of": Round})
    if not which.is_open:
        raise ClosedAlready
    if which.version != version:
        message = "Somebody changed this round while you had it open."
        raise Stale(message, version=which.version, saved={"name": which.name})
    in_round = Claim.round_id == which.id
    keys = session.scalars(
        select(Claim.id).where(in_round).order_by(Claim.id).with_for_update(key_share=True)
    ).all()
    session.execute(
        update(Assignment)
        .where(
            Assignment.claim_id.in_(keys),
            Assignment.user_id.in_([one.user_id for one in which.people]),
            *is_given(),
        )
        .values(ended_at=now)
    )
    which.closed_at, which.closed_by = now, by.user
    session.flush()
    lock_complete_among(session, by.project, in_round)
    record(session, by.user, by.project, _change(Action.ROUND_CLOSED, which))


def _change(action: Action, which: Round) -> Change:
    """What members read: who is waited for, and for which answers, is in no event."""
    return Change(
        action=action,
        object_kind=ObjectKind.ROUND,
        object_id=which.public_id,
        after={"round": which.number, "name": which.name},
    )
