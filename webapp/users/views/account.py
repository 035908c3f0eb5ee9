"""Pages for one's own account."""

from __future__ import annotations

from flask import flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import NotFound, Refusal
from webapp.models.base import utc_now
from webapp.passwords import hash_of_new
from webapp.rules.access_tokens import open_tokens_of
from webapp.users.forms import CloseHintForm, OwnSettingsForm, PasswordForm
from webapp.users.queries import login_session_or_none, login_sessions_of
from webapp.users.services import account as own
from webapp.users.services import signing_in
from webapp.users.services.credentials import WrongCredentials
from webapp.users.views.blueprint import blueprint
from webapp.users.views.credentials import check_credentials
from webapp.vocabulary import Hint
from webapp.web.addresses import go_on, see_other
from webapp.web.answers import Page
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_ACCOUNT, OwnSettingsForm)
def account() -> Page:
    """Settings, password and open sessions."""
    form = OwnSettingsForm(obj=current_user.user)
    if form.was_sent_well():
        own.change_settings(session(), current_user.user, has_single_keys=form.has_single_keys.data)
        session().commit()
        flash("Settings saved.")
        return see_other("users.account")
    return _account_page(form, _password_form()), form.status


@blueprint.post("/account/password")
@requires(Permission.KEEP_OWN_ACCOUNT, PasswordForm)
def set_password() -> Page:
    """Set a password; every other browser is signed out."""
    form = _password_form()
    if form.was_sent_well():
        with refusals_on(form):
            _check_old(form)
            password_hash = _hash_of_new(form)
            own.set_password(
                session(),
                current_user.user,
                password_hash,
                kept=current_user.login_session,
                now=utc_now(),
            )
            session().commit()
            flash("Password set. Every other browser is signed out, and every access token ended.")
            return see_other("users.account")
    settings = OwnSettingsForm(formdata=None, obj=current_user.user)
    return _account_page(settings, form), form.status


def _password_form() -> PasswordForm:
    """Without the field for the old password where there is none."""
    form = PasswordForm()
    if current_user.user.password_hash is None:
        del form.old_password
    return form


def _check_old(form: PasswordForm) -> None:
    if "old_password" not in form:
        return
    try:
        check_credentials(current_user.user.username, form.old_password.data or "")
    except WrongCredentials:
        words = "This is not your old password. Ask an admin for a reset link if you lost it."
        raise Refusal(words, field="old_password") from None
    session().commit()


def _hash_of_new(form: PasswordForm) -> str:
    username = current_user.user.username
    session().rollback()  # nobody waits while we hash
    return hash_of_new(form.password.data, username=username)


@blueprint.post("/account/sign-out-elsewhere")
@requires(Permission.KEEP_OWN_ACCOUNT)
def sign_out_elsewhere() -> Response:
    """Close every other session of this person."""
    signing_in.sign_out_elsewhere(session(), current_user.login_session)
    session().commit()
    flash("Every other browser is signed out.")
    return see_other("users.account")


@blueprint.post("/account/sessions/<login_session_id>/close")
@requires(Permission.KEEP_OWN_ACCOUNT)
def close_session(login_session_id: str) -> Response:
    """Close one session of this person, this browser's own included."""
    found = login_session_or_none(session(), current_user.user, login_session_id)
    if found is None:
        raise NotFound("This session is closed already.")
    signing_in.sign_out(session(), found)
    session().commit()
    return see_other("users.account")


@blueprint.post("/account/hints/close")
@requires(Permission.KEEP_OWN_ACCOUNT, CloseHintForm)
def close_hint() -> Response:
    """Close the hint of a page for good, and go back to the page."""
    form = CloseHintForm()
    if not form.was_sent_well():
        raise NotFound("No page gives such a hint.")
    own.close_hint(session(), current_user.user, hint=Hint(form.hint.data))
    session().commit()
    return go_on("projects.index")


@blueprint.post("/account/hints/show")
@requires(Permission.KEEP_OWN_ACCOUNT)
def show_hints() -> Response:
    """Let every page give its hint again."""
    own.show_hints(session(), current_user.user)
    session().commit()
    flash("Every page gives its hint again.")
    return see_other("users.account")


def _account_page(settings: OwnSettingsForm, password: PasswordForm) -> str:
    return render_template(
        "users/account.html",
        settings=settings,
        password=password,
        login_sessions=login_sessions_of(session(), current_user.user),
        here=current_user.login_session,
        tokens=open_tokens_of(session(), current_user.user, utc_now()),
    )
