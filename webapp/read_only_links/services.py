"""Making and revoking read-only links."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Dispute, Membership, ReadOnlyLink
from webapp.models.base import ID_ALPHABET, token_digest
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.read_only_links import LONGEST_LIFE

TOKEN_LENGTH = 27
"""Characters without look-alikes, 130 bits: nobody guesses one, and a person can type it."""


class NoLongerOpen(Refusal):
    """What was revoked stays revoked."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This link was revoked already. To share the dispute, make a new one.")


def share_dispute(
    session: Session, by: Membership, *, dispute: Dispute, note: str, last_on: date, now: datetime
) -> str:
    """The token of a new link that opens the dispute to whoever has it; only its hash is stored."""
    if dispute.is_merged:
        raise Refusal("This dispute is merged into another one. Share that one instead.")
    today = now.date()
    if last_on < today:
        raise Refusal("That day is over. Choose one that is still to come.", field="last_on")
    if last_on > today + LONGEST_LIFE:
        raise Refusal("A link lasts a year at most. Choose an earlier day.", field="last_on")
    token = "".join(secrets.choice(ID_ALPHABET) for _ in range(TOKEN_LENGTH))
    link = ReadOnlyLink(
        token_sha256=token_digest(token),
        dispute_id=dispute.id,
        note=note,
        last_on=last_on,
        created_by=by.user,
        created_at=now,
    )
    session.add(link)
    session.flush()
    _note(session, by, Action.READ_ONLY_LINK_MADE, dispute, link)
    return token


def revoke_link(
    session: Session, by: Membership, *, dispute: Dispute, link: ReadOnlyLink, now: datetime
) -> None:
    """Close the link for good."""
    session.refresh(link, with_for_update=True)
    if link.revoked_at is not None:
        raise NoLongerOpen
    link.revoked_by, link.revoked_at = by.user, now
    session.flush()
    _note(session, by, Action.READ_ONLY_LINK_REVOKED, dispute, link)


def _note(
    session: Session, by: Membership, action: Action, dispute: Dispute, link: ReadOnlyLink
) -> None:
    """In the history of the dispute: all members may know who can read it. The note stays out."""
    told = {"link": link.public_id, "last_on": link.last_on.isoformat()}
    change = Change(
        action=action, object_kind=ObjectKind.DISPUTE, object_id=dispute.public_id, after=told
    )
    record(session, by.user, by.project, change)
