"""Questions about articles."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from webapp.attribution.furniture import furniture
from webapp.models import Article, Project


def article_with_text_or_none(
    session: Session, project: Project, text_sha256: str
) -> Article | None:
    """The project's first article with exactly this text."""
    return session.scalars(
        select(Article)
        .where(Article.project_id == project.id, Article.text_sha256 == text_sha256)
        .order_by(Article.id)
        .limit(1)
    ).one_or_none()


def article_or_none(session: Session, project: Project, public_id: str) -> Article | None:
    """The project's article of this id, with its text."""
    return session.scalars(
        select(Article)
        .options(undefer(Article.text))
        .where(Article.project_id == project.id, Article.public_id == public_id)
    ).one_or_none()


@dataclass(frozen=True)
class Piece:
    """A run of an article's text that is all prose or all furniture."""

    words: str
    is_furniture: bool


def pieces_of(text: str) -> list[Piece]:
    """The whole text in order; joined, the pieces are the text."""
    pieces, position = [], 0
    for start, end in furniture(text):
        pieces += [Piece(text[position:start], False), Piece(text[start:end], True)]
        position = end
    pieces.append(Piece(text[position:], False))
    return [piece for piece in pieces if piece.words]


def articles_of(session: Session, project: Project) -> list[Article]:
    """The project's articles by date, those without one last."""
    return list(
        session.scalars(
            select(Article)
            .where(Article.project_id == project.id)
            .order_by(Article.published_on.is_(None), Article.published_on, Article.public_id)
        )
    )
