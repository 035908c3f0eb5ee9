"""Questions about claims, where they stand and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, load_only, raiseload, selectinload

from webapp.claims.pages import ClaimFilter, ClaimRow, Mine, SeenTag
from webapp.folding import folded
from webapp.journal.earlier_formats import rows_told
from webapp.journal.history import events_about
from webapp.journal.values import Values, key
from webapp.markup.paging import Paged, page_of, page_of_rows
from webapp.models import (
    Adjudication,
    Annotation,
    AnnotationSource,
    Answer,
    Article,
    Claim,
    Membership,
    Project,
    Source,
    SourceAlias,
    WrittenName,
)
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import article_or_none, by_date, is_in_work
from webapp.rules.blindness import answers_listed_for, names_seen_by
from webapp.rules.claims import (
    NAMED,
    TAGS,
    claim_or_none,
    is_counted,
    is_current,
    is_likelihood,
    reading_order,
    uncounted,
)
from webapp.rules.held_out import shows_suggestions
from webapp.rules.names_seen import name_seen
from webapp.rules.words import claims_with_words, contains
from webapp.vocabulary import (
    DONE_STATES,
    SUBMITTED_STATES,
    AnnotationState,
    ClaimState,
    CodeField,
    Origin,
)

MOST_CHOICES = 300
"""Articles that a filter offers: more are found by their own list."""
NAMED_BY = (
    *(Article.public_id, Article.title, Article.is_title_ours),
    *(Article.is_sensitive, Article.published_on),
)
"""What the name of a choice is made of."""
MOST_TO_MERGE = 30
"""Claims that a merge offers: two halves of one claim never stand far apart."""


def article_of_claim(session: Session, project: Project, claim_id: str) -> Article | None:
    """The article of the claim of this public id, even where the claim is gone."""
    claim = claim_or_none(session, project, claim_id, *TAGS)
    if claim is not None:
        return claim.article
    known = last_known(session, project, claim_id)
    return article_or_none(session, project, known["article"]) if known else None


def articles_to_choose(session: Session, project: Project, chosen_id: str) -> list[Article]:
    """The project's first articles by date, and the chosen one wherever it is."""
    first = list(
        session.scalars(
            select(Article)
            .options(load_only(*NAMED_BY))
            .where(Article.project_id == project.id, *is_in_work())
            .order_by(*by_date())
            .limit(MOST_CHOICES)
        )
    )
    chosen = article_or_none(session, project, chosen_id) if chosen_id else None
    return first if chosen is None or chosen in first else [*first, chosen]


def claims_of(session: Session, article: Article) -> list[Claim]:
    """Every claim of the article in the order of the text, replaced ones included."""
    return list(
        session.scalars(
            select(Claim)
            .options(
                selectinload(Claim.spans),
                selectinload(Claim.annotations),
                selectinload(Claim.superseded_by),
                selectinload(Claim.placements),
                *NAMED,
            )
            .where(Claim.article_id == article.id)
            .order_by(Claim.first_offset, Claim.number)
        )
    )


def mergeable_with(session: Session, claim: Claim, by: Membership) -> list[Claim]:
    """The claims that stand nearest to the claim and that the member may merge, in text order."""
    is_open = ~Claim.annotations.any(Annotation.submitted_at.is_not(None))
    nearest = session.scalars(
        select(Claim)
        .options(selectinload(Claim.spans), *NAMED)
        .where(
            Claim.article_id == claim.article_id,
            Claim.id != claim.id,
            *is_counted(),
            *(() if by.role.may_settle else (is_open,)),
        )
        .order_by(func.abs(Claim.first_offset - claim.first_offset), Claim.number)
        .limit(MOST_TO_MERGE)
    )
    return sorted(nearest, key=lambda one: (one.first_offset, one.number))


def last_known(session: Session, project: Project, claim_id: str) -> Values:
    """The claim's values as the history knows them last; none of a claim that never was."""
    rows = _told(session, project, claim_id)
    return next((values for pair in rows for values in pair if values), {})


def state_before_mark(session: Session, claim: Claim) -> ClaimState:
    """What the claim was before somebody marked it as none; the history knows."""
    for before, _ in _told(session, claim.article.project, claim.public_id):
        if before and before["state"] != ClaimState.NOT_A_CLAIM:
            return ClaimState(before["state"])
    is_found = claim.origin == Origin.PERSON or claim.has_submissions
    return ClaimState.ACCEPTED if is_found else ClaimState.PROPOSED


def _told(
    session: Session, project: Project, claim_id: str
) -> Iterator[tuple[Values | None, Values | None]]:
    """The claim's values before and after each change to it, the newest first."""
    claim = key(ObjectKind.CLAIM, claim_id)
    for event in events_about(session, project, ObjectKind.CLAIM, claim_id):
        before, after = rows_told(event)
        yield before.get(claim), after.get(claim)


def claim_page(
    session: Session, viewer: Membership, *, asked: ClaimFilter, number: int
) -> Paged[ClaimRow]:
    """One page of the claims asked for, in the order in which a project is read."""
    keys = select(Claim.id).where(*_is_asked(viewer, asked)).order_by(*reading_order())
    if asked.is_searched:  # all texts are read for that: once, and not again to count
        page = page_of_rows(session.scalars(keys).all(), number)
    else:
        counted = _counted_by_tags(viewer, asked) if asked.is_by_tags_alone else None
        page = page_of(session, keys, number, counted=counted)
    return page.showing(_rows(session, viewer, page.rows))


