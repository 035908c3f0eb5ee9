"""Questions about projects and who belongs to them."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import (
    Session,
    contains_eager,
    joinedload,
    selectinload,
)

from webapp.folding import folded
from webapp.journal.history import events_seen
from webapp.markup.paging import Paged, page_of
from webapp.models import Article, Dispute, Event, Membership, Project, User
from webapp.rules.annotators import are_there
from webapp.rules.articles import is_in_work
from webapp.rules.dispute_rows import DisputeRow, dispute_row, disputes_to_list
from webapp.vocabulary import DisputeState, Role

DISPUTES_SHOWN = 5


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
            *are_there(),
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
    return session.scalars(articles_in_work(project).with_only_columns(func.count())).one()


def articles_in_work(project: Project) -> Select[Article]:
    """Those that are not withdrawn."""
    return select(Article).where(Article.project_id == project.id, *is_in_work())


def newest_disputes(session: Session, viewer: Membership) -> Paged[DisputeRow]:
    """The newest disputes that are not merged, as the member may see them, and how many exist."""
    query = disputes_to_list(viewer).where(Dispute.state != DisputeState.MERGED)
    page = page_of(session, query, 1, DISPUTES_SHOWN)
    return page.showing([dispute_row(dispute, viewer) for dispute in page.rows])


def newest_events(session: Session, viewer: Membership, count: int = 5) -> list[Event]:
    """What happened last in the project, as far as the member may read of it."""
    return list(session.scalars(events_seen(viewer).limit(count)))
