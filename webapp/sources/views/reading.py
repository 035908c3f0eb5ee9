"""The register, and the page of one source."""

from __future__ import annotations

from flask import render_template, url_for

from webapp.journal.history import history_of
from webapp.journal.undoing import last_undoable
from webapp.models import Source
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import labels_of_field, newest_codebook
from webapp.rules.names_seen import source_seen
from webapp.sources.forms import AliasForm, RegisterQuery
from webapp.sources.queries.known import known_page
from webapp.sources.queries.register import source_page
from webapp.sources.queries.sources import type_labels
from webapp.sources.queries.statements import dossier_of
from webapp.sources.views.blueprint import blueprint, found_source, to_source
from webapp.vocabulary import CodeField
from webapp.web.answers import Page
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.forms import ActionForm, PageQuery
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """The sources of the project: searched, filtered, sorted."""
    form = RegisterQuery()
    types = type_labels(session(), project())
    form.offer(types)
    sees_all = membership().sees_all_tags
    page = source_page if sees_all else known_page

    def address(number: int) -> str:
        return url_for("sources.index", project_id=project_id, page=number, **form.address)

    return render_template(
        "sources/index.html",
        project=project(),
        form=form,
        asked=form.asked,
        listing=page(session(), membership(), asked=form.asked, number=form.number),
        types=types,
        address=address,
        sees_all=sees_all,
    )


@blueprint.get("/<source_id>")
@requires(Permission.READ)
def show(project_id: str, source_id: str) -> Page:
    """One source: its names, its mentions, and everything that it is said to have said."""
    source = found_source(source_id)
    if source.public_id != source_id:
        return to_source(source)
    return source_html(source)


def source_html(
    source: Source, *, adding: AliasForm | None = None, refused: ActionForm | None = None
) -> str:
    """The page of a source as it stands now, with what was typed or refused on it."""
    codebook = newest_codebook(session(), project())
    labels = {(code.field, code.value): code.label for code in codebook.codes}
    types = labels_of_field(codebook, CodeField.SOURCE_TYPE)

    def address(number: int) -> str:
        return url_for(
            "sources.show",
            project_id=project().public_id,
            source_id=source.public_id,
            page=number,
        )

    sees_all = membership().sees_all_tags
    may_change = may(Permission.TAG) and sees_all
    this = ObjectKind.SOURCE, source.public_id
    return render_template(
        "sources/show.html",
        project=project(),
        source=source,
        seen=source_seen(session(), membership(), source),
        dossier=dossier_of(
            session(), membership(), source, labels=labels, number=PageQuery().number
        ),
        history=history_of(session(), membership(), *this, codebook) if sees_all else [],
        undoable=last_undoable(session(), membership(), *this) if may_change else None,
        types=types,
        claim_urls=claim_urls(),
        adding=adding or AliasForm(formdata=None),
        refused_form=refused or adding,
        address=address,
        sees_all=sees_all,
        may_change=may_change,
        may_settle=may(Permission.SETTLE),
    )
