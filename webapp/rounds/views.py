"""Pages about rounds: all of them side by side, starting one, closing one."""

from __future__ import annotations

from flask import Blueprint, flash, render_template
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.limits import LEAST_IN_ROUND, MOST_ANNOTATORS
from webapp.markup.words import counted
from webapp.models import Round
from webapp.models.base import utc_now
from webapp.rounds import queries, services
from webapp.rounds.forms import CloseForm, DrawQuery, StartForm
from webapp.rules.annotators import members_named
from webapp.vocabulary import Role
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import may, membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("rounds", __name__, url_prefix="/projects/<project_id>/rounds")


@blueprint.get("/")
@requires(Permission.COMPARE)
def index(project_id: str) -> str:
    """All rounds beside one another: who is how far, and how far they agree."""
    return render_template(
        "rounds/index.html",
        project=project(),
        page=queries.rounds_page(session(), membership()),
        may_manage=may(Permission.MANAGE),
    )


@blueprint.route("/start", methods=["GET", "POST"])
@requires(Permission.MANAGE, StartForm)
def start(project_id: str) -> Page:
    """Choose claims and people, see how many those are, start the round."""
    form = StartForm()
    if form.was_sent_well():
        with refusals_on(form):
            return _started(form)
    return _start_page(form), form.status


def _started(form: StartForm) -> Response:
    choice = form.choice(members_named(session(), project(), form.person.data or ()))
    fresh = services.start_round(
        session(),
        membership(),
        choice=choice,
        shown_count=form.shown.data,
        now=utc_now(),
    )
    claims, people = (
        counted(form.shown.data, "claim"),
        counted(len(choice.people), "person", "people"),
    )
    flash(f"{fresh.name} has begun: {claims}, given to {people}.")
    return saved(see_other("rounds.index", project_id=project().public_id))


def _start_page(form: StartForm) -> str:
    query = DrawQuery()
    asked = form if form.is_submitted() else query
    chosen = members_named(session(), project(), asked.person.data or ())
    choice = asked.choice(chosen)
    is_first_visit = not (form.is_submitted() or query.person.data or query.seed.raw_data)
    people = queries.people_to_ask(session(), membership(), chosen)
    draw = None
    if project().is_blind and LEAST_IN_ROUND <= len(chosen) <= MOST_ANNOTATORS:
        draw = queries.draw_of(session(), project(), choice, utc_now())
    return render_template(
        "rounds/start.html",
        project=project(),
        form=form,
        query=query,
        choice=choice,
        people=people,
        is_first_visit=is_first_visit,
        annotator=Role.ANNOTATOR,
        draw=draw,
    )


@blueprint.route("/<round_id>/close", methods=["GET", "POST"])
@requires(Permission.MANAGE, CloseForm)
def close(project_id: str, round_id: str) -> Page:
    """See what is missing, and close a round all the same."""
    form, which = CloseForm(), _round(round_id)
    if form.was_sent_well():
        with refusals_on(form):
            services.close_round(
                session(),
                membership(),
                which=which,
                version=form.version.data,
                now=utc_now(),
            )
            flash(f"{which.name} is closed.")
            return saved(see_other("rounds.index", project_id=project_id))
    figures = queries.figures_of_round(session(), membership(), which)
    page = render_template("rounds/close.html", project=project(), form=form, one=figures)
    return page, form.status


def _round(round_id: str) -> Round:
    found = queries.round_or_none(session(), project(), round_id)
    if found is None:
        raise NotFound("There is no such round in this project.")
    return found
