"""Outlets by type of source, as a page and as a file."""

from __future__ import annotations

from flask import render_template

from webapp.sources.forms import FlavourForm
from webapp.sources.queries.outlets import pivot_of
from webapp.sources.queries.sources import type_labels
from webapp.sources.services.exporting import note_export
from webapp.sources.views.blueprint import blueprint
from webapp.tables.outlets import OUTLETS
from webapp.tables.writers import Flavour, csv_chunks
from webapp.web.answers import Page
from webapp.web.current import membership, project
from webapp.web.downloads import csv_name, table_answer
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/by-outlet")
@requires(Permission.READ)
def outlets(project_id: str) -> Page:
    """Whose account leads, whose comes last, who stays unnamed."""
    return _outlets_page(FlavourForm())


@blueprint.post("/by-outlet")
@requires(Permission.READ, FlavourForm)
def download_outlets(project_id: str) -> Page:
    """The same figures as CSV."""
    form = FlavourForm()
    if not form.was_sent_well():
        return _outlets_page(form)
    flavour = Flavour(form.flavour.data)
    rows = pivot_of(session(), membership()).rows
    name = csv_name(project().name, OUTLETS.name, flavour.suffix)
    note_export(session(), membership(), flavour=flavour)
    session().commit()
    return table_answer(csv_chunks(OUTLETS, flavour, [rows]), name)


def _outlets_page(form: FlavourForm) -> Page:
    page = render_template(
        "sources/outlets.html",
        project=project(),
        pivot=pivot_of(session(), membership()),
        sees_all=membership().sees_all_tags,
        types=type_labels(session(), project()),
        flavours=list(Flavour),
        form=form,
    )
    return page, form.status
