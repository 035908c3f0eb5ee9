"""The claims of one article in few values each: what a page counts, and finds its cards by."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import CARDS, Progress
from webapp.models import Annotation, Article, Claim, User
from webapp.rules.claim_standings import claim_standing, standings_of_drafts
from webapp.rules.claims import is_current, is_possible
from webapp.vocabulary import (
    DONE_STATES,
    SUBMITTED_STATES,
    AnnotationState,
    ClaimStanding,
    ClaimState,
)


@dataclass(frozen=True, slots=True)
class Outlined:
    """One current claim: where it stands, whether it is folded away, how far one person is."""

    key: int
    public_id: str
    number: int
    first_offset: int
    state: ClaimState
    is_possible: bool
    outer_key: int | None
    """The claim in whose content it stands."""
    standing: ClaimStanding
    answered: AnnotationState | None

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands in the order of the text."""
        return self.first_offset, self.number

    def is_live(self, *, with_possible: bool) -> bool:
        """There is something to tag."""
        return self.state != ClaimState.NOT_A_CLAIM and (with_possible or not self.is_possible)


class Around(NamedTuple):
    """The claims whose cards stand beside that of the current one."""

    earlier: Sequence[Outlined]
    later: Sequence[Outlined]
    possible: Sequence[Outlined]

    @property
    def all(self) -> tuple[Outlined, ...]:
        """All of them."""
        return (*self.earlier, *self.later, *self.possible)

    @property
    def keys(self) -> frozenset[int]:
        """By key."""
        return frozenset(one.key for one in self.all)


@dataclass(frozen=True)
class Outline:
    """The current claims of an article, in the order of the text."""

    article: Article
    claims: Sequence[Outlined]

    @property
    def shown(self) -> list[Outlined]:
        """Those that are not folded away."""
        return [one for one in self.claims if not one.is_possible]

    @property
    def possible(self) -> list[Outlined]:
        """Those that are."""
        return [one for one in self.claims if one.is_possible]

    def live(self, *, with_possible: bool) -> list[Outlined]:
        """Those in which there is something to tag."""
        return [one for one in self.claims if one.is_live(with_possible=with_possible)]

    @property
    def progress(self) -> Progress:
        """How many of the claims that wait for tags the person has tagged and skipped."""
        live = self.live(with_possible=False)
        answered = Counter(one.answered for one in live)
        tagged = sum(answered[state] for state in SUBMITTED_STATES)
        left = sum(self._waits(one) for one in live)
        return Progress(tagged, answered[AnnotationState.SKIPPED], len(live), left)

    def _waits(self, one: Outlined) -> bool:
        """It waits for the user's answer."""
        if one.answered == AnnotationState.DRAFT:
            return one.standing in standings_of_drafts(self.article.project)
        return one.answered not in DONE_STATES and one.standing == ClaimStanding.OPEN

    @property
    def not_claims(self) -> int:
        """How many people have marked as none."""
        return sum(one.state == ClaimState.NOT_A_CLAIM for one in self.claims)

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """What `Claim.ordinal` says of each, by public id."""
        return {one.public_id: ordinal for ordinal, one in enumerate(self.claims, start=1)}

    @property
    def digest(self) -> str:
        """Which claims there are, and so their ordinals, in few characters."""
        return hashlib.sha256(" ".join(self.ordinals).encode()).hexdigest()[:16]

    def around(self, key: int, position: tuple[int, int]) -> Around:
        """The cards beside that of the claim of this key at this position."""
        others = [one for one in self.shown if one.key != key]
        index = bisect_left([one.position for one in others], position)
        return Around(
            others[max(0, index - CARDS) : index],
            others[index : index + CARDS],
            [one for one in self.possible if one.key != key][:CARDS],
        )

    def live_or_none(self, public_id: str, *, with_possible: bool) -> Outlined | None:
        """The claim of this id, if there is something to tag."""
        live = self.live(with_possible=with_possible)
        return next((one for one in live if one.public_id == public_id), None)

    def next_to(
        self, claim: Claim, *, with_possible: bool
    ) -> tuple[Outlined | None, Outlined | None]:
        """The live claims of the article before the claim and after it."""
        here = (claim.first_offset, claim.number)
        live = self.live(with_possible=with_possible)
        before = [one for one in live if one.position < here]
        after = [one for one in live if one.position > here]
        return (before[-1] if before else None), (after[0] if after else None)


def outline_of(session: Session, article: Article, user: User) -> Outline:
    """The article's current claims, with the user's own progress: one query."""
    asked = article.project.annotators_per_claim
    query = _outlined(tells_doubts=not article.project.is_blind)
    rows = session.execute(
        query, {"article_id": article.id, "user_id": user.id, "annotators": asked}
    )
    return Outline(article, [Outlined(*row) for row in rows])


@cache
def _outlined(*, tells_doubts: bool) -> Select[*tuple[Any, ...]]:
    own = (Annotation.claim_id == Claim.id) & (Annotation.user_id == bindparam("user_id"))
    return (
        select(
            Claim.id,
            Claim.public_id,
            Claim.number,
            Claim.first_offset,
            Claim.state,
            is_possible(),
            Claim.nested_in_id,
            claim_standing(bindparam("annotators", type_=Integer), tells_doubts=tells_doubts),
            Annotation.state,
        )
        .outerjoin(Annotation, own)
        .where(Claim.article_id == bindparam("article_id"), *is_current())
        .order_by(Claim.first_offset, Claim.number)
    )
