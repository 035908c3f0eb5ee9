"""The page for managers with what holds for the whole project."""

from __future__ import annotations

from flask import flash, render_template
from flask_login import current_user

from webapp.projects.forms import SettingsForm
from webapp.projects.services.projects import change_settings
from webapp.projects.views.blueprint import blueprint
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/projects/<project_id>/settings", methods=["GET", "POST"])
@requires(Permission.MANAGE, SettingsForm)
def settings(project_id: str) -> Page:
    """The project's name, and how many people tag each claim."""
    form = SettingsForm(obj=project())
    if form.was_sent_well():
        with refusals_on(form):
            change_settings(
                session(),
                current_user.user,
                project=project(),
                version=form.version.data,
                name=form.name.data,
                annotators_per_claim=form.annotators_per_claim.data,
            )
            flash("Settings saved.")
            return saved(see_other("projects.settings", project_id=project_id))
    return render_template("projects/settings.html", project=project(), form=form), form.status
