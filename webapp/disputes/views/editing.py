"""Opening a dispute, rewording it, its state, and taking one's last change back."""

from __future__ import annotations

from flask import flash, render_template

from webapp.disputes.forms.asking import ClaimQuery
from webapp.disputes.forms.words import EditDisputeForm, OpenForm, OpenFromClaimForm, StateForm
from webapp.disputes.services import opening
from webapp.disputes.views.blueprint import blueprint
from webapp.journal.undoing import undo as take_back
from webapp.models import Claim
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.codebooks import newest_codebook
from webapp.rules.disputes import dispute_or_none
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claims import found_claim, to_claim
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, refused, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/disputes/add", methods=["GET", "POST"])
@requires(Permission.TAG, OpenForm, OpenFromClaimForm)
def add(project_id: str) -> Page:
    """A new dispute; opened from a claim, it leads back to the claim."""
    claim = claim_or_none(session(), project(), ClaimQuery().claim.data or "", *TAGS)
    refuse_withdrawn(session(), [claim.article_id] if claim else [])
    form = _open_form(claim)
    if form.was_sent_well():
        with refusals_on(form):
            first = (
                opening.First(claim, 1, form.stance.data)
                if claim and isinstance(form, OpenFromClaimForm)
                else None
            )
            dispute = opening.open_dispute(
                session(),
                membership(),
                wording=form.wording,
                statements=form.lines,
                first=first,
            )
            flash(f"Opened: {dispute.question}")
            answer = to_claim(claim) if claim else to_dispute(dispute)
            return saved(answer)
    claim = found_claim(claim.public_id) if claim else None
    page = render_template("disputes/add.html", project=project(), form=form, claim=claim)
    return page, form.status


def _open_form(claim: Claim | None) -> OpenForm:
    if claim is None:
        return OpenForm()
    form = OpenFromClaimForm()
    form.offer(newest_codebook(session(), project()))
    return form


@blueprint.route("/disputes/<dispute_id>/edit", methods=["GET", "POST"])
@requires(Permission.TAG, EditDisputeForm)
def edit(project_id: str, dispute_id: str) -> Page:
    """Another question, type or summary."""
    dispute, form = found_dispute(dispute_id), EditDisputeForm()
    if not form.is_submitted():
        form.fill(dispute)
        form.version.data = dispute.version
    elif form.was_sent_well():
        with refusals_on(form):
            opening.edit_dispute(
                session(),
                membership(),
                dispute=dispute,
                version=form.version.data,
                wording=form.wording,
            )
            flash("Saved.")
            return saved(to_dispute(dispute))
    page = render_template(
        "disputes/edit.html", project=project(), dispute=found_dispute(dispute_id), form=form
    )
    return page, form.status


@blueprint.post("/disputes/<dispute_id>/state")
@requires(Permission.SETTLE, StateForm)
def set_state(project_id: str, dispute_id: str) -> Page:
    """Resolved, dormant, or open again."""
    dispute, form = found_dispute(dispute_id), StateForm()
    if form.was_sent_well():
        with refusals_on(form):
            opening.set_state(
                session(),
                membership(),
                dispute=dispute,
                version=form.version.data,
                state=form.chosen,
            )
            flash(f"The dispute is {form.chosen.value} now.")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)


@blueprint.post("/disputes/<dispute_id>/undo")
@requires(Permission.TAG, ButtonForm)
def undo(project_id: str, dispute_id: str) -> Page:
    """Take back one's own last change to a dispute, even one that took it away."""
    form = ButtonForm()
    if form.was_sent_well():
        with refusals_on(form):
            take_back(session(), membership(), ObjectKind.DISPUTE, dispute_id)
            dispute = dispute_or_none(session(), project(), dispute_id)
            flash("Your last change is taken back.")
            return saved(
                to_dispute(dispute)
                if dispute
                else see_other("disputes.index", project_id=project_id)
            )
    return refused(dispute_id, form)
