"""The projects of a person, and the first page of one: by what the person comes for."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import Refusal
from webapp.journal.activity_log import lines_of
from webapp.markup.news import news_of
from webapp.models.base import utc_now
from webapp.projects.forms import NewsForm
from webapp.projects.pages.progress import team_chart
from webapp.projects.queries.progress import (
    article_progress,
    complete_over_time,
    people_at_work,
    waits_of,
)
from webapp.projects.queries.projects import (
    article_count,
    memberships_of,
    newest_disputes,
    newest_events,
)
from webapp.projects.services import news as services
from webapp.projects.views.blueprint import blueprint
from webapp.rules.agreement_results import headline_alphas
from webapp.rules.progress import ClaimCounts, counts_of_project, settling_of
from webapp.rules.queue import next_claim_or_none
from webapp.rules.rounds import own_rounds
from webapp.rules.work import given_count, work_of
from webapp.vocabulary import Role
from webapp.web.addresses import see_other
from webapp.web.current import may, membership, project
from webapp.web.fields import BROKEN
from webapp.web.forms import PageQuery
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.get("/")
@requires(Permission.KEEP_OWN_ACCOUNT)
def index() -> str:
    """The projects of the person who is signed in: current ones, then those put away."""
    memberships = memberships_of(session(), current_user.user)
    return render_template(
        "projects/index.html",
        memberships=[one for one in memberships if not one.project.is_archived],
        archived=[one for one in memberships if one.project.is_archived],
        is_admin=current_user.user.is_admin,
    )


@blueprint.get("/projects/<project_id>/")
@requires(Permission.READ)
def show(project_id: str) -> str:
    """What is to be done or to be read, and what happened last."""
    if membership().role.may_settle:
        return _progress()
    return _own_work() if may(Permission.TAG) else _reading()


@blueprint.post("/projects/<project_id>/news/read")
@requires(Permission.READ, NewsForm)
def mark_as_read(project_id: str) -> Response:
    """Say that one has read what is new."""
    form = NewsForm()
    if not form.was_sent_well():
        raise Refusal(BROKEN)
    services.mark_as_read(session(), membership(), until=form.moment)
    flash("Marked as read.")
    return saved(see_other("projects.show", project_id=project_id))


def _progress() -> str:
    """How far the project is and who is waited for, for those who see to it."""
    over_time = complete_over_time(session(), project(), utc_now().date())
    counts = counts_of_project(session(), project(), complete=over_time.complete)
    progress = counts.progress
    settling = settling_of(session(), project(), progress)
    people = people_at_work(session(), membership(), settling)
    is_adjudicator = membership().role == Role.ADJUDICATOR
    return render_template(
        "projects/progress.html",
        **_frame(counts),
        settling=settling,
        people=people,
        waits=waits_of(session(), project(), people, settling),
        chart=team_chart(progress.claims, over_time),
        articles=article_progress(session(), project(), PageQuery().number),
        address=lambda number: url_for(
            "projects.show", project_id=project().public_id, page=number, _anchor="by-article"
        ),
        alphas=headline_alphas(session(), project().id),
        disputes=newest_disputes(session(), membership()) if is_adjudicator else None,
    )


def _own_work() -> str:
    """The next claim, and what is left, for those who tag."""
    counts = counts_of_project(session(), project())
    user = membership().user
    return render_template(
        "projects/own_work.html",
        **_frame(counts),
        work=work_of(session(), project(), user, counts),
        claim=next_claim_or_none(session(), project(), user),
        article_count=article_count(session(), project()),
        rounds=own_rounds(session(), project(), user, utc_now()),
        given_count=given_count(session(), project(), user),
    )


def _reading() -> str:
    """The disputes, for those who read."""
    return render_template(
        "projects/reading.html",
        **_frame(counts_of_project(session(), project())),
        disputes=newest_disputes(session(), membership()),
        article_count=article_count(session(), project()),
    )


def _frame(counts: ClaimCounts) -> dict[str, Any]:
    """What every one of these pages shows."""
    events = newest_events(session(), membership())
    return {
        "news": news_of(session(), membership()),
        "project": project(),
        "membership": membership(),
        "counts": counts,
        "lines": lines_of(session(), membership(), events),
        "may_tag": may(Permission.TAG),
        "may_import": may(Permission.MANAGE),
        "may_keep": may(Permission.KEEP_PROJECT),
    }
