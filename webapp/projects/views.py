"""Pages about projects."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.projects.queries import memberships_of
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session

blueprint = Blueprint("projects", __name__)


@blueprint.get("/")
@requires(Permission.KEEP_OWN_ACCOUNT)
def index() -> str:
    """The projects of the person who is signed in."""
    return render_template(
        "projects/index.html", memberships=memberships_of(session(), current_user.user)
    )
