"""The page on which an article is withdrawn, and the button that brings it back."""

from __future__ import annotations

from flask import flash, render_template
from flask_login import current_user

from webapp.articles.forms.withdrawing import WithdrawForm
from webapp.articles.services import withdrawing
from webapp.articles.views.articles import found
from webapp.articles.views.blueprint import blueprint
from webapp.models.base import utc_now
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.current import project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/<article_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.MANAGE, WithdrawForm)
def withdraw(project_id: str, article_id: str) -> Page:
    """Take an article out of the work, with a reason."""
    article, form = found(article_id), WithdrawForm()
    if not form.is_submitted():
        form.version.data = article.version
    elif form.was_sent_well():
        with refusals_on(form):
            withdrawing.withdraw(
                session(),
                current_user.user,
                article=article,
                version=form.version.data,
                because=form.because.data,
                now=utc_now(),
            )
            flash("Withdrawn. It comes back with one button.")
            return saved(see_other("articles.show", project_id=project_id, article_id=article_id))
    page = render_template(
        "articles/withdraw.html", project=project(), article=found(article_id), form=form
    )
    return page, form.status


@blueprint.post("/<article_id>/bring-back")
@requires(Permission.MANAGE, VersionForm)
def bring_back(project_id: str, article_id: str) -> Page:
    """Put a withdrawn article into the work again."""
    article, form = found(article_id), VersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            withdrawing.bring_back(
                session(), current_user.user, article=article, version=form.version.data
            )
            flash("Brought back: the article and its claims stand as they did.")
            return saved(see_other("articles.show", project_id=project_id, article_id=article_id))
    page = render_template(
        "articles/bring_back.html", project=project(), article=found(article_id), form=form
    )
    return page, form.status
