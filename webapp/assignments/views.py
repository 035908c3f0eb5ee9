"""Pages for managers: who has what before them, giving claims out and taking them back."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.assignments import queries, services
from webapp.assignments.forms import GiveForm, GiveQuery, KeptQuery, TakeBackForm, WayForm
from webapp.assignments.pages import Giving
from webapp.errors import NotFound
from webapp.journal.earlier_formats import rows_told
from webapp.journal.refusals import NothingTogether
from webapp.journal.undoing import undo as take_back_act
from webapp.journal.values import of_kind
from webapp.markup.paging import page_of
from webapp.markup.words import counted
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.annotators import annotators_of
from webapp.rules.skips import skipped_by_all
from webapp.vocabulary import WorkFrom
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("assignments", __name__, url_prefix="/projects/<project_id>/assignments")


@blueprint.get("/")
@requires(Permission.MANAGE)
def index(project_id: str) -> str:
    """Who has which claim before them."""
    return _index(WayForm(obj=project()), TakeBackForm())


def _index(way: WayForm, taking: TakeBackForm) -> str:
    asked, now = KeptQuery(), utc_now()
    people = list(session().scalars(annotators_of(project())))
    chosen = next((one for one in people if one.public_id == asked.person.data), None)
    kept = queries.kept_claims(
        session(),
        membership(),
        member=chosen,
        is_given=asked.is_given,
        number=asked.number,
        now=now,
    )
    filters = {"person": asked.person.data or None, "origin": asked.origin.data or None}
    return render_template(
        "assignments/index.html",
        project=project(),
        viewer=membership(),
        asked=asked,
        people=people,
        kept=kept,
        way=way,
        taking=taking,
        stuck=page_of(session(), skipped_by_all(project()), 1),
        done=queries.act_to_take_back(session(), membership(), asked.done.data),
        address=lambda number: url_for(
            "assignments.index", project_id=project().public_id, page=number, **filters
        ),
    )


@blueprint.route("/give", methods=["GET", "POST"])
@requires(Permission.MANAGE, GiveForm)
def give(project_id: str) -> Page:
    """Choose articles and people, see how many claims each would get, give them out."""
    form = GiveForm()
    if form.was_sent_well():
        with refusals_on(form):
            return _given(form)
    return _give_page(form), form.status


def _given(form: GiveForm) -> Response:
    given = services.give(
        session(), membership(), choice=_chosen(form), count=form.count.data, now=utc_now()
    )
    people = {row.user_id for row in given}
    flash(f"{counted(len(given), 'claim')} given to {counted(len(people), 'person', 'people')}.")
    first = given[0].public_id
    return saved(see_other("assignments.index", project_id=project().public_id, done=first))


def _give_page(form: GiveForm) -> str:
    query, now = GiveQuery(), utc_now()
    choice = _chosen(form if form.is_submitted() else query)
    query.dealing.data = choice.dealing.value
    articles = queries.articles_to_give(
        session(), project(), choice.articles, query.words.data, query.number, now
    )
    on_page = {row.article.id for row in articles.rows}
    return render_template(
        "assignments/give.html",
        project=project(),
        form=form,
        query=query,
        choice=choice,
        articles=articles,
        elsewhere=[one for one in choice.articles if one.id not in on_page],
        people=queries.people_to_give(session(), membership(), choice.people, now),
        plan=queries.plan_of(session(), membership(), choice, now) if choice.is_whole else None,
    )


def _chosen(form: GiveForm | GiveQuery) -> Giving:
    articles, people = form.article.data or (), form.person.data or ()
    return queries.giving_of(session(), project(), articles, people, form.chosen_dealing)


@blueprint.post("/take-back")
@requires(Permission.MANAGE, TakeBackForm)
def take_back(project_id: str) -> Page:
    """Open the places of the ticked claims again."""
    form = TakeBackForm()
    if form.was_sent_well():
        with refusals_on(form):
            ids = form.chosen.data or ()
            taken = services.take_back(session(), membership(), ids=ids, now=utc_now())
            flash(f"{counted(len(taken), 'claim')} taken back.")
            first = taken[0].public_id
            return saved(see_other("assignments.index", project_id=project_id, done=first))
    return _index(WayForm(formdata=None, obj=project()), form), form.status


@blueprint.post("/way")
@requires(Permission.MANAGE, WayForm)
def set_way(project_id: str) -> Page:
    """Say where people get their claims, and when one returns."""
    form = WayForm()
    if form.was_sent_well():
        with refusals_on(form):
            services.set_way(
                session(),
                current_user.user,
                project=project(),
                version=form.version.data,
                work_from=WorkFrom(form.work_from.data),
                return_minutes=form.return_minutes.data,
            )
            flash("Saved.")
            return saved(see_other("assignments.index", project_id=project_id))
    return _index(form, TakeBackForm(formdata=None)), form.status


@blueprint.post("/<assignment_id>/undo")
@requires(Permission.MANAGE, ButtonForm)
def undo(project_id: str, assignment_id: str) -> Response:
    """Take back one's own act of giving out or taking back, all of it or nothing."""
    if not queries.assignments_named(session(), project(), [assignment_id]):
        raise NotFound("Nobody has such a claim in hand in this project.")
    if queries.act_to_take_back(session(), membership(), assignment_id) is None:
        raise NothingTogether
    event = take_back_act(session(), membership(), ObjectKind.ASSIGNMENT, assignment_id)
    count = len(of_kind(rows_told(event)[1], ObjectKind.ASSIGNMENT))
    flash(f"Taken back: {counted(count, 'claim')} as before.")
    return saved(see_other("assignments.index", project_id=project_id))
