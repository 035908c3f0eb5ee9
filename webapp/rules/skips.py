"""Claims that everybody who could answer them has passed by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Select, func, select, union_all
from sqlalchemy.orm import Session, aliased, contains_eager

from webapp.models.annotation import Annotation
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.round import Round
from webapp.models.user import User
from webapp.rules.annotators import are_there
from webapp.rules.asked import lacks_answers, takes_answers
from webapp.rules.claims import NAMED, is_live, reading_order
from webapp.rules.to_settle import waits_for_adjudicator
from webapp.vocabulary import DONE_STATES, AnnotationState, ClaimStanding, Role, SkipReason

MOST_TOLD = 99
"""Such claims that the first page of a project counts."""


def skipped_by_all(project: Project) -> Select[Claim]:
    """Claims that lack answers, that somebody has passed by, and that no annotator is left for.

    What adjudicators are to look at is not among them: it waits for those.
    """
    return (
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article), *NAMED)
        .where(
            Claim.project_id + 0 == project.id,  # else all that lack answers are read
            Claim.id.in_(_passed_by(project)),
            *takes_answers(project.annotators_per_claim),
            ~_somebody_left(project).exists(),
            *is_live(with_possible=False),
        )
        .order_by(*reading_order())
    )


@dataclass(frozen=True)
class ReasonCount:
    """How many of such claims were passed by for a reason."""

    reason: SkipReason
    count: int


@dataclass(frozen=True)
class Skips:
    """How many such claims a project has, and why they were passed by."""

    total: int
    reasons: tuple[ReasonCount, ...]
    """None where there are more than are told."""

    @property
    def has_more(self) -> bool:
        """More than are told: the first page, which asks for them, stays quick."""
        return self.total > MOST_TOLD


def skips_by_all(session: Session, project: Project) -> Skips:
    """How many such claims there are, up to one more than are told; each counts for each reason."""
    keys = skipped_by_all(project).with_only_columns(Claim.id).order_by(None)
    return _told(session, session.scalars(keys.limit(MOST_TOLD + 1)).all(), SkipReason)


def doubts_of(session: Session, project: Project) -> Skips:
    """The same for claims that lack answers and wait for an adjudicator."""
    keys = select(Claim.id).where(
        Claim.project_id == project.id,
        lacks_answers(project.annotators_per_claim),
        *waits_for_adjudicator(),
    )
    wrong = [reason for reason in SkipReason if reason.is_for_adjudicators]
    return _told(session, session.scalars(keys.limit(MOST_TOLD + 1)).all(), wrong)


def _told(session: Session, claim_ids: Sequence[int], told: Iterable[SkipReason]) -> Skips:
    if not claim_ids or len(claim_ids) > MOST_TOLD:
        return Skips(len(claim_ids), ())
    rows = session.execute(
        select(Annotation.skipped_reason, func.count(Annotation.claim_id.distinct()))
        .where(
            Annotation.claim_id.in_(claim_ids),
            Annotation.state == AnnotationState.SKIPPED,
            Annotation.skipped_reason.is_not(None),
        )
        .group_by(Annotation.skipped_reason)
    )
    found = dict(rows.all())
    reasons = tuple(ReasonCount(one, found[one]) for one in told if one in found)
    return Skips(len(claim_ids), reasons)


def _passed_by(project: Project) -> CompoundSelect[int]:
    """Claims that so many people have passed by that none may be left, and those of open rounds.

    There are as many annotators as have answered, who are too few, and as have passed it by.
    Rounds ask more people than the project does, and have few claims.
    """
    members = select(Membership.user_id).where(Membership.project_id == project.id)
    annotators = _annotators(project).with_only_columns(func.count()).scalar_subquery()
    passed_by = (
        select(Annotation.claim_id)
        .where(
            Annotation.user_id.in_(members),
            Annotation.state == AnnotationState.SKIPPED,
            Annotation.project_id + 0 == project.id,  # else all answers of the members are read
            Annotation.claim_standing == ClaimStanding.OPEN,
        )
        .group_by(Annotation.claim_id)
        .having(func.count() > annotators - project.annotators_per_claim)
    )
    in_rounds = aliased(Claim)
    is_open = (Round.project_id == project.id, Round.closed_at.is_(None))
    of_rounds = select(in_rounds.id).join(Round, Round.id == in_rounds.round_id).where(*is_open)
    return union_all(passed_by, of_rounds)


def _annotators(project: Project) -> Select[int]:
    """Those who are there to answer."""
    return (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.project_id == project.id,
            Membership.role == Role.ANNOTATOR,
            *are_there(),
        )
    )


def _somebody_left(project: Project) -> Select[int]:
    """Annotators who have neither answered a claim nor passed it by."""
    done = aliased(Annotation)
    is_done = (
        select(done.id)
        .where(
            done.claim_id == Claim.id,
            done.user_id == Membership.user_id,
            done.state.in_(DONE_STATES),
        )
        .correlate(Claim, Membership)
    )
    return _annotators(project).where(~is_done.exists()).correlate(Claim)
