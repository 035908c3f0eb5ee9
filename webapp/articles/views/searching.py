"""The page that searches the texts of articles."""

from __future__ import annotations

from flask import render_template, url_for

from webapp.articles.forms.searching import SearchForm
from webapp.articles.queries.searching import articles_with
from webapp.articles.views.blueprint import blueprint
from webapp.web.current import project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/search")
@requires(Permission.READ)
def search(project_id: str) -> str:
    """The articles in which every word stands, with the sentences in which they do."""
    form = SearchForm()
    words = form.words.data or ""

    def address(number: int) -> str:
        return url_for("articles.search", project_id=project_id, page=number, **form.address)

    return render_template(
        "articles/search.html",
        project=project(),
        form=form,
        words=words,
        listing=articles_with(session(), project(), words, form.number),
        address=address,
    )
