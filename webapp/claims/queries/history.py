"""What happened to a claim, also to one that is gone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.claims.pages import ClaimHistory
from webapp.claims.queries.claims import last_known
from webapp.journal.history import history_of
from webapp.models import Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.codebooks import newest_codebook


def history_or_none(session: Session, viewer: Membership, claim_id: str) -> ClaimHistory | None:
    """The history of the project's claim of this public id, even where the claim is gone."""
    claim = claim_or_none(session, viewer.project, claim_id, *TAGS)
    codebook = newest_codebook(session, viewer.project)
    entries = history_of(session, viewer, ObjectKind.CLAIM, claim_id, codebook)
    if claim is not None:
        return ClaimHistory(claim.ordinal, claim.article.public_id, entries)
    known = last_known(session, viewer.project, claim_id)
    return ClaimHistory(None, known.get("article"), entries) if entries else None
