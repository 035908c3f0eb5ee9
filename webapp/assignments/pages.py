"""What the pages about given work show, and how claims are dealt among people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from webapp.models import Article, Claim, Membership

MOST_GIVEN = 2_000
"""Places that one act gives out."""


class Dealing(StrEnum):
    """What is dealt among people: whole articles, or claim by claim."""

    ARTICLES = "articles"
    CLAIMS = "claims"

    @property
    def label(self) -> str:
        """The way in words."""
        return DEALING_LABELS[self]


DEALING_LABELS = {
    Dealing.ARTICLES: "Whole articles: who gets an article gets all its claims",
    Dealing.CLAIMS: "By share: the claims are dealt evenly, one by one",
}


@dataclass(frozen=True)
class Giving:
    """Which articles are given to which people, and how."""

    articles: Sequence[Article] = ()
    people: Sequence[Membership] = ()
    dealing: Dealing = Dealing.CLAIMS

    @property
    def is_whole(self) -> bool:
        """There is something to give, and somebody who gets it."""
        return bool(self.articles and self.people)


@dataclass(frozen=True)
class Dealt:
    """A claim that can be given out: how many places are open, and to whom it cannot go."""

    claim_id: int
    article_id: int
    open_places: int
    not_for: frozenset[int]
    """The keys of users who have answered it, passed it by, or have it before them."""


@dataclass(frozen=True)
class Hand:
    """What one person would get."""

    member: Membership
    name: str
    claim_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Who would get how many claims, before anybody gets one."""

    hands: Sequence[Hand]
    claim_count: int
    """Claims with an open place."""

    @property
    def count(self) -> int:
        """How many claims all of them would get, each counted for each person."""
        return sum(len(hand.claim_ids) for hand in self.hands)

    @property
    def is_too_much(self) -> bool:
        """One act gives out less."""
        return self.count > MOST_GIVEN


def deal(claims: Iterable[Dealt], hands: Sequence[Hand], dealing: Dealing) -> None:
    """Fill the open places of claims, in reading order; whoever has least comes first."""
    if dealing is Dealing.CLAIMS:
        for claim in claims:
            _fill(claim, _by_load(hands))
        return
    articles: dict[int, list[Dealt]] = {}
    for claim in claims:
        articles.setdefault(claim.article_id, []).append(claim)
    for in_article in articles.values():
        chosen = _by_load(hands)[: max(claim.open_places for claim in in_article)]
        for claim in in_article:
            _fill(claim, chosen)


def _by_load(hands: Sequence[Hand]) -> list[Hand]:
    return sorted(hands, key=lambda hand: len(hand.claim_ids))


def _fill(claim: Dealt, hands: Iterable[Hand]) -> None:
    able = [hand for hand in hands if hand.member.user_id not in claim.not_for]
    for hand in able[: claim.open_places]:
        hand.claim_ids.append(claim.claim_id)


@dataclass(frozen=True)
class ArticleToGive:
    """An article in the list from which is chosen."""

    article: Article
    open_count: int
    """Claims with an open place."""
    is_chosen: bool


@dataclass(frozen=True)
class PersonToGive:
    """A member in the list from which is chosen."""

    member: Membership
    name: str
    kept_count: int
    """Claims that they have before them."""
    is_chosen: bool


@dataclass(frozen=True)
class Kept:
    """A claim that somebody has before them."""

    public_id: str
    claim: Claim
    who: str
    given_by: str
    """Empty where it came from the common queue."""
    since: datetime
    returns_at: datetime | None
