"""Learning: when a project has enough that people judged for a model to learn from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, aliased

from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.rules.articles import is_in_work
from webapp.rules.claims import is_current
from webapp.vocabulary import ClaimState

FEWEST_JUDGED, FEWEST_TEXTS = 200, 10
"""Claims, and articles with them, below which a model learns nothing that can be shown."""


@dataclass(frozen=True)
class Learnable:
    """What a model could learn from: articles checked to the end, and the claims in them."""

    claims: int
    articles: int
    fewest_claims: int = FEWEST_JUDGED
    fewest_articles: int = FEWEST_TEXTS

    @property
    def is_enough(self) -> bool:
        """To try it may pay."""
        return self.claims >= self.fewest_claims and self.articles >= self.fewest_articles


def is_checked() -> tuple[ColumnElement[bool], ...]:
    """The article is in the work, and people have judged every proposal in it."""
    waiting = aliased(Claim)
    is_waiting = (waiting.state == ClaimState.PROPOSED, waiting.is_current == true())
    of_article = select(waiting.id).where(waiting.article_id == Article.id, *is_waiting)
    return (*is_in_work(), ~of_article.exists())


def learnable(session: Session, project: Project) -> Learnable:
    """What a model could learn from the project as it stands."""
    claims, articles = session.execute(
        select(func.count(Claim.id), func.count(Claim.article_id.distinct()))
        .join(Claim.article)
        .where(
            Article.project_id == project.id,
            Claim.state == ClaimState.ACCEPTED,
            *is_current(),
            *is_checked(),
        )
    ).one()
    return Learnable(claims, articles)
