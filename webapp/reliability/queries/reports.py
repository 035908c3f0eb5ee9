"""Questions about what was computed last: all fields at once, and one of them closely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, load_only

from webapp.agreement import Measure
from webapp.journal.names import names_of
from webapp.markup.paging import Paged, page_of
from webapp.models import (
    AgreementCell,
    AgreementPull,
    AgreementReport,
    AgreementResult,
    AgreementUnit,
    Article,
    Event,
    Membership,
    Source,
)
from webapp.models.base import BEFORE_ALL
from webapp.reliability.pages.answers import IsClaim
from webapp.reliability.pages.figures import (
    FieldFigures,
    Heat,
    MixedUp,
    Overview,
    PartFigures,
    heat_of,
    week_name,
)
from webapp.rules.actions import Action
from webapp.rules.codebooks import labels_of_field, newest_codebook
from webapp.tables.cells import list_of
from webapp.vocabulary import CodeField, ComparedField, ComparedPart

MOST_COUNTED = 1_000
"""Answers since the last computation that are counted; more are more."""
ARTICLES_SHOWN = 25
NAMED_BY = (
    *(Article.public_id, Article.title, Article.is_title_ours),
    *(Article.is_sensitive, Article.published_on),
)
"""What the name of an article is made of."""


def overview_of(session: Session, report: AgreementReport) -> Overview:
    """Every measure of every field over all answers."""
    rows = session.scalars(_of_part(report, ComparedPart.ALL))
    found: dict[ComparedField, dict[Measure, AgreementResult]] = {}
    for row in rows:
        found.setdefault(row.field, {})[row.measure] = row
    fields = {field: FieldFigures(field, found[field]) for field in ComparedField}
    since = _since_count(session, report)
    rounds = session.scalars(_of_part(report, ComparedPart.ROUND)).all()
    pulls, units = _pulls(session, report), list(session.scalars(_units(report)))
    return Overview(report, since, since == MOST_COUNTED, fields, pulls, units, rounds)


def _pulls(session: Session, report: AgreementReport) -> list[AgreementPull]:
    of_report = AgreementPull.report_id == report.id
    return list(session.scalars(select(AgreementPull).where(of_report).order_by(AgreementPull.id)))


def _units(report: AgreementReport) -> Select[AgreementUnit]:
    """Over all people; nothing where it was computed before this was measured."""
    return (
        select(AgreementUnit)
        .where(AgreementUnit.report_id == report.id, AgreementUnit.first_user_id.is_(None))
        .order_by(AgreementUnit.id)
    )


def units_of_pairs(
    session: Session, viewer: Membership, report: AgreementReport
) -> list[PartFigures]:
    """Was it a claim and in these words, of each two people."""
    units = select(AgreementUnit).where(
        AgreementUnit.report_id == report.id, AgreementUnit.first_user_id.is_not(None)
    )
    return _by_pair(session, viewer, session.scalars(units.order_by(AgreementUnit.id)))


def _since_count(session: Session, report: AgreementReport) -> int:
    newer = (
        select(Event.id)
        .where(
            Event.project_id == report.project_id,
            Event.id > (report.newest_event_id or BEFORE_ALL),
            Event.action == Action.TAGS_SUBMITTED,
        )
        .limit(MOST_COUNTED)
    )
    return session.scalars(select(func.count()).select_from(newer.subquery())).one()


def _of_part(
    report: AgreementReport, part: ComparedPart, field: ComparedField | None = None
) -> Select[AgreementResult]:
    query = select(AgreementResult).where(
        AgreementResult.report_id == report.id, AgreementResult.part == part
    )
    if field is not None:
        query = query.where(AgreementResult.field == field)
    return query.order_by(AgreementResult.id)


def pairs_of_people(
    session: Session, viewer: Membership, report: AgreementReport, field: ComparedField
) -> list[PartFigures]:
    """Each two people who answered the same claims."""
    return _by_pair(session, viewer, session.scalars(_of_part(report, ComparedPart.PAIR, field)))


def _by_pair(
    session: Session, viewer: Membership, rows: Iterable[AgreementResult | AgreementUnit]
) -> list[PartFigures]:
    found: dict[tuple[int | None, int | None], list[AgreementResult | AgreementUnit]] = {}
    for row in rows:
        found.setdefault((row.first_user_id, row.second_user_id), []).append(row)
    names = names_of(session, viewer, {key for pair in found for key in pair})
    return [
        PartFigures(f"{names[first]} and {names[second]}", results)
        for (first, second), results in found.items()
    ]


def by_type(
    session: Session, viewer: Membership, report: AgreementReport, field: ComparedField
) -> list[PartFigures]:
    """By the type of the source on which all agreed, most claims first."""
    names = labels_of_field(newest_codebook(session, viewer.project), CodeField.SOURCE_TYPE)
    parts = [
        PartFigures(names.get(label, label) or "answered differently", results)
        for label, results in _by_label(session, report, ComparedPart.SOURCE_TYPE, field)
    ]
    return sorted(parts, key=lambda part: (-part.unit_count, part.name))


def by_week(session: Session, report: AgreementReport, field: ComparedField) -> list[PartFigures]:
    """By the week of a claim's last answer, in order."""
    weeks = sorted(_by_label(session, report, ComparedPart.WEEK, field), key=lambda one: one[0])
    return [PartFigures(week_name(label), results) for label, results in weeks]


