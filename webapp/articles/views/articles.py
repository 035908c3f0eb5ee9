"""Pages to read articles and to correct what is known about them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash, render_template, url_for
from flask_login import current_user

from webapp.articles.forms.articles import ArticlesForm, FactsForm
from webapp.articles.forms.searching import FoundPlace
from webapp.articles.pages.articles import ArticleRow
from webapp.articles.queries.articles import (
    article_page,
    article_with_versions_or_none,
    outlets_of,
    withdrawn_count,
)
from webapp.articles.queries.hits import text_parts
from webapp.articles.queries.together import act_to_take_back
from webapp.articles.services.articles import edit_article
from webapp.articles.views.blueprint import blueprint
from webapp.errors import NotFound
from webapp.models import Article
from webapp.rules.progress import TeamProgress, progress_of_articles
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import may, membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """The project's articles: filtered, sorted, with one's own progress."""
    form = ArticlesForm()
    outlets = outlets_of(session(), project())
    form.outlet.choices = {"": "Any outlet", **{name: name for name in outlets}}

    def address(number: int) -> str:
        return url_for("articles.index", project_id=project_id, page=number, **form.address)

    listing = article_page(
        session(), project(), current_user.user, asked=form.asked, number=form.number
    )
    return render_template(
        "articles/index.html",
        project=project(),
        form=form,
        asked=form.asked,
        listing=listing,
        progress=_progress(listing.rows) if membership().role.may_settle else {},
        address=address,
        done=act_to_take_back(session(), membership(), form.done.data or ""),
        withdrawn_count=withdrawn_count(session(), project()),
        may_import=may(Permission.MANAGE),
        may_tag=may(Permission.TAG),
    )


def _progress(rows: Iterable[ArticleRow]) -> dict[int, TeamProgress]:
    """How far everybody is with the articles of a list."""
    return progress_of_articles(session(), project(), [row.article.id for row in rows])


@blueprint.get("/<article_id>")
@requires(Permission.READ)
def show(project_id: str, article_id: str) -> str:
    """One article, to be read; what is no prose stands dimmed."""
    article, asked = found(article_id), FoundPlace()
    return render_template(
        "articles/show.html",
        project=project(),
        article=article,
        parts=text_parts(article, asked.words.data or "", asked.at.data or 0),
        may_edit=may(Permission.MANAGE),
    )


@blueprint.route("/<article_id>/facts", methods=["GET", "POST"])
@requires(Permission.MANAGE, FactsForm)
def edit(project_id: str, article_id: str) -> Page:
    """Correct what is known about an article; never its text."""
    article = found(article_id)
    form = FactsForm(obj=article)
    form.offer_language(article.language)
    if form.was_sent_well():
        with refusals_on(form):
            edit_article(
                session(),
                current_user.user,
                article=article,
                version=form.version.data,
                facts=form.facts,
            )
            flash("Saved.")
            return saved(see_other("articles.show", project_id=project_id, article_id=article_id))
    page = render_template("articles/edit.html", project=project(), article=article, form=form)
    return page, form.status


def found(article_id: str) -> Article:
    """The project's article of this id."""
    article = article_with_versions_or_none(session(), project(), article_id)
    if article is None:
        raise NotFound("There is no such article in this project.")
    return article
