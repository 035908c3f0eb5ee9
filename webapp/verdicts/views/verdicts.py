"""The page on which a verdict is set or revised."""

from __future__ import annotations

from flask import flash, render_template

from webapp.verdicts.forms import VerdictForm, verdict_form
from webapp.verdicts.queries import ratings_used
from webapp.verdicts.services import verdicts
from webapp.verdicts.views.blueprint import blueprint
from webapp.web.answers import Page
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/disputes/<dispute_id>/verdict", methods=["GET", "POST"])
@requires(Permission.SETTLE, VerdictForm)
def set_verdict(project_id: str, dispute_id: str) -> Page:
    """Ratings in the project's own words, why, and on which evidence."""
    dispute = found_dispute(dispute_id)
    form = verdict_form(dispute)
    if not form.is_submitted():
        form.fill(dispute)
    elif form.was_sent_well():
        with refusals_on(form):
            verdicts.set_verdict(
                session(),
                membership(),
                dispute=dispute,
                revision=form.version.data,
                judgement=form.judgement,
            )
            flash("The verdict is set.")
            return saved(to_dispute(dispute))
    page = render_template(
        "verdicts/set_verdict.html",
        project=project(),
        dispute=found_dispute(dispute_id),
        form=form,
        ratings_used=ratings_used(session(), project()),
    )
    return page, form.status
