"""Making and revoking access tokens."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.api.queries.tokens import tokens_of
from webapp.errors import NotFound, Refusal
from webapp.models import AccessToken, Membership
from webapp.models.base import ID_ALPHABET, token_digest
from webapp.rules.access_tokens import LONGEST_LIFE
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import Role, TokenScope

PREFIX = "counterclaim_"
"""By which people, and programs that look for secrets in files, know a token."""
TOKEN_LENGTH = 27
"""Characters without look-alikes, 130 bits: nobody guesses one."""
SHOWN = 4
MOST_OPEN = 10
"""Tokens that a member may have at a time: the rate of each is limited."""


class RevokedAlready(Refusal):
    """What was revoked stays revoked."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This token was revoked already. To let a program read, make a new one.")


def make_token(
    session: Session,
    by: Membership,
    *,
    name: str,
    scopes: Collection[TokenScope],
    last_on: date,
    now: datetime,
) -> str:
    """A new token by which a program reads as this member; only its hash is stored."""
    today = now.date()
    if last_on < today:
        raise Refusal("That day is over. Choose one that is still to come.", field="last_on")
    if last_on > today + LONGEST_LIFE:
        raise Refusal("A token lasts a year at most. Choose an earlier day.", field="last_on")
    if len(tokens_of(session, by, now)) >= MOST_OPEN:
        raise Refusal(f"You have {MOST_OPEN} tokens here, and more are not given. Revoke one.")
    token = PREFIX + "".join(secrets.choice(ID_ALPHABET) for _ in range(TOKEN_LENGTH))
    made = AccessToken(
        token_sha256=token_digest(token),
        last_four=token[-SHOWN:],
        membership=by,
        name=name,
        scopes=[scope.value for scope in TokenScope if scope in scopes],
        last_on=last_on,
        created_at=now,
    )
    session.add(made)
    session.flush()
    _note(session, by, Action.ACCESS_TOKEN_MADE, made)
    return token


def revoke_token(session: Session, by: Membership, *, token: AccessToken, now: datetime) -> None:
    """End the token for good: the member's own, or anybody's where the member manages."""
    if token.membership_id != by.id and by.role is not Role.MANAGER:
        raise NotFound("There is no such token of yours.")
    session.refresh(token, with_for_update=True)
    if token.revoked_at is not None:
        raise RevokedAlready
    token.revoked_by, token.revoked_at = by.user, now
    session.flush()
    _note(session, by, Action.ACCESS_TOKEN_REVOKED, token)


def _note(session: Session, by: Membership, action: Action, token: AccessToken) -> None:
    """All members may know what is read by programs, as whom; its name stays out."""
    told = {
        "token": token.public_id,
        "scopes": ", ".join(token.scopes),
        "last_on": token.last_on.isoformat(),
    }
    change = Change(
        action=action,
        object_kind=ObjectKind.MEMBERSHIP,
        object_id=token.membership.public_id,
        after=told,
    )
    record(session, by.user, by.project, change)
