"""Questions about how far a project is: its articles, its people, over time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    Date,
    Integer,
    ScalarSelect,
    SQLColumnExpression,
    column,
    func,
    select,
    true,
    values,
)
from sqlalchemy.orm import Session, contains_eager, raiseload

from webapp.folding import folded
from webapp.journal.names import name_for
from webapp.markup.paging import Paged, page_of
from webapp.models import Article, Assignment, Claim, Membership, Project
from webapp.projects.pages.progress import (
    ArticleProgress,
    OverTime,
    PersonProgress,
    Waits,
    spans_to,
    waits_for,
)
from webapp.projects.queries.projects import articles_in_work
from webapp.rules.articles import by_date
from webapp.rules.asked import takes_answers
from webapp.rules.claims import is_live, is_possible
from webapp.rules.places import is_given
from webapp.rules.progress import (
    Settling,
    TeamProgress,
    progress_of_articles,
    to_settle_in_articles,
)
from webapp.rules.skips import MOST_TOLD, doubts_of, skips_by_all
from webapp.rules.work import NO_WORK, in_hand, left_for, work_of_members
from webapp.vocabulary import ClaimState, Role, WorkFrom

ARTICLES_SHOWN = 10
BY_ROLE = (Role.ANNOTATOR, Role.ADJUDICATOR, Role.MANAGER, Role.VIEWER)
"""In which order people stand."""


def article_progress(session: Session, project: Project, number: int) -> Paged[ArticleProgress]:
    """One page of the project's articles in reading order, with how far their claims are."""
    shown = articles_in_work(project).options(raiseload("*", sql_only=True)).order_by(*by_date())
    page = page_of(session, shown, number, ARTICLES_SHOWN)
    keys = [article.id for article in page.rows]
    found = progress_of_articles(session, project, keys)
    waiting = to_settle_in_articles(session, keys)
    none = TeamProgress()
    return page.showing(
        [ArticleProgress(one, found.get(one.id, none), waiting.get(one.id, 0)) for one in page.rows]
    )


def people_at_work(
    session: Session, viewer: Membership, settling: Settling
) -> list[PersonProgress]:
    """Whoever may tag or has tagged, by role and name, with what is done and what is left."""
    project = viewer.project
    members = session.scalars(
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(Membership.project_id == project.id)
    ).all()
    there = [one for one in members if one.is_there]
    settlers = [one for one in there if one.role == Role.ADJUDICATOR]
    settlers = settlers or [one for one in there if one.role == Role.MANAGER]
    work, held = work_of_members(session, project), in_hand(session, project)

    def left(member: Membership) -> int | None:
        if member in settlers:
            return settling.waiting
        if not member.is_there or member.role != Role.ANNOTATOR:
            return None
        done = work.get(member.user_id, NO_WORK)
        return left_for(project, done, settling, held.get(member.user_id, 0))

    def rank(one: PersonProgress) -> tuple[int, bool, str, int]:
        is_manager = viewer.role == Role.MANAGER
        name = one.member.user.display_name if is_manager else one.member.pseudonym
        return BY_ROLE.index(one.member.role), not one.is_there, folded(name), one.member.id

    people = [
        PersonProgress(one, name_for(viewer, one), work.get(one.user_id, NO_WORK), left(one))
        for one in members
    ]
    shown = [
        one
        for one in people
        if (one.is_there and one.member.role != Role.VIEWER) or one.work != NO_WORK
    ]
    return sorted(shown, key=rank)


def waits_of(
    session: Session, project: Project, people: list[PersonProgress], settling: Settling
) -> Waits:
    """What waits, and for which of the people."""
    skips, doubts = skips_by_all(session, project), doubts_of(session, project)
    return waits_for(people, settling, doubts, skips, _ungiven_count(session, project))


def _ungiven_count(session: Session, project: Project) -> int:
    """Articles with claims that take answers, none of which is in hand; where work is given out."""
    if project.work_from != WorkFrom.GIVEN:
        return 0
    of_article = Claim.article_id == Article.id
    asked = (*takes_answers(project.annotators_per_claim), *is_live(with_possible=False))
    is_open = select(Claim.id).where(of_article, *asked).exists()
    given = select(Assignment.id).join(Assignment.claim).where(of_article, *is_given())
    articles = articles_in_work(project).where(is_open, ~given.exists())
    some = articles.with_only_columns(Article.id).limit(MOST_TOLD + 1).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


def complete_over_time(session: Session, project: Project, today: date) -> OverTime:
    """How many claims became complete, from the first day to today."""
    first = _first_day(session, project)
    if first is None:
        return OverTime()
    spans = spans_to(first, today)
    rows = [(number, since, until) for number, (since, until) in enumerate(spans)]
    column_of = values(
        column("number", Integer), column("since", Date), column("until", Date), name="span"
    )
    span = column_of.data(rows).cte("span")

    def counted(day: SQLColumnExpression[date | None]) -> SQLColumnExpression[int]:
        def part(state: ClaimState) -> ScalarSelect[int]:
            query = select(func.count()).where(*_on(project, state, day))
            is_sure = (~is_possible(),) if state == ClaimState.PROPOSED else ()
            query = query.where(day.between(span.c.since, span.c.until), *is_sure)
            return query.correlate(span).scalar_subquery()

        return part(ClaimState.ACCEPTED) + part(ClaimState.PROPOSED)

    counts = select(counted(Claim.complete_on), counted(Claim.adjudicated_on))
    found = session.execute(counts.select_from(span).order_by(span.c.number))
    return OverTime(spans, [(complete, by_hand) for complete, by_hand in found])


def _first_day(session: Session, project: Project) -> date | None:
    firsts = [
        select(func.min(day)).where(*_on(project, state, day)).scalar_subquery()
        for day in (Claim.complete_on, Claim.adjudicated_on)
        for state in (ClaimState.ACCEPTED, ClaimState.PROPOSED)
    ]
    found = session.execute(select(*firsts)).one()
    return min((day for day in found if day is not None), default=None)


def _on(
    project: Project, state: ClaimState, day: SQLColumnExpression[date | None]
) -> tuple[SQLColumnExpression[bool], ...]:
    """A stretch of the index by which the day is found."""
    of_project = (Claim.project_id == project.id, Claim.is_current == true())
    return (*of_project, Claim.state == state, day.is_not(None))
