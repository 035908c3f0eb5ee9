"""The help: a page per role."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.help.forms import HelpQuery
from webapp.vocabulary import Role
from webapp.web.current import membership, project
from webapp.web.permissions import MEMBERS_ALLOWED, Permission, requires

blueprint = Blueprint("help", __name__, url_prefix="/projects/<project_id>/help")


@blueprint.get("/")
@requires(Permission.READ)
def show(project_id: str) -> str:
    """What one role does in a project, in five lines, with the words and the keys for it."""
    role = HelpQuery().role_or(membership().role)
    return render_template(
        "help/show.html",
        project=project(),
        role=role,
        roles=list(Role),
        own=membership().role,
        tags=role in MEMBERS_ALLOWED[Permission.TAG],
        has_keys=current_user.user.has_single_keys,
    )
