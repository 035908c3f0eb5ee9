"""Names and types of one source, and taking a change back."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.journal.undoing import undo as take_back
from webapp.models import Source
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.sources.forms import AliasForm, EditSourceForm
from webapp.sources.services import editing
from webapp.sources.views.blueprint import blueprint, source_to_change, to_source
from webapp.sources.views.reading import source_html
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/<source_id>/edit", methods=["GET", "POST"])
@requires(Permission.TAG, EditSourceForm)
def edit(project_id: str, source_id: str) -> Page:
    """Another name or another usual type."""
    source = source_to_change(source_id)
    form = EditSourceForm(obj=source)
    form.offer(newest_codebook(session(), project()), source.source_type)
    if form.was_sent_well():
        with refusals_on(form):
            editing.edit_source(
                session(),
                membership(),
                source=source,
                version=form.version.data,
                name=form.name.data,
                source_type=form.source_type.data,
            )
            flash("Saved.")
            return saved(to_source(source))
    page = render_template("sources/edit.html", project=project(), source=source, form=form)
    return page, form.status


@blueprint.post("/<source_id>/aliases")
@requires(Permission.TAG, AliasForm)
def add_alias(project_id: str, source_id: str) -> Page:
    """Another name by which people find the source."""
    source, form = source_to_change(source_id), AliasForm()
    if form.was_sent_well():
        with refusals_on(form):
            return _name_changed(source, form, editing.add_alias, "“{}” leads here too now.")
    return source_html(source, adding=form), form.status


@blueprint.post("/<source_id>/aliases/remove")
@requires(Permission.TAG, AliasForm)
def remove_alias(project_id: str, source_id: str) -> Page:
    """A name by which people no longer find the source."""
    source, form = source_to_change(source_id), AliasForm()
    if form.was_sent_well():
        with refusals_on(form):
            return _name_changed(source, form, editing.remove_alias, "“{}” leads here no more.")
    return source_html(source, refused=form), form.status


def _name_changed(
    source: Source, form: AliasForm, change: Callable[..., None], outcome: str
) -> Response:
    version, name = form.version.data, form.name.data
    change(session(), membership(), source=source, version=version, name=name)
    flash(outcome.format(name))
    return saved(to_source(source))


@blueprint.post("/<source_id>/undo")
@requires(Permission.TAG, VersionForm)
def undo(project_id: str, source_id: str) -> Page:
    """Take back one's own last change to the source."""
    source, form = source_to_change(source_id), VersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            version = form.version.data
            take_back(session(), membership(), ObjectKind.SOURCE, source.public_id, version=version)
            flash("Your last change is taken back.")
            return saved(to_source(source))
    return source_html(source, refused=form), form.status
