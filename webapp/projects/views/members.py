"""Pages for managers: who belongs to the project, in which role."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.markup.paging import page_of
from webapp.models import Membership
from webapp.models.base import utc_now
from webapp.projects.forms import InvitationForm, MemberForm, RoleForm
from webapp.projects.queries.projects import member_or_none, members_of
from webapp.projects.services import members as services
from webapp.projects.views.blueprint import blueprint
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role
from webapp.web.addresses import link_address, see_other, show_once, shown_once
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.current import project
from webapp.web.ended_links import telling_ended_links
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

MEMBERS = "/projects/<project_id>/members"


@blueprint.get(MEMBERS)
@requires(Permission.KEEP_PROJECT)
def members(project_id: str) -> str:
    """Everybody in the project, with role and pseudonym."""
    return render_template(
        "projects/members.html",
        project=project(),
        members=page_of(session(), members_of(project()), PageQuery().number),
        address=lambda number: url_for("projects.members", project_id=project_id, page=number),
        link=shown_once(),
    )


@blueprint.route(f"{MEMBERS}/invite", methods=["GET", "POST"])
@requires(Permission.KEEP_PROJECT, InvitationForm)
def invite(project_id: str) -> Page:
    """Invite somebody who has no account."""
    form = InvitationForm()
    if form.was_sent_well():
        with refusals_on(form):
            token = services.invite_member(
                session(),
                current_user.user,
                project=project(),
                invitation=services.Invitation(
                    form.username.data, form.display_name.data, Role(form.role.data)
                ),
                now=utc_now(),
            )
            return _hand_over(token, form.display_name.data)
    return render_template("projects/invite.html", project=project(), form=form), form.status


def _hand_over(token: str, name: str) -> Response:
    answer = saved(see_other("projects.members", project_id=project().public_id))
    flash(f"Give this link to {name}. It works once, within a day, and is shown only now.")
    show_once(link_address(token))
    return answer


@blueprint.route(f"{MEMBERS}/add", methods=["GET", "POST"])
@requires(Permission.KEEP_PROJECT, MemberForm)
def add_member(project_id: str) -> Page:
    """Add somebody who has an account."""
    form = MemberForm()
    if form.was_sent_well():
        with refusals_on(form):
            with telling_ended_links(user_or_none(session(), form.username.data)):
                added = services.add_existing_member(
                    session(),
                    current_user.user,
                    project=project(),
                    username=form.username.data,
                    role=Role(form.role.data),
                )
            name = added.user.display_name
            flash(f"{name} is a member now.")
            return saved(see_other("projects.members", project_id=project_id))
    return render_template("projects/add_member.html", project=project(), form=form), form.status


def _member(membership_id: str) -> Membership:
    found = member_or_none(session(), project(), membership_id)
    if found is None:
        raise NotFound("There is no such member in this project.")
    return found


@blueprint.route(f"{MEMBERS}/<membership_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_PROJECT, RoleForm)
def edit_member(project_id: str, membership_id: str) -> Page:
    """One member: change the role, end the membership or take it up again."""
    member = _member(membership_id)
    form = RoleForm(obj=member)
    if form.was_sent_well():
        with refusals_on(form):
            with telling_ended_links(member.user):
                services.change_role(
                    session(),
                    current_user.user,
                    membership=member,
                    version=form.version.data,
                    role=Role(form.role.data),
                )
            return _changed(member, "Role changed.")
    return _member_page(membership_id, form), form.status


def _changed(member: Membership, words: str) -> Response:
    """Back to the list; to the page with the button for a link where nobody has been in yet."""
    where = {"project_id": project().public_id}
    if services.may_be_invited_again(session(), member):
        where["membership_id"] = member.public_id
    flash(words)
    is_new = "membership_id" in where
    return saved(see_other("projects.edit_member" if is_new else "projects.members", **where))


def _member_page(membership_id: str, form: RoleForm) -> str:
    member = _member(membership_id)
    return render_template(
        "projects/edit_member.html",
        project=project(),
        member=member,
        form=form,
        may_be_invited_again=services.may_be_invited_again(session(), member),
    )


@blueprint.post(f"{MEMBERS}/<membership_id>/end")
@requires(Permission.KEEP_PROJECT, VersionForm)
def end_membership(project_id: str, membership_id: str) -> Page:
    """Close the project to the member; what they made stays."""
    member = _member(membership_id)
    form = VersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            services.end_membership(
                session(),
                current_user.user,
                membership=member,
                version=form.version.data,
                now=utc_now(),
            )
            flash("Membership ended.")
            return saved(see_other("projects.members", project_id=project_id))
    return _refused(membership_id, form)


@blueprint.post(f"{MEMBERS}/<membership_id>/reinstate")
@requires(Permission.KEEP_PROJECT, VersionForm)
def reinstate(project_id: str, membership_id: str) -> Page:
    """Open the project to the member again."""
    member = _member(membership_id)
    form = VersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            with telling_ended_links(member.user):
                services.reinstate(
                    session(), current_user.user, membership=member, version=form.version.data
                )
            return _changed(member, "Member reinstated.")
    return _refused(membership_id, form)


@blueprint.post(f"{MEMBERS}/<membership_id>/invitation")
@requires(Permission.KEEP_PROJECT)
def renew_invitation(project_id: str, membership_id: str) -> Page:
    """A new link for somebody who has not been in yet."""
    member = _member(membership_id)
    token = services.renew_invitation(session(), current_user.user, member, utc_now())
    return _hand_over(token, member.user.display_name)


def _refused(membership_id: str, refused: VersionForm) -> tuple[str, int]:
    """The member's page, with what a button could not do on top."""
    form = RoleForm(formdata=None, obj=_member(membership_id))
    form.form_errors.extend(refused.errors_above)
    form.conflict = refused.conflict
    return _member_page(membership_id, form), refused.status
