"""Users and the links that let them in: rows that more than one feature makes."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.folding import has_something_to_see, visible
from webapp.limits import LONGEST_USERNAME
from webapp.models.base import token_digest
from webapp.models.single_use_link import SingleUseLink
from webapp.models.user import User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import LinkPurpose

LINK_LIFE = timedelta(hours=24)


def username_key(username: str) -> str:
    """The one spelling of a name to sign in by, however it was typed."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def user_or_none(session: Session, username: str) -> User | None:
    """The user with this name to sign in by, in any capitals."""
    return session.scalars(
        select(User).where(User.username == username_key(username))
    ).one_or_none()


def add_user(
    session: Session, by: User | None, *, username: str, display_name: str, is_admin: bool = False
) -> User:
    """A new user without a password; a link lets them in."""
    name = username_key(username)
    is_plain = name.isprintable() and has_something_to_see(name) and " " not in name
    if len(name) > LONGEST_USERNAME or not is_plain:
        raise Refusal(
            f"A name to sign in by has 1 to {LONGEST_USERNAME} characters and no spaces.",
            field="username",
        )
    if user_or_none(session, name) is not None:
        raise Refusal(f"There is a user {name} already.", field="username")
    user = User(
        username=name, display_name=visible(display_name).strip() or name, is_admin=is_admin
    )
    session.add(user)
    session.flush()
    after = {"is_admin": is_admin}
    record(session, by, None, user_change(Action.USER_ADDED, user, after=after))
    return user


def user_change(
    action: Action,
    user: User,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """A change to a user, for the history of the instance."""
    return Change(
        action=action,
        object_kind=ObjectKind.USER,
        object_id=user.public_id,
        before=before or {},
        after=after or {},
    )


def make_link(session: Session, user: User, purpose: LinkPurpose, now: datetime) -> str:
    """The token of a new single-use link; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    session.add(
        SingleUseLink(
            token_sha256=token_digest(token),
            user=user,
            purpose=purpose,
            expires_at=now + LINK_LIFE,
        )
    )
    session.flush()
    return token


def is_open_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The link was not used, and its day is not over.

    One that was made more than a day ahead, by a clock that has been set back, is void: it
    would stay open until that day had come.
    """
    return (
        SingleUseLink.used_at.is_(None),
        SingleUseLink.expires_at > now,
        SingleUseLink.expires_at <= now + 2 * LINK_LIFE,
    )


def hold_links(session: Session, user: User) -> None:
    """Nobody else makes or ends links of the user, or trusts them more, until we are done."""
    held = select(User.id).where(User.id == user.id).with_for_update(key_share=True)
    session.execute(held)


def end_links(session: Session, user: User) -> None:
    """Throw away every link of the user that nobody has used.

    Whoever trusts an account more than before ends them: whoever holds one was trusted with
    less. They go for good, so that no clock that is set back opens one again.
    """
    hold_links(session, user)
    unspent = SingleUseLink.used_at.is_(None)
    session.execute(delete(SingleUseLink).where(SingleUseLink.user_id == user.id, unspent))


def has_open_link(session: Session, user: User, now: datetime) -> bool:
    """Somebody could still sign in as the user by a link."""
    found = select(SingleUseLink.id).where(SingleUseLink.user_id == user.id, *is_open_at(now))
    return session.execute(found.limit(1)).first() is not None


def renew_link(session: Session, user: User, purpose: LinkPurpose, now: datetime) -> str:
    """The token of a new link that takes the place of all earlier ones."""
    end_links(session, user)
    return make_link(session, user, purpose, now)


def has_been_in(session: Session, user: User) -> bool:
    """Somebody has signed in as this user before, by password or by a link."""
    used = select(SingleUseLink.id).where(
        SingleUseLink.user_id == user.id, SingleUseLink.used_at.is_not(None)
    )
    return user.password_hash is not None or session.execute(used.limit(1)).first() is not None
