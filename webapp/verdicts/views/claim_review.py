"""A verdict for other programs, as ClaimReview."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from webapp.models import Dispute
from webapp.rules.account_columns import account_columns
from webapp.rules.codebooks import newest_codebook
from webapp.rules.reviewable import Missing, missing_for_review
from webapp.verdicts.services.claim_review import NotReviewable, claim_reviews, note_review
from webapp.verdicts.views.blueprint import blueprint
from webapp.web.addresses import public_address
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, refused
from webapp.web.downloads import json_answer
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.post("/disputes/<dispute_id>/claim-review")
@requires(Permission.READ, ButtonForm)
def claim_review(project_id: str, dispute_id: str) -> Response | Page:
    """The verdict for other programs, as a file; or what is missing for it, in words."""
    dispute, codebook = found_dispute(dispute_id), newest_codebook(session(), project())
    form, url = (
        ButtonForm(),
        public_address("disputes.show", project_id=project_id, dispute_id=dispute_id),
    )
    columns = account_columns(session(), membership(), dispute, codebook)
    if form.was_sent_well():
        with refusals_on(form):
            reviews = claim_reviews(dispute, columns, membership(), url)
            note_review(session(), membership(), dispute_id)
            session().commit()
            return json_answer(reviews, "claim-review.json")
    missing = missing_for_review(columns) if membership().sees_all_tags else []
    if form.status == NotReviewable.status and missing:
        return _said(dispute, missing), form.status
    return refused(dispute_id, form)


def _said(dispute: Dispute, missing: list[Missing]) -> str:
    """All that is missing, with the pages on which it is mended."""
    return render_template(
        "verdicts/not_reviewable.html",
        project=project(),
        dispute=dispute,
        missing_for_review=missing,
    )
