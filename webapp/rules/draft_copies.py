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


def take_back_offers(session: Session, successor: Claim) -> bool:
    """Remove the copies; False, and nothing removed, where somebody went on with one."""
    copies = list(successor.annotations)
    public_ids = [copy.public_id for copy in copies]
    used = select(Event.id).where(
        Event.object_kind == ObjectKind.ANNOTATION, Event.object_id.in_(public_ids)
    )
    if session.scalars(select(used.exists())).one():
        return False
    if any(copy.state != AnnotationState.DRAFT for copy in copies):
        return False
    for copy in copies:
        session.delete(copy)
    session.flush()
    session.expire(successor, ["annotations"])
    return True


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
        **{field.value: draft.value_of(field) for field in CodeField},
    )
