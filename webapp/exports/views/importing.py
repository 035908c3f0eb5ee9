"""The page on which exported tables come back: look at what they hold, then confirm."""

from __future__ import annotations

from flask import flash, render_template
from flask_login import current_user

from webapp.errors import Refusal
from webapp.exports.pages import WaitingTables
from webapp.exports.queries import waiting_tables
from webapp.exports.services.tables import import_project
from webapp.exports.services.waiting import checked_bundle, discard_tables, refuse_other
from webapp.exports.views.blueprint import blueprint
from webapp.models.base import utc_now
from webapp.tables.bundles import TableBundle
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm, SeenForm
from webapp.web.current import project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/restore", methods=["GET", "POST"])
@requires(Permission.MANAGE, SeenForm)
def restore(project_id: str) -> Page:
    """What the waiting tables would bring; sending the form brings it, all or nothing."""
    form = SeenForm()
    if form.was_sent_well():
        with refusals_on(form):
            _import(form.seen.data)
            flash("The tables are imported.")
            return saved(see_other("articles.index", project_id=project_id))
    return _page(form)


def _import(seen: str) -> None:
    """Read the tables while no write waits, then store their rows at once."""
    waiting = _waiting()
    refuse_other(waiting, seen)
    bundle = checked_bundle(session(), project(), waiting)
    session().rollback()
    now = utc_now()
    import_project(session(), current_user.user, project=project(), bundle=bundle, now=now)
    discard_tables(session(), project(), current_user.user)


def _waiting() -> WaitingTables:
    return waiting_tables(session(), project(), current_user.user, utc_now())


def _page(form: SeenForm) -> Page:
    waiting = _waiting()
    form.seen.data = waiting.seen
    page = render_template(
        "exports/restore.html",
        project=project(),
        form=form,
        files=[name for name, _ in waiting.files],
        bundle=_bundle_or_none(form, waiting),
    )
    return page, form.status


def _bundle_or_none(form: SeenForm, waiting: WaitingTables) -> TableBundle | None:
    """The tables; where they cannot be taken, the form says why."""
    if not waiting.files:
        return None
    try:
        return checked_bundle(session(), project(), waiting)
    except Refusal as refusal:
        if refusal.message not in form.form_errors:
            form.form_errors.append(refusal.message)
        return None


@blueprint.post("/restore/discard")
@requires(Permission.MANAGE, ButtonForm)
def discard(project_id: str) -> Page:
    """Throw away the tables that wait."""
    if ButtonForm().was_sent_well():
        discard_tables(session(), project(), current_user.user)
        session().commit()
        flash("Nothing was imported; the tables that were waiting are thrown away.")
    return see_other("articles.add", project_id=project_id)
