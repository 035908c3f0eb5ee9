"""The projects of a person, and the first page of one."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from webapp.journal.activity_log import lines_of
from webapp.projects.queries import counts_of, memberships_of, newest_events
from webapp.projects.views.blueprint import blueprint
from webapp.web.current import may, membership, project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/")
@requires(Permission.KEEP_OWN_ACCOUNT)
def index() -> str:
    """The projects of the person who is signed in: current ones, then those put away."""
    memberships = memberships_of(session(), current_user.user)
    return render_template(
        "projects/index.html",
        memberships=[one for one in memberships if not one.project.is_archived],
        archived=[one for one in memberships if one.project.is_archived],
        is_admin=current_user.user.is_admin,
    )


@blueprint.get("/projects/<project_id>/")
@requires(Permission.READ)
def show(project_id: str) -> str:
    """How far the project is, and what happened last."""
    events = newest_events(session(), membership())
    return render_template(
        "projects/show.html",
        project=project(),
        membership=membership(),
        counts=counts_of(session(), project(), membership().user),
        lines=lines_of(session(), membership(), events),
        may_tag=may(Permission.TAG),
        may_import=may(Permission.MANAGE),
        may_keep=may(Permission.KEEP_PROJECT),
    )
