"""The project of a page, and what its visitor is in it."""

from __future__ import annotations

from typing import cast

from flask import g

from webapp.models import Membership, Project


def membership() -> Membership:
    """The visitor's membership in the page's project; the permission check has found it."""
    return cast(Membership, g.membership)


def project() -> Project:
    """The page's project."""
    return membership().project
