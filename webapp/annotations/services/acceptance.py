"""A submission accepts its claim; taking it back may make the claim a proposal again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.annotations.queries.claims import last_claim_event_or_none
from webapp.journal.claims import Snapshot, snapshots
from webapp.models import Claim, Event, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import ClaimState


def accept(session: Session, by: User, claim: Claim) -> None:
    """Say that the proposal is right as it stands."""
    before = snapshots([claim])
    _set_state(session, claim, ClaimState.ACCEPTED)
    _record(session, by, claim, Action.CLAIM_ACCEPTED, before)


def take_back_acceptance(session: Session, by: User, claim: Claim) -> None:
    """Make it a proposal again, if nobody has built on the acceptance since."""
    event = last_claim_event_or_none(session, claim)
    others = [row for row in claim.annotations if row.user_id != by.id and row.submitted_at]
    if event is None or event.action != Action.CLAIM_ACCEPTED or event.user_id != by.id or others:
        return
    before = snapshots([claim])
    _set_state(session, claim, ClaimState.PROPOSED)
    _record(session, by, claim, Action.CHANGE_TAKEN_BACK, before, undoes=event)


def _set_state(session: Session, claim: Claim, state: ClaimState) -> None:
    claim.state = state
    claim.touch()
    session.flush()


def _record(
    session: Session,
    by: User,
    claim: Claim,
    action: Action,
    before: dict[str, Snapshot | None],
    *,
    undoes: Event | None = None,
) -> None:
    change = Change(
        action=action,
        object_kind=ObjectKind.CLAIM,
        object_id=claim.public_id,
        before=before,
        after=snapshots([claim]),
        claim_ids=(claim.public_id,),
        undoes=undoes,
    )
    record(session, by, claim.article.project, change)
