"""What the pages about claims share: their address, their rows, and where they lead."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.models import Article
from webapp.rules.articles import article_or_none
from webapp.web.addresses import see_other
from webapp.web.current import project
from webapp.web.transactions import session

blueprint = Blueprint("claims", __name__, url_prefix="/projects/<project_id>")


def found_article(article_id: str) -> Article:
    """The project's article of this id, with its text."""
    article = article_or_none(session(), project(), article_id)
    if article is None:
        raise NotFound("There is no such article in this project.")
    return article


def to_article(article: Article) -> Response:
    """On to the article and all its claims."""
    return see_other(
        "annotations.review", project_id=project().public_id, article_id=article.public_id
    )
