"""Pages about access tokens: one's own, and for managers those of all members."""

from __future__ import annotations

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from webapp.api import services
from webapp.api.forms.tokens import AccessTokenForm
from webapp.api.queries.tokens import token_or_none, tokens_of
from webapp.api.views.blueprint import TOKENS, blueprint
from webapp.errors import NotFound
from webapp.journal.names import names_of
from webapp.markup.paging import page_of
from webapp.models.base import utc_now
from webapp.rules.access_tokens import MOST_IN_A_MINUTE, open_tokens_in
from webapp.web.addresses import public_address, see_other, show_once, shown_once
from webapp.web.answers import Page
from webapp.web.current import may, membership, project
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route(TOKENS, methods=["GET", "POST"])
@requires(Permission.READ, AccessTokenForm)
def tokens(project_id: str) -> Page:
    """Make a token of one's own for a program; see those that there are."""
    form, now = AccessTokenForm(), utc_now()
    form.offer(now.date())
    if form.was_sent_well():
        with refusals_on(form):
            token = services.make_token(
                session(),
                membership(),
                name=form.name.data,
                scopes=form.asked,
                last_on=form.last_on.data,
                now=now,
            )
            answer = saved(see_other("api.tokens", project_id=project_id))
            flash("The token is made. It is shown only now: copy it.")
            show_once(token)
            return answer
    return _own_page(form), form.status


def _own_page(form: AccessTokenForm) -> str:
    return render_template(
        "api/tokens.html",
        project=project(),
        form=form,
        tokens=tokens_of(session(), membership(), utc_now()),
        token=shown_once(),
        most_in_a_minute=MOST_IN_A_MINUTE,
        root=public_address("api.projects").removesuffix("/projects"),
        may_keep=may(Permission.KEEP_PROJECT),
    )


@blueprint.get(f"{TOKENS}/all")
@requires(Permission.KEEP_PROJECT)
def all_tokens(project_id: str) -> str:
    """The tokens by which programs read the project, whosever they are."""
    query = open_tokens_in(project(), utc_now())
    page = page_of(session(), query, PageQuery().number)
    owners = [token.membership.user_id for token in page.rows]
    return render_template(
        "api/all_tokens.html",
        project=project(),
        tokens=page,
        owners=names_of(session(), membership(), owners),
        address=lambda number: url_for("api.all_tokens", project_id=project_id, page=number),
    )


@blueprint.post(f"{TOKENS}/<access_token_id>/revoke")
@requires(Permission.READ)
def revoke(project_id: str, access_token_id: str) -> Response:
    """End a token of one's own for good."""
    return _revoked(access_token_id, see_other("api.tokens", project_id=project_id))


@blueprint.post(f"{TOKENS}/<access_token_id>/revoke-of-member")
@requires(Permission.KEEP_PROJECT)
def revoke_of_member(project_id: str, access_token_id: str) -> Response:
    """End a token for good, whosever it is."""
    return _revoked(access_token_id, see_other("api.all_tokens", project_id=project_id))


def _revoked(access_token_id: str, answer: Response) -> Response:
    token = token_or_none(session(), membership(), access_token_id)
    if token is None:
        raise NotFound("There is no such token in this project.")
    services.revoke_token(session(), membership(), token=token, now=utc_now())
    flash(f"The token that ends in {token.last_four} is revoked: it opens nothing any more.")
    return saved(answer)
