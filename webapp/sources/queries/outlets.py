"""Outlets by type of source: whose account leads, whose comes last, who stays unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, Float, Row, Select, cast, func, select
from sqlalchemy.orm import Session

from webapp.models import Article, Claim, Membership
from webapp.rules.articles import is_in_work
from webapp.rules.blindness import final_tags_seen_by
from webapp.rules.claims import is_counted, is_live
from webapp.sources.pages.outlets import Figures, Outlet, Pivot

UNNAMED = "unnamed"
"""The code that says so in the codebook of new projects."""
MOST_CLAIMS = 2**31
"""More than the claims of an article are numbered: a place and a number are one number."""


def pivot_of(session: Session, viewer: Membership) -> Pivot:
    """The figures from the final answers that the member may read, outlets by name."""
    names = _names(session, viewer)
    rows = session.execute(_figures(viewer)).all()
    by_outlet = {
        outlet: list(of_outlet) for outlet, of_outlet in groupby(rows, key=lambda row: row.outlet)
    }
    outlets = [_outlet(names[key], of_outlet) for key, of_outlet in by_outlet.items()]
    outlets.sort(key=lambda one: (not one.name, one.name))
    quoted = sum(one.claim_count for one in outlets)
    return Pivot(outlets, _claim_count(session, viewer) - quoted)


def _names(session: Session, viewer: Membership) -> dict[str, str]:
    """What each outlet is called: as the first imported of its articles writes it."""
    first = (
        select(func.min(Article.id))
        .where(Article.project_id == viewer.project_id, *is_in_work())
        .group_by(Article.folded_outlet)
    )
    query = select(Article.folded_outlet, Article.outlet).where(Article.id.in_(first))
    return dict(session.execute(query).all())


def _claim_count(session: Session, viewer: Membership) -> int:
    query = select(func.count()).where(Claim.project_id == viewer.project_id)
    query = query.where(*is_live(with_possible=False))
    return session.scalars(query).one()


def _figures(viewer: Membership) -> Select[*tuple[Any, ...]]:
    """By outlet and type, in three steps: types in articles, the edges of articles, outlets."""
    place = cast(Claim.first_offset, BigInteger) * MOST_CLAIMS + Claim.number
    typed = (
        select(
            Claim.article_id,
            Claim.final_source_type.label("source_type"),
            func.count().label("claim_count"),
            func.count().filter(Claim.final_source_naming == UNNAMED).label("unnamed_count"),
            func.min(place).label("first"),
            func.max(place).label("last"),
        )
        .where(
            Claim.project_id == viewer.project_id,
            Claim.final_source_type.is_not(None),
            *is_counted(),
            *final_tags_seen_by(viewer),
        )
        .group_by(Claim.article_id, Claim.final_source_type)
        .cte()
    )
    article = typed.c.article_id
    edged = select(
        typed,
        func.min(typed.c.first).over(partition_by=article).label("article_first"),
        func.max(typed.c.last).over(partition_by=article).label("article_last"),
    ).cte()
    length = cast(Article.text_length, Float)
    return (
        select(
            Article.folded_outlet.label("outlet"),
            edged.c.source_type,
            func.sum(edged.c.claim_count).label("claim_count"),
            func.count().label("article_count"),
            func.count().filter(edged.c.first == edged.c.article_first).label("leads_count"),
            func.count().filter(edged.c.last == edged.c.article_last).label("ends_count"),
            func.avg(edged.c.first // MOST_CLAIMS / length).label("first_place"),
            func.avg(edged.c.last // MOST_CLAIMS / length).label("last_place"),
            func.sum(edged.c.unnamed_count).label("unnamed_count"),
        )
        .join(Article, Article.id == edged.c.article_id)
        .group_by(Article.folded_outlet, edged.c.source_type)
        .order_by(Article.folded_outlet, edged.c.source_type)
    )


def _outlet(name: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> Outlet:
    claim_count = sum(int(row.claim_count) for row in rows)
    types = [
        Figures(
            outlet=name,
            source_type=row.source_type,
            claim_count=int(row.claim_count),
            claim_share=int(row.claim_count) / claim_count,
            article_count=row.article_count,
            leads_count=row.leads_count,
            ends_count=row.ends_count,
            first_place=row.first_place,
            last_place=row.last_place,
            unnamed_count=int(row.unnamed_count),
        )
        for row in rows
    ]
    types.sort(key=lambda one: -one.claim_count)
    return Outlet(name, claim_count, sum(row.leads_count for row in rows), types)
