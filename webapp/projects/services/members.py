"""Changes to the members of a project: invited, added, in another role, ended, back again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import Refusal, Stale
from webapp.models import Membership, Project, User
from webapp.models.base import utc_now
from webapp.projects.queries.projects import (
    managers_besides,
    membership_count,
    membership_of_or_none,
)
from webapp.rules.access_tokens import revoke_tokens
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.invitations import (
    add_user,
    end_links,
    has_been_in,
    hold_links,
    make_link,
    renew_link,
    user_or_none,
)
from webapp.rules.place_keeping import return_work
from webapp.rules.rounds import leave_rounds
from webapp.vocabulary import LinkPurpose, Role

ADJECTIVES = ("amber", "brisk", "calm", "dusky", "early", "fair", "gentle", "humble", "keen")
NOUNS = ("alder", "birch", "cedar", "dune", "ember", "fjord", "grove", "heron", "kestrel")


class LastManager(Refusal):
    """Nobody would be left to manage the project."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This is the only manager who can sign in. Make somebody else manager first."
        )


def new_pseudonym() -> str:
    """Two words and four digits drawn at random: nothing leads back to a name."""
    number = secrets.randbelow(10_000)
    return f"{secrets.choice(ADJECTIVES)}-{secrets.choice(NOUNS)}-{number:04}"


def add_member(
    session: Session,
    by: User | None,
    *,
    project: Project,
    user: User,
    role: Role,
    action: Action = Action.MEMBER_ADDED,
) -> Membership:
    """Make a user a member under a new pseudonym; the members see it in the history."""
    known = membership_of_or_none(session, project, user)
    if known is not None:
        state = "is a member already" if known.ended_at is None else "was a member: reinstate them"
        raise Refusal(f"{user.display_name} {state}.", field="username")
    hold_links(session, user)
    if membership_count(session, user):
        end_links(session, user)
    membership = Membership(project=project, user=user, role=role, pseudonym=new_pseudonym())
    session.add(membership)
    session.flush()
    record(session, by, project, _member_change(action, membership, after={"role": role.value}))
    return membership


def _member_change(action: Action, membership: Membership, **payload: dict[str, Any]) -> Change:
    return Change(
        action=action,
        object_kind=ObjectKind.MEMBERSHIP,
        object_id=membership.public_id,
        before=payload.get("before", {}),
        after=payload.get("after", {}),
    )


def add_existing_member(
    session: Session, by: User, *, project: Project, username: str, role: Role
) -> Membership:
    """Make somebody a member who has an account."""
    user = user_or_none(session, username)
    if user is None or not user.is_active:
        raise Refusal(
            "Nobody with an account signs in by this name. Invite a new person instead.",
            field="username",
        )
    return add_member(session, by, project=project, user=user, role=role)


@dataclass(frozen=True)
class Invitation:
    """Who is invited, and to what."""

    username: str
    display_name: str
    role: Role


def invite_member(
    session: Session,
    by: User,
    *,
    project: Project,
    invitation: Invitation,
    now: datetime,
) -> str:
    """A new person and member; gives the token of the link that lets them in."""
    if user_or_none(session, invitation.username) is not None:
        raise Refusal(
            "Somebody signs in by this name already: add them as an existing person, "
            "or choose another name.",
            field="username",
        )
    user = add_user(session, by, username=invitation.username, display_name=invitation.display_name)
    add_member(session, by, project=project, user=user, role=invitation.role)
    return make_link(session, user, LinkPurpose.INVITATION, now)


def may_be_invited_again(session: Session, membership: Membership) -> bool:
    """Nobody has ever been in as this person, and no other project knows them.

    Else a manager could take over an account that is not theirs to give.
    """
    user = membership.user
    return (
        membership.is_there
        and not user.is_admin
        and membership_count(session, user) == 1
        and not has_been_in(session, user)
    )


def renew_invitation(session: Session, by: User, membership: Membership, now: datetime) -> str:
    """The token of a new invitation in the place of the one that was not used."""
    hold_links(session, membership.user)
    if not may_be_invited_again(session, membership):
        raise Refusal("This person has been here before. An admin can make a reset link for them.")
    token = renew_link(session, membership.user, LinkPurpose.INVITATION, now)
    change = _member_change(Action.INVITATION_RENEWED, membership)
    record(session, by, membership.project, change)
    return token


def change_role(
    session: Session, by: User, *, membership: Membership, version: int, role: Role
) -> None:
    """What the member may do from now on; one manager stays. Who tags no more returns claims."""
    _refuse_stale(membership, version)
    if membership.role == role:
        return
    _refuse_last_manager(session, membership)
    before = {"role": membership.role.value}
    if role.includes(membership.role):
        end_links(session, membership.user)
    membership.role = role
    session.flush()
    after: dict[str, Any] = {"role": role.value}
    if not role.includes(Role.ANNOTATOR):
        after |= _returned(session, membership, utc_now())
    change = _member_change(Action.MEMBER_ROLE_CHANGED, membership, before=before, after=after)
    record(session, by, membership.project, change)


def end_membership(
    session: Session, by: User, *, membership: Membership, version: int, now: datetime
) -> None:
    """The person loses the project at once; claims return, and what they made stays."""
    _refuse_stale(membership, version)
    if membership.ended_at is not None:
        return
    _refuse_last_manager(session, membership)
    membership.ended_at = now
    session.flush()
    after = _returned(session, membership, now)
    after |= revoke_tokens(session, membership.user, now, project_ids=[membership.project_id])
    change = _member_change(Action.MEMBERSHIP_ENDED, membership, after=after)
    record(session, by, membership.project, change)


def _returned(session: Session, membership: Membership, now: datetime) -> dict[str, int]:
    """Open the places that are kept for the member, and wait no more; how many, for the event."""
    project_ids = [membership.project_id]
    count = return_work(session, membership.user_id, now, project_ids=project_ids)
    leave_rounds(session, membership.user_id, now, project_ids=project_ids)
    return {"claims_returned": count} if count else {}


def reinstate(session: Session, by: User, *, membership: Membership, version: int) -> None:
    """The person is a member again, in the role and under the pseudonym they had."""
    _refuse_stale(membership, version)
    if membership.ended_at is None:
        return
    membership.ended_at = None
    end_links(session, membership.user)
    session.flush()
    record(session, by, membership.project, _member_change(Action.MEMBER_REINSTATED, membership))


def join(session: Session, admin: User, *, project: Project, role: Role) -> Membership:
    """An instance admin becomes a member, and every member can see that they did."""
    known = membership_of_or_none(session, project, admin)
    if known is None:
        return add_member(
            session,
            admin,
            project=project,
            user=admin,
            role=role,
            action=Action.INSTANCE_ADMIN_JOINED,
        )
    if known.ended_at is None:
        raise Refusal("You are a member of this project already.")
    before = {"role": known.role.value}
    known.ended_at, known.role = None, role
    end_links(session, admin)
    session.flush()
    change = _member_change(
        Action.INSTANCE_ADMIN_JOINED, known, before=before, after={"role": role.value}
    )
    record(session, admin, project, change)
    return known


def _refuse_stale(membership: Membership, version: int) -> None:
    if membership.version != version:
        raise Stale(
            "Somebody changed this membership while you had it open.",
            version=membership.version,
            saved={"role": membership.role.label},
        )


def _refuse_last_manager(session: Session, membership: Membership) -> None:
    is_managing = membership.role == Role.MANAGER and membership.ended_at is None
    if is_managing and not managers_besides(session, membership):
        raise LastManager
