"""Drafts go along with a claim's words: its successor offers them again as copies."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Annotation, AnnotationSource, Claim, Event
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.vocabulary import AnnotationState, CodeField


def offer_drafts(session: Session, successor: Claim) -> None:
    """Copy every draft of the claim that it supersedes; the old rows stay as they are."""
    if successor.supersedes is None:
        return
    for draft in successor.supersedes.annotations:
        if draft.state == AnnotationState.DRAFT:
            session.add(_copy(draft, successor))
    session.flush()


def offers_are_untouched(session: Session, successor: Claim) -> bool:
    """All that is said about the claim are copies with which nobody went on."""
    copies = successor.annotations
    used = select(Event.id).where(
        Event.project_id == successor.project_id,
        Event.object_kind == ObjectKind.ANNOTATION,
        Event.object_id.in_([copy.public_id for copy in copies]),
    )
    is_used = session.scalars(select(used.exists())).one()
    return not is_used and all(copy.state == AnnotationState.DRAFT for copy in copies)


def take_back_offers(session: Session, successor: Claim) -> None:
    """Remove the copies."""
    for copy in successor.annotations:
        session.delete(copy)
    session.flush()
    session.expire(successor, ["annotations"])


def _copy(draft: Annotation, successor: Claim) -> Annotation:
    return Annotation(
        project_id=successor.project_id,
        claim=successor,
        user=draft.user,
        state=AnnotationState.DRAFT,
        note=draft.note,
        updated_at=utc_now(),
        sources=[
            AnnotationSource(source=link.source, written=link.written, position=link.position)
            for link in draft.sources
        ],
        **{field.value: draft.given_value(field) for field in CodeField},
    )
