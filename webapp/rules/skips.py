"""Claims that everybody who could answer them has passed by."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from webapp.models.annotation import Annotation
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.asked import lacks_answers
from webapp.rules.claims import NAMED, is_live, reading_order
from webapp.vocabulary import DONE_STATES, AnnotationState, FinalBy, Role, SkipReason

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
            Claim.project_id == project.id,
            Claim.id.in_(_skips(project).with_only_columns(Annotation.claim_id)),
            lacks_answers(project.annotators_per_claim),
            Claim.needs_adjudication == false(),
            Claim.final_by != FinalBy.ADJUDICATED,
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
    stuck = session.scalars(keys.limit(MOST_TOLD + 1)).all()
    if not stuck or len(stuck) > MOST_TOLD:
        return Skips(len(stuck), ())
    counted = (
        _skips(project)
        .with_only_columns(Annotation.skipped_reason, func.count(Annotation.claim_id.distinct()))
        .where(Annotation.claim_id.in_(stuck), Annotation.skipped_reason.is_not(None))
        .group_by(Annotation.skipped_reason)
    )
    found = dict(session.execute(counted).all())
    reasons = tuple(ReasonCount(one, found[one]) for one in SkipReason if one in found)
    return Skips(len(stuck), reasons)


def _skips(project: Project) -> Select[Annotation]:
    """What members have passed by; asked by person, which an index answers."""
    members = select(Membership.user_id).where(Membership.project_id == project.id)
    return select(Annotation).where(
        Annotation.user_id.in_(members),
        Annotation.state == AnnotationState.SKIPPED,
        Annotation.project_id == project.id,
    )


def _somebody_left(project: Project) -> Select[int]:
    """Annotators who have neither answered a claim nor passed it by."""
    done = aliased(Annotation)
    is_done = select(done.id).where(
        done.claim_id == Claim.id,
        done.user_id == Membership.user_id,
        done.state.in_(DONE_STATES),
    )
    return (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.project_id == project.id,
            Membership.role == Role.ANNOTATOR,
            Membership.ended_at.is_(None),
            User.deactivated_at.is_(None),
            ~is_done.exists(),
        )
        .correlate(Claim)
    )
