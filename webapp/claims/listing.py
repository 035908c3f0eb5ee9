"""The project's claims as one member may see them: filtered, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.folding import folded, has_words
from webapp.models import Annotation, AnnotationSource, Article, Claim, Membership, Source, Span
from webapp.rules.blindness import annotations_seen_by
from webapp.rules.claims import is_current, is_likelihood, reading_order
from webapp.rules.final_tags import visible_annotations
from webapp.rules.names_seen import name_seen
from webapp.vocabulary import (
    DONE_STATES,
    SUBMITTED_STATES,
    AnnotationState,
    ClaimState,
    CodeField,
    Likelihood,
    SpanRole,
)

PAGE_SIZE = 50


class Mine(StrEnum):
    """How far the viewer is with a claim."""

    UNTAGGED = "untagged"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class ClaimFilter:
    """What a list of claims is asked for; empty values ask nothing."""

    words: str = ""
    source: str = ""
    article: str = ""
    state: ClaimState | None = None
    likelihood: Likelihood | None = None
    stance: str = ""
    dispute_status: str = ""
    mine: Mine | None = None

    @property
    def is_empty(self) -> bool:
        """Every claim is asked for."""
        return self == ClaimFilter()


@dataclass(frozen=True)
class SeenTag:
    """A tag that the viewer may see: whose field it is, its value, whether it is one's own."""

    field: CodeField
    value: str
    is_mine: bool


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the list, with the tags that the viewer may see."""

    claim: Claim
    tags: tuple[SeenTag, ...]
    source_names: tuple[str, ...]
    mine: Annotation | None

    @property
    def proposed_name(self) -> str:
        """Who says it as the engine reads it; empty once a person has named the source."""
        return "" if self.source_names else self.claim.proposed_source_name or ""


@dataclass(frozen=True)
class ClaimPage:
    """One page of the list."""

    rows: list[ClaimRow]
    total: int
    number: int
    page_count: int


def claim_page(
    session: Session, viewer: Membership, *, asked: ClaimFilter, number: int
) -> ClaimPage:
    """One page of the claims asked for, in the order in which a project is read.

    Words and sources are compared here and not by the database: the two databases have no
    notion of small letters in common beyond ASCII. Tags are, because what a member may see
    of them is decided in one place, which counts the answers of all.
    """
    wanted = _wanted(viewer, asked)
    ids = list(session.scalars(_ordered(select(Claim.id).where(*wanted))))
    if asked.words:
        ids = _kept(ids, _with_words(session, wanted, asked.words))
    if asked.source or asked.stance or asked.dispute_status:
        ids = _kept(ids, _with_tags(session, wanted, viewer, asked))
    page_count = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    shown = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return ClaimPage(_rows(session, viewer, shown), len(ids), number, page_count)


def shown_annotations(claim: Claim, viewer: Membership) -> list[Annotation]:
    """Those whose tags the viewer sees in lists: one's own, and what others have submitted."""
    return [
        row
        for row in visible_annotations(claim.annotations, viewer)
        if row.user_id == viewer.user_id or row.state.is_submitted
    ]


def _wanted(viewer: Membership, asked: ClaimFilter) -> list[ColumnElement[bool]]:
    """What the database can decide by itself."""
    conditions = [Claim.project_id == viewer.project_id, *is_current()]
    if asked.state is None:
        conditions.append(Claim.state != ClaimState.NOT_A_CLAIM)
    else:
        conditions.append(Claim.state == asked.state)
    if asked.likelihood is not None:
        conditions.append(is_likelihood(asked.likelihood))
    if asked.article:
        conditions.append(Claim.article.has(Article.public_id == asked.article))
    for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS):
        value = getattr(asked, field.value)
        if value:
            seen = annotations_seen_by(viewer)
            conditions.append(
                Claim.annotations.any(and_(getattr(Annotation, field.value) == value, *seen))
            )
    if asked.mine is not None:
        conditions.append(_is_mine(viewer, asked.mine))
    return conditions


