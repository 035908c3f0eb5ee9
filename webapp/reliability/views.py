"""How far people agree: everything at once, one field closely, the claims behind a cell."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user

from webapp.models import AgreementReport
from webapp.models.base import utc_now
from webapp.reliability.forms import CellQuery, FieldQuery, FileForm
from webapp.reliability.queries.answers import answers_to_compare
from webapp.reliability.queries.claims import cell_or_none, claims_behind
from webapp.reliability.queries.reports import (
    by_article,
    by_round,
    by_type,
    by_week,
    heat_table,
    mixed_up_sources,
    names_of_answers,
    overview_of,
    pairs_of_people,
    units_of_pairs,
)
from webapp.reliability.services.computing import computed
from webapp.reliability.services.exporting import note_export
from webapp.reliability.services.storing import store_agreement
from webapp.rules.agreement_results import report_or_none
from webapp.tables.agreement import AGREEMENT
from webapp.tables.writers import Flavour, csv_chunks
from webapp.vocabulary import ComparedField
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.downloads import csv_name, table_answer
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import database, session

blueprint = Blueprint("reliability", __name__, url_prefix="/projects/<project_id>/agreement")


@blueprint.get("/")
@requires(Permission.COMPARE)
def index(project_id: str) -> Page:
    """Alpha of every field, and what it is worth."""
    return _overview(FileForm())


@blueprint.post("/compute")
@requires(Permission.COMPARE, ButtonForm)
def compute(project_id: str) -> Page:
    """Compute all figures anew: answers are read at one moment, and nobody waits meanwhile."""
    form = ButtonForm()
    if form.was_sent_well():
        with refusals_on(form):
            _compute(project().id)
            flash("The figures are computed.")
            return saved(see_other("reliability.index", project_id=project_id))
    return _overview(FileForm(), form)


def _compute(project_key: int) -> None:
    """Read, compute, and only then take the right to write."""
    session().rollback()
    now = utc_now()
    with database().reading() as reading:
        answers = answers_to_compare(reading, project_key)
    found = computed(answers)
    store_agreement(session(), project_key, answers=answers, found=found, now=now)


@blueprint.get("/field")
@requires(Permission.COMPARE)
def show(project_id: str) -> Page:
    """One field: every measure, pair and part, and which answers met which."""
    query = FieldQuery()
    field, report = query.asked, _report()
    if report is None:
        return _overview(FileForm())
    overview, is_endless = overview_of(session(), report), field is ComparedField.SOURCE

    def address(number: int) -> str:
        asked: dict[str, Any] = {"field": field.value, "page": number}
        return url_for("reliability.show", project_id=project_id, _anchor="by-article", **asked)

    return render_template(
        "reliability/show.html",
        project=project(),
        query=query,
        overview=overview,
        figures=overview.fields[field],
        pairs=pairs_of_people(session(), membership(), report, field),
        heat=None if is_endless else heat_table(session(), membership(), report, field),
        mixed_up=mixed_up_sources(session(), membership(), report) if is_endless else [],
        types=by_type(session(), membership(), report, field),
        rounds=by_round(session(), report, field),
        weeks=by_week(session(), report, field),
        articles=by_article(session(), report, field, query.number),
        address=address,
    )


@blueprint.get("/claims")
@requires(Permission.COMPARE)
def claims(project_id: str) -> Page:
    """The claims to which people gave these two answers."""
    query = CellQuery()
    row, column, report = query.row.data or "", query.column.data or "", _report()
    cell = cell_or_none(session(), report, query.asked, row, column) if report else None

    def address(number: int) -> str:
        asked: dict[str, Any] = {
            "field": query.asked.value,
            "row": row,
            "column": column,
            "page": number,
        }
        return url_for("reliability.claims", project_id=project_id, **asked)

    return render_template(
        "reliability/claims.html",
        project=project(),
        field=query.asked,
        report=report,
        cell=cell,
        names=names_of_answers(session(), membership(), query.asked, [row, column]),
        listing=claims_behind(session(), membership(), cell, query.number) if cell else None,
        claim_urls=claim_urls(),
        address=address,
    )


@blueprint.post("/file")
@requires(Permission.COMPARE, FileForm)
def download(project_id: str) -> Page:
    """The figures over all answers as CSV, as they were computed last."""
    form, report = FileForm(), _report()
    if not form.was_sent_well() or report is None:
        return _overview(form)
    flavour = Flavour(form.flavour.data)
    rows = overview_of(session(), report).rows
    name = csv_name(project().name, AGREEMENT.name, flavour.suffix)
    note_export(session(), current_user.user, project=project(), flavour=flavour)
    session().commit()
    return table_answer(csv_chunks(AGREEMENT, flavour, [rows]), name)


def _report() -> AgreementReport | None:
    return report_or_none(session(), project().id)


def _overview(form: FileForm, refused: ButtonForm | None = None) -> Page:
    report, stance = _report(), ComparedField.STANCE
    page = render_template(
        "reliability/index.html",
        project=project(),
        form=form,
        refused=refused,
        overview=overview_of(session(), report) if report else None,
        heat=heat_table(session(), membership(), report, stance) if report else None,
        units_of_two=units_of_pairs(session(), membership(), report) if report else [],
        flavours=list(Flavour),
        may_manage=may(Permission.MANAGE),
    )
    return page, refused.status if refused else form.status
