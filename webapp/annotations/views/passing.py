"""Passing a claim by, and taking one's own changes back."""

from __future__ import annotations

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.annotations.forms.tags import SkipForm
from webapp.annotations.queries.claims import annotation_by
from webapp.annotations.services import tagging, undoing
from webapp.annotations.views.blueprint import (
    blueprint,
    found_claim,
    me,
    seen_by,
)
from webapp.errors import Refusal
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.vocabulary import SkipReason
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm, VersionForm
from webapp.web.claims import UNDOABLE, to_claim, to_next
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/claims/<claim_id>/skip", methods=["GET", "POST"])
@requires(Permission.TAG, SkipForm)
def skip(project_id: str, claim_id: str) -> Page:
    """Pass a claim by, with a reason."""
    form = SkipForm()
    claim = found_claim(claim_id, for_change=form.is_submitted())
    refuse_withdrawn(session(), [claim.article_id])
    if form.was_sent_well():
        with refusals_on(form):
            tagging.skip(
                session(),
                me(),
                claim=claim,
                reason=SkipReason(form.reason.data),
                note=form.note.data,
                seen=form.seen,
            )
            flash(f"Claim {claim.ordinal}: skipped.", UNDOABLE)
            return saved(to_next(claim))
    if not form.is_submitted():
        mine = annotation_by(claim, me())
        form.note.data = mine.note if mine else ""
    page = render_template(
        "annotations/skip.html",
        project=project(),
        claim=claim,
        form=form,
        seen=seen_by(claim, form),
    )
    return page, form.status


@blueprint.post("/claims/<claim_id>/undo-tags")
@requires(Permission.TAG, VersionForm)
def undo(project_id: str, claim_id: str) -> Response:
    """Take back one's own last change to one's tags."""
    form = VersionForm()
    claim = found_claim(claim_id, for_change=True)
    if not form.was_sent_well():
        raise Refusal("This form is broken. Load the page again.")
    tagging.undo_tags(session(), me(), claim=claim, version=form.version.data)
    flash(f"Claim {claim.ordinal}: your last change is taken back.")
    return saved(to_claim(claim))


@blueprint.post("/undo")
@requires(Permission.TAG, ButtonForm)
def undo_last(project_id: str) -> Response:
    """Take back one's own last change of this sitting, on whichever claim it was."""
    if not ButtonForm().was_sent_well():
        raise Refusal("This form is broken. Load the page again.")
    claim, kind = undoing.undo_last(session(), membership())
    if claim is None:
        flash("Your last change is taken back.")
        return saved(see_other("annotations.next_claim", project_id=project_id))
    flash(f"Claim {claim.ordinal}: your last change is taken back.")
    if kind == ObjectKind.ADJUDICATION:
        ids = {"project_id": project_id, "claim_id": claim.public_id}
        return saved(see_other("adjudication.settle", **ids))
    return saved(to_claim(claim))
