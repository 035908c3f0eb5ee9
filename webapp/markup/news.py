"""What the first page of a project says is new for a member, with where each piece leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from webapp.journal.names import names_of
from webapp.markup.comments import people_of, words_of
from webapp.models import Annotation, Claim, Comment, Membership
from webapp.rules.comments import MENTIONED
from webapp.rules.mentions import Piece
from webapp.rules.news import MOST_NEWS, NewsKind, Rows, news_for

AT_A_GLANCE = 5
"""Pieces that are shown before the others are unfolded."""
LONGEST_EXCERPT = 200


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One piece of news."""

    kind: NewsKind
    at: datetime
    claim: Claim | None = None
    who: str = ""
    comment_id: str = ""
    pieces: Sequence[Piece] = ()
    """The first words of a comment; none where its article is marked as sensitive."""
    reason: str = ""
    version: int = 0
    """Of the codebook."""
    count: int = 0
    """Of the claims that were given."""


@dataclass(frozen=True)
class News:
    """All that is new for a member, newest first."""

    since: datetime
    items: Sequence[NewsItem]
    is_cut: bool
    """Of some kind there is more than is listed."""

    @property
    def first(self) -> Sequence[NewsItem]:
        """The pieces that are seen at once."""
        return self.items[:AT_A_GLANCE]

    @property
    def others(self) -> Sequence[NewsItem]:
        """Those that are folded away."""
        return self.items[AT_A_GLANCE:]

    @property
    def until(self) -> str:
        """The moment of the newest piece: what comes after it has not been read with it."""
        return self.items[0].at.isoformat() if self.items else ""


def news_of(session: Session, viewer: Membership) -> News:
    """What is new since the member last said that they had read it, or since they joined."""
    rows = news_for(session, viewer)
    counts = [sum(kind == one for one, _, _ in rows) for kind in NewsKind]
    items: dict[tuple[NewsKind, int], NewsItem] = {}
    for load in LOADERS:
        items |= {(one.kind, key): one for key, one in load(session, viewer, rows)}
    shown = [items[kind, key] for kind, key, _ in rows if (kind, key) in items]
    return News(viewer.knows_news_until, shown, is_cut=max(counts) >= MOST_NEWS)


def _comments(session: Session, viewer: Membership, rows: Rows) -> Iterable[tuple[int, NewsItem]]:
    """Comments with their first words, before the member."""
    known = _of(rows, NewsKind.CALLED, NewsKind.ANSWERED)
    if not known:
        return
    found = session.scalars(
        select(Comment)
        .options(
            joinedload(Comment.claim).options(joinedload(Claim.article), undefer(Claim.ordinal)),
            MENTIONED,
        )
        .where(Comment.id.in_(known))
    )
    comments = found.unique().all()
    names = names_of(session, viewer, {key for one in comments for key in people_of(one)})
    for one in comments:
        kind, at = known[one.id]
        is_covered = one.claim.article.is_sensitive
        yield (
            one.id,
            NewsItem(
                kind=kind,
                at=at,
                claim=one.claim,
                who=names.get(one.author_id, "somebody"),
                comment_id=one.public_id,
                pieces=() if is_covered else words_of(_excerpt(one.text), one, names),
            ),
        )


def _answers(session: Session, viewer: Membership, rows: Rows) -> Iterable[tuple[int, NewsItem]]:
    """The member's own answers, and what became of them."""
    known = _of(rows, NewsKind.REOPENED, NewsKind.SETTLED)
    if not known:
        return
    answers = session.scalars(
        select(Annotation)
        .options(
            joinedload(Annotation.claim).options(joinedload(Claim.article), undefer(Claim.ordinal))
        )
        .where(Annotation.id.in_(known))
    )
    for one in answers:
        kind, at = known[one.id]
        yield one.id, NewsItem(kind=kind, at=at, claim=one.claim, reason=one.reopened_because)


def _given(session: Session, viewer: Membership, rows: Rows) -> Iterable[tuple[int, NewsItem]]:
    """Claims that were given to the member, by how many there are."""
    for count, (kind, at) in _of(rows, NewsKind.GIVEN).items():
        yield count, NewsItem(kind=kind, at=at, count=count)


def _codebooks(session: Session, viewer: Membership, rows: Rows) -> Iterable[tuple[int, NewsItem]]:
    """Versions of the codebook, by their numbers."""
    for number, (kind, at) in _of(rows, NewsKind.CODEBOOK).items():
        yield number, NewsItem(kind=kind, at=at, version=number)


def _of(rows: Rows, *kinds: NewsKind) -> Mapping[int, tuple[NewsKind, datetime]]:
    return {key: (kind, at) for kind, key, at in rows if kind in kinds}


def _excerpt(text: str) -> str:
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT].rstrip()}…"


Load = Callable[[Session, Membership, Rows], Iterable[tuple[int, NewsItem]]]
LOADERS: tuple[Load, ...] = (_comments, _answers, _given, _codebooks)
"""What each shows of the rows that it knows; by the keys of the rows."""
