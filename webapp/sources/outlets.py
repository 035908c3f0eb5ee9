"""Outlets by type of source: whose account leads, whose comes last, who stays unnamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.folding import folded
from webapp.models import Article, Claim, Membership
from webapp.rules.claims import is_counted
from webapp.rules.visible_tags import answers_to, shown_answers
from webapp.tables.exporting import cells_of_each
from webapp.tables.outlets import OUTLETS
from webapp.tables.writers import Cells
from webapp.vocabulary import CodeField

UNNAMED = "unnamed"
"""The code that says so in the codebook of new projects."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One claim with a final answer, and where it stands in its article."""

    outlet: str
    article_id: int
    place: float
    source_type: str
    is_unnamed: bool


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one outlet does with one type of source."""

    outlet: str
    source_type: str
    claim_count: int
    claim_share: float
    article_count: int
    leads_count: int
    ends_count: int
    first_place: float
    last_place: float
    unnamed_count: int

    @property
    def unnamed_share(self) -> float:
        """Of the claims of the type."""
        return self.unnamed_count / self.claim_count


@dataclass(frozen=True)
class Outlet:
    """One outlet: its figures by type, the most quoted type first."""

    name: str
    claim_count: int
    article_count: int
    types: list[Figures]

    @property
    def leading(self) -> Figures:
        """The type with which most articles begin."""
        return max(self.types, key=lambda one: one.leads_count)

    @property
    def ending(self) -> Figures:
        """The type with which most articles end."""
        return max(self.types, key=lambda one: one.ends_count)


@dataclass(frozen=True)
class Pivot:
    """Every outlet that has claims with final answers, and how many claims have none."""

    outlets: list[Outlet]
    open_count: int

    @property
    def types(self) -> list[str]:
        """The types that any outlet quotes."""
        return sorted({one.source_type for outlet in self.outlets for one in outlet.types})

    @property
    def rows(self) -> list[Cells]:
        """The rows of outlets.csv."""
        return cells_of_each(OUTLETS, [one for outlet in self.outlets for one in outlet.types])


def pivot_of(session: Session, viewer: Membership) -> Pivot:
    """The figures from the final answers that the member may read, outlets by name."""
    names: dict[str, str] = {}
    articles = {
        key: (names.setdefault(folded(outlet), outlet), length)
        for key, outlet, length in session.execute(
            select(Article.id, Article.outlet, func.length(Article.text))
            .where(Article.project_id == viewer.project_id)
            .order_by(Article.id)
        )
    }
    standing = [
        Claim.project_id == viewer.project_id,
        *is_counted(),
    ]
    claims = select(Claim.id, Claim.article_id, Claim.first_offset).where(*standing)
    ordered = claims.order_by(Claim.article_id, Claim.first_offset, Claim.number)
    answers = answers_to(session, viewer, select(Claim.id).where(*standing))
    shown = shown_answers(answers, viewer)
    quoted, open_count = [], 0
    for claim_id, article_id, offset in session.execute(ordered):
        final = shown[claim_id].final if claim_id in shown else None
        if final is None:
            open_count += 1
            continue
        outlet, length = articles[article_id]
        kind = final.value_of(CodeField.SOURCE_TYPE)
        naming = final.value_of(CodeField.SOURCE_NAMING)
        quoted.append(Quoted(outlet, article_id, offset / length, kind, naming == UNNAMED))
    return Pivot(list(_outlets(quoted)), open_count)


def _outlets(quoted: list[Quoted]) -> Iterator[Outlet]:
    """Those without a name come last."""
    ordered = sorted(quoted, key=lambda one: (not one.outlet, one.outlet))
    for name, group in groupby(ordered, key=lambda one: one.outlet):
        own = list(group)
        kinds = sorted({one.source_type for one in own})
        types = [_figures(name, kind, own) for kind in kinds]
        types.sort(key=lambda one: -one.claim_count)
        yield Outlet(name, len(own), len({one.article_id for one in own}), types)


def _figures(outlet: str, kind: str, own: list[Quoted]) -> Figures:
    """Of claims that come article by article, in the order of the text."""
    typed = [one for one in own if one.source_type == kind]
    firsts, lasts = _edges(own)
    first_typed, last_typed = _edges(typed)
    return Figures(
        outlet=outlet,
        source_type=kind,
        claim_count=len(typed),
        claim_share=len(typed) / len(own),
        article_count=len(first_typed),
        leads_count=sum(one.source_type == kind for one in firsts),
        ends_count=sum(one.source_type == kind for one in lasts),
        first_place=_mean(first_typed),
        last_place=_mean(last_typed),
        unnamed_count=sum(one.is_unnamed for one in typed),
    )


def _edges(quoted: Iterable[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    """The first and the last claim of each article."""
    first: dict[int, Quoted] = {}
    last: dict[int, Quoted] = {}
    for one in quoted:
        first.setdefault(one.article_id, one)
        last[one.article_id] = one
    return list(first.values()), list(last.values())


def _mean(quoted: list[Quoted]) -> float:
    return sum(one.place for one in quoted) / len(quoted)
