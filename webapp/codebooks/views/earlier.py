"""Answers under an earlier version of the codebook: what changed, and asking for another look."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from webapp.codebooks.forms import AskAgainForm, ChangeQuery, DoneForm, DoneQuery
from webapp.codebooks.queries.earlier import (
    act_to_take_back,
    counted_change,
    earlier_answers,
    touched_claims,
    touched_or_none,
)
from webapp.codebooks.services import asking_again
from webapp.codebooks.views.blueprint import blueprint
from webapp.errors import Refusal
from webapp.markup.words import counted
from webapp.rules.codebooks import newest_codebook
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.fields import BROKEN
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.get("/earlier")
@requires(Permission.COMPARE)
def earlier(project_id: str) -> str:
    """What the newest version says otherwise of what people answered before it."""
    done = DoneQuery().done.data
    return render_template(
        "codebooks/earlier.html",
        project=project(),
        newest=newest_codebook(session(), project()),
        answers=earlier_answers(session(), project()),
        done=done,
        act_done=act_to_take_back(session(), membership(), done),
    )


@blueprint.get("/earlier/claims")
@requires(Permission.COMPARE)
def touched(project_id: str) -> Page:
    """The claims with answers that one change touches."""
    query = ChangeQuery()
    return _touched_page(query.change.data, query.number, AskAgainForm(formdata=None))


def _touched_page(change_id: str, number: int, form: AskAgainForm) -> Page:
    found = touched_or_none(session(), project(), change_id)
    asked: dict[str, Any] = {"project_id": project().public_id, "change": change_id}

    def address(number: int) -> str:
        return url_for("codebooks.touched", page=number, **asked)

    page = render_template(
        "codebooks/touched.html",
        project=project(),
        form=form,
        group=counted_change(session(), project(), found) if found else None,
        listing=touched_claims(session(), project(), found, number) if found else None,
        claim_urls=claim_urls(),
        address=address,
        may_ask=may(Permission.SETTLE),
    )
    return page, form.status


@blueprint.post("/earlier/ask")
@requires(Permission.SETTLE, AskAgainForm)
def ask_again(project_id: str) -> Page:
    """Give answers that a change touches back to their owners: the ticked ones, or all."""
    form = AskAgainForm()
    if form.was_sent_well():
        with refusals_on(form):
            return _asked(form)
    return _touched_page(form.change.data or "", form.page.data or 1, form)


def _asked(form: AskAgainForm) -> Response:
    change_id = form.change.data
    if form.is_for_all:
        answers = asking_again.ask_at_all(
            session(), membership(), change_id=change_id, count=form.count.data or 0
        )
    else:
        ids = form.chosen.data or ()
        answers = asking_again.ask_at_ticked(session(), membership(), change_id=change_id, ids=ids)
    flash(f"Another look is asked for at {counted(len(answers), 'answer')}.")
    done = answers[0].claim.public_id
    return saved(see_other("codebooks.earlier", project_id=project().public_id, done=done))


@blueprint.post("/earlier/undo")
@requires(Permission.SETTLE, DoneForm)
def undo_asking(project_id: str) -> Response:
    """Take back one's own act of asking for another look, all of it or nothing."""
    form = DoneForm()
    if not form.was_sent_well():
        raise Refusal(BROKEN)
    count = asking_again.take_asking_back(session(), membership(), form.done.data or "")
    flash(f"Taken back: the answers to {counted(count, 'claim')} stand as before.")
    return saved(see_other("codebooks.earlier", project_id=project_id))
