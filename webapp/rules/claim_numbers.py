"""Numbers of claims within their article: whoever holds the article gives them, none twice."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.rules.articles import refuse_withdrawn


def hold_article(session: Session, article: Article) -> None:
    """Let nobody else add or remove claims of the article until this transaction ends.

    Whoever holds an article and claims takes the article first and then the claims by id, so
    that two people never wait for each other. Rows that only name the article, such as tags
    saved at the same time, do not wait: its key stays free. A withdrawn one is refused.
    """
    query = select(Article.id).where(Article.id == article.id)
    session.execute(query.with_for_update(key_share=True))
    refuse_withdrawn(session, [article.id])


def next_number(session: Session, article: Article) -> int:
    """A number that no claim of the held article has or had."""
    last = session.scalars(select(Article.last_claim_number).where(Article.id == article.id)).one()
    highest = session.scalar(select(func.max(Claim.number)).where(Claim.article_id == article.id))
    return max(last, highest or 0) + 1


def keep_numbers(session: Session, article: Article) -> None:
    """Remember the highest number of the held article before claims of it go."""
    session.execute(
        update(Article)
        .where(Article.id == article.id)
        .values(last_claim_number=next_number(session, article) - 1)
        .execution_options(synchronize_session=False)
    )
