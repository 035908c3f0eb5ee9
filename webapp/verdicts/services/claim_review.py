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
from webapp.rules.reviewable import missing_for_review, supporting

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
    missing = missing_for_review(rated)
    if missing:
        raise NotReviewable(" ".join(one.words for one in missing))
    return {
        "@context": "https://schema.org",
        "@graph": [_review(column, verdict, viewer.project, url) for column in rated],
    }


def _review(column: AccountColumn, verdict: Verdict, project: Project, url: str) -> Json:
    claims = supporting(column)
    first = claims[0].shown
    published: date | None = first.claim.article.published_on
    appearances = _appearances(claims)
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


def _appearances(claims: Iterable[ClaimInAccount]) -> list[Mapping[str, str]]:
    """Where the account was printed, as far as links are known, each once."""
    articles = {placed.shown.claim.article_id: placed.shown.claim.article for placed in claims}
    return [
        {"@type": "CreativeWork", "url": article.url, "headline": article.title}
        for article in articles.values()
        if article.url
    ]
