"""One change to several articles: looked at, confirmed with its count, taken back as one."""

from __future__ import annotations

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.articles.forms.together import ChangeTogetherForm, TickedArticles
from webapp.articles.queries.together import act_to_take_back, articles_named
from webapp.articles.services.together import change_together
from webapp.articles.views.articles import found
from webapp.articles.views.blueprint import blueprint
from webapp.journal.earlier_formats import rows_told
from webapp.journal.refusals import NothingTogether
from webapp.journal.undoing import undo
from webapp.journal.values import of_kind
from webapp.rules.actions import ObjectKind
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.fields import seen_versions
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/together", methods=["GET", "POST"])
@requires(Permission.MANAGE, ChangeTogetherForm)
def change_several(project_id: str) -> Page:
    """Set the outlet, the date or the warning of the articles that were chosen."""
    form = ChangeTogetherForm()
    if form.was_sent_well():
        with refusals_on(form):
            changed = change_together(session(), membership(), seen=form.seen, wanted=form.wanted)
            counted = "1 article" if len(changed) == 1 else f"{len(changed)} articles"
            flash(f"Details of {counted} changed.")
            first = changed[0].public_id
            return saved(see_other("articles.index", project_id=project_id, done=first))
    sent = form.seen if form.is_submitted() else seen_versions(TickedArticles().chosen.data)
    articles = articles_named(session(), project(), sent)
    page = render_template(
        "articles/together.html", project=project(), articles=articles, form=form
    )
    return page, form.status


@blueprint.post("/<article_id>/undo-together")
@requires(Permission.MANAGE, ButtonForm)
def undo_several(project_id: str, article_id: str) -> Response:
    """Take back one's own change to several articles, this one the first: all of it or nothing."""
    found(article_id)
    if act_to_take_back(session(), membership(), article_id) is None:
        raise NothingTogether
    event = undo(session(), membership(), ObjectKind.ARTICLE, article_id)
    count = len(of_kind(rows_told(event)[1], ObjectKind.ARTICLE))
    flash(f"Taken back: {count} articles stand as they did.")
    return saved(see_other("articles.index", project_id=project_id))
