"""Pages that make one dispute out of two, and two out of one."""

from __future__ import annotations

from flask import flash, render_template

from webapp.disputes.forms.asking import MergeDisputesQuery
from webapp.disputes.forms.merging import MergeDisputesForm, merge_form
from webapp.disputes.forms.words import SplitDisputeForm
from webapp.disputes.services import merging
from webapp.disputes.views.blueprint import blueprint
from webapp.models import Dispute
from webapp.rules.disputes import dispute_or_none, open_disputes
from webapp.web.answers import Page
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/disputes/<dispute_id>/merge", methods=["GET", "POST"])
@requires(Permission.SETTLE, MergeDisputesForm)
def merge(project_id: str, dispute_id: str) -> Page:
    """Choose another dispute first; then say which accounts are the same."""
    dispute = found_dispute(dispute_id)
    into = dispute_or_none(session(), project(), MergeDisputesQuery().into.data or "")
    if into is None:
        return _merge_page(dispute, None, MergeDisputesForm())
    form = merge_form(dispute, into)
    if not form.is_submitted():
        form.version.data = dispute.version
    elif form.was_sent_well():
        with refusals_on(form):
            merging.merge_disputes(
                session(),
                membership(),
                dispute=dispute,
                version=form.version.data,
                into=into,
                same=form.same,
            )
            flash(f"Merged into this dispute: {dispute.question}")
            return saved(to_dispute(into))
    into = found_dispute(into.public_id)
    return _merge_page(found_dispute(dispute_id), into, form), form.status


def _merge_page(dispute: Dispute, into: Dispute | None, form: MergeDisputesForm) -> str:
    others = [one for one in open_disputes(session(), project()) if one is not dispute]
    return render_template(
        "disputes/merge.html",
        project=project(),
        dispute=dispute,
        into=into,
        others=others,
        form=form,
    )


@blueprint.route("/disputes/<dispute_id>/split", methods=["GET", "POST"])
@requires(Permission.SETTLE, SplitDisputeForm)
def split(project_id: str, dispute_id: str) -> Page:
    """A second dispute that takes some of the accounts."""
    dispute, form = found_dispute(dispute_id), SplitDisputeForm()
    form.offer(dispute)
    if not form.is_submitted():
        form.version.data = dispute.version
    elif form.was_sent_well():
        with refusals_on(form):
            fresh = merging.split_dispute(
                session(),
                membership(),
                dispute=dispute,
                version=form.version.data,
                question=form.question.data,
                accounts=form.accounts.data or [],
            )
            flash(f"Split off: {fresh.question}")
            return saved(to_dispute(fresh))
    page = render_template(
        "disputes/split.html", project=project(), dispute=found_dispute(dispute_id), form=form
    )
    return page, form.status
