"""Pages for managers with what holds for the whole project: settings, putting it away."""

from __future__ import annotations

from flask import flash, render_template
from flask_login import current_user

from webapp.models.base import utc_now
from webapp.projects.forms import ArchiveForm, SettingsForm
from webapp.projects.services import archiving
from webapp.projects.services.projects import change_settings
from webapp.projects.views.blueprint import blueprint
from webapp.rules.learning import learnable
from webapp.rules.progress import answered_by
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.current import project
from webapp.web.engine import models
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/projects/<project_id>/settings", methods=["GET", "POST"])
@requires(Permission.MANAGE, SettingsForm)
def settings(project_id: str) -> Page:
    """The project's name, how many people tag each claim, and how it is settled then."""
    form = SettingsForm(obj=project())
    if form.was_sent_well():
        with refusals_on(form):
            change_settings(
                session(),
                current_user.user,
                project=project(),
                version=form.version.data,
                settings=form.settings,
            )
            flash("Settings saved.")
            return saved(see_other("projects.settings", project_id=project_id))
    page = render_template(
        "projects/settings.html",
        project=project(),
        form=form,
        answered=answered_by(session(), project()),
        learnable=learnable(session(), project()),
        model=models().in_force(),
    )
    return page, form.status


@blueprint.route("/projects/<project_id>/archive", methods=["GET", "POST"])
@requires(Permission.MANAGE, ArchiveForm)
def archive(project_id: str) -> Page:
    """Put the project away, with a reason: from then on it can only be read."""
    form = ArchiveForm()
    if not form.is_submitted():
        form.version.data = project().version
    elif form.was_sent_well():
        with refusals_on(form):
            archiving.archive(
                session(),
                current_user.user,
                project=project(),
                version=form.version.data,
                because=form.because.data,
                now=utc_now(),
            )
            flash("Archived. It comes back with one button.")
            return saved(see_other("projects.show", project_id=project_id))
    return render_template("projects/archive.html", project=project(), form=form), form.status


@blueprint.post("/projects/<project_id>/bring-back")
@requires(Permission.KEEP_PROJECT, VersionForm)
def bring_back(project_id: str) -> Page:
    """Let people work in an archived project again."""
    form = VersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            version = form.version.data
            archiving.bring_back(session(), current_user.user, project=project(), version=version)
            flash("Brought back: people can work in it again.")
            return saved(see_other("projects.show", project_id=project_id))
    return render_template("projects/bring_back.html", project=project(), form=form), form.status
