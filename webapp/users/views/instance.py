"""Pages for the instance's admins: who may sign in."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.markup.paging import page_of
from webapp.models import User
from webapp.models.base import utc_now
from webapp.rules.invitations import add_user, make_link
from webapp.users.forms import UserForm
from webapp.users.queries import all_users, user_by_id_or_none
from webapp.users.services import instance as services
from webapp.users.views.blueprint import blueprint
from webapp.vocabulary import LinkPurpose
from webapp.web.addresses import link_address, see_other, show_once, shown_once
from webapp.web.answers import Page
from webapp.web.ended_links import telling_ended_links
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/users", methods=["GET", "POST"])
@requires(Permission.KEEP_INSTANCE, UserForm)
def index() -> Page:
    """Everybody who has an account, and a form for one more."""
    form = UserForm()
    if form.was_sent_well():
        with refusals_on(form):
            user = add_user(
                session(),
                current_user.user,
                username=form.username.data,
                display_name=form.display_name.data,
                is_admin=form.is_admin.data,
            )
            return _hand_over_link(user, _first_link(user))
    return _index_page(form), form.status


def _first_link(user: User) -> str:
    return make_link(session(), user, LinkPurpose.INVITATION, utc_now())


def _index_page(form: UserForm) -> str:
    return render_template(
        "users/index.html",
        form=form,
        users=page_of(session(), all_users(), PageQuery().number),
        address=lambda number: url_for("users.index", page=number),
        link=shown_once(),
    )


def _hand_over_link(user: User, token: str) -> Response:
    name = user.display_name
    answer = saved(see_other("users.index"))
    flash(f"This link lets {name} in. It works once, within a day, and is shown only now.")
    show_once(link_address(token))
    return answer


def _user(user_id: str) -> User:
    user = user_by_id_or_none(session(), user_id)
    if user is None:
        raise NotFound("There is no such user.")
    return user


@blueprint.post("/users/<user_id>/link")
@requires(Permission.KEEP_INSTANCE)
def issue_link(user_id: str) -> Response:
    """A link with which the user sets a password."""
    user = _user(user_id)
    return _hand_over_link(user, services.issue_link(session(), current_user.user, user, utc_now()))


@blueprint.post("/users/<user_id>/deactivate")
@requires(Permission.KEEP_INSTANCE)
def deactivate(user_id: str) -> Response:
    """Close the account; every session of it ends at once."""
    services.deactivate(session(), current_user.user, _user(user_id), utc_now())
    session().commit()
    return see_other("users.index")


@blueprint.post("/users/<user_id>/reactivate")
@requires(Permission.KEEP_INSTANCE)
def reactivate(user_id: str) -> Response:
    """Open the account again."""
    user = _user(user_id)
    with telling_ended_links(user):
        services.reactivate(session(), current_user.user, user)
    session().commit()
    return see_other("users.index")


@blueprint.post("/users/<user_id>/make-admin")
@requires(Permission.KEEP_INSTANCE)
def make_admin(user_id: str) -> Response:
    """Let the user keep the instance too."""
    user = _user(user_id)
    with telling_ended_links(user):
        services.make_admin(session(), current_user.user, user)
    session().commit()
    return see_other("users.index")


@blueprint.post("/users/<user_id>/unmake-admin")
@requires(Permission.KEEP_INSTANCE)
def unmake_admin(user_id: str) -> Response:
    """Keep the user's account, and nothing more."""
    services.unmake_admin(session(), current_user.user, _user(user_id))
    session().commit()
    return see_other("users.index")
