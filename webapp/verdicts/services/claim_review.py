"""ClaimReview for disputes with a verdict: what other programs read of them, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Dispute, Membership, Project, Verdict
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import FinalBy

Json = dict[str, Any]


class NotReviewable(Refusal):
    """A field is missing that readers of ClaimReview need."""

    status = 409


def note_review(session: Session, by: Membership, dispute_id: str) -> None:
    """Say in the history that a verdict leaves."""
    change = Change(
        action=Action.CLAIM_REVIEW_EXPORTED,
        object_kind=ObjectKind.EXPORT,
        object_id=dispute_id,
        after={"dispute": dispute_id},
    )
    record(session, by.user, by.project, change)


def claim_reviews(
    dispute: Dispute, columns: Iterable[AccountColumn], viewer: Membership, url: str
) -> Json:
    """One review for each account that the verdict rates; refused where a field is missing."""
    if not viewer.sees_all_tags:
        raise NotReviewable(
            "It holds final tags, and in this project you do not see which are final. "
            "Ask an adjudicator for it."
        )
    verdict = dispute.verdict
    if verdict is None:
        raise NotReviewable("There is no verdict yet: set one before this dispute is published.")
    rated = [column for column in columns if column.rating]
    for column in rated:
        _refuse_missing(column)
    return {
        "@context": "https://schema.org",
        "@graph": [_review(column, verdict, viewer.project, url) for column in rated],
    }


def _supporting(column: AccountColumn) -> list[ClaimInAccount]:
    """The claims that for certain state the account, earliest first."""
    return [
        placed
        for placed in column.claims
        if placed.stance.stance == "support"
        and placed.stance.by is not FinalBy.UNRESOLVED
        and not placed.shown.note
    ]


def _refuse_missing(column: AccountColumn) -> None:
    """Say in words what keeps an account from being published."""
    number, supporting = column.account.position, _supporting(column)
    if not supporting:
        raise NotReviewable(
            f"Account {number} is rated, and no claim is known to support it: place one first, "
            "and let its stance become final."
        )
    first = supporting[0].shown
    if first.is_guess or not first.names or not first.is_final:
        raise NotReviewable(
            f"It is not final who the source of claim {first.claim.number} is, the first for "
            f"account {number}: tag the claim first."
        )
    if first.claim.article.published_on is None:
        raise NotReviewable(
            f"It is not known when claim {first.claim.number} was printed, the first for account "
            f"{number}: give its article a date."
        )


def _review(column: AccountColumn, verdict: Verdict, project: Project, url: str) -> Json:
    supporting = _supporting(column)
    first = supporting[0].shown
    published: date | None = first.claim.article.published_on
    appearances = _appearances(supporting)
    claim: Json = {
        "@type": "Claim",
        "author": [{"@type": "Thing", "name": name} for name in first.names],
        "datePublished": published.isoformat() if published else None,
    }
    if appearances:
        claim["firstAppearance"], claim["appearance"] = appearances[0], appearances
    return {
        "@type": "ClaimReview",
        "url": f"{url}#account-{column.account.public_id}",
        "datePublished": verdict.set_at.date().isoformat(),
        "author": {"@type": "Organization", "name": project.name},
        "claimReviewed": column.account.statement,
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": column.rating,
            "ratingExplanation": verdict.rationale,
        },
    }


def _appearances(supporting: Iterable[ClaimInAccount]) -> list[Mapping[str, str]]:
    """Where the account was printed, as far as links are known, each once."""
    articles = {placed.shown.claim.article_id: placed.shown.claim.article for placed in supporting}
    return [
        {"@type": "CreativeWork", "url": article.url, "headline": article.title}
        for article in articles.values()
        if article.url
    ]
