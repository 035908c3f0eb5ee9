"""The page on which tables leave a project, and the files that it answers with."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from webapp.exports.forms import ExportForm
from webapp.exports.queries import QUERIES
from webapp.exports.scope import Scope, sees_everything
from webapp.exports.services import Export, chunks_of, note_export
from webapp.exports.views.blueprint import Page, blueprint
from webapp.interchange.writers import Flavour
from webapp.web.downloads import csv_name, table_answer
from webapp.web.identity import recently_confirmed
from webapp.web.lookup import may, membership, project
from webapp.web.pages import confirm_first
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import database, session


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> Page:
    """The tables that can be taken away, and what their columns mean."""
    return _index_page(ExportForm())


@blueprint.post("/file")
@requires(Permission.READ, ExportForm)
def download(project_id: str) -> Page:
    """One table under pseudonyms, as the visitor may see it."""
    return _answer(with_names=False)


@blueprint.post("/file-with-names")
@requires(Permission.MANAGE, ExportForm)
def download_with_names(project_id: str) -> Page:
    """One table with people's names, for managers who have just typed their password."""
    if not recently_confirmed():
        return confirm_first("exports.index", project_id=project_id)
    return _answer(with_names=True)


def _answer(*, with_names: bool) -> Page:
    form = ExportForm()
    return _file(form, with_names=with_names) if form.was_sent_well() else _index_page(form)


def _file(form: ExportForm, *, with_names: bool) -> Page:
    """Note the export, then stream it: the request's own session is closed by then."""
    table, flavour = form.asked
    scope = Scope(
        project_id=project().id,
        member_id=membership().id,
        with_names=with_names and QUERIES[table.name].has_people,
    )
    export = Export(table=table, flavour=flavour, scope=scope)
    named = "with-names" if scope.with_names else ""
    name = csv_name(project().name, table.name, flavour.suffix, named)
    note_export(session(), current_user.user, project=project(), export=export)
    session().commit()
    return table_answer(chunks_of(export, database().reading), name)


def _index_page(form: ExportForm) -> Page:
    scope = Scope(project_id=project().id, member_id=membership().id)
    page = render_template(
        "exports/index.html",
        project=project(),
        form=form,
        tables=[(query.table, query.count(session(), scope)) for query in QUERIES.values()],
        tables_of_people=[query.table for query in QUERIES.values() if query.has_people],
        flavours=list(Flavour),
        sees_everything=sees_everything(membership()),
        has_articles=bool(QUERIES["articles"].count(session(), scope)),
        may_manage=may(Permission.MANAGE),
    )
    return page, form.status
