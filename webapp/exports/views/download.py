"""The page on which tables leave a project, and the files that it answers with."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile

from flask import render_template
from flask_login import current_user

from webapp.exports.forms import EverythingForm, ExportForm
from webapp.exports.pages import Everything, Export, MadeFor
from webapp.exports.services.everything import note_everything, write_everything
from webapp.exports.services.tables import chunks_of, note_export
from webapp.exports.views.blueprint import blueprint
from webapp.moment import moment_of
from webapp.tables.order import EXPORTS
from webapp.tables.scope import Scope, sees_everything
from webapp.tables.writers import Flavour
from webapp.web.addresses import confirm_first
from webapp.web.answers import Page
from webapp.web.current import may, membership, project
from webapp.web.downloads import csv_name, file_answer, file_name, table_answer
from webapp.web.forms import ActionForm
from webapp.web.identity import recently_confirmed
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import database, session


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> Page:
    """The tables that can be taken away, and what their columns mean."""
    return _index_page()


@blueprint.post("/everything")
@requires(Permission.READ, EverythingForm)
def download_everything(project_id: str) -> Page:
    """All tables in one file under pseudonyms, as the visitor may see them."""
    return _everything_answer(with_names=False)


@blueprint.post("/everything-with-names")
@requires(Permission.KEEP_PROJECT, EverythingForm)
def download_everything_with_names(project_id: str) -> Page:
    """The same with people's names, for managers who have just typed their password."""
    if not recently_confirmed():
        return confirm_first("exports.index", project_id=project_id)
    return _everything_answer(with_names=True)


@blueprint.post("/file")
@requires(Permission.READ, ExportForm)
def download(project_id: str) -> Page:
    """One table under pseudonyms, as the visitor may see it."""
    return _answer(with_names=False)


@blueprint.post("/file-with-names")
@requires(Permission.KEEP_PROJECT, ExportForm)
def download_with_names(project_id: str) -> Page:
    """One table with people's names, for managers who have just typed their password."""
    if not recently_confirmed():
        return confirm_first("exports.index", project_id=project_id)
    return _answer(with_names=True)


def _everything_answer(*, with_names: bool) -> Page:
    form = EverythingForm()
    return _one_file(form, with_names=with_names) if form.was_sent_well() else _index_page(form)


def _one_file(form: EverythingForm, *, with_names: bool) -> Page:
    """Note the export, then build the file on the disk: a slow reader holds nothing up."""
    made_for, title = form.asked, project().name
    scope = Scope(
        project_id=project().id,
        member_id=membership().id,
        with_names=with_names,
        with_withdrawn=made_for.comes_back,
    )
    everything = Everything(made_for=made_for, scope=scope, title=title)
    note_everything(session(), current_user.user, project=project(), everything=everything)
    session().commit()
    suffix = made_for.flavour.suffix if made_for.flavour else ""
    named = "with-names" if with_names else ""
    name = file_name(made_for.ending, title, "everything", suffix, named)
    with ExitStack() as unless_it_is_whole:
        file = unless_it_is_whole.enter_context(TemporaryFile())
        with moment_of(database()) as moment:
            write_everything(moment, everything, file)
        unless_it_is_whole.pop_all()
    return file_answer(file, name)


def _answer(*, with_names: bool) -> Page:
    form = ExportForm()
    return _file(form, with_names=with_names) if form.was_sent_well() else _index_page(form)


def _file(form: ExportForm, *, with_names: bool) -> Page:
    """Note the export, then stream it: the request's own session is closed by then."""
    table, flavour = form.asked
    scope = Scope(
        project_id=project().id,
        member_id=membership().id,
        with_names=with_names and table.has_people,
    )
    export = Export(table=table, flavour=flavour, scope=scope)
    named = "with-names" if scope.with_names else ""
    name = csv_name(project().name, table.name, flavour.suffix, named)
    note_export(session(), current_user.user, project=project(), export=export)
    session().commit()
    return table_answer(chunks_of(export, database().reading), name)


def _index_page(form: ActionForm | None = None) -> Page:
    form = form or ExportForm()
    scope = Scope(project_id=project().id, member_id=membership().id)
    page = render_template(
        "exports/index.html",
        project=project(),
        form=form,
        tables=[(one.table, one.count(session(), scope)) for one in EXPORTS.values()],
        tables_of_people=[one.table for one in EXPORTS.values() if one.table.has_people],
        flavours=list(Flavour),
        whole_files=list(MadeFor),
        sees_everything=sees_everything(membership()),
        has_articles=bool(EXPORTS["articles"].count(session(), scope)),
        may_manage=may(Permission.MANAGE),
        may_keep=may(Permission.KEEP_PROJECT),
    )
    return page, form.status
