"""Giving claims out to people, taking them back, and where a project's people get their claims."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assignments.pages import MOST_GIVEN, Giving, Plan
from webapp.assignments.queries import assignments_named, plan_of
from webapp.errors import Refusal, Stale
from webapp.journal.recording import recorded
from webapp.journal.refusals import Unchanged
from webapp.models import Article, Assignment, Claim, Membership, Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.annotators import all_stay
from webapp.rules.events import Change, record
from webapp.rules.places import keeps_place
from webapp.vocabulary import WorkFrom


class OtherPlan(Refusal):
    """Others were quicker, so that the shares are no more those that were shown."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Meanwhile somebody took some of these claims up, or answered them, so the shares are "
            "others now. Nothing was given: look at them again."
        )


def give(
    session: Session,
    by: Membership,
    *,
    choice: Giving,
    count: int,
    now: datetime,
) -> list[Assignment]:
    """Give the open places of the articles' claims to people, exactly as it was shown."""
    if not choice.is_whole:
        raise Refusal("Choose at least one article and one person.")
    _hold(session, choice.articles, choice.people)
    plan = plan_of(session, by, choice, now)
    if plan.count != count:
        raise OtherPlan
    if plan.is_too_much:
        raise Refusal(f"At most {MOST_GIVEN:,} claims are given in one act. Choose fewer articles.")
    if not plan.count:
        raise Unchanged("None of these people can get a claim of these articles.")
    return _given(session, by, plan, now)


def _hold(session: Session, articles: Sequence[Article], people: Sequence[Membership]) -> None:
    """Nobody leaves, and nobody takes a place at the articles' claims, until this is done."""
    if not all_stay(session, people):
        raise OtherPlan
    article_ids = [article.id for article in articles]
    session.execute(
        select(Claim.id)
        .where(Claim.article_id.in_(article_ids))
        .order_by(Claim.id)
        .with_for_update(key_share=True)
    ).all()


def _given(session: Session, by: Membership, plan: Plan, now: datetime) -> list[Assignment]:
    pairs = [(hand.member.user, key) for hand in plan.hands for key in hand.claim_ids]
    found = select(Claim).where(Claim.id.in_({key for _, key in pairs}))
    claims = {claim.id: claim for claim in session.scalars(found)}
    earlier = select(Assignment).where(
        Assignment.claim_id.in_(claims),
        Assignment.user_id.in_([hand.member.user_id for hand in plan.hands]),
    )
    wanted = {(user.id, key) for user, key in pairs}
    known = {
        (one.user_id, one.claim_id): one
        for one in session.scalars(earlier)
        if (one.user_id, one.claim_id) in wanted
    }
    with recorded(session, by, Action.WORK_GIVEN, *known.values()) as act:
        for user, key in pairs:
            row = known.get((user.id, key))
            if row is None:
                row = Assignment(project_id=by.project_id, claim=claims[key], user=user)
                session.add(row)
                act.rows.append(row)
            row.given_by, row.created_at, row.expires_at, row.ended_at = by.user, now, None, None
    return act.rows


def take_back(
    session: Session, by: Membership, *, ids: Collection[str], now: datetime
) -> list[Assignment]:
    """Open these places again; drafts stay with their owners."""
    rows = [one for one in assignments_named(session, by.project, ids) if keeps_place(one, now)]
    if not rows:
        raise Unchanged("Nobody has one of these claims in hand any more. Tick some in the list.")
    with recorded(session, by, Action.WORK_TAKEN_BACK, *rows):
        for row in rows:
            row.ended_at = row.ended_at or now
    return rows


def set_way(
    session: Session,
    by: User,
    *,
    project: Project,
    version: int,
    work_from: WorkFrom,
    return_minutes: int,
) -> None:
    """Where people get their claims, and when one from the queue returns without a save."""
    if project.version != version:
        raise Stale(
            "Somebody changed this project while you had it open.",
            version=project.version,
            saved={
                "work_from": project.work_from.label,
                "return_minutes": str(project.return_minutes),
            },
        )
    before = {"work_from": project.work_from.value, "return_minutes": project.return_minutes}
    after = {"work_from": work_from.value, "return_minutes": return_minutes}
    if after == before:
        return
    project.work_from, project.return_minutes = work_from, return_minutes
    session.flush()
    change = Change(
        action=Action.PROJECT_SETTINGS_CHANGED,
        object_kind=ObjectKind.PROJECT,
        object_id=project.public_id,
        before=before,
        after=after,
    )
    record(session, by, project, change)
