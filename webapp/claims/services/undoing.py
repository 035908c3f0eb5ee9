"""Taking back one's own last change to a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.claims.services.checking import hold, refuse_stale
from webapp.claims.snapshots import Snapshot, claims_by_id, restore, snapshot, snapshots
from webapp.errors import Refusal
from webapp.journal.undoing import last_undoable
from webapp.models import Article, Claim, Event, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claim_numbers import hold_article, keep_numbers
from webapp.rules.draft_copies import offer_drafts, take_back_offers
from webapp.rules.events import Change, record
from webapp.vocabulary import ClaimState


class CannotTakeBack(Refusal):
    """The change is somebody else's, too old, or others have built on it."""

    status = 409


def undo_change(
    session: Session, by: Membership, *, claim_id: str, version: int | None = None
) -> Event:
    """Take back the member's last change to the claim of this public id, gone or not.

    What it touched stands again as it did before. This is a change like any other: an event
    that says what it undoes, and that can be taken back itself.
    """
    event = _undoable(session, by, claim_id)
    before, after = _payload(event)
    article = _article(session, by, [*before.values(), *after.values()])
    hold_article(session, article)
    rows = claims_by_id(session, by.project, after)
    hold(session, *rows.values())
    if claim_id in rows:
        refuse_stale(rows[claim_id], version)
    _refuse_built_on(rows, after)
    for public_id, claim in rows.items():
        _refuse_loss(session, claim, before[public_id])
    keep_numbers(session, article)
    restore(session, by.project, before)
    stands = claims_by_id(session, by.project, after)
    for public_id in stands.keys() - rows.keys():
        offer_drafts(session, stands[public_id])
    return record(
        session,
        by.user,
        by.project,
        Change(
            action=_action(event),
            object_kind=ObjectKind(event.object_kind),
            object_id=event.object_id,
            before=after,
            after={**dict.fromkeys(after), **snapshots(stands.values())},
            claim_ids=tuple(after),
            undoes=event,
        ),
    )


def _action(event: Event) -> Action:
    is_split = event.action == Action.ARTICLE_SPLIT_AGAIN
    return Action.SECOND_SPLIT_TAKEN_BACK if is_split else Action.CHANGE_TAKEN_BACK


def _undoable(session: Session, by: Membership, claim_id: str) -> Event:
    event = last_undoable(session, claim_id, by.user)
    if event is None or event.project_id != by.project_id:
        raise CannotTakeBack(
            "There is nothing of yours to take back here: the last change is somebody else’s, "
            "or others have gone on from yours."
        )
    if event.object_kind == ObjectKind.ANNOTATION:
        raise CannotTakeBack("Your last change here is to your tags. Take that back first.")
    return event


def _payload(event: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    """The snapshots before and after, by the public ids of the claims."""
    if event.payload is None:
        raise CannotTakeBack("What stood there before has been purged, so it cannot come back.")
    return dict(event.payload.before), dict(event.payload.after)


def _article(session: Session, by: Membership, values: Iterable[Snapshot | None]) -> Article:
    public_id = next(value["article"] for value in values if value)
    return session.scalars(
        select(Article).where(Article.project_id == by.project_id, Article.public_id == public_id)
    ).one()


def _refuse_built_on(rows: Mapping[str, Claim], after: Mapping[str, Snapshot | None]) -> None:
    """Refuse where a claim is not what the change made of it."""
    for public_id, values in after.items():
        claim = rows.get(public_id)
        if not _is_as(claim, values):
            number = claim.number if claim else (values or {}).get("number")
            raise CannotTakeBack(f"Claim {number} was changed after your change to it.")


def _is_as(claim: Claim | None, values: Snapshot | None) -> bool:
    """Whether the claim is as the history keeps it; an older event knows fewer values."""
    if claim is None or values is None:
        return claim is None and values is None
    now = snapshot(claim)
    return all(now[key] == value for key, value in values.items())


def _refuse_loss(session: Session, claim: Claim, wanted: Snapshot | None) -> None:
    """Refuse to take words or a row from under somebody's tags."""
    if wanted is None:
        if claim.placements:
            raise CannotTakeBack(f"Claim {claim.number} stands in a dispute, so it stays.")
        is_free = not claim.annotations or (
            claim.supersedes_id is not None and take_back_offers(session, claim)
        )
        if not is_free:
            raise CannotTakeBack(f"Somebody has tagged claim {claim.number}, so it stays.")
        return
    now = snapshot(claim)
    is_unjudged = wanted["state"] == ClaimState.PROPOSED and now["state"] != wanted["state"]
    if claim.has_submissions and (is_unjudged or wanted["spans"] != now["spans"]):
        raise CannotTakeBack(
            f"Tags have been submitted for claim {claim.number} as it stands, so it stays so."
        )
