"""Pages for signing in and for one's own account."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import Refusal
from webapp.models.base import utc_now
from webapp.users import services
from webapp.users.forms import ConfirmForm, PasswordForm, SettingsForm, SignInForm
from webapp.users.queries import login_sessions_of, open_link_or_none, user_or_none
from webapp.web.forms import refusals_on
from webapp.web.identity import begin_session, end_session, load_signed_in
from webapp.web.pages import browser_name, client_address, next_asked, see_other
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session

blueprint = Blueprint("users", __name__)
Page = str | Response | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.VISIT)
def sign_in() -> Page:
    """Sign in by name and password."""
    form = SignInForm()
    if form.was_sent_well():
        with refusals_on(form):
            _check_credentials(form.username.data, form.password.data)
            return _let_in(form.username.data)
    return render_template("users/sign_in.html", form=form), form.status


def _check_credentials(username: str, password: str) -> None:
    """Refuse a wrong pair; no write waits while the password is hashed."""
    now, address = utc_now(), client_address()
    services.refuse_throttled(session(), username, address, now)
    user = user_or_none(session(), username)
    if user is not None:
        session().expunge(user)
    session().rollback()
    if not services.is_right_password(user, password):
        services.note_failure(session(), username, address, now)
        session().commit()
        raise services.WrongCredentials


def _let_in(username: str) -> Response:
    user = user_or_none(session(), username)
    if user is None:
        raise services.WrongCredentials
    token = services.open_login_session(session(), user, browser=browser_name(), now=utc_now())
    session().commit()
    return _send_on(token)


def _send_on(token: str) -> Response:
    signed_in = load_signed_in(token)
    if signed_in is None:
        raise Refusal("The session could not be opened. Sign in again.")
    begin_session(signed_in)
    target = next_asked()
    return (
        Response(status=303, headers={"Location": target})
        if target
        else see_other("projects.index")
    )


@blueprint.route("/links/<token>", methods=["GET", "POST"])
@requires(Permission.VISIT)
def follow_link(token: str) -> Page:
    """Spend a single-use link by pressing its one button."""
    form = ConfirmForm()
    if form.was_sent_well():
        now = utc_now()
        link = services.use_link(session(), token, now)
        opened = services.open_login_session(session(), link.user, browser=browser_name(), now=now)
        session().commit()
        return _send_on(opened)
    link_or_none = open_link_or_none(session(), token, utc_now())
    if link_or_none is None:
        raise services.UsedLink
    return render_template("users/follow_link.html", form=form, link=link_or_none), form.status


@blueprint.post("/sign-out")
@requires(Permission.KEEP_OWN_ACCOUNT)
def sign_out() -> Response:
    """Close this browser's session."""
    session().delete(current_user.login_session)
    session().commit()
    end_session()
    answer = see_other("users.sign_in")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_ACCOUNT)
def account() -> Page:
    """Settings, password and open sessions."""
    form = SettingsForm(obj=current_user.user)
    if form.was_sent_well():
        current_user.user.has_single_keys = form.has_single_keys.data
        session().commit()
        return see_other("users.account")
    return _account_page(form, PasswordForm(formdata=None)), form.status


@blueprint.post("/account/password")
@requires(Permission.KEEP_OWN_ACCOUNT)
def set_password() -> Page:
    """Set a password; every other browser is signed out."""
    form = PasswordForm()
    if form.was_sent_well():
        with refusals_on(form):
            services.set_password(
                session(), current_user.user, form.password.data, kept=current_user.login_session
            )
            session().commit()
            return see_other("users.account")
    settings = SettingsForm(formdata=None, obj=current_user.user)
    return _account_page(settings, form), form.status


@blueprint.post("/account/sign-out-elsewhere")
@requires(Permission.KEEP_OWN_ACCOUNT)
def sign_out_elsewhere() -> Response:
    """Close every other session of this person."""
    services.close_login_sessions(session(), current_user.user, but=current_user.login_session)
    session().commit()
    return see_other("users.account")


def _account_page(settings: SettingsForm, password: PasswordForm) -> str:
    return render_template(
        "users/account.html",
        settings=settings,
        password=password,
        confirm=ConfirmForm(formdata=None),
        login_sessions=login_sessions_of(session(), current_user.user),
        here=current_user.login_session,
    )
