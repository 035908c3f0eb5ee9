"""Claims that are judged together: those that were chosen, or all that are very likely."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.claims.pages import Together
from webapp.journal.offered import act_or_none
from webapp.models import Article, Claim, Event, Membership, Project
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claims import NAMED, is_current, is_likelihood, reading_order
from webapp.rules.held_out import shows_suggestions
from webapp.vocabulary import ClaimState, Likelihood

MOST_TOGETHER = 200
"""Claims of one act."""
ACTIONS = (Action.CLAIMS_ACCEPTED, Action.CLAIMS_MARKED_AS_NO_CLAIMS)


def claims_named(session: Session, project: Project, ids: Collection[str]) -> list[Claim]:
    """Those of the project's claims that have these public ids, in reading order."""
    named = Claim.public_id.in_(list(ids)[: MOST_TOGETHER + 1])
    return list(session.scalars(_claims().where(Claim.project_id == project.id, named)))


def very_likely_in(session: Session, article: Article) -> list[Claim]:
    """The first of the article's proposals that people nearly always accept."""
    query = _claims().where(
        Claim.article_id == article.id,
        Claim.state == ClaimState.PROPOSED,
        is_likelihood(Likelihood.VERY_LIKELY),
        shows_suggestions(),
        *is_current(),
    )
    return list(session.scalars(query.limit(MOST_TOGETHER)))


def together(claims: Collection[Claim], state: ClaimState) -> Together:
    """What an act on these claims would do, and which it leaves as they are."""
    wanted = ClaimState.PROPOSED if state == ClaimState.ACCEPTED else None
    chosen = [
        claim
        for claim in claims
        if claim.is_current and claim.state != state and wanted in (None, claim.state)
    ]
    return Together(state, chosen, [claim for claim in claims if claim not in chosen])


def act_to_take_back(session: Session, by: Membership, claim_id: str) -> Event | None:
    """The member's act on several claims, this one among them, if it can be taken back."""
    return act_or_none(session, by, ObjectKind.CLAIM, claim_id, *ACTIONS)


def _claims() -> Select[Claim]:
    return (
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article), selectinload(Claim.spans), *NAMED)
        .order_by(*reading_order())
    )
