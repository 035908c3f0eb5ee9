"""Pages about articles."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.articles.queries import article_or_none, articles_of, pieces_of
from webapp.errors import NotFound
from webapp.web.lookup import project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session

blueprint = Blueprint("articles", __name__, url_prefix="/projects/<project_id>/articles")


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """The project's articles, by date."""
    return render_template(
        "articles/index.html", project=project(), articles=articles_of(session(), project())
    )


@blueprint.get("/<article_id>")
@requires(Permission.READ)
def show(project_id: str, article_id: str) -> str:
    """One article, to be read; what is no prose stands dimmed."""
    article = article_or_none(session(), project(), article_id)
    if article is None:
        raise NotFound("There is no such article in this project.")
    return render_template(
        "articles/show.html", project=project(), article=article, pieces=pieces_of(article.text)
    )