def _is_asked(viewer: Membership, asked: ClaimFilter) -> list[ColumnElement[bool]]:
    of_project = Claim.project_id == viewer.project_id
    if asked.is_searched:  # as a sum it stands in no index: what is found is sorted then
        of_project = Claim.project_id + 0 == viewer.project_id
    conditions = [of_project, *_is_in_state(asked.state)]
    if asked.likelihood is not None:
        conditions += [is_likelihood(asked.likelihood), shows_suggestions()]
    if asked.article:
        conditions.append(Claim.article.has(Article.public_id == asked.article))
    if folded(asked.words):
        conditions.append(Claim.id.in_(claims_with_words(viewer.project_id, asked.words)))
    if asked.source:
        conditions.append(_is_said_by(viewer, folded(asked.source)))
    if asked.stance or asked.dispute_status:
        conditions.append(_is_tagged(viewer, asked))
    if asked.mine is not None:
        conditions.append(_is_mine(viewer, asked.mine))
    return conditions


def _is_in_state(state: ClaimState | None) -> tuple[ColumnElement[bool], ...]:
    """Where nothing is asked, all but what is none; among those, merged ones can be put back."""
    if state is None:
        return is_counted()
    is_merged = and_(
        Claim.merged_into_id.is_not(None),
        Claim.state == ClaimState.NOT_A_CLAIM,
        Claim.article.has(and_(*is_in_work())),
    )
    return (Claim.state == state, or_(*is_current(), is_merged))


def _is_tagged(viewer: Membership, asked: ClaimFilter) -> ColumnElement[bool]:
    """One and the same answer that the member may see has all the values asked for."""
    return Claim.id.in_(select(Answer.claim_id).where(*_has_tags(viewer, asked)))


def _has_tags(viewer: Membership, asked: ClaimFilter) -> list[ColumnElement[bool]]:
    wanted = [
        getattr(Answer, field.value).in_(viewer.project.counted_alike(field, value))
        for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS)
        if (value := getattr(asked, field.value))
    ]
    of_project = Answer.project_id == viewer.project_id
    return [of_project, *wanted, *answers_listed_for(viewer)]


def _counted_by_tags(viewer: Membership, asked: ClaimFilter) -> Select[int]:
    """How many claims are tagged as asked: from the answers, without a look at every claim."""
    return select(func.count(Answer.claim_id.distinct())).where(
        *_has_tags(viewer, asked), Answer.claim_id.not_in(uncounted(viewer.project_id))
    )


def _is_said_by(viewer: Membership, name: str) -> ColumnElement[bool]:
    """The name stands in one of the names of the claim's sources that the member may see."""
    answers = select(Answer.claim_id).join(Answer.sources)
    if viewer.sees_all_tags:
        of_source = select(Source.id).where(
            Source.project_id == viewer.project_id,
            contains(Source.folded_name, name),
        )
        of_alias = (
            select(SourceAlias.source_id)
            .join(SourceAlias.source)
            .where(
                Source.project_id == viewer.project_id,
                contains(SourceAlias.folded_name, name),
            )
        )
        tagged = answers.where(AnnotationSource.source_id.in_(of_source.union(of_alias)))
    else:
        is_name = (
            WrittenName.source_id == AnnotationSource.source_id,
            WrittenName.name == AnnotationSource.written,
        )
        tagged = answers.join(WrittenName, and_(*is_name)).where(
            WrittenName.project_id == viewer.project_id,
            names_seen_by(viewer),
            contains(WrittenName.folded_name, name),
        )
    tagged = tagged.where(*answers_listed_for(viewer))
    found = aliased(Claim)
    worded = select(found.id).where(
        found.project_id == viewer.project_id, contains(found.folded_sources, name)
    )
    return Claim.id.in_(worded.union(tagged))


def _is_mine(viewer: Membership, mine: Mine) -> ColumnElement[bool]:
    own = Annotation.user_id == viewer.user_id
    match mine:
        case Mine.UNTAGGED:
            return ~Claim.annotations.any(own & Annotation.state.in_(DONE_STATES))
        case Mine.SUBMITTED:
            return Claim.annotations.any(own & Annotation.state.in_(SUBMITTED_STATES))
        case _:
            return Claim.annotations.any(own & (Annotation.state == AnnotationState(mine.value)))


def _rows(session: Session, viewer: Membership, keys: Sequence[int]) -> list[ClaimRow]:
    seen = answers_listed_for(viewer)
    shown = selectinload(Claim.annotations.and_(*seen))
    settled = selectinload(Claim.adjudication.and_(*seen))
    claims = session.scalars(
        select(Claim)
        .options(
            joinedload(Claim.article),
            selectinload(Claim.spans),
            shown.selectinload(Annotation.sources).joinedload(AnnotationSource.source),
            settled.selectinload(Adjudication.sources).joinedload(AnnotationSource.source),
            raiseload("*", sql_only=True),
            *NAMED,
        )
        .where(Claim.id.in_(keys))
        .execution_options(populate_existing=True)
    )
    by_key = {claim.id: claim for claim in claims}
    return [_row(by_key[one], viewer) for one in keys]


def _row(claim: Claim, viewer: Membership) -> ClaimRow:
    tags: dict[tuple[CodeField, str], SeenTag] = {}
    answers: list[Answer] = [*filter(None, [claim.adjudication]), *claim.annotations]
    for answer in answers:
        is_mine = answer.user_id == viewer.user_id
        for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS):
            value = answer.value_of(field)
            if value:
                known = tags.get((field, value), SeenTag(field, value, False))
                tags[field, value] = replace(known, is_mine=known.is_mine or is_mine)
    names = (name_seen(link, viewer) for row in answers for link in row.sources)
    return ClaimRow(
        claim=claim,
        tags=tuple(tags.values()),
        source_names=tuple(dict.fromkeys(names)),
        mine=next((row for row in claim.annotations if row.user_id == viewer.user_id), None),
    )
