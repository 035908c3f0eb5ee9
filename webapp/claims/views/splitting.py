"""The page on which all articles of a project are split again."""

from __future__ import annotations

from flask import render_template

from webapp.claims.forms.judging import SplitAllForm
from webapp.claims.queries.articles import articles_to_split
from webapp.claims.services.split_jobs import split_all_again as start
from webapp.claims.views.blueprint import blueprint
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/claims/split-all-again", methods=["GET", "POST"])
@requires(Permission.MANAGE, SplitAllForm)
def split_all_again(project_id: str) -> Page:
    """Say what it does to how many articles; then have workers do it."""
    form = SplitAllForm()
    if form.was_sent_well():
        with refusals_on(form):
            job = start(session(), membership(), seen_count=form.count.data)
            return saved(see_other("jobs.show", project_id=project_id, job_id=job.public_id))
    count = len(articles_to_split(session(), project()))
    page = render_template("claims/split_all_again.html", project=project(), form=form, count=count)
    return page, form.status
