"""Questions about projects and who belongs to them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.folding import folded
from webapp.journal.history import events_seen
from webapp.models import Annotation, Article, Claim, Event, Membership, Project, User
from webapp.projects.pages import Counts
from webapp.rules.articles import is_in_work
from webapp.rules.claims import is_counted, is_possible
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, ClaimState, Role


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


def counts_of(session: Session, project: Project, user: User) -> Counts:
    """The figures of the project's first page."""

    def count(statement: Select[int]) -> int:
        return session.execute(statement).scalar_one()

    is_sure = ~is_possible()
    live = select(func.count()).where(*_is_live(project))
    accepted = live.where(Claim.state == ClaimState.ACCEPTED)
    is_unfinished = Claim.annotator_count < project.annotators_per_claim
    proposed = select(
        func.count().filter(is_sure),
        func.count().filter(is_sure, ~is_unfinished),
        func.count().filter(is_possible()),
    ).where(*_is_live(project), Claim.state == ClaimState.PROPOSED)
    accepted_count = count(accepted)
    finished = accepted_count - count(accepted.where(is_unfinished))
    proposals, finished_proposals, possible = session.execute(proposed).one()
    own = select(func.count(Annotation.id)).where(
        Annotation.user_id == user.id, Annotation.claim.has(and_(*_is_live(project), is_sure))
    )
    return Counts(
        articles=count(
            select(func.count(Article.id)).where(Article.project_id == project.id, *is_in_work())
        ),
        members=count(
            select(func.count(Membership.id)).where(
                Membership.project_id == project.id, Membership.ended_at.is_(None)
            )
        ),
        claims=accepted_count + proposals,
        proposals=proposals,
        possible=possible,
        finished=finished + finished_proposals,
        mine=count(own.where(Annotation.state.in_(SUBMITTED_STATES))),
        mine_skipped=count(own.where(Annotation.state == AnnotationState.SKIPPED)),
    )


def _is_live(project: Project) -> tuple[ColumnElement[bool], ...]:
    """No other claim has taken its place, and nobody judged that it is none."""
    return (Claim.project_id == project.id, *is_counted())


def newest_events(session: Session, viewer: Membership, count: int = 5) -> list[Event]:
    """What happened last in the project, as far as the member may read of it."""
    return list(session.scalars(events_seen(viewer).limit(count)))
