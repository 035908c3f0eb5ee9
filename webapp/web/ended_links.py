"""Telling who trusts an account more that links to it, which others may hold, have ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from webapp.models import User
from webapp.models.base import utc_now
from webapp.rules.invitations import has_open_link
from webapp.web.transactions import session


@contextmanager
def telling_ended_links(user: User | None) -> Iterator[None]:
    """Say so on the next page, where the block ends a link that was open before."""
    if user is None or not has_open_link(session(), user, utc_now()):
        yield
        return
    yield
    if not has_open_link(session(), user, utc_now()):
        flash(
            f"Links to sign in as {user.display_name} that were open have ended. "
            "If they still need one, make a new one here, or ask an admin."
        )
