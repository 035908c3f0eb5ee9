"""Changes to the users of the instance."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import User
from webapp.rules.access_tokens import revoke_tokens
from webapp.rules.actions import Action
from webapp.rules.events import record
from webapp.rules.invitations import (
    add_user,
    end_links,
    renew_link,
    user_change,
    user_or_none,
)
from webapp.rules.place_keeping import return_work
from webapp.rules.rounds import leave_rounds
from webapp.users.queries import (
    admins_left_without,
    any_admin_has_password,
)
from webapp.users.services.signing_in import close_login_sessions
from webapp.vocabulary import LinkPurpose

SETUP_USERNAME = "admin"


class LastAdmin(Refusal):
    """Nobody would be left to keep the instance."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This is the only admin who can sign in. Make somebody else admin first.")


def issue_link(session: Session, by: User | None, user: User, now: datetime) -> str:
    """The token of a link that sets a password: the first one, or a new one."""
    if not user.is_active:
        raise Refusal(f"{user.display_name} is deactivated. Reactivate them first.")
    purpose = LinkPurpose.RESET if user.password_hash else LinkPurpose.INVITATION
    token = renew_link(session, user, purpose, now)
    after = {"purpose": purpose.value}
    record(session, by, None, user_change(Action.LINK_ISSUED, user, after=after))
    return token


def deactivate(session: Session, by: User | None, user: User, now: datetime) -> None:
    """Nobody signs in or reads as the user any more; claims return, and answers stay."""
    if not user.is_active:
        return
    if user.is_admin and not admins_left_without(session, user):
        raise LastAdmin
    user.deactivated_at = now
    end_links(session, user)
    close_login_sessions(session, user)
    count = return_work(session, user.id, now)
    leave_rounds(session, user.id, now)
    after = {"claims_returned": count} if count else {}
    after |= revoke_tokens(session, user, now)
    record(session, by, None, user_change(Action.USER_DEACTIVATED, user, after=after))


def reactivate(session: Session, by: User | None, user: User) -> None:
    """The user may sign in again, with the password they had."""
    if user.is_active:
        return
    user.deactivated_at = None
    end_links(session, user)
    session.flush()
    record(session, by, None, user_change(Action.USER_REACTIVATED, user))


def make_admin(session: Session, by: User | None, user: User) -> None:
    """The user may keep user accounts and the list of projects."""
    if user.is_admin:
        return
    user.is_admin = True
    end_links(session, user)
    session.flush()
    record(session, by, None, user_change(Action.MADE_ADMIN, user))


def unmake_admin(session: Session, by: User | None, user: User) -> None:
    """The user is an admin no longer; somebody must be."""
    if not user.is_admin:
        return
    if user.is_active and not admins_left_without(session, user):
        raise LastAdmin
    user.is_admin = False
    session.flush()
    record(session, by, None, user_change(Action.UNMADE_ADMIN, user))


def setup_link(session: Session, now: datetime) -> str | None:
    """The token for the first admin, while no admin has a password."""
    if any_admin_has_password(session):
        return None
    user = user_or_none(session, SETUP_USERNAME)
    if user is None:
        user = add_user(session, None, username=SETUP_USERNAME, display_name="Admin", is_admin=True)
    if not user.is_active or not user.is_admin:
        return None
    return renew_link(session, user, LinkPurpose.INVITATION, now)
