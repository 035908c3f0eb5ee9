"""Tags that name a source of another project, and their way back.

0.1.0 led them astray: merging sources where a project that came back from the tables had the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.source import Source
from webapp.rules.source_names import canonical


@dataclass(frozen=True)
class StrayedTag:
    """A source of another project in an answer about a claim."""

    key: int
    claim_id: str
    own: Source | None
    """The source of the same public id in the claim's project."""


def strayed_tags(session: Session) -> list[StrayedTag]:
    """All of them, in order."""
    own = aliased(Source)
    is_own = (own.public_id == Source.public_id) & (own.project_id == Claim.project_id)
    rows = session.execute(
        select(AnnotationSource.id, Claim.public_id, own)
        .join(AnnotationSource.answer)
        .join(Claim, Claim.id == Answer.claim_id)
        .join(AnnotationSource.source)
        .outerjoin(own, is_own)
        .where(Source.project_id != Claim.project_id)
        .order_by(AnnotationSource.id)
    )
    return [StrayedTag(*row) for row in rows]


def lead_home(session: Session) -> None:
    """Give them the source of their own project, or where that leads since it was merged.

    The history tells of public ids, so it says already what they name then.
    """
    led = [
        {"id": one.key, "source_id": canonical(session, one.own).id}
        for one in strayed_tags(session)
        if one.own is not None
    ]
    if led:
        session.execute(update(AnnotationSource), led)
