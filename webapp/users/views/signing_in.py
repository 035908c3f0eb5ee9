"""Pages for signing in and out, and for typing the password again."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import Refusal
from webapp.models import SingleUseLink
from webapp.models.base import utc_now
from webapp.passwords import hash_of_new
from webapp.rules.invitations import user_or_none
from webapp.users.forms import AcceptInvitationForm, OwnPasswordForm, ResetForm, SignInForm
from webapp.users.queries import open_link_or_none
from webapp.users.services import signing_in as services
from webapp.users.services.credentials import WrongCredentials
from webapp.users.views.blueprint import blueprint
from webapp.users.views.credentials import check_credentials
from webapp.vocabulary import LinkPurpose
from webapp.web.addresses import browser_name, go_on, see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.forms import refusals_on
from webapp.web.identity import begin_session, end_session, load_signed_in
from webapp.web.known_browsers import remember_browser
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.VISIT, SignInForm)
def sign_in() -> Page:
    """Sign in by name and password."""
    form = SignInForm()
    if form.was_sent_well():
        with refusals_on(form):
            check_credentials(form.username.data, form.password.data)
            return _let_in(form.username.data)
    return render_template("users/sign_in.html", form=form), form.status


def _let_in(username: str) -> Response:
    user = user_or_none(session(), username)
    if user is None:
        raise WrongCredentials
    token = services.sign_in(
        session(), user, browser=browser_name(), now=utc_now(), by_password=True
    )
    session().commit()
    return _send_on(token)


def _send_on(token: str) -> Response:
    signed_in = load_signed_in(token)
    if signed_in is None:
        raise Refusal("The session could not be opened. Sign in again.")
    begin_session(signed_in)
    answer = go_on("projects.index")
    remember_browser(answer, signed_in.user.username)
    return answer


@blueprint.get("/links/<token>")
@requires(Permission.VISIT)
def open_link(token: str) -> str:
    """What a single-use link offers; opening it does not spend it."""
    link = _link(token)
    return _link_page(link, _form_of(link))


@blueprint.post("/links/<token>")
@requires(Permission.VISIT, ButtonForm, AcceptInvitationForm, ResetForm)
def follow_link(token: str) -> Page:
    """Spend a single-use link by pressing its one button."""
    link = _link(token)
    form = _form_of(link)
    if form.was_sent_well():
        with refusals_on(form):
            return _send_on(_spend(token, link, form))
    return _link_page(_link(token), form), form.status


def _link(token: str) -> SingleUseLink:
    link = open_link_or_none(session(), token, utc_now())
    if link is None:
        raise services.UsedLink
    return link


def _form_of(link: SingleUseLink) -> ButtonForm | AcceptInvitationForm | ResetForm:
    if link.purpose == LinkPurpose.INVITATION:
        return AcceptInvitationForm(obj=link.user)
    return ResetForm() if link.purpose == LinkPurpose.RESET else ButtonForm()


def _spend(
    token: str, link: SingleUseLink, form: ButtonForm | AcceptInvitationForm | ResetForm
) -> str:
    """The token of the session that the link opens."""
    browser, now = browser_name(), utc_now()
    if isinstance(form, ButtonForm):
        user = services.use_link(session(), token, now).user
        opened = services.sign_in(session(), user, browser=browser, now=now, by_password=False)
        session().commit()
        return opened
    username, name = link.user.username, link.user.display_name
    session().rollback()  # nobody waits while we hash
    opened = services.accept_link(
        session(),
        token,
        password_hash=hash_of_new(form.password.data, username=username),
        display_name=form.display_name.data if isinstance(form, AcceptInvitationForm) else name,
        browser=browser,
        now=now,
    )
    session().commit()
    return opened


def _link_page(link: SingleUseLink, form: ButtonForm | AcceptInvitationForm | ResetForm) -> str:
    return render_template("users/follow_link.html", form=form, link=link)


@blueprint.post("/sign-out")
@requires(Permission.KEEP_OWN_ACCOUNT)
def sign_out() -> Response:
    """Close this browser's session."""
    services.sign_out(session(), current_user.login_session)
    session().commit()
    end_session()
    answer = see_other("users.sign_in")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.route("/confirm", methods=["GET", "POST"])
@requires(Permission.KEEP_OWN_ACCOUNT, OwnPasswordForm)
def confirm() -> Page:
    """Type the password again, then go on to where it was asked for."""
    form = OwnPasswordForm()
    if form.was_sent_well():
        with refusals_on(form):
            check_credentials(current_user.user.username, form.password.data)
            services.confirm(session(), current_user.login_session, utc_now())
            session().commit()
            return go_on("projects.index")
    has_password = current_user.user.password_hash is not None
    return render_template("users/confirm.html", form=form, has_password=has_password), form.status
