"""Questions about given work: what could be given to whom, and who has what before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, undefer

from webapp.assignments.pages import (
    ArticleToGive,
    Dealing,
    Dealt,
    Giving,
    Hand,
    Kept,
    PersonToGive,
    Plan,
    deal,
)
from webapp.journal.names import name_for, names_of
from webapp.journal.undoing import last_undoable
from webapp.markup.paging import Paged, page_of
from webapp.models import Annotation, Article, Assignment, Claim, Event, Membership, Project
from webapp.rules.actions import ObjectKind
from webapp.rules.annotators import annotators_of, members_named
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.asked import is_left_to_annotators
from webapp.rules.claims import is_counted, is_live, reading_order
from webapp.rules.places import is_kept, open_places
from webapp.rules.words import has_words
from webapp.vocabulary import DONE_STATES

ARTICLES_SHOWN = 50


def articles_named(session: Session, project: Project, ids: Collection[str]) -> list[Article]:
    """Those of the project's articles in the work that have these public ids, in reading order."""
    return list(session.scalars(_articles(project).where(Article.public_id.in_(ids))))


def articles_to_give(
    session: Session,
    project: Project,
    chosen: Sequence[Article],
    words: str,
    number: int,
    now: datetime,
) -> Paged[ArticleToGive]:
    """One page of the project's articles, with how many of their claims have an open place."""
    query = _articles(project).where(*has_words(Article.folded_title, words))
    page = page_of(session, query, number, ARTICLES_SHOWN)
    counts = _open_counts(session, project, [article.id for article in page.rows], now)
    return page.showing(
        [ArticleToGive(one, counts.get(one.id, 0), one in chosen) for one in page.rows]
    )


def _articles(project: Project) -> Select[Article]:
    in_work = (Article.project_id == project.id, *is_in_work())
    return select(Article).where(*in_work).order_by(*by_date())


def _open_counts(
    session: Session, project: Project, article_ids: Collection[int], now: datetime
) -> dict[int, int]:
    query = _with_open_place(project, article_ids).with_only_columns(Claim.article_id, func.count())
    rows = session.execute(query.order_by(None).group_by(Claim.article_id), {"now": now})
    return dict(rows.all())


def _with_open_place(project: Project, article_ids: Collection[int]) -> Select[int, int, int]:
    """Claims of these articles with an open place, and how many of those each has."""
    places = open_places(project.annotators_per_claim, for_others_than_asker=False)
    return (
        select(Claim.id, Claim.article_id, places)
        .where(
            Claim.article_id.in_(article_ids),
            *is_left_to_annotators(),
            places > 0,
            *is_live(with_possible=False),
        )
        .order_by(*reading_order())
    )


def people_to_give(
    session: Session, viewer: Membership, chosen: Sequence[Membership], now: datetime
) -> list[PersonToGive]:
    """Everybody who may tag, with how many claims they have before them."""
    kept = (
        select(Assignment.user_id, func.count())
        .join(Assignment.claim)
        .where(Assignment.project_id == viewer.project_id, *is_kept(), *is_counted())
        .group_by(Assignment.user_id)
    )
    counts = dict(session.execute(kept, {"now": now}).all())
    return [
        PersonToGive(one, name_for(viewer, one), counts.get(one.user_id, 0), one in chosen)
        for one in session.scalars(annotators_of(viewer.project))
    ]


def giving_of(
    session: Session,
    project: Project,
    articles: Collection[str],
    people: Collection[str],
    dealing: Dealing,
) -> Giving:
    """What was chosen, by public ids: the articles in the work and the members who may tag."""
    return Giving(
        articles_named(session, project, articles), members_named(session, project, people), dealing
    )


def plan_of(session: Session, viewer: Membership, choice: Giving, now: datetime) -> Plan:
    """Who would get which of the articles' claims."""
    hands = [Hand(member, name_for(viewer, member)) for member in choice.people]
    claims = _dealt(session, viewer.project, [article.id for article in choice.articles], now)
    deal(claims, hands, choice.dealing)
    return Plan(hands, len(claims))


def _dealt(
    session: Session, project: Project, article_ids: Collection[int], now: datetime
) -> list[Dealt]:
    rows = session.execute(_with_open_place(project, article_ids), {"now": now}).all()
    keys = _with_open_place(project, article_ids).with_only_columns(Claim.id).order_by(None)
    not_for: dict[int, set[int]] = {}
    answered = select(Annotation.claim_id, Annotation.user_id).where(
        Annotation.state.in_(DONE_STATES), Annotation.claim_id.in_(keys)
    )
    kept = select(Assignment.claim_id, Assignment.user_id).where(
        *is_kept(), Assignment.claim_id.in_(keys)
    )
    for query in (answered, kept):
        for claim_id, user_id in session.execute(query, {"now": now}):
            not_for.setdefault(claim_id, set()).add(user_id)
    return [
        Dealt(claim_id, article_id, places, frozenset(not_for.get(claim_id, ())))
        for claim_id, article_id, places in rows
    ]


def assignments_named(session: Session, project: Project, ids: Collection[str]) -> list[Assignment]:
    """Those of the project's assignments that have these public ids."""
    return list(
        session.scalars(
            select(Assignment)
            .options(joinedload(Assignment.claim), joinedload(Assignment.user))
            .where(Assignment.project_id == project.id, Assignment.public_id.in_(ids))
            .order_by(Assignment.id)
        )
    )


def kept_claims(
    session: Session,
    viewer: Membership,
    *,
    member: Membership | None,
    is_given: bool | None,
    number: int,
    now: datetime,
) -> Paged[Kept]:
    """One page of the claims that somebody has before them, the newest first."""
    query = (
        select(Assignment)
        .join(Assignment.claim)
        .options(
            contains_eager(Assignment.claim).options(
                joinedload(Claim.article), undefer(Claim.ordinal)
            )
        )
        .where(Assignment.project_id == viewer.project_id, *is_kept(), *is_counted())
        .order_by(Assignment.created_at.desc(), Assignment.id.desc())
        .params(now=now)
    )
    if member is not None:
        query = query.where(Assignment.user_id == member.user_id)
    if is_given is not None:
        given = Assignment.given_by_id.is_not(None)
        query = query.where(given if is_given else ~given)
    page = page_of(session, query, number)
    people = {key for one in page.rows for key in (one.user_id, one.given_by_id)}
    names = names_of(session, viewer, people)
    return page.showing(
        [
            Kept(
                one.public_id,
                one.claim,
                names.get(one.user_id, "somebody"),
                names.get(one.given_by_id, "somebody") if one.is_given else "",
                one.created_at,
                one.expires_at,
            )
            for one in page.rows
        ]
    )


def act_to_take_back(session: Session, by: Membership, assignment_id: str) -> Event | None:
    """The member's act of giving or taking back, this one the first, if it can be undone."""
    if not assignment_id:
        return None
    return last_undoable(session, by, ObjectKind.ASSIGNMENT, assignment_id)
