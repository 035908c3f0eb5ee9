"""The demo's disputes: claims of the engine where it found them, else added as people add them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.claims.services.spans import add_claim
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.accounts import edit_account
from webapp.disputes.services.opening import open_dispute
from webapp.models import Article, Claim, Dispute, Event, Membership, Project
from webapp.placements.services import place
from webapp.rules.actions import ObjectKind
from webapp.seeding.folder import seeds_folder
from webapp.seeding.words import DescribedWords, article_named, claim_on_or_none, places_of_words
from webapp.verdicts.pages import EvidenceFound
from webapp.verdicts.services.evidence import add_evidence
from webapp.vocabulary import Bearing, DisputeType


def has_had_disputes(session: Session, project: Project) -> bool:
    """Somebody has opened one, whatever became of it: the demo's do not come back."""
    opened = select(Event.id).where(
        Event.project_id == project.id, Event.object_kind == ObjectKind.DISPUTE
    )
    return session.scalars(select(opened.exists())).one()


def seed_disputes(session: Session, by: Membership, articles: Mapping[str, Article]) -> None:
    """The demo's disputes with their claims placed; `articles` are named by their files.

    The last of the file is opened first: lists show the newest dispute on top.
    """
    rows = tomllib.loads((seeds_folder() / "disputes.toml").read_text("utf-8"))["dispute"]
    for row in reversed(rows):
        _plant(session, by, row, articles)


def _plant(
    session: Session, by: Membership, row: Mapping[str, Any], articles: Mapping[str, Article]
) -> None:
    wording = DisputeWords(row["question"], DisputeType(row["type"]))
    dispute = open_dispute(session, by, wording=wording, statements=row["accounts"])
    for first, second in row.get("compatible", ()):
        _let_stand_together(session, by, dispute, first - 1, second - 1)
    taken: set[int] = set()
    for described in row["claims"]:
        claim = _found_or_added(session, by, described, articles, taken)
        taken.add(claim.id)
        account = dispute.accounts[described["account"] - 1]
        place(session, by, account=account, claim=claim, stance=described["stance"])
    for found in row.get("evidence", ()):
        words = EvidenceFound(quote=found["quote"], bearing=Bearing(found["bearing"]))
        add_evidence(session, by, dispute=dispute, found=words)


def _let_stand_together(
    session: Session, by: Membership, dispute: Dispute, first: int, second: int
) -> None:
    """Both accounts can be true."""
    account, other = dispute.accounts[first], dispute.accounts[second]
    edit_account(
        session,
        by,
        account=account,
        version=account.version,
        statement=account.statement,
        compatible=[other.public_id],
    )


def _found_or_added(
    session: Session,
    by: Membership,
    described: Mapping[str, Any],
    articles: Mapping[str, Article],
    taken: set[int],
) -> Claim:
    article = article_named(articles, described["article"])
    words = DescribedWords(described["source"], described["cue"], (described["content"],))
    places = places_of_words(article.text, words)
    claim = claim_on_or_none(session, article, places, taken)
    return claim or add_claim(session, by, article=article, places=places)
