"""Pages about jobs: all of a project, one of them, and the two things to do with one."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for

from webapp.errors import NotFound
from webapp.jobs import queries, services
from webapp.jobs.pages import heading_of, standing_of
from webapp.markup.words import counted
from webapp.models import Job
from webapp.models.base import utc_now
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("jobs", __name__, url_prefix="/projects/<project_id>/jobs")


@blueprint.get("/")
@requires(Permission.MANAGE)
def index(project_id: str) -> str:
    """The project's jobs, the newest first."""
    return render_template(
        "jobs/index.html",
        project=project(),
        listing=queries.job_list(session(), project(), number=PageQuery().number),
        heading_of=heading_of,
        standing_of=standing_of,
        address=lambda number: url_for("jobs.index", project_id=project_id, page=number),
    )


@blueprint.get("/<job_id>")
@requires(Permission.MANAGE)
def show(project_id: str, job_id: str) -> Page:
    """How far a job is, what failed and why."""
    return _page(job_id, ButtonForm())


@blueprint.post("/<job_id>/cancel")
@requires(Permission.MANAGE, ButtonForm)
def cancel(project_id: str, job_id: str) -> Page:
    """Leave undone what is not done yet."""
    form = ButtonForm()
    if form.was_sent_well():
        with refusals_on(form):
            services.cancel_job(session(), _found(job_id), now=utc_now())
            flash("Cancelled. What was done by then stays.")
            return saved(see_other("jobs.show", project_id=project_id, job_id=job_id))
    return _page(job_id, form)


@blueprint.post("/<job_id>/again")
@requires(Permission.MANAGE, ButtonForm)
def again(project_id: str, job_id: str) -> Page:
    """Try what failed or was cancelled, and that alone."""
    form = ButtonForm()
    if form.was_sent_well():
        with refusals_on(form):
            job = _found(job_id)
            services.start_again(session(), membership().user, job)
            flash(f"Started again with {counted(job.left_count, 'article')}.")
            return saved(see_other("jobs.show", project_id=project_id, job_id=job_id))
    return _page(job_id, form)


def _page(job_id: str, form: ButtonForm) -> Page:
    number = PageQuery().number
    page = queries.job_page(session(), _found(job_id), number=number, now=utc_now())
    shown = render_template(
        "jobs/show.html",
        project=project(),
        page=page,
        form=form,
        address=lambda asked: url_for(
            "jobs.show", project_id=project().public_id, job_id=job_id, page=asked
        ),
    )
    return shown, form.status


def _found(job_id: str) -> Job:
    job = queries.job_or_none(session(), project(), job_id)
    if job is None:
        raise NotFound("There is no such job in this project.")
    return job
