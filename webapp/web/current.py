"""The project of a page, and what its visitor is in it."""

from __future__ import annotations

from typing import cast

from flask import g

from webapp.models import Membership, Project
from webapp.web.permissions import CHANGING, MEMBERS_ALLOWED, Permission


def membership() -> Membership:
    """The visitor's membership in the page's project; the permission check has found it."""
    return cast(Membership, g.membership)


def project() -> Project:
    """The page's project."""
    return membership().project


def may(permission: Permission) -> bool:
    """The visitor's role in the page's project allows it, and so does the project as it is."""
    is_closed = project().is_archived and permission in CHANGING
    return not is_closed and membership().role in MEMBERS_ALLOWED[permission]
