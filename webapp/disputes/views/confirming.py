"""Confirming that claims are disputed, several in one act, and taking that back."""

from __future__ import annotations

from flask import flash, render_template

from webapp.disputes.forms.confirming import ConfirmDisputedForm
from webapp.disputes.pages.confirming import ToConfirm
from webapp.disputes.queries.page import dispute_page
from webapp.disputes.services import confirming
from webapp.disputes.views.blueprint import blueprint
from webapp.markup.words import counted
from webapp.rules.codebooks import newest_codebook
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claim_links import claim_urls
from webapp.web.claims import found_claim
from webapp.web.current import may, membership, project
from webapp.web.disputes import found_dispute, refused, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.post("/disputes/<dispute_id>/confirm-disputed")
@requires(Permission.TAG, ConfirmDisputedForm)
def confirm_disputed(project_id: str, dispute_id: str) -> Page:
    """Answer `disputed` for the claims that are ticked."""
    form = ConfirmDisputedForm()
    if form.was_sent_well():
        with refusals_on(form):
            claims = confirming.confirm_disputed(
                session(), membership(), offered=_offered(dispute_id), seen=form.seen
            )
            flash(f"You confirmed “disputed” for {counted(len(claims), 'claim')}.")
            return saved(
                see_other(
                    "disputes.show",
                    project_id=project_id,
                    dispute_id=dispute_id,
                    placing="on",
                    confirmed=claims[0].public_id,
                    _anchor="confirm",
                )
            )
    page = render_template(
        "disputes/confirm_again.html",
        project=project(),
        dispute=found_dispute(dispute_id),
        form=form,
        to_confirm=_offered(dispute_id),
        ticked=form.seen,
        confirmed="",
        claim_urls=claim_urls(),
        may_settle=may(Permission.SETTLE),
    )
    return page, form.status


def _offered(dispute_id: str) -> list[ToConfirm]:
    """The claims of the dispute that conflict now."""
    dispute, codebook = found_dispute(dispute_id), newest_codebook(session(), project())
    page = dispute_page(session(), membership(), dispute, codebook)
    return page.confirmable(membership())


@blueprint.post("/disputes/<dispute_id>/claims/<claim_id>/undo-confirmation")
@requires(Permission.TAG, ButtonForm)
def undo_confirmation(project_id: str, dispute_id: str, claim_id: str) -> Page:
    """Take back one's own act on several claims, this one among them."""
    form = ButtonForm()
    if form.was_sent_well():
        with refusals_on(form):
            claim = found_claim(claim_id)
            event = confirming.undo_confirmation(session(), membership(), claim)
            flash(f"Taken back: {counted(len(event.claims), 'claim')} as before.")
            return saved(to_dispute(found_dispute(dispute_id), is_placing=True))
    return refused(dispute_id, form)
