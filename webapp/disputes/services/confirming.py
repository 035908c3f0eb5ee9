"""Confirming that claims are disputed: one's own answer about each, in one act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from webapp.disputes.pages.confirming import ToConfirm
from webapp.errors import Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import CannotTakeBack, listed
from webapp.journal.undoing import newest_change, undo
from webapp.models import Annotation, Claim, Event, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.claims import names_of, reading_order
from webapp.rules.conflicts import DISPUTED
from webapp.rules.locking import hold_answers, refuse_closed
from webapp.vocabulary import AnnotationState


def confirm_disputed(
    session: Session, by: Membership, *, offered: Iterable[ToConfirm], seen: Mapping[str, int]
) -> list[Claim]:
    """Answer `disputed` for these claims, as they were seen: all of them, or none.

    What is submitted stays so; where there is no answer yet, a draft keeps this one.
    """
    able = [one for one in offered if not one.why_not]
    chosen = [one for one in able if seen.get(one.placed.shown.claim.public_id) == one.version]
    claims = [one.placed.shown.claim for one in chosen]
    if not seen:
        raise Refusal("Tick the claims that are disputed.")
    _refuse_changed(session, by, seen.keys() - {claim.public_id for claim in claims})
    hold_answers(session, claims)
    own = {one.claim_id: one for one in _answers(claims, by)}
    for claim in claims:
        refuse_closed(claim, own.get(claim.id))
    named = tuple(claim.public_id for claim in claims)
    with recorded(session, by, Action.DISPUTED_CONFIRMED, *own.values(), claims=named) as act:
        for claim in claims:
            annotation = own.get(claim.id)
            if annotation is None:
                annotation = _opened(session, claim, by)
                act.rows.append(annotation)
            if annotation.state == AnnotationState.PENDING:
                annotation.state = AnnotationState.DRAFT
            annotation.dispute_status, annotation.status_reason = DISPUTED, ""
            annotation.updated_at = utc_now()
        session.flush()
    return claims


def _refuse_changed(session: Session, by: Membership, ids: Collection[str]) -> None:
    """Refuse where some that are ticked cannot be answered so, naming those that there are."""
    if not ids:
        return
    changed = session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article))
        .where(Claim.project_id == by.project_id, Claim.public_id.in_(ids))
        .order_by(*reading_order())
    ).all()
    refuse_withdrawn(session, {claim.article_id for claim in changed})
    names = names_of(changed) or ["some of these claims"]
    raise Refusal(
        f"No conflict any more, or answered meanwhile: {listed(names)}. "
        "Nothing was changed: below they stand as they are now."
    )


def undo_confirmation(session: Session, by: Membership, claim: Claim) -> Event:
    """Take back one's own act on several claims, this one among them: all of it or nothing."""
    own = next(iter(_answers([claim], by)), None)
    this = ObjectKind.ANNOTATION, own.public_id if own is not None else ""
    event = newest_change(session, by, *this) if own is not None else None
    if event is None or event.action != Action.DISPUTED_CONFIRMED:
        raise CannotTakeBack("This is taken back already, or your tags were changed since.")
    return undo(session, by, *this)


def _answers(claims: Iterable[Claim], by: Membership) -> list[Annotation]:
    return [one for claim in claims for one in claim.annotations if one.user_id == by.user_id]


def _opened(session: Session, claim: Claim, by: Membership) -> Annotation:
    fresh = Annotation(
        project_id=claim.project_id,
        claim=claim,
        user=by.user,
        state=AnnotationState.PENDING,
        updated_at=utc_now(),
    )
    session.add(fresh)
    return fresh