def _is_mine(viewer: Membership, mine: Mine) -> ColumnElement[bool]:
    own = Annotation.user_id == viewer.user_id
    match mine:
        case Mine.UNTAGGED:
            return ~Claim.annotations.any(own & Annotation.state.in_(DONE_STATES))
        case Mine.SUBMITTED:
            return Claim.annotations.any(own & Annotation.state.in_(SUBMITTED_STATES))
        case _:
            return Claim.annotations.any(own & (Annotation.state == AnnotationState(mine.value)))


def _ordered(query: Select[int]) -> Select[int]:
    return query.join(Claim.article).order_by(*reading_order())


def _kept(ids: Iterable[int], matching: set[int]) -> list[int]:
    return [claim_id for claim_id in ids if claim_id in matching]


def _with_words(session: Session, wanted: list[ColumnElement[bool]], words: str) -> set[int]:
    """Claims in whose source, cue or content every word stands."""
    texts: dict[int, str] = {}
    quotes = select(Span.claim_id, Span.quote).join(Span.claim).where(*wanted)
    for claim_id, quote in session.execute(quotes):
        texts[claim_id] = f"{texts.get(claim_id, '')}\n{quote}"
    asked = folded(words).split()
    return {claim_id for claim_id, text in texts.items() if has_words(text, asked)}


def _with_tags(
    session: Session, wanted: list[ColumnElement[bool]], viewer: Membership, asked: ClaimFilter
) -> set[int]:
    """Claims with a source, or tags, that the viewer may see and that are as asked."""
    claims = session.scalars(
        select(Claim)
        .options(
            selectinload(Claim.spans.and_(Span.role == SpanRole.SOURCE)),
            selectinload(Claim.annotations)
            .selectinload(Annotation.sources)
            .joinedload(AnnotationSource.source)
            .selectinload(Source.aliases),
        )
        .where(*wanted)
        .execution_options(populate_existing=True)
    )
    source = folded(asked.source)
    return {
        claim.id
        for claim in claims
        for shown in [shown_annotations(claim, viewer)]
        if _tags_match(shown, asked) and (not source or source in _names(claim, shown, viewer))
    }


def _tags_match(shown: Sequence[Annotation], asked: ClaimFilter) -> bool:
    """One and the same answer has all the values asked for."""
    pairs = [
        (field, getattr(asked, field.value))
        for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS)
        if getattr(asked, field.value)
    ]
    if not pairs:
        return True
    return any(all(row.value_of(field) == value for field, value in pairs) for row in shown)


def _names(claim: Claim, shown: Iterable[Annotation], viewer: Membership) -> str:
    """Every name of the claim's sources that the viewer may see, a line each."""
    names = [*claim.quotes_of(SpanRole.SOURCE), claim.proposed_source_name or ""]
    for annotation in shown:
        for link in annotation.sources:
            names.append(name_seen(link, viewer))
            if viewer.sees_all_tags:
                names += [alias.name for alias in link.source.aliases]
    return "\n".join(folded(name) for name in names)


def _rows(session: Session, viewer: Membership, ids: list[int]) -> list[ClaimRow]:
    claims = session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(
            contains_eager(Claim.article),
            selectinload(Claim.spans),
            selectinload(Claim.annotations)
            .selectinload(Annotation.sources)
            .joinedload(AnnotationSource.source),
        )
        .where(Claim.id.in_(ids))
        .execution_options(populate_existing=True)
    )
    by_id = {claim.id: claim for claim in claims}
    return [_row(by_id[claim_id], viewer) for claim_id in ids]


def _row(claim: Claim, viewer: Membership) -> ClaimRow:
    shown = shown_annotations(claim, viewer)
    tags: dict[tuple[CodeField, str], SeenTag] = {}
    for annotation in shown:
        is_mine = annotation.user_id == viewer.user_id
        for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS):
            value = annotation.value_of(field)
            if value:
                known = tags.get((field, value), SeenTag(field, value, False))
                tags[field, value] = replace(known, is_mine=known.is_mine or is_mine)
    names = (name_seen(link, viewer) for annotation in shown for link in annotation.sources)
    return ClaimRow(
        claim=claim,
        tags=tuple(tags.values()),
        source_names=tuple(dict.fromkeys(names)),
        mine=next((row for row in shown if row.user_id == viewer.user_id), None),
    )
