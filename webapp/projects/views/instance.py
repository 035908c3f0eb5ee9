"""Pages for the instance's admins: which projects there are, and nothing of what is in them."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_login import current_user

from webapp.errors import NotFound, Refusal
from webapp.markup.paging import page_of
from webapp.models import Project
from webapp.projects.forms import JoinForm, ProjectForm
from webapp.projects.queries.projects import all_projects as every_project
from webapp.projects.queries.projects import project_by_id_or_none
from webapp.projects.services.members import add_member
from webapp.projects.services.members import join as join_project
from webapp.projects.services.projects import add_project
from webapp.projects.views.blueprint import blueprint
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.ended_links import telling_ended_links
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.get("/all-projects")
@requires(Permission.KEEP_INSTANCE)
def all_projects() -> str:
    """The names of all projects and of their members."""
    return render_template(
        "projects/all_projects.html",
        projects=page_of(session(), every_project(), PageQuery().number),
        address=lambda number: url_for("projects.all_projects", page=number),
    )


@blueprint.route("/all-projects/add", methods=["GET", "POST"])
@requires(Permission.KEEP_INSTANCE, ProjectForm)
def add() -> Page:
    """Add a project and name its first manager."""
    form = ProjectForm()
    if form.was_sent_well():
        with refusals_on(form):
            _add(form.name.data, form.manager.data)
            flash("Project added.")
            return saved(see_other("projects.all_projects"))
    return render_template("projects/add.html", form=form), form.status


def _add(name: str, username: str) -> None:
    manager = user_or_none(session(), username)
    if manager is None or not manager.is_active:
        raise Refusal(
            "Nobody with an account signs in by this name. Add them under Users first.",
            field="manager",
        )
    project = add_project(session(), current_user.user, name=name)
    with telling_ended_links(manager):
        add_member(session(), current_user.user, project=project, user=manager, role=Role.MANAGER)


def _project(project_id: str) -> Project:
    project = project_by_id_or_none(session(), project_id)
    if project is None:
        raise NotFound("There is no such project.")
    return project


@blueprint.route("/all-projects/<project_id>/join", methods=["GET", "POST"])
@requires(Permission.KEEP_INSTANCE, JoinForm)
def join(project_id: str) -> Page:
    """Become a member; the other members see it in the history."""
    project = _project(project_id)
    form = JoinForm()
    if form.was_sent_well():
        with refusals_on(form):
            join_project(session(), current_user.user, project=project, role=Role(form.role.data))
            return saved(see_other("projects.show", project_id=project_id))
    return render_template("projects/join.html", project=_project(project_id), form=form), (
        form.status
    )
