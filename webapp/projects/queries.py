"""Questions about projects and who belongs to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import (
    Session,
    aliased,
    contains_eager,
    joinedload,
    raiseload,
    selectinload,
)

from webapp.folding import folded
from webapp.journal.history import events_seen
from webapp.markup.paging import Paged, page_of
from webapp.models import Article, Dispute, Event, Membership, Project, User
from webapp.models.base import BEFORE_ALL
from webapp.projects.pages import MOST_DAYS, ArticleProgress, DayCounts
from webapp.rules.actions import Action
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.dispute_rows import DisputeRow, dispute_row, disputes_to_list
from webapp.rules.progress import TeamProgress, progress_of_articles
from webapp.vocabulary import DisputeState, Role

ARTICLES_SHOWN = 10
DISPUTES_SHOWN = 5
MOST_EVENTS = 5_000
"""The newest events in which answers are counted."""
SECONDS_OF_DAY = 86_400


def memberships_of(session: Session, user: User) -> list[Membership]:
    """The projects that a user belongs to, by name."""
    return list(
        session.scalars(
            select(Membership)
            .join(Membership.project)
            .options(contains_eager(Membership.project))
            .where(Membership.user_id == user.id, Membership.ended_at.is_(None))
            .order_by(Project.name)
        )
    )


def project_names(session: Session, *, are_archived: bool = False) -> list[str]:
    """The names of the instance's current projects, or of those that are archived."""
    is_archived = Project.archived_at.is_not(None)
    wanted = is_archived if are_archived else ~is_archived
    return list(session.scalars(select(Project.name).where(wanted).order_by(Project.name)))


def project_or_none(session: Session, name: str) -> Project | None:
    """The project with exactly this name."""
    return session.scalars(select(Project).where(Project.name == name)).one_or_none()


def projects_that_look_like(session: Session, name: str) -> list[Project]:
    """The projects whose names people would take for this one."""
    wanted = folded(name)
    names = session.execute(select(Project.id, Project.name).order_by(Project.id))
    keys = [key for key, known in names if folded(known) == wanted]
    return [session.get_one(Project, key) for key in keys]


def project_by_id_or_none(session: Session, public_id: str) -> Project | None:
    """The project of this public id."""
    return session.scalars(select(Project).where(Project.public_id == public_id)).one_or_none()


def all_projects() -> Select[Project]:
    """Every project of the instance with its members, by name."""
    return (
        select(Project)
        .options(selectinload(Project.memberships).joinedload(Membership.user))
        .order_by(Project.name)
    )


def members_of(project: Project) -> Select[Membership]:
    """Everybody who belongs to the project by name, then those who did."""
    return (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(Membership.project_id == project.id)
        .order_by(Membership.ended_at.is_not(None), User.display_name, Membership.id)
    )


def member_or_none(session: Session, project: Project, public_id: str) -> Membership | None:
    """The project's membership of this id, ended or not."""
    return session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == project.id, Membership.public_id == public_id)
    ).one_or_none()


def membership_of_or_none(session: Session, project: Project, user: User) -> Membership | None:
    """What the user is, or was, in the project."""
    return session.scalars(
        select(Membership).where(Membership.project_id == project.id, Membership.user_id == user.id)
    ).one_or_none()


def managers_besides(session: Session, membership: Membership) -> int:
    """How many others can manage the project; none changes while we decide."""
    others = session.scalars(
        select(Membership)
        .join(Membership.user)
        .where(
            Membership.project_id == membership.project_id,
            Membership.role == Role.MANAGER,
            Membership.ended_at.is_(None),
            User.deactivated_at.is_(None),
        )
        .order_by(Membership.id)
        .with_for_update(of=Membership)
    )
    return sum(other.id != membership.id for other in others)


def membership_count(session: Session, user: User) -> int:
    """In how many projects the user is or was."""
    counted = select(func.count()).where(Membership.user_id == user.id)
    return session.execute(counted).scalar_one()


def article_count(session: Session, project: Project) -> int:
    """How many articles the project has."""
    return session.scalars(_articles(project).with_only_columns(func.count())).one()


def article_progress(session: Session, project: Project, number: int) -> Paged[ArticleProgress]:
    """One page of the project's articles in reading order, with how far their claims are."""
    shown = _articles(project).options(raiseload("*", sql_only=True)).order_by(*by_date())
    page = page_of(session, shown, number, ARTICLES_SHOWN)
    found = progress_of_articles(session, project, [article.id for article in page.rows])
    none = TeamProgress()
    return page.showing([ArticleProgress(one, found.get(one.id, none)) for one in page.rows])


def _articles(project: Project) -> Select[Article]:
    return select(Article).where(Article.project_id == project.id, *is_in_work())


def answers_by_day(session: Session, project: Project, today: date) -> DayCounts:
    """How many annotations were submitted on each of the last days, in UTC.

    Counted in the newest events alone, so that a busy project costs no more: where they do not
    reach back far enough, the first day is the first that they hold whole.
    """
    events = select(Event.id, Event.created_at).where(Event.project_id == project.id)
    edge = session.execute(events.order_by(Event.id.desc()).offset(MOST_EVENTS).limit(1)).first()
    first_day = today - timedelta(days=MOST_DAYS - 1)
    past = datetime.combine(first_day, time(), UTC)
    if edge:
        first_day = max(first_day, edge.created_at.date() + timedelta(days=1))
    second = extract("epoch", Event.created_at)
    midnight = (second - second % SECONDS_OF_DAY).label("midnight")
    undoing = aliased(Event)
    rows = session.execute(
        select(midnight, func.count(Event.object_id.distinct()))
        .where(
            Event.project_id == project.id,
            Event.id > (edge.id if edge else BEFORE_ALL),
            Event.action == Action.TAGS_SUBMITTED,
            Event.created_at >= datetime.combine(first_day, time(), UTC),
            ~select(undoing.id).where(undoing.undoes_id == Event.id).exists(),
        )
        .group_by(midnight)
        .order_by(midnight)
    )
    counts = {datetime.fromtimestamp(int(start), UTC).date(): count for start, count in rows}
    return DayCounts(counts, first_day, is_cut=edge is not None and edge.created_at >= past)


def newest_disputes(session: Session, viewer: Membership) -> Paged[DisputeRow]:
    """The newest disputes that are not merged, as the member may see them, and how many exist."""
    query = disputes_to_list(viewer).where(Dispute.state != DisputeState.MERGED)
    page = page_of(session, query, 1, DISPUTES_SHOWN)
    return page.showing([dispute_row(dispute, viewer) for dispute in page.rows])


def newest_events(session: Session, viewer: Membership, count: int = 5) -> list[Event]:
    """What happened last in the project, as far as the member may read of it."""
    return list(session.scalars(events_seen(viewer).limit(count)))