def by_round(session: Session, report: AgreementReport, field: ComparedField) -> list[PartFigures]:
    """By calibration round, in order."""
    rounds = _by_label(session, report, ComparedPart.ROUND, field)
    return [PartFigures(f"Round {label}", results) for label, results in rounds]


def _by_label(
    session: Session, report: AgreementReport, part: ComparedPart, field: ComparedField
) -> Iterable[tuple[str, Sequence[AgreementResult]]]:
    found: dict[str, list[AgreementResult]] = {}
    for row in session.scalars(_of_part(report, part, field)):
        found.setdefault(row.label, []).append(row)
    return found.items()


def by_article(
    session: Session, report: AgreementReport, field: ComparedField, number: int
) -> Paged[PartFigures]:
    """A page of the articles, those first in which people agree least often."""
    articles = (
        _of_part(report, ComparedPart.ARTICLE, field)
        .where(AgreementResult.measure == Measure.PERCENT)
        .options(
            joinedload(AgreementResult.article).load_only(*NAMED_BY),
        )
        .order_by(None)
        .order_by(
            AgreementResult.value, AgreementResult.unit_count.desc(), AgreementResult.article_id
        )
    )
    page = page_of(session, articles, number, ARTICLES_SHOWN)
    shown = [row.article_id for row in page.rows]
    alphas = session.scalars(
        _of_part(report, ComparedPart.ARTICLE, field).where(
            AgreementResult.measure == Measure.ALPHA, AgreementResult.article_id.in_(shown)
        )
    )
    by_key = {row.article_id: row for row in alphas}
    return page.showing(
        [
            PartFigures(
                row.article.shown_title if row.article else "",
                [by_key[row.article_id], row],
                row.article,
            )
            for row in page.rows
        ]
    )


def heat_table(
    session: Session, viewer: Membership, report: AgreementReport, field: ComparedField
) -> Heat:
    """Which codes met which, in the order in which the codebook offers them."""
    cells = session.scalars(_cells(report, field))
    offered, retired = _labels(session, viewer, field)
    return heat_of(cells, offered, retired, _only_two(session, viewer, report, field))


def mixed_up_sources(
    session: Session, viewer: Membership, report: AgreementReport
) -> list[MixedUp]:
    """The sources that were named for the same claims, those first that were so most often."""
    cells = list(session.scalars(_cells(report, ComparedField.SOURCE)))
    cells.sort(key=lambda one: (-one.pair_count, one.id))
    values = [value for one in cells for value in (one.row_value, one.column_value)]
    names = _source_names(session, viewer, values)
    return [MixedUp(one, names[one.row_value], names[one.column_value]) for one in cells]


def names_of_answers(
    session: Session, viewer: Membership, field: ComparedField, values: Sequence[str]
) -> dict[str, str]:
    """What these answers are called, whichever the field."""
    if field is ComparedField.SOURCE:
        return _source_names(session, viewer, values)
    offered, retired = _labels(session, viewer, field)
    labels = {**retired, **offered}
    return {value: labels.get(value, value.replace("_", " ")) for value in values}


def _cells(report: AgreementReport, field: ComparedField) -> Select[AgreementCell]:
    return (
        select(AgreementCell)
        .options(
            load_only(
                *(AgreementCell.row_value, AgreementCell.column_value),
                *(AgreementCell.pair_count, AgreementCell.field),
            )
        )
        .where(AgreementCell.report_id == report.id, AgreementCell.field == field)
        .order_by(AgreementCell.id)
    )


def _labels(
    session: Session, viewer: Membership, field: ComparedField
) -> tuple[dict[str, str], dict[str, str]]:
    """The answers of a field that can be chosen now, in order, and those that are retired."""
    code = field.code_field
    if code is None:
        return {value.value: value.label for value in IsClaim}, {}
    codebook = newest_codebook(session, viewer.project)
    offered = {one.value: one.label for one in codebook.codes_of(code)}
    known = labels_of_field(codebook, code)
    return offered, {value: label for value, label in known.items() if value not in offered}


def _only_two(
    session: Session, viewer: Membership, report: AgreementReport, field: ComparedField
) -> tuple[str, str] | None:
    """Whose the rows and the columns are, where two people alone can be compared."""
    pairs = session.execute(
        select(AgreementResult.first_user_id, AgreementResult.second_user_id)
        .where(
            AgreementResult.report_id == report.id,
            AgreementResult.part == ComparedPart.PAIR,
            AgreementResult.field == field,
        )
        .distinct()
        .limit(2)
    ).all()
    if len(pairs) != 1:
        return None
    names = names_of(session, viewer, pairs[0])
    return names[pairs[0][0]], names[pairs[0][1]]


def _source_names(session: Session, viewer: Membership, values: Sequence[str]) -> dict[str, str]:
    """What sources are called that stand joined in answers."""
    ids = {public_id for value in values for public_id in list_of(value)}
    rows = session.execute(
        select(Source.public_id, Source.name).where(
            Source.project_id == viewer.project_id, Source.public_id.in_(ids)
        )
    )
    names = dict(rows.all())
    return {
        value: " · ".join(names.get(one, one) for one in list_of(value)) or "nobody"
        for value in values
    }
